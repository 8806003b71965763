"""The support part of the world: a school is helped to the end, another under way, one refused, one being agreed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.brokering import needs, requests
from drystone.brokering.models import SupportRequest
from drystone.deployment import concerns, consents, deployments, having_read, preparations, records, reviews
from drystone.deployment.models import Deployment, Visit
from drystone.groups import (
    actions,
    feedback,
    groups,
    meetings,
    papers,
    projects,
    registers,
    resources,
    sign_ups,
)
from drystone.groups.meetings import Details
from drystone.groups.models import Meeting
from drystone.jobs.demonstration.filling import fill
from drystone.payments import answers, due, handover, statements
from drystone.people.roles import Role
from drystone.privacy import requests as data_requests
from drystone.questions import sheets
from drystone.register import areas, assurance, certificates, induction, pauses, placements, removals, training
from drystone.register.models import Area, Condition, InductionItem, InductionStep, NewHead
from drystone.register.placements import Change
from tests import cast
from tests.authz import reviewing, writing_up
from tests.authz.charging import charged
from tests.authz.enquiring import enquiring
from tests.authz.planning import planned
from tests.authz.preparing import prepared_by
from tests.authz.priced import Priced
from tests.authz.showing import show
from tests.authz.visiting import going_on
from tests.authz.working import proved
from tests.clock import LONDON, NOW
from tests.selection.stage import letter
from tests.supporting import SIGNATURE

LATER = datetime(2026, 12, 20, 9, 0, tzinfo=LONDON)


class Helping(Priced):
    """The cast of `tests.supporting`, in one of the world's alliances, with a canary in every confidential text."""

    def __init__(self, at: Any):
        super().__init__(at.alliance, granted=60)
        self.place = at
        self.margaret = cast.acting(at.people["manager"])
        self.hilda_school = cast.school("Hawes Primary School", east=387_000, north=489_000)
        self.hilda = cast.head(self.alliance, self.hilda_school, "Hilda Hawes")
        self.farah = self.add_leader("Farah Siddiqui", 60)
        at.people |= {
            "leader": self.tom.person,
            "other leader": self.farah.person,
            "home head": self.ann,
            "receiving head": self.susan,
            "helped": self.kate,
            "helped head": self.hilda,
        }
        at.person("home finance", "Linda Birkbeck", Role.FINANCE_CONTACT, self.reeth)
        self.word = ""

    def everything(self) -> None:
        self.finished_deployment()
        self.helped_head()
        self.refused()
        self.agreeing()
        enquiring(self)
        self.money()
        self.group()
        self.asked_about_data()
        assurance.record(self.tom, level="enhanced", confirmed_by="Ann Peel, headteacher", **self.office)
        self.somebody_away()
        self.induction()
        told = Change(self.tom.home_school, False, "Leader of maths", date(2027, 1, 5))
        placements.report(self.tom, told, **self.by(self.ann))
        self.place.records |= (
            planned(self)
            | going_on(self)
            | {
                "designation": certificates.certificate(self.tom, **self.office) and self.tom,
                "induction": InductionItem.objects.create(
                    alliance=self.alliance, designation=self.tom, title="Meet the office", due_on=date(2026, 12, 1)
                ),
                "condition": Condition.objects.create(
                    alliance=self.alliance,
                    designation=self.tom,
                    area=self.tom.areas.get().area,
                    kind="support",
                    terms="A mentor.",
                    first_due_on=date(2027, 1, 1),
                    due_on=date(2027, 1, 1),
                    state_since=NOW,
                ),
                "new_head": NewHead.objects.create(
                    alliance=self.alliance, post=self.ann.posts_now[0], school=self.reeth, asked_at=NOW
                ),
                "own_area": areas.add(self.alliance, "Dales history", group="Inclusion", **self.office),
                "post": self.ann.posts_now[0],
            }
        )

    def somebody_away(self) -> None:
        iris = self.add_leader("Iris Dale", 60)
        days = {"starts": iris.starts, "back_on": LATER.date()}
        pauses.pause(iris, reason="illness", note=self.canary("AWAY"), **days, **self.office)
        why = {"ground": "role", "why": self.canary("REMOVAL"), "answer_by": LATER.date()}
        self.keep(paused=iris, removal=removals.give_notice(self.farah, **why, **self.office))

    def induction(self) -> None:
        """One item shown by the leader with a document, for the director to sign off; another leader has finished."""
        asked = {"days": 28, "wants_evidence": True, "signer": self.place.people["director"]}
        step = induction.ask_of_all(self.alliance, title="Shadow a visit", **asked, **self.office)
        (item,) = induction.begin(self.tom, [step])
        fill(item.sheet, NOW, account=self.canary("ACCOUNT"))
        sheets.save(item.sheet, "file", letter("shadowing.pdf"), at=NOW)
        told = {"kind": "course", "title": "Coaching", "on": NOW.date(), "minutes": 90}
        noted = training.note(self.tom, **told, reflection=self.canary("REFLECTION"), **self.by(self.leader))
        (last,) = induction.begin(self.farah, [InductionStep(title="Meet us", days=28)])
        induction.sign_off(last, on=NOW.date(), **self.office)
        file = item.sheet.attachments.get().pk
        self.keep(noted=noted, step=step, shown_item=item, inducted=self.farah, shown_file=file)

    def keep(self, **records: Any) -> None:
        self.place.records |= records

    def canary(self, text: str) -> str:
        return self.place.canary(f"{text}{self.word}")

    # The steps of the cast, with words of our own.

    def asked(self) -> SupportRequest:
        made = requests.start(self.alliance, self.leyburn, self.susan, **self.by(self.susan))
        fill(
            made.sheet, NOW, school=self.leyburn.urn, need=self.canary("NEED"), area="english", phase="primary",
            days="3", contact={"name": self.susan.name, "email": self.susan.email, "role": "Headteacher"},
            contact_is_head="yes", from_on="2026-11-02", until_on="2026-12-18",
            success_1="The team plans together.", confidence=self.canary("CONFIDENCE"),
        )  # fmt: skip
        return requests.submit(made, **self.by(self.susan))

    def accepted(self, half_days: int = 6) -> SupportRequest:
        return requests.accept(
            self.asked(), area=Area.objects.get(code="english", alliance=None), half_days=half_days,
            from_on=date(2026, 11, 2), until_on=date(2026, 12, 18), need=self.canary("NEED"), phase="primary",
            **self.office,
        )  # fmt: skip

    def begun(self, visit: Visit | None = None, **evaluation: Any) -> Visit:
        visit = visit or self.planned()
        record, half = records.begin(visit, **self.by(self.leader))
        fill(record.sheet, NOW, notes=self.canary("RECORD"), actions=[{"what": self.canary("ACTION")}])
        if not self.word:
            sheets.save(record.sheet, "resource_file", SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x"), at=NOW)
            self.keep(left_behind=record.sheet.attachments.get(), record_file=writing_up.whole_file(self, record))
        fill(half.sheet, NOW, comment=self.canary("EVALUATION"), **evaluation)
        return Visit.objects.get(pk=visit.pk)

    # What stands in the alliance.

    def finished_deployment(self) -> None:
        review = self.finished()
        words = {"lasts": self.canary("REVIEW"), "to_alliance": self.canary("TO_ALLIANCE")}
        fill(review.sheet, NOW, signature=SIGNATURE, **words)
        reviews.give(review, **self.by(self.susan))
        reviewing.closed(self, deployment := Deployment.objects.get(pk=review.deployment_id))
        visit = deployment.visits.get()
        records.confirm(visit.record, line=self.canary("LINE"), **self.by(self.kate))
        having_read.amend_evaluation(visit.evaluation, self.canary("EVALUATION_ADDED"), **self.by(self.leader))
        concern = concerns.raise_(deployment, self.canary("CONCERN"), **self.by(self.ann))
        show(self, deployment)
        agreement = deployment.agreements.first()
        self.keep(
            deployment=deployment, visit=visit, record=visit.record, evaluation=visit.evaluation, review=review,
            concern=concern, agreement=agreement, consent=self.consent(agreement, "receiving"),
            prepared=prepared_by(self, visit),
            request=deployment.request, enquiry=deployment.request.enquiries.first(),
        )  # fmt: skip

    def helped_head(self) -> None:
        """The colleague helped heads the school that is visited: of the evaluation she reads nothing all the same."""
        kept = self.leyburn, self.susan, self.kate
        self.leyburn, self.susan, self.kate, self.word = self.hilda_school, self.hilda, self.hilda, "_OF_HEAD"
        deployment = self.agreed(payer=self.council())
        visit = self.written_up(self.planned(deployment, day=9))
        planned = self.planned(deployment, day=24)
        begun = self.begun(self.planned(deployment, day=10))
        disputed = self.written_up(self.planned(deployment, day=6))
        writing_up.half_a_file(self, begun.record)
        records.dispute(disputed.record, self.canary("DISPUTE"), **self.by(self.hilda))
        reviewing.half_way(self, deployment)
        self.keep(
            going=deployment, going_visit=visit, planned=planned, begun=begun,
            preparation=preparations.ask(planned, at=NOW),
            going_record=visit.record,
            going_evaluation=visit.evaluation, disputed=disputed.record,
        )  # fmt: skip
        self.leyburn, self.susan, self.kate, self.word = *kept, ""

    def refused(self) -> None:
        """The home head refuses; the receiving head learns that another leader is sought, and no more."""
        self.word = "_REFUSED"
        agreement = self.drawn_up()
        consent = self.consent(agreement, "home")
        consents.refuse(consent, reason=self.canary("REFUSAL"), **self.by(self.ann))
        self.keep(
            refused=consent,
            refused_deployment=agreement.deployment,
            refused_other=self.consent(agreement, "receiving"),
        )
        self.word = ""

    def agreeing(self) -> None:
        """A consent with a question, one not answered yet; a second deployment is to be evaluated."""
        self.word = "_OPEN"
        agreement = self.drawn_up()
        question = self.consent(agreement, "home")
        consents.ask_question(question, self.canary("QUESTION"), **self.by(self.ann))
        asked = self.consent(agreement, "receiving")
        self.keep(open_deployment=agreement.deployment, question=question, asked_consent=asked)
        self.keep(proved=proved(self, agreement))
        self.word = "_DUE"
        self.keep(due=(due := self.finished_on(12)), due_deployment=due.deployment)
        reviewing.looked_back(self, due.deployment)
        self.word = ""

    def finished_on(self, day: int) -> Any:
        deployment = self.agreed()
        self.written_up(self.planned(deployment, day=5))
        deployments.finish(Deployment.objects.get(pk=deployment.pk), **self.office)
        return deployment.reviews.get(kind="deployment")

    def money(self) -> None:
        """One statement approved and handed over, the next one sent."""
        finance, head = (cast.acting(self.place.people[who]) for who in ("finance", "home head"))
        due.pull(self.alliance, by=finance, at=LATER)
        (first,) = statements.prepare(self.alliance, date(2026, 11, 1), by=finance, at=LATER)
        statements.send(first, by=finance, at=LATER)
        statements.query(first, self.canary("QUERY"), by=head, at=LATER)
        statements.confirm(first, typed_name=head.name, typed_role="Headteacher", by=head, at=LATER)
        statements.approve(first, by=self.margaret, at=LATER)
        made = handover.hand_over(self.alliance, to=finance, by=finance, at=LATER)
        file = f"Statement,Paid or returned,Date,Amount\n1,paid,2026-11-10,{first.total_pence / 100:.2f}".encode()
        told = answers.keep(self.alliance, "answers.csv", file, by=finance, at=LATER)
        shown = charged(self.alliance, first, finance, self.margaret, head, at=LATER)
        self.keep(statement=first, due_line=first.lines.first(), handover=made, answer_file=told, **shown)

    def group(self) -> None:
        """Tom facilitates, Farah belongs; they meet next week."""
        made = groups.start(self.alliance, kind="development", name="Writing together", **self.office)
        groups.add(made, self.tom.person, facilitates=True, **self.office)
        member = groups.add(made, self.farah.person, **self.office)
        starts = datetime(2026, 11, 18, 16, 0, tzinfo=LONDON)
        meeting = meetings.plan(
            made, Details("Reeth", focus=self.canary("FOCUS"), agenda=self.canary("AGENDA")), starts_at=starts,
            ends_at=starts + timedelta(hours=1), **self.office,
        )  # fmt: skip
        open_ = meetings.plan(
            made, Details("Reeth", open_to_schools=True), starts_at=starts + timedelta(days=7),
            ends_at=starts + timedelta(days=7, hours=1), **self.office,
        )  # fmt: skip
        upload = SimpleUploadedFile("agenda.pdf", b"%PDF-1.7 " + self.canary("MEETING_PAPER").encode())
        paper = papers.add(meeting, title="To read", upload=upload, **self.office)
        guest = sign_ups.invite(meeting, "Gail Guest", "gail@guest.example", **self.office)
        about = projects.About("Transition", self.canary("PROJECT"), date(2026, 11, 1))
        project = projects.start(self.alliance, about, [self.tom.person], **self.office)
        shared = resources.share(
            self.alliance, "Oracy", None, url="https://video.example/oracy", made_by=self.tom, **self.office
        )
        self.keep(project=project, resource=shared)
        noticed = needs.Noticed(Area.objects.get(code="english", alliance=None), self.reeth, text=self.canary("NOTED"))
        self.keep(need=needs.note(self.alliance, noticed, **self.by(self.tom.person)))
        action = actions.add(meeting, self.tom.person, "Bring books", due_on=date(2026, 12, 1), **self.office)
        past = meetings.plan(
            made, Details("Reeth"), starts_at=starts - timedelta(days=14), ends_at=starts - timedelta(days=13),
            **self.office,
        )  # fmt: skip
        registers.take(past, {self.farah.person: registers.Line(True)}, **self.office)
        feedback.ask(past, **self.office)
        sheets.save((asked := past.feedback.get()).sheet, "changes", self.canary("GROUP_FEEDBACK"), at=NOW)
        self.keep(held=past, feedback=asked, action=action, session=self.session(starts))
        self.keep(group=made, member=member, meeting=meeting, paper=paper, guest=guest, open_meeting=open_)

    def session(self, starts: datetime) -> Meeting:
        """Core training, in which System Leaders book a place."""
        made = groups.start(self.alliance, kind="training", name="Starting as a System Leader", **self.office)
        ends = starts + timedelta(hours=1)
        return meetings.plan(made, Details("Reeth"), starts_at=starts, ends_at=ends, **self.office)

    def asked_about_data(self) -> None:
        asked = data_requests.ask(self.alliance, "correction", self.canary("DATA_REQUEST"), **self.by(self.susan))
        self.keep(data_request=asked)
