"""What a home school says of its days holds for every visit: planned, moved, used, and in spite of it."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from drystone.deployment import agreements, visits
from drystone.deployment.models import Deployment, Visit
from drystone.deployment.visits import CannotPlan
from drystone.history.models import Event
from drystone.mail.models import Message
from drystone.register import promises, release, release_rules
from drystone.register.lifecycle import DESIGNATION
from drystone.register.models import Away, ReleaseBudget
from drystone.register.release_rules import Said
from tests.clock import LONDON, NOW
from tests.supporting_pages import account, said

FRIDAY = {"day": "2026-11-20", "starts": "09:00", "ends": "12:00", "half_days": "1"}


@pytest.fixture
def office(support):
    return account(support.margaret)


@pytest.fixture
def tom(support):
    return account(support.tom.person)


@pytest.fixture
def no_fridays(support):
    """Ann of the home school: never on a Friday, half a day a week."""
    never = Said(a_week=1, never_on=(4,))
    release_rules.settle(support.tom, never, Said(), **support.by(support.ann))


def test_the_home_schools_rules_hold_for_whoever_plans_and_nothing_typed_is_lost(tom, support, no_fridays):
    plan = reverse("leader-visit-plan", args=[support.agreed().pk])
    assert "Never on Fridays." in said(tom.get(plan))
    refused = said(tom.post(plan, {**FRIDAY, "place": "The library"}))
    assert "does not release Tom Raine on a Friday" in refused
    assert "The library" in refused
    tom.post(plan, {**FRIDAY, "day": "2026-11-17"})
    assert "at most ½ day a week" in said(tom.post(plan, {**FRIDAY, "day": "2026-11-18"}))
    tom.post(
        reverse("leader-visit-move", args=[Visit.objects.get().pk]), {**FRIDAY, "day": "2026-11-18", "reason": "clash"}
    )
    assert Away.objects.get().on.day == 18


def test_the_office_plans_in_spite_of_a_rule_and_the_head_is_told_why(office, support, no_fridays):
    plan = reverse("office-visit-plan", args=[support.agreed().pk])
    assert "on a Friday" in said(office.post(plan, FRIDAY))
    office.post(plan, {**FRIDAY, "in_spite": "The inspectors come on Monday."})
    told = Message.objects.get(kind="deployment.planned_in_spite")
    assert (told.person_id, "The inspectors come on Monday." in told.text) == (support.ann.pk, True)
    assert Event.objects.get(verb="planned_in_spite").note == "The inspectors come on Monday."
    move = reverse("office-visit-move", args=[Visit.objects.get().pk])
    office.post(move, {**FRIDAY, "day": "2026-11-17", "reason": "clash", "asked_by": "leader"})
    assert Message.objects.filter(kind="deployment.planned_in_spite").count() == 1
    assert Away.objects.get().on.day == 17


def test_a_leader_cannot_plan_in_spite_of_a_rule(support, no_fridays):
    deployment, starts = support.agreed(), NOW + timedelta(days=9)
    planned = {"starts_at": starts, "ends_at": starts + timedelta(hours=3), "half_days": 1}
    with pytest.raises(CannotPlan):
        visits.plan(deployment, **planned, in_spite="I want to.", **support.by(support.leader))
    assert not Away.objects.exists()


def test_days_are_used_when_the_visit_is_held_and_free_when_it_is_called_off(tom, support):
    visit = support.written_up()
    planned = support.planned(visit.deployment, day=17)
    assert list(Away.objects.order_by("on").values_list("used", flat=True)) == [True, False]
    (meter, *_) = release.meters(support.alliance.pk, support.tom.person, support.reeth, support.terms)
    assert (meter.used, meter.promised, meter.granted) == (1, 6, 12)
    assert "<strong>½ day</strong> used, <strong>2½ days</strong> promised" in said(tom.get(reverse("leader-profile")))
    tom.post(reverse("leader-visit-cancel", args=[planned.pk]), {"why": "illness"})
    assert Away.objects.get().stay == visit.pk


def test_a_visit_in_another_term_takes_its_half_days_there_where_there_are_any(support):
    deployment = support.agreed(ends=date(2027, 3, 25))
    half = {"half_days": 1, **support.by(support.leader)}

    def planned(day: int) -> None:
        starts = datetime(2027, 1, day, 9, tzinfo=LONDON)
        visits.plan(deployment, starts_at=starts, ends_at=starts + timedelta(hours=3), **half)

    planned(12)
    held = dict(promises.promised_for(deployment).values_list("term__name", "half_days"))
    assert held == {"Autumn term 2026": 5, "Spring term 2027": 1}
    ReleaseBudget.objects.filter(term=support.terms[1]).update(half_days=1)
    with pytest.raises(CannotPlan, match="has 0 days left"):
        planned(13)


def test_an_agreement_asks_for_no_more_than_the_rules_leave_room_for(office, support, no_fridays):
    with pytest.raises(agreements.NotPossible, match="leave room for 3 days more"):
        support.drawn_up(half_days=8)
    assert support.drawn_up(Deployment.objects.get(), half_days=6)


def test_who_answers_after_the_leader_was_removed_reads_that_it_does_not_go_ahead(support):
    agreement = support.drawn_up()
    support.agree(agreement, "leader", "alliance", "receiving")
    ann, here = account(support.ann), reverse("school-agreement", args=[support.consent(agreement, "home").pk])
    DESIGNATION.move(support.tom, "remove", note="x", ending="removed", ended_on=NOW.date(), **support.office)
    signed = {"answer": "agree", "name": "Ann Peel", "role": "Headteacher"}
    for page in (said(ann.get(here)), said(ann.post(here, signed, follow=True))):
        assert "This does not go ahead" in page
    assert support.consent(agreement, "home").state == "asked"
    assert Deployment.objects.get().state == "agreeing"
