"""A round copied, what it asks first, what it hopes for and how late it takes, pressed as the office presses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.roles import Role
from drystone.selection import decisions, eligibility, rounds, targets
from drystone.selection.models import Round
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import cost, dated, words
from tests.selection.stage import DECIDED, Stage, applicant, checked, draft, submitted

pytestmark = pytest.mark.django_db


def test_a_round_is_copied_for_another_year_and_saved_only_when_it_is_said(at: Stage, office: Client):
    earlier = Round.objects.get()
    copy = f"{reverse('office-round-new')}?like={earlier.pk}"
    assert copy in office.get(reverse("office-round", args=[earlier.pk])).content.decode()
    page = office.get(copy)
    shown = page.context["form"].initial
    assert shown["closes_at"] == rounds.day_of(rounds.a_year_on(earlier, at=NOW).closes_at)
    assert "moved by whole years of 52 weeks" in page.content.decode()
    assert Round.objects.count() == 1
    for nonsense in ("x", "99999", "9" * 40, "²"):
        assert (
            "moved by whole years" not in office.get(reverse("office-round-new"), {"like": nonsense}).content.decode()
        )
    office.post(copy, as_typed(shown))
    assert [made.title for made in Round.objects.order_by("pk")] == [earlier.title, shown["title"]]
    assert Round.objects.latest("pk").state == "draft"


def test_a_round_copied_asks_first_and_hopes_for_what_the_earlier_one_did(at: Stage, office: Client):
    maths = cast.area("maths", "Mathematics")
    eligibility.ask(at.round, [("Can you come on 12 January?", "Write to us.")], by=at.manager, at=NOW)
    targets.aim(at.round, {at.area: 2, maths: 0}, by=at.manager, at=NOW)
    copy = f"{reverse('office-round-new')}?like={at.round.pk}"
    for _ in range(2):
        office.post(copy, as_typed(office.get(copy).context["form"].initial))
    made = Round.objects.latest("pk")
    assert Round.objects.count() == 2
    assert made.own_questions == [["Can you come on 12 January?", "Write to us."]]
    assert [(each.area, each.number) for each in made.targets.all()] == [(at.area, 2)]


def test_the_office_sees_what_it_hopes_for_beside_who_applied_and_how_far_they_came(at: Stage, office: Client):
    maths = cast.area("maths", "Mathematics")
    at.round.priority_areas.set([maths])
    decisions.release(checked(at), by=at.manager, at=DECIDED)
    submitted(at, applicant("Tess Hird"))
    draft(at, applicant("Una Bell"))
    page = reverse("office-round-areas", args=[at.round.pk])
    for _ in range(2):
        assert office.post(page, {f"area_{at.area.pk}": "3", f"area_{maths.pk}": "1"}).status_code == 302
    assert [
        (line.area, line.needed_most, line.hoped_for, line.applied, line.shortlisted, line.chosen)
        for line in targets.lines(at.round)
    ] == [(at.area, False, 3, 2, 1, 1), (maths, True, 1, 0, 0, 0)]
    assert f"{at.area} 3 2 1 1 {maths} (needed most) 1 0 0 0" in words(office.get(page))
    assert events.record_of(at.round).filter(verb="aims").count() == 1
    office.post(page, {f"area_{at.area.pk}": "0"})
    assert at.round.targets.count() == 0


def test_the_areas_of_a_round_cost_the_same_however_many_applied(at: Stage, office: Client, query_count):
    submitted(at)
    page = reverse("office-round-areas", args=[at.round.pk])
    one = cost(office, page, query_count)
    for name in ("Tess Hird", "Una Bell"):
        submitted(at, applicant(name))
    assert cost(office, page, query_count) == one


def test_only_the_manager_asks_first_and_says_what_is_hoped_for(at: Stage):
    finance = cast.officer(at.alliance, "Jill Harker", Role.FINANCE)
    for who in (finance, at.panel[0], applicant()):
        with pytest.raises(NotAllowed):
            targets.aim(at.round, {at.area: 2}, by=who, at=NOW)
        with pytest.raises(NotAllowed):
            eligibility.ask(at.round, [("Really?", "No.")], by=who, at=NOW)


def test_the_office_writes_the_questions_that_are_asked_first(at: Stage, office: Client):
    page = reverse("office-round-questions", args=[at.round.pk])
    assert "Have you been in a leadership role for two years or more?" in words(office.get(page))
    office.post(page, {"wording_0": "Do you drive?", "kind_word_0": "", "wording_3": "", "kind_word_3": "x"})
    at.round.refresh_from_db()
    assert at.round.own_questions == [["Do you drive?", "Going by this answer, the round is not for you at present."]]
    assert "Do you drive?" in office.get(page).content.decode()


def test_what_happens_to_a_late_application_is_said_on_the_public_page(at: Stage):
    page = reverse("round-page", args=[at.round.pk])
    assert "after the deadline is not taken" in words(Client().get(page))
    rounds.edit(at.round, {"grace_hours": 24}, by=at.manager, at=NOW)
    assert "still taken until Saturday 28 November 2026 at 11:59pm" in words(Client().get(page))


def test_the_database_takes_no_grace_of_more_than_a_week(at: Stage):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(grace_hours=169)


def as_typed(shown: dict) -> dict:
    """The form as it stands on the page, sent as it is."""
    days = {
        name: f"{value.day} {value.month} {value.year}" for name, value in shown.items() if isinstance(value, date)
    }
    return {name: value for name, value in shown.items() if value not in (None, []) and value is not False} | dated(
        **days
    )
