"""Random people do random things to an application, and leave out some of what belongs to it: there is no way to a
designation without a reference that was given and a decision that was released."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.models import Person
from drystone.questions.sheets import Sealed, Unfinished
from drystone.register.models import Designation
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
from drystone.selection.refusals import Refused
from tests import cast
from tests.clock import NOW
from tests.selection import stage as acts
from tests.selection.stage import AFTER, INTERVIEW, Stage

pytestmark = pytest.mark.django_db
NO_WAY = (Refused, NotAllowed, AlreadyMoved, Sealed, Unfinished, ObjectDoesNotExist, IndexError)
SOME_MINUTES = timedelta(minutes=7)


class Walk:
    """One application, those around it, and a clock that goes on."""

    def __init__(self, at: Stage):
        self.at, self.now = at, NOW
        self.application = acts.draft.__wrapped__(at, cast.acting(cast.person("Rosie Metcalfe")))
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
        decisions.prepare(self.found, "designate", areas=self.areas, by=by, at=self.now)

    def prepare_no(self, by: Person) -> None:
        decisions.prepare(self.found, "unsuccessful", feedback="More evidence.", by=by, at=self.now)

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

    def correct_to_yes(self, by: Person) -> None:
        corrections.prepare(self.decision, "designate", because="Wrong.", areas=self.areas, by=by, at=self.now)

    def correct_to_no(self, by: Person) -> None:
        corrections.prepare(self.decision, "unsuccessful", because="Wrong.", feedback="Sorry.", by=by, at=self.now)

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


# The whole way, each step with who takes it: of `people` the manager, the coordinator, the applicant, the panel.
WAY = [
    (Walk.submit, 3), (Walk.ask, 0), (Walk.give_as_referee, 0), (Walk.read, 0), (Walk.moderate, 0),
    (Walk.shortlist, 0), (Walk.invite, 0), (Walk.book, 3), (Walk.hold, 0), (Walk.mark, 0), (Walk.agree, 4),
    (Walk.prepare_yes, 0), (Walk.check, 1), (Walk.release, 0),
]  # fmt: skip
ASIDE = [
    act for name, act in vars(Walk).items() if callable(act) and name not in ("__init__", "goes", "holds")
]  # fmt: skip
steps = some.integers(0, len(WAY) - 1)
asides = some.tuples(some.integers(0, len(WAY)), some.sampled_from(ASIDE), some.integers(0, 7))


def walked(at: Stage, skipped: set[int], aside: list[tuple[int, Callable, int]]) -> int:
    """Goes the way with some of its steps left out and others in between; how many designations there are at its end.

    All of it is taken back.
    """
    with transaction.atomic():
        walk = Walk(at)
        for place in range(len(WAY) + 1):
            for when, act, who in aside:
                if when == place:
                    walk.goes(act, walk.people[who])
            if place < len(WAY) and place not in skipped:
                act, who = WAY[place]
                walk.goes(act, walk.people[who])
        made = Designation.objects.filter(person=walk.hers).count()
        transaction.set_rollback(True)
    return made


def test_the_whole_way_leads_to_a_designation(at: Stage):
    assert walked(at, set(), []) == 1


@pytest.mark.parametrize("left_out", [step for step in range(len(WAY)) if WAY[step][0] != Walk.ask])
def test_no_step_of_the_way_can_be_left_out(at: Stage, left_out: int):
    assert walked(at, {left_out}, []) == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(skipped=some.sets(steps, max_size=3), aside=some.lists(asides, max_size=14))
def test_there_is_no_way_to_a_designation_without_a_reference_and_a_released_decision(
    at: Stage, skipped: set[int], aside: list[tuple[int, Callable, int]]
):
    walked(at, skipped, aside)
