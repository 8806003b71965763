"""How pressing a request is: the parts, what they come to, and another priority with its reason (feature 41)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drystone.brokering import priority, requests
from drystone.brokering.models import Conflict, SupportRequest
from drystone.brokering.priority import URGENCY, Part, Reckoned
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.schools.models import Membership, Organisation
from tests import cast
from tests.clock import NOW


def points(asked, on=cast.TODAY) -> dict[str, int]:
    return {part.name: part.points for part in priority.of(asked, on).parts}


def member(support):
    return Membership.objects.create(alliance=support.alliance, organisation=support.leyburn, starts=date(2020, 9, 1))


def test_each_part_counts_with_its_sentence(support):
    asked = support.asked()
    SupportRequest.objects.filter(pk=asked.pk).update(urgency="term")
    assert points(asked) == {
        "Urgency": 2, "Member": 0, "Disadvantage": 0, "Inspection": 0, "Waiting": 0, "First support": 1,
    }  # fmt: skip
    member(support)
    Organisation.objects.filter(pk=support.leyburn.pk).update(fsm_per_cent=41)
    theirs = {"alliance": support.alliance, "person": support.margaret, "school": support.leyburn}
    Conflict.objects.create(**theirs, kind="inspection", starts=cast.TODAY)
    SupportRequest.objects.filter(pk=asked.pk).update(after_inspection=True, submitted_at=NOW - timedelta(days=60))
    found = priority.of(asked, cast.TODAY)
    assert (found.points, found.priority) == (2 + 2 + 2 + 2 + 2 + 1, 1)
    assert "41 of a hundred pupils have free school meals" in [part.sentence for part in found.parts]
    assert found.in_short == "urgency 2, member 2, disadvantage 2, inspection 2, waiting 2, first support 1"


def test_members_come_first_only_where_the_policy_says_so(support):
    asked = support.asked()
    support.alliance.members_first = False
    support.alliance.save()
    assert points(SupportRequest.objects.get(pk=asked.pk))["Member"] == 2
    member(support)
    assert points(SupportRequest.objects.get(pk=asked.pk))["Member"] == 2


def test_a_school_that_was_helped_before_is_no_first_support(support):
    support.accepted()
    assert points(support.asked())["First support"] == 0


def test_how_soon_was_asked_is_taken_from_the_answers(support):
    asked = support.asked()
    assert asked.urgency in URGENCY
    assert asked.priority == priority.of(asked, cast.TODAY).priority


@given(st.lists(st.integers(0, 5), max_size=6), st.integers(0, 5))
def test_more_points_never_make_it_less_pressing(numbers, more):
    parts = tuple(Part("x", number, "x") for number in numbers)
    less, higher = Reckoned(parts), Reckoned((*parts, Part("x", more, "x")))
    assert 1 <= higher.priority <= less.priority <= 4


def test_each_morning_it_is_reckoned_again(support):
    asked = support.asked()
    was = SupportRequest.objects.get(pk=asked.pk).priority
    SupportRequest.objects.filter(pk=asked.pk).update(submitted_at=NOW - timedelta(days=60))
    assert priority.reckon_all(at=NOW) == 1
    assert SupportRequest.objects.get(pk=asked.pk).priority == was - 1
    assert priority.reckon_all(at=NOW) == 0


def test_the_office_sets_another_with_its_reason_and_takes_that_back(support):
    asked = support.asked()
    was = asked.priority
    for _ in range(2):
        priority.set_to(asked, 1, why="The head is new.", **support.office)
    kept = SupportRequest.objects.get(pk=asked.pk)
    set_ = kept.set_priority
    assert (kept.priority, set_.why, set_.set_by, set_.set_at) == (1, "The head is new.", support.margaret, NOW)
    assert priority.reckon_all(at=NOW) == 0
    for _ in range(2):
        priority.as_reckoned(kept, **support.office)
    kept = SupportRequest.objects.get(pk=asked.pk)
    assert (kept.priority, hasattr(kept, "set_priority")) == (was, False)
    lines = events.record_of(asked).filter(verb__startswith="priority").values_list("verb", "note")
    assert list(lines) == [
        ("priority_set", f"From {was} to 1: The head is new."),
        ("priority_taken_back", f"From 1 back to {was}"),
    ]


def test_nobody_but_the_office_sets_it(support):
    with pytest.raises(NotAllowed):
        priority.set_to(support.asked(), 1, why="x", **support.by(support.susan))


def test_to_reckon_a_hundred_costs_as_much_as_one(support, django_assert_num_queries):
    for _ in range(3):
        requests.merge(support.asked(), support.asked(), **support.office)
    with django_assert_num_queries(2):
        priority.reckon_all(at=NOW)
