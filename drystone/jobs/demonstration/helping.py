"""One school's call for help, step by step, each taken by whoever takes it: from the request to the write-up."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from drystone.alliances import cancelling
from drystone.alliances.calendar import WorkingDays
from drystone.brokering import enquiries, offers, requests
from drystone.brokering.models import Offer, SupportRequest
from drystone.deployment import agreements, consents, deployments, preparations, records, terms, visits
from drystone.deployment.models import Consent, Deployment, Visit
from drystone.payments import rates
from drystone.people.models import Person
from drystone.register.models import Area, Designation

from .cast import HEADS, SCHOOLS, Company
from .filling import fill

MANAGER = "Margaret Alderson"
AGREED = (
    {"what": "Plan the next three weeks with the team", "who": "Subject leader"},
    {"what": "Watch one lesson in each class, with one question in mind", "who": "Subject leader and deputy head"},
)
NEEDS = {
    "english": "Our new English lead would like to work on how writing is taught across three mixed-age classes.",
    "phonics": "Phonics is taught well in one class and less well in another. We would like one way of doing it.",
    "maths": "Results in key stage 2 maths have dropped for two years and we are not sure why.",
    "early-years": "Our reception teacher leads early years for the first time.",
    "behaviour": "Low-level disruption in lessons after lunch; a new policy is not yet lived.",
    "attendance": "Attendance of a small group of families has fallen to nine days in ten.",
    "send": "We would like a second look at how support plans are written and followed.",
    "small-schools": "A new head in a school of thirty pupils asks for somebody to think with.",
    "writing": "Writing at length is our weakest outcome.",
    "curriculum": "Sequencing history and geography over a two-year cycle.",
}


class Story:
    """One school's call for help, told step by step at the given days."""

    def __init__(
        self, company: Company, school: str, area: str, days_ago: int, *, now: datetime,
        request: SupportRequest | None = None,
    ):  # fmt: skip
        self.company, self.school, self.area, self.now, self.request = company, school, area, now, request
        self.started = now - timedelta(days=days_ago)

    def at(self, days: int, hour: int = 10) -> datetime:
        """A moment on the working day that lies so many days after the call; what has happened lies in the past.

        Days on either side of a holiday fall together, so each step comes at a later hour than the one before.
        """
        day = told = timezone.localdate(self.started) + timedelta(days=days)
        working = WorkingDays(self.company.alliance)
        while not working.includes(day):
            day += timedelta(days=1)
        if told <= timezone.localdate(self.now) < day:
            while not working.includes(told):
                told -= timedelta(days=1)
            day = told
        return timezone.make_aware(datetime.combine(day, time(hour)))

    def office(self, at: datetime) -> Person:
        return self.company.acting(MANAGER, at)

    def call(self) -> SupportRequest:
        at, head = self.at(0, 8), self.company.head(self.school, self.at(0))
        made = requests.start(self.company.alliance, self.company.schools[self.school], head, by=head, at=at)
        fill(
            made.sheet, at, school=SCHOOLS[self.school], need=NEEDS[self.area], area=self.area, phase="primary",
            days="3", contact={"name": head.name, "email": head.email, "role": "Headteacher"}, contact_is_head="yes",
            from_on=self.at(14).date().isoformat(), until_on=self.at(100).date().isoformat(),
            success_1="The team plans together and pupils' books show it by the end of next term.",
        )  # fmt: skip
        return requests.submit(made, by=head, at=at)

    def accept(self) -> SupportRequest:
        request, at = self.call(), self.at(1, 9)
        return requests.accept(
            request, area=Area.objects.get(alliance=None, code=self.area), half_days=6, from_on=self.at(14).date(),
            until_on=self.at(100).date(), need=NEEDS[self.area], phase="primary",
            by=self.office(at), at=at,
        )  # fmt: skip

    def ask_home(self, leader: str):
        request, at = self.request or self.accept(), self.at(2)
        return enquiries.ask_home(request, self.designation(leader), by=self.office(at), at=at)

    def designation(self, leader: str) -> Designation:
        return Designation.objects.get(alliance=self.company.alliance, person__name=leader)

    def home_says(self, leader: str, answer: str, reason: str = ""):
        enquiry, at = self.ask_home(leader), self.at(3, 11)
        who = self.company.acting(enquiry.asked.name, at)
        return enquiries.answer(enquiry, answer, reason=reason, by=who, at=at)

    def leader_says(self, leader: str, answer: str):
        home, at = self.home_says(leader, "yes"), self.at(4, 12)
        asked = enquiries.ask_leader(home.request, home.designation, by=self.office(at), at=at)
        at = self.at(4, 13)
        return enquiries.answer(asked, answer, by=self.company.acting(leader, at), at=at)

    def offer(self, leader: str) -> Offer:
        said, at = self.leader_says(leader, "yes"), self.at(5, 14)
        because = f"Leads this at {said.designation.home_school} and has helped two schools like yours."
        return offers.offer(said.request, [(said.designation, because)], by=self.office(at), at=at)[0]

    def choose(self, leader: str) -> Offer:
        offered, at = self.offer(leader), self.at(6, 15)
        return offers.choose(offered, by=self.company.head(self.school, at), at=at)

    def propose(self, leader: str) -> Deployment:
        chosen, at = self.choose(leader), self.at(6, 15)
        made = deployments.propose(chosen, by=self.office(at), at=at)
        colleague = self.colleague()
        return deployments.name_supported(made, colleague, role="Subject leader", by=self.office(at), at=at)

    def colleague(self) -> Person:
        name = {"leyburn": "Kate Lister", "askrigg": "Ben Sowerby", "gunnerside": "Lucy Arden"}.get(
            self.school, f"Sam {HEADS[self.school].split()[-1]}son"
        )
        address = f"{name.lower().replace(' ', '.')}@dales.example"
        return Person.objects.get_or_create(name=name, email=address, defaults={"has_account": False})[0]

    def draw_up(self, leader: str, half_days: int = 6) -> Deployment:
        deployment, at = self.propose(leader), self.at(7, 16)
        role = "headteacher" if deployment.designation.is_headteacher else "system_leader"
        rate = rates.for_day(self.company.alliance, role, at.date())
        agreements.draw_up(
            deployment,
            terms.Terms(
                starts=self.at(14).date(), ends=self.at(100).date(), half_days=half_days,
                objectives=(("The team plans together each week", "Plans and pupils' books show it"),
                            ("The leader of the subject leads without help", "They say so, and so does their head")),
                charge_pence=rate.charge_pence, reimbursement_pence=rate.reimbursement_pence, rate_role=role,
                payer=deployment.receiving_school, kinds=("peer_coaching", "action_planning"),
                pattern="Tuesday mornings", people=("The new leader of the subject", "A team of four teachers"),
                terms=terms.standard(self.company.alliance),
                cancellation=tuple(
                    (notice, charged, back) for notice, charged, back in cancelling.table(self.company.alliance)
                ),
                rearranged_within_days=self.company.alliance.rearranged_within_days,
            ),
            by=self.office(at), at=at,
        )  # fmt: skip
        deployment.refresh_from_db()
        return deployment

    def agree(self, leader: str, but: tuple[str, ...] = (), half_days: int = 6) -> Deployment:
        deployment = self.draw_up(leader, half_days)
        for hours, consent in enumerate(asked(deployment)):
            if consent.party not in but:
                at = self.at(8, 17 + hours)
                who = self.company.acting(consent.person.name, at)
                consents.agree(consent, typed_name=who.name, typed_role=consent.get_party_display(), by=who, at=at)
        deployment.refresh_from_db()
        return deployment

    def plan(self, deployment: Deployment, days: int, half_days: int = 1) -> Visit:
        starts, at = self.at(days, 9), self.at(9, 21)
        while deployment.visits.filter(starts_at=starts).exists():  # two days in the holidays become one after them
            days += 1
            starts = self.at(days, 9)
        deployment.refresh_from_db()
        return visits.plan(
            deployment, starts_at=starts, ends_at=starts + timedelta(hours=3 * half_days), half_days=half_days,
            by=self.company.acting(deployment.leader.name, at), at=at,
        )  # fmt: skip

    def write_up(self, visit: Visit, *, stands: Sequence[str] = ("green", "green"), confirm: bool = True) -> Visit:
        """`stands` is how the leader rates each objective."""
        at = visit.ends_at + timedelta(hours=1)
        leader = self.company.acting(visit.deployment.leader.name, at)
        record, evaluation = records.begin(visit, by=leader, at=at)
        became = {row: "done" for row, _ in record.sheet.lists["actions"]}
        agreed = [{**action, "by": (at.date() + timedelta(days=14)).isoformat()} for action in AGREED]
        notes = "We planned the next three weeks together and watched one lesson."
        fill(record.sheet, at, notes=notes, actions=agreed, last_actions=became)
        rows = [row for row, _ in evaluation.sheet.lists["objectives"]]
        fill(evaluation.sheet, at, progress={row: {"point": point} for row, point in zip(rows, stands, strict=False)})
        records.send(record, by=leader, at=at)
        records.give_evaluation(evaluation, by=leader, at=at + timedelta(minutes=3))
        if confirm:
            from_colleague = at + timedelta(hours=5)  # the next visit may be on the next day
            helped = self.company_person(visit.deployment.supported, from_colleague)
            records.confirm(record, line="Thank you, this was just what I needed.", by=helped, at=from_colleague)
        visit.refresh_from_db()
        return visit

    def say_before(self, visit: Visit) -> None:
        """The colleague says beforehand what would help most."""
        made, at = preparations.ask(visit, at=self.now), self.now
        if made is not None and preparations.is_open(made, at):
            fill(made.sheet, at, helps_most="How to begin the staff meeting on Thursday.", who_comes="The whole team")
            preparations.give(made, by=self.company_person(made.asked, at), at=at)

    def company_person(self, person: Person | None, at: datetime) -> Person:
        assert person is not None  # noqa: S101 every deployment of the demonstration names its colleague
        self.company.people.setdefault(person.name, person)
        return self.company.acting(person.name, at)


def asked(deployment: Deployment) -> QuerySet[Consent]:
    """The parties of the newest version."""
    newest = deployment.agreements.order_by("-number")[:1]
    return Consent.objects.filter(agreement__in=newest.values("pk")).select_related("person")
