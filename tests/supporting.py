"""A school is helped, in tests: each step brings the story there by the product's own verbs."""

from datetime import date, datetime, timedelta

from drystone.alliances.models import Alliance
from drystone.brokering import enquiries, offers, requests
from drystone.brokering.models import Enquiry, Offer, SupportRequest
from drystone.deployment import agreements, consents, deployments, records, reviews, visits
from drystone.deployment.models import Agreement, Consent, Deployment, Review, Visit
from drystone.deployment.terms import Terms
from drystone.jobs.demonstration.filling import fill
from drystone.payments import rates
from drystone.people.models import Link, Person
from drystone.people.roles import Role
from drystone.register import release
from drystone.register.models import Assurance, Designation
from tests import cast
from tests.clock import LONDON, NOW
from tests.retelling import step

AGREED = [{"what": "Plan the next unit together", "who": "English lead", "by": "2026-11-24"}]
SIGNATURE = {"name": "Susan Iveson", "role": "Headteacher", "agreed": True}


class Support:
    """Susan's school at Leyburn asks; Tom of Ann's school at Reeth helps Kate there; Margaret manages."""

    @step
    def __init__(self, alliance: Alliance | None = None, granted: int = 12) -> None:
        self.alliance = alliance or cast.alliance()
        self.terms = cast.terms(self.alliance)
        self.reeth = cast.school("Reeth Primary School")
        self.leyburn = cast.school("Leyburn Primary School", east=411_000, north=490_000)
        self.margaret = cast.officer(self.alliance)
        self.ann = cast.head(self.alliance, self.reeth)
        self.susan = cast.head(self.alliance, self.leyburn, "Susan Iveson")
        self.kate = cast.acting(cast.person("Kate Lister", account=False))
        self.tom = self.add_leader("Tom Raine", granted)
        rates.begin(self.alliance, since=date(2026, 9, 1), by=None, at=NOW)

    @step
    def add_leader(self, name: str, granted: int = 12, school=None, **fields) -> Designation:
        home = school or self.reeth
        made = cast.leader(self.alliance, home, name, **fields)
        head = self.ann
        for term in self.terms:
            release.grant(home, term, half_days=granted, person=made.person, by=head, at=NOW)
        Assurance.objects.create(
            alliance=self.alliance, person=made.person, organisation=home, level="enhanced", confirmed_by="Ann Peel",
            confirmed_on=date(2026, 9, 1), until=date(2027, 8, 31),
        )  # fmt: skip
        return made

    @property
    def leader(self) -> Person:
        return cast.acting(self.tom.person)

    def by(self, person: Person) -> dict:
        return {"by": person, "at": NOW}

    @property
    def office(self) -> dict:
        return self.by(self.margaret)

    @step
    def asked(self) -> SupportRequest:
        made = requests.start(self.alliance, self.leyburn, self.susan, **self.by(self.susan))
        fill(
            made.sheet, NOW, school=self.leyburn.urn, need="How writing is taught.", area="english", phase="primary",
            days="3", contact={"name": "Susan Iveson", "email": self.susan.email, "role": "Headteacher"},
            contact_is_head="yes", from_on="2026-11-02", until_on="2026-12-18",
            success_1="The team plans together.", confidence="Between us: two colleagues are leaving.",
        )  # fmt: skip
        return requests.submit(made, **self.by(self.susan))

    @step
    def accepted(self, half_days: int = 6) -> SupportRequest:
        return requests.accept(
            self.asked(), area=cast.area(), half_days=half_days, from_on=date(2026, 11, 2),
            until_on=date(2026, 12, 18), need="How writing is taught.", phase="primary", **self.office,
        )  # fmt: skip

    @step
    def home_asked(self, request: SupportRequest | None = None, who: Designation | None = None) -> Enquiry:
        return enquiries.ask_home(request or self.accepted(), who or self.tom, **self.office)

    @step
    def home_yes(self, request: SupportRequest | None = None, who: Designation | None = None) -> Enquiry:
        enquiry = self.home_asked(request, who)
        return enquiries.answer(enquiry, "yes", **self.by(cast.acting(enquiry.asked)))

    @step
    def leader_yes(self, request: SupportRequest | None = None, who: Designation | None = None) -> Enquiry:
        home = self.home_yes(request, who)
        asked = enquiries.ask_leader(home.request, home.designation, **self.office)
        return enquiries.answer(asked, "yes", **self.by(cast.acting(asked.asked)))

    @step
    def offered(self) -> Offer:
        said = self.leader_yes()
        return offers.offer(said.request, [(said.designation, "Leads English at Reeth.")], **self.office)[0]

    @step
    def chosen(self) -> Offer:
        return offers.choose(self.offered(), **self.by(self.susan))

    @step
    def proposed(self) -> Deployment:
        made = deployments.propose(self.chosen(), **self.office)
        return deployments.name_supported(made, self.kate, role="English lead", **self.office)

    def words(self, **changed) -> Terms:
        given = {
            "starts": date(2026, 11, 2),
            "ends": date(2026, 12, 18),
            "half_days": 6,
            "objectives": (("The team plans together", "Books show it"),),
            "charge_pence": 30000,
            "reimbursement_pence": 29000,
            "rate_role": "system_leader",
            "payer": self.leyburn,
            "kinds": ("coaching",),
            "pattern": "Tuesday mornings",
        }
        return Terms(**{**given, **changed})

    @step
    def drawn_up(self, deployment: Deployment | None = None, **changed) -> Agreement:
        return agreements.draw_up(deployment or self.proposed(), self.words(**changed), **self.office)

    @step
    def agree(self, agreement: Agreement, *parties: str) -> None:
        """These parties sign; all who have not, when none is named."""
        for consent in agreement.consents.select_related("person", "agreement__deployment"):
            if (not parties or consent.party in parties) and consent.state != "agreed":
                self.sign(consent)

    def sign(self, consent: Consent) -> Consent:
        signed = {"typed_name": consent.person.name, "typed_role": consent.get_party_display()}
        return consents.agree(consent, **signed, **self.by(cast.acting(consent.person)))

    @step
    def agreed(self, **changed) -> Deployment:
        agreement = self.drawn_up(**changed)
        self.agree(agreement)
        return Deployment.objects.get(pk=agreement.deployment_id)

    @step
    def planned(self, deployment: Deployment | None = None, day: int = 10, half_days: int = 1) -> Visit:
        starts = datetime(2026, 11, day, 9, tzinfo=LONDON)
        return visits.plan(
            deployment or self.agreed(), starts_at=starts, ends_at=starts + timedelta(hours=3), half_days=half_days,
            **self.by(self.leader),
        )  # fmt: skip

    @step
    def begun(self, visit: Visit | None = None, **evaluation) -> Visit:
        """The write-up is filled in, and nothing of it is sent."""
        visit = visit or self.planned()
        record, half = records.begin(visit, **self.by(self.leader))
        fill(record.sheet, NOW, notes="We watched one lesson together.", actions=AGREED)
        fill(half.sheet, NOW, comment="Kate makes fast progress.", **evaluation)
        return Visit.objects.get(pk=visit.pk)

    @step
    def written_up(self, visit: Visit | None = None, **evaluation) -> Visit:
        visit = self.begun(visit, **evaluation)
        records.send(visit.record, **self.by(self.leader))
        records.give_evaluation(visit.evaluation, **self.by(self.leader))
        return Visit.objects.get(pk=visit.pk)

    @step
    def finished(self) -> Review:
        deployment = self.written_up().deployment
        deployments.finish(deployment, **self.office)
        return deployment.reviews.get(kind="deployment")

    @step
    def evaluated(self) -> Review:
        review = self.finished()
        fill(review.sheet, NOW, signature=SIGNATURE, to_alliance="For the office alone: a difficult start.")
        return reviews.give(review, **self.by(self.susan))

    def consent(self, agreement: Agreement, party: str) -> Consent:
        return agreement.consents.select_related("person").get(party=party)

    def another_head(self, of, name: str) -> Person:
        return cast.head(self.alliance, of, name)

    def quality(self) -> Person:
        return cast.officer(self.alliance, "Priya Raman", Role.QUALITY)

    def coordinator(self) -> Person:
        return cast.officer(self.alliance, "Colin Hird", Role.COORDINATOR)

    def link(self, person: Person, purpose: str) -> Link:
        return Link.objects.filter(person=person, purpose=purpose).latest("pk")
