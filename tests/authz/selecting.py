"""The selection part of the world: applications in several states, with all that is confidential about them."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.people.roles import Role
from drystone.questions import attachments
from drystone.register.models import Designation
from drystone.selection import (
    appeals,
    applications,
    assessments,
    corrections,
    decisions,
    evidence,
    interests,
    names,
    references,
    renewals,
    rounds,
)
from drystone.selection.models import Application, Reference, Round
from drystone.selection.readings import Given, Referee
from tests import cast
from tests.clock import NOW
from tests.selection import stage as acts

DATES = [name for name in rounds.DATES if name not in ("opens_at", "induction_on")]


def letter(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF", "application/pdf")


class Choosing:
    def __init__(self, at: Any):
        self.place, people = at, at.people
        alliance = at.alliance
        manager, second = cast.acting(people["manager"]), cast.acting(people["coordinator"])
        heads = [acts.on_panel(alliance, name, heads_a_school=True) for name in ("Joan Iveson", "Ruth Alderson")]
        panel = [acts.on_panel(alliance, name) for name in ("Mark Calvert", "Sara Fawcett")]
        school = cast.school("Gunnerside Primary School")
        self.referee = cast.head(alliance, school, "Ruth Kearton")
        self.stage = acts.Stage(
            alliance, acts.open_round(alliance), school, cast.area(), manager, second, heads, [*heads, *panel]
        )
        people |= {"panel head": heads[0], "other panel": heads[1], "panel": panel[0], "assessor": panel[1]}
        people["referee"] = self.referee
        at.person("conflicted", "Connie Close", Role.PANEL)

    def everything(self) -> None:
        self.decided()
        self.told()
        self.referred()
        self.declined()
        self.opened()
        self.assessed()
        self.unnamed()
        self.renewing()
        self.draft()
        self.place.records["round"] = self.stage.round
        self.place.records["draft_round"] = acts.open_round(
            self.stage.alliance, state="draft", title=self.place.canary("DRAFT_ROUND")
        )

    @property
    def head(self) -> dict[str, str]:
        return {"name": self.referee.name, "role": "Headteacher", "email": self.referee.email}

    def keep(self, **records: Any) -> None:
        self.place.records |= records

    def canary(self, text: str) -> str:
        return self.place.canary(text)

    def applicant(self, part: str, name: str) -> Any:
        return self.place.person(part, name)

    def decided(self) -> None:
        """Rosie: assessed by two, conflict of a third, interviewed, decided but not released."""
        who = self.applicant("applicant", "Rosie Metcalfe")
        application = acts.submitted(self.stage, who, headteacher=self.head, expertise=self.canary("APPLICATION"))
        given = acts.given(self.stage, application, statement=self.canary("REFERENCE"))
        second = self.second_on_paper(application)
        conflicted = cast.acting(self.place.people["conflicted"])
        conflict = assessments.assign(application, conflicted, by=self.stage.manager, at=acts.LATER)
        assessments.declare_conflict(conflict, self.canary("CONFLICT"), by=conflicted, at=acts.LATER)
        for member, word in zip(self.stage.panel[2:4], ("SCORES_PANEL", "SCORES_ASSESSOR"), strict=True):
            locked = acts.locked(self.stage, application, member, explore=self.canary(word))
            self.keep(**{word.lower(): locked})
        from_both = {line.key: line.together for line in acts.criteria.compared(application)}
        reason = self.canary("MODERATION")
        assessments.moderate(application, from_both, reason=reason, by=self.stage.manager, at=acts.LATER)
        application = assessments.shortlist(application, by=self.stage.manager, at=acts.LATER)
        application = acts.interviewed(self.stage, application)
        decision = decisions.prepare(
            application, "defer", reason="impact", terms="Autumn 2027", feedback=self.canary("FEEDBACK"),
            by=self.stage.manager,
            at=acts.DECIDED,
        )  # fmt: skip
        decisions.check(decision, by=self.stage.second, at=acts.DECIDED)
        self.keep(
            application=application, reference=given, conflict=conflict, interview=application.interview,
            decision=decision, slot=acts.slot(self.stage, acts.AFTER, "Reeth, room 2"),
            second_file=second.sheet.attachments.get().pk,
        )  # fmt: skip

    def second_on_paper(self, application: Application) -> Reference:
        """Another reference for Rosie, that came by post."""
        manager, referee = self.stage.manager, Referee("Sam Second", "sam@elsewhere.example", "Deputy head")
        second = references.request(application, "second", referee, by=manager, at=NOW)
        paper = letter("second.pdf")
        return references.record(second, Given(True, None), note="By post", paper=paper, by=manager, at=acts.LATER)

    def told(self) -> None:
        """Una: her reference came on paper; not shortlisted, told so with feedback and a letter, she appeals."""
        who = self.applicant("appellant", "Una Told")
        draft = acts.draft(self.stage, who, headteacher=self.head, expertise=self.canary("APPLICATION_TOLD"))
        file = attachments.attach(draft.sheet, "evidence", letter("application.pdf"), at=NOW)
        application = applications.submit(draft, by=who, at=NOW)
        given = Given(True, 10, answers={"supports_application": True, "statement": self.canary("REFERENCE_PAPER")})
        reference, manager = application.references.get(), self.stage.manager
        paper = letter("reference.pdf")
        references.record(reference, given, note="By post", paper=paper, by=manager, at=acts.LATER)
        application = assessments.not_shortlist(acts.moderated(self.stage, application), by=manager, at=acts.LATER)
        decision = decisions.prepare(
            application,
            "unsuccessful",
            reason="impact",
            feedback=self.canary("FEEDBACK_TOLD"),
            by=manager,
            at=acts.DECIDED,
        )
        decisions.check(decision, by=self.stage.second, at=acts.DECIDED)
        decision = decisions.release(decision, by=manager, at=acts.DECIDED)
        correction = corrections.prepare(
            decision, "defer", reason="impact", because=self.canary("BECAUSE"), terms="Autumn 2027",
            feedback=self.canary("FEEDBACK_SECOND"), by=manager, at=acts.DECIDED,
        )  # fmt: skip
        appeal = appeals.open(decision, "process", self.canary("APPEAL"), by=who, at=acts.DECIDED)
        self.keep(interest=interests.note(self.stage.alliance, "Tess Hird", "tess@reeth.example", at=NOW))
        told_scores = application.assessments.get(assessor=self.stage.panel[2])
        self.keep(
            told_scores=told_scores, told=application, appeal=appeal, letter=decision.letter, correction=correction,
            file=file["attachment"],
            paper_reference=reference, paper_file=reference.sheet.attachments.get().pk,
        )  # fmt: skip

    def referred(self) -> None:
        """Nell's referee was asked while the round let referees read applications, but nothing of access needs."""
        who = self.applicant("referred", "Nell Asked")
        draft = acts.draft(
            self.stage, who, headteacher=self.head, expertise=self.canary("APPLICATION_ASKED"),
            has_access_needs="yes", access_needs=self.canary("ACCESS_NEEDS"),
        )  # fmt: skip
        draft.round.referees_read_application = True
        application = applications.submit(draft, by=who, at=NOW)
        self.keep(asked_application=application, asked_reference=acts.asked(self.stage, application))

    def declined(self) -> None:
        who = self.applicant("declined", "Dot Declined")
        nowhere = {"name": "Muker Field School", "town": "Muker", "postcode": "DL11 6QG"}
        application = acts.submitted(
            self.stage, who, headteacher=self.head, expertise=self.canary("APPLICATION_DECLINED"), school=nowhere
        )
        reference = acts.asked(self.stage, application)
        references.decline(reference, "support", reason=self.canary("REFERENCE_REFUSAL"), by=self.referee, at=NOW)
        self.keep(declined_application=application, declined_reference=reference)

    def opened(self) -> None:
        """Olive withdrew; her reference was given openly, but for what was said to the office."""
        who = self.applicant("open applicant", "Olive Open")
        application = acts.submitted(self.stage, who, headteacher=self.head, expertise=self.canary("APPLICATION_OPEN"))
        given = acts.given(
            self.stage, application, applicant_may_see="yes", statement=self.canary("REFERENCE_OPEN"),
            has_reason_against="yes", reason_against=self.canary("REFERENCE_IN_CONFIDENCE"),
        )  # fmt: skip
        applications.withdraw(application, by=cast.acting(who), at=acts.LATER)
        self.keep(open_reference=given)

    def assessed(self) -> None:
        """Ivy: one assessor scored and has not locked, so nobody else sees it; nothing is moderated."""
        who = self.applicant("assessed", "Ivy Read")
        application = acts.submitted(self.stage, who, headteacher=self.head, expertise=self.canary("APPLICATION_READ"))
        panel = self.stage.panel[2]
        scored = acts.scored(self.stage, application, panel, explore=self.canary("SCORES_OPEN"))
        other = assessments.assign(application, self.stage.panel[3], by=self.stage.manager, at=acts.LATER)
        self.keep(read=application, scored=scored, unscored=other)

    def renewing(self) -> None:
        """Rene has begun to renew, with evidence and its file; Max has sent his in, and one of the panel reads it."""
        drafts, sent = (self.ends(part, name) for part, name in (("renewing", "Rene Wing"), ("renewed", "Max Again")))
        draft, tried = (renewals.begin(each, by=cast.acting(each.person), at=NOW) for each in (drafts, sent))
        says, file = self.canary("EVIDENCE_DRAFT"), letter("review.pdf")
        piece = evidence.add(draft, kind="la_review", says=says, upload=file, by=cast.acting(drafts.person), at=NOW)
        words = self.canary("EVIDENCE_SENT")
        evidence.add(tried, kind="ofsted", says=words, upload=letter("r.pdf"), by=cast.acting(sent.person), at=NOW)
        acts.fill(tried.sheet, {"main_area_years": "9", "headteacher": self.head, "signature": {
            "name": "Max Again", "role": "Teacher", "agreed": "on"}})  # fmt: skip
        applications.submit(tried, by=cast.acting(sent.person), at=NOW)
        as_others = {name: getattr(self.stage.round, name) for name in DATES}
        Round.objects.filter(pk=tried.round_id).update(**as_others)
        reading = assessments.assign(tried, self.stage.panel[2], by=self.stage.manager, at=acts.LATER)
        self.keep(
            renewal=drafts.renewal, renewal_draft=draft, piece=piece.pk, renewal_file=piece.file_id,
            renewal_sent=tried, renewal_reading=reading,
        )  # fmt: skip

    def ends(self, part: str, name: str) -> Designation:
        """A System Leader in her last year."""
        who = self.place.person(part, name)
        held = cast.leader(self.stage.alliance, self.stage.school, areas=(self.stage.area,))
        Designation.objects.filter(pk=held.pk).update(person=who, starts=date(2023, 9, 1), ends=date(2027, 8, 31))
        held.placements.update(starts=date(2023, 9, 1))
        return Designation.objects.select_related("alliance", "person", "home_school").get(pk=held.pk)

    def unnamed(self) -> None:
        """Una: in a round that is read blind. Her reader has gone through the names, and never learns hers."""
        around = acts.open_round(self.stage.alliance, title="Read blind", blind=True)
        name, words = self.canary("NAME_READ_BLIND"), self.canary("READ_BLIND")
        application = acts.submitted(
            replace(self.stage, round=around),
            self.applicant("unnamed", "Una Named"),
            headteacher=self.head,
            first_name=name,
            expertise=f"I am {name}. {words}",
        )
        reader = self.stage.panel[2]
        names.declare(around, {}, by=reader, at=acts.LATER)
        reading = assessments.assign(application, reader, by=self.stage.manager, at=acts.LATER)
        self.keep(blind_round=around, unnamed=application, unnamed_reading=reading, blind_reader=reader)

    def draft(self) -> None:
        who = self.applicant("drafter", "Dora Draft")
        application = acts.draft(self.stage, who, headteacher=self.head, expertise=self.canary("APPLICATION_DRAFT"))
        self.keep(draft=Application.objects.get(pk=application.pk))
