"""Random people do random things to an application, and leave out some of what belongs to it: there is no way to a
designation without a reference that was given and a decision that was released; and none to an area that was not
granted."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.register.models import Designation
from tests.selection.stage import Stage
from tests.selection.walking import Walk

pytestmark = pytest.mark.django_db
# The whole way, each step with who takes it: of `people` the manager, the coordinator, the applicant, the panel.
WAY = [
    (Walk.submit, 3), (Walk.ask, 0), (Walk.give_as_referee, 0), (Walk.read, 0), (Walk.moderate, 0),
    (Walk.shortlist, 0), (Walk.invite, 0), (Walk.book, 3), (Walk.hold, 0), (Walk.mark, 0), (Walk.agree, 4),
    (Walk.prepare_yes, 0), (Walk.check, 1), (Walk.release, 0),
]  # fmt: skip
ASIDE = [
    act
    for name, act in vars(Walk).items()
    if callable(act) and name not in ("__init__", "goes", "holds", "holds_by_area")
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
