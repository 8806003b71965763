"""One application on its way, with everything that anybody may try on it, and what must hold after each try."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.models import Person
from drystone.questions.sheets import Sealed, Unfinished
from drystone.register import conditions
from drystone.register.models import Condition, Designation
from drystone.selection import (
    appeals,
    applications,
    assessments,
    corrections,
    criteria,
    decisions,
    interviews,
    panels,
    references,
    releases,
)
from drystone.selection.models import Appeal, Application, Correction, Decision, Interview, Reference
from drystone.selection.outcomes import AreaOutcome
from drystone.selection.refusals import Refused
from tests import cast
from tests.clock import NOW
from tests.selection import stage as acts
from tests.selection.answers import TWO_AREAS
from tests.selection.stage import AFTER, INTERVIEW, Stage

NO_WAY = (Refused, NotAllowed, AlreadyMoved, Sealed, Unfinished, ObjectDoesNotExist, IndexError)
SOME_MINUTES = timedelta(minutes=7)


class Walk:
    """One application, those around it, and a clock that goes on."""

    def __init__(self, at: Stage):
        self.at, self.now = at, NOW
        cast.area("maths", "Maths")
        self.application = acts.draft.__wrapped__(at, cast.acting(cast.person("Rosie Metcalfe")), **TWO_AREAS)
        self.third = cast.officer(at.alliance, "Nell Spence")
        self.hers = cast.acting(self.application.person)
        for place in range(3):
            acts.slot(at, INTERVIEW + SOME_MINUTES * 10 * place)
        self.people = [at.manager, at.second, self.third, self.hers, *at.panel]

    def goes(self, act: Callable[[Any, Person], Any], by: Person) -> None:
        """She tries; what is refused changes nothing."""
        self.now += SOME_MINUTES
        try:
            with transaction.atomic():
                act(self, by)
        except NO_WAY:
            pass
        self.holds()

    def holds(self) -> None:
        """Whoever is designated has a decision that was released, seen by two, on a reference that supports her."""
        for made in Designation.objects.filter(person=self.hers):
            corrected = Correction.objects.filter(designation_before=made, state="released").first()
            decision = corrected.decision if corrected else Decision.objects.get(designation=made)
            reference = decision.application.references.get(kind="headteacher", state="given")
            assert decision.state == "released"
            assert decision.checked_by not in (None, decision.prepared_by)
            assert reference.supports
            assert (reference.signature or reference.recorded_by) is not None
            assert decision.application.interview.agreed is not None
            assert decision.application.state == "decided"
            assert corrected or decision.rests_on == reference
            if made.state != "ended":
                self.holds_by_area(made, decision)

    def holds_by_area(self, made: Designation, decision: Decision) -> None:
        """She is designated for the areas that were granted, and counts in those whose condition is met."""
        granted = decision.application.areas.exclude(outcome__in=["defer", "unsuccessful", "ineligible"])
        held = set(made.areas.values_list("area", flat=True))
        missed = set(made.conditions.filter(state="not_met").values_list("area", flat=True))
        assert held <= set(granted.values_list("area", flat=True)) <= held | missed
        asked = set(made.conditions.standing().values_list("area", "terms"))
        assert asked == set(granted.exclude(terms="").values_list("area", "terms"))
        unmet = set(made.conditions.unmet().values_list("area", flat=True))
        assert set(made.areas.counting().values_list("area", flat=True)) == held - unmet
        assert (made.state == "active") == bool(held - unmet)

    @property
    def asked(self) -> Reference:
        return self.found.references.exclude(state="replaced").latest("pk")

    @property
    def found(self) -> Application:
        return Application.objects.get(pk=self.application.pk)

    @property
    def interview(self) -> Interview:
        return Interview.objects.get(application=self.application)

    @property
    def decision(self) -> Decision:
        return Decision.objects.get(application=self.application)

    @property
    def correction(self) -> Correction:
        return Correction.objects.latest("pk")

    @property
    def condition(self) -> Condition:
        return Condition.objects.standing().latest("pk")

    @property
    def areas(self) -> list[int]:
        return [row.pk for row in self.found.areas.all()]

    def submit(self, by: Person) -> None:
        applications.submit(self.found, by=by, at=self.now)

    def ask(self, by: Person) -> None:
        references.ask(self.asked, by=by, at=self.now)

    def give(self, by: Person, supports: str = "yes") -> None:
        reference = self.asked
        answers = acts.rated(reference.sheet.form) | acts.REFERENCE | {"supports_application": supports}
        acts.fill(reference.sheet, answers, self.now)
        references.give(reference, link=None, by=by, at=self.now)

    def give_as_referee(self, by: Person) -> None:
        self.give(cast.acting(self.asked.referee))

    def not_support(self, by: Person) -> None:
        self.give(cast.acting(self.asked.referee), "no")

    def decline_reference(self, by: Person) -> None:
        references.decline(self.asked, "time", by=by, at=self.now)

    def read(self, by: Person) -> None:
        for who in self.at.panel[2:4]:
            assessment = assessments.assign(self.found, who, by=by, at=self.now)
            answers = acts.rated(assessment.sheet.form, 2) | {"recommendation": "invite"}
            acts.fill(assessment.sheet, answers, self.now)
            assessments.lock(assessment, by=who, at=self.now)

    def moderate(self, by: Person) -> None:
        points = {line.key: line.together for line in criteria.compared(self.found)}
        assessments.moderate(self.found, points, reason="Agreed.", by=by, at=self.now)

    def shortlist(self, by: Person) -> None:
        assessments.shortlist(self.found, by=by, at=self.now)

    def not_shortlist(self, by: Person) -> None:
        assessments.not_shortlist(self.found, by=by, at=self.now)

    def find_ineligible(self, by: Person) -> None:
        assessments.find_ineligible(self.found, note="Not two years yet.", by=by, at=self.now)

    def reconsider(self, by: Person) -> None:
        assessments.reconsider(self.found, note="It is two years.", by=by, at=self.now)

    def invite(self, by: Person) -> None:
        offered = interviews.offer(self.found, by=by, at=self.now)
        panels.name(offered, [self.at.heads[0], self.at.panel[2]], self.at.heads[0], by=by, at=self.now)

    def book(self, by: Person) -> None:
        interviews.book(self.interview, self.at.round.slots.free(self.now)[0], by=by, at=self.now)

    def hold(self, by: Person) -> None:
        self.now = max(self.now, AFTER)
        interviews.hold(self.interview, by=by, at=self.now)

    def mark(self, by: Person) -> None:
        for member in self.interview.panel.all():
            answers = acts.rated(member.sheet.form, 2) | {"recommendation": "designate", "feedback": "Convincing."}
            acts.fill(member.sheet, answers, self.now)
            interviews.give_marks(member, by=cast.acting(member.person), at=self.now)

    def agree(self, by: Person) -> None:
        points = {line.key: line.together for line in criteria.compared_marks(self.interview)}
        interviews.agree(self.interview, points, reason="All agreed.", by=by, at=self.now)

    def prepare_yes(self, by: Person) -> None:
        decisions.prepare(self.found, "designate", by=by, at=self.now)

    def prepare_no(self, by: Person) -> None:
        decisions.prepare(self.found, "unsuccessful", reason="impact", feedback="More evidence.", by=by, at=self.now)

    def prepare_apart(self, by: Person) -> None:
        apart = {self.areas[0]: AreaOutcome("with_condition", "Core training.", acts.BY_MAY)}
        given = {"reason": "impact", "feedback": "More evidence in Maths."}
        decisions.prepare(self.found, "unsuccessful", apart=apart, **given, by=by, at=self.now)

    def check(self, by: Person) -> None:
        decisions.check(self.decision, by=by, at=self.now)

    def release(self, by: Person) -> None:
        decisions.release(self.decision, by=by, at=self.now)

    def release_round(self, by: Person) -> None:
        releases.release_round(self.at.round, by=by, at=self.now)

    def release_in_time(self, by: Person) -> None:
        releases.set_time(self.at.round, self.now + SOME_MINUTES, by=by, at=self.now)
        self.now += SOME_MINUTES
        releases.release_due(at=self.now)

    def hold_back(self, by: Person) -> None:
        releases.hold_back(self.decision, "Wait.", by=by, at=self.now)

    def let_go(self, by: Person) -> None:
        releases.let_go(self.decision, by=by, at=self.now)

    def drop(self, by: Person) -> None:
        decisions.drop(self.decision, "Wrong person.", by=by, at=self.now)

    def correct_to_yes(self, by: Person) -> None:
        corrections.prepare(self.decision, "designate", because="Wrong.", by=by, at=self.now)

    def correct_to_no(self, by: Person) -> None:
        corrections.prepare(
            self.decision, "unsuccessful", reason="impact", because="Wrong.", feedback="Sorry.", by=by, at=self.now
        )

    def correct_to_both(self, by: Person) -> None:
        apart = {
            self.areas[0]: AreaOutcome("with_support", "A mentor.", acts.BY_MAY),
            self.areas[1]: AreaOutcome("with_condition", "Core training.", acts.BY_MAY),
        }
        corrections.prepare(self.decision, "designate", because="Wrong.", apart=apart, by=by, at=self.now)

    def meet(self, by: Person) -> None:
        conditions.meet(self.condition, note="Seen.", by=by, at=self.now)

    def miss(self, by: Person) -> None:
        conditions.miss(self.condition, note="Not seen.", by=by, at=self.now)

    def extend(self, by: Person) -> None:
        conditions.extend(self.condition, acts.BY_MAY + timedelta(days=7), note="Ill.", by=by, at=self.now)

    def take_area_back(self, by: Person) -> None:
        conditions.take_area_back(self.condition, note="Not met.", by=by, at=self.now)

    def check_correction(self, by: Person) -> None:
        corrections.check(self.correction, by=by, at=self.now)

    def release_correction(self, by: Person) -> None:
        corrections.release(self.correction, by=by, at=self.now)

    def appeal(self, by: Person) -> None:
        appeals.open(self.decision, "process", "Nobody read page 3.", by=by, at=self.now)

    def uphold(self, by: Person) -> None:
        appeals.decide(Appeal.objects.get(), "uphold", "You are right.", by=by, at=self.now)

    def hear_again(self, by: Person) -> None:
        appeals.hear_again(Appeal.objects.get(), by=by, at=self.now)

    def reopen(self, by: Person) -> None:
        applications.reopen(self.found, by=by, at=self.now)

    def withdraw(self, by: Person) -> None:
        applications.withdraw(self.found, by=by, at=self.now)
