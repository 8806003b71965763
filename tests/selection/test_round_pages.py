"""A round copied for another year, and its answers taken along, pressed as the office presses them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from drystone.selection import rounds
from drystone.selection.models import Round
from tests.clock import NOW
from tests.selection.pressing import dated
from tests.selection.stage import Stage

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


def as_typed(shown: dict) -> dict:
    """The form as it stands on the page, sent as it is."""
    days = {
        name: f"{value.day} {value.month} {value.year}" for name, value in shown.items() if isinstance(value, date)
    }
    return {name: value for name, value in shown.items() if value not in (None, False)} | dated(**days)
