"""What a plan leaves and why, in names and days; pins, and why one cannot be kept.

Features 42 (reasons), 49 (conflict of interest checked on the match).
"""

from datetime import timedelta

import pytest

from drystone.brokering import pins
from drystone.brokering.models import PlanGap
from drystone.lifecycle import Refused
from tests import cast
from tests.brokering.terms.stage import Stage


@pytest.fixture
def stage(db) -> Stage:
    return Stage()


def test_a_pin_is_kept(stage):
    request = stage.ask()
    usual = stage.planned().lines.get().designation_id
    other = next(
        pk for pk in stage.gathered().known.holders[request.area_id] if pk != usual
    )  # fmt: skip
    leader = stage.gathered().known.leaders[other]
    pins.pin(request, leader, reason="They know each other.", **stage.office)
    assert stage.planned().lines.get().designation_id == other
    pins.unpin(request, **stage.office)
    assert stage.planned().lines.get().designation_id == usual


def test_of_a_pin_that_cannot_be_kept_the_plan_says_why(stage):
    request = stage.ask(area=1)
    pins.pin(request, stage.tom, reason="Wanted.", **stage.office)
    plan = stage.planned()
    assert plan.pins_broken == [
        {
            "request": request.pk,
            "school": "Leyburn Primary School",
            "why": "Tom Raine of Reeth Primary School cannot be kept for it. They do not hold Maths.",
        }
    ]
    assert plan.lines.get().designation_id != stage.tom.pk


def test_nobody_is_pinned_to_what_is_not_worked_on(stage):
    with pytest.raises(Refused, match="Accept the request first"):
        pins.pin(stage.asked(), stage.tom, reason="Wanted.", **stage.office)
    with pytest.raises(Refused, match="has chosen already"):
        pins.pin(stage.chosen().request, stage.tom, reason="Wanted.", **stage.office)


def gap(stage: Stage) -> PlanGap:
    return stage.planned().gaps.get()


def test_nobody_holds_the_area(stage):
    stage.ask(area=cast.area("latin", "Latin"))
    left = gap(stage)
    assert (left.code, left.sentence) == ("no_area", "Nobody is designated for Latin.")
    assert left.would_change == ["Somebody within reach is designated for Latin."]


def test_nobody_is_near_enough(stage):
    far = cast.school("Whitby Primary School", east=490_000, north=511_000)
    stage.ask(far)
    left = gap(stage)
    assert left.sentence == "Nobody who holds English works within 40 miles of Whitby Primary School."
    assert "goes as far as" in left.would_change[0]
    assert "miles." in left.would_change[0]


def test_all_are_kept_out_by_a_rule_and_it_is_named(stage):
    stage.ask()
    stage.alliance.same_trust_is_conflict = True
    stage.alliance.save()
    for home in (*stage.homes.values(), stage.leyburn):
        type(home).objects.filter(pk=home.pk).update(trust_name="Dales Trust")
    left = gap(stage)
    assert left.sentence == "A rule keeps out everybody who holds English and is within reach."
    assert "Their school and this one belong to Dales Trust." in left.would_change[0]


def test_days_are_given_to_what_is_more_urgent_and_the_page_says_to_what(stage):
    for name in (*stage.asking, "Thirsk"):
        stage.ask(name, 0, 8, priority=1)
    stage.ask("Leyburn", 0, 8, priority=4)
    left = gap(stage)
    assert left.code == "capacity"
    assert left.sentence.startswith("Nobody who holds English and could come has days or weeks left.")
    assert "to more urgent requests: " in left.sentence
    assert any("more for this term" in change or "for" in change for change in left.would_change)


def test_a_request_whose_dates_are_over_is_left_with_that_reason(stage):
    stage.ask(from_on=cast.TODAY - timedelta(days=40), until_on=cast.TODAY - timedelta(days=1))
    left = gap(stage)
    assert (left.code, left.would_change) == ("dates", ["Later dates are agreed with the school."])
