"""The press that sends both documents from a device: it asks first about a pupil's name, and plans the next visit."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.deployment.models import Visit, VisitRecord
from drystone.questions import sheets
from tests.clock import NOW
from tests.supporting_pages import account, said

from .test_from_devices import all_seen, bring, notes


@pytest.fixture
def tom(support) -> Client:
    return account(support.tom.person)


def test_what_looks_like_a_pupils_name_waits_until_she_has_been_told_of_it(tom, support):
    visit = support.begun()
    told = notes(visit, "A boy called Alfie read aloud.")
    bring(tom, visit, told)
    visit = Visit.objects.get(pk=visit.pk)
    press = all_seen(visit)
    answer = bring(tom, visit, send=press).json()["send"]
    assert (answer["done"], answer["names"], "a boy in Year 4" in answer["instead"]) == (False, ["Alfie"], True)
    assert VisitRecord.objects.get().state == "draft"
    assert bring(tom, visit, send={**press, "names": ["Alfie"]}).json()["send"]["done"]
    assert VisitRecord.objects.get().state == "sent"


def test_the_press_of_a_device_plans_the_next_visit_as_the_ordinary_one_does(tom, support):
    visit = support.begun()
    sheets.save(visit.record.sheet, "next_day", "2026-11-24", at=NOW)
    visit = Visit.objects.get(pk=visit.pk)
    press = {**all_seen(visit), "plan": True}
    for _ in range(2):
        assert bring(tom, visit, send=press).json()["send"]["done"]
    after = Visit.objects.exclude(pk=visit.pk).get()
    assert (after.starts_at.date().isoformat(), after.half_days) == ("2026-11-24", visit.half_days)
    shown = said(tom.get(reverse("leader-visit", args=[visit.pk])))
    assert "The next visit is planned: Tuesday 24 November 2026 at 9am." in shown


def test_a_press_that_does_not_ask_for_it_or_cannot_plan_sends_all_the_same(tom, support):
    visit = support.begun(support.planned(support.agreed(half_days=1)))
    sheets.save(visit.record.sheet, "next_day", "2026-11-24", at=NOW)
    visit = Visit.objects.get(pk=visit.pk)
    assert bring(tom, visit, send={**all_seen(visit), "plan": True}).json()["send"]["done"]
    shown = said(tom.get(reverse("leader-visit", args=[visit.pk])))
    assert "The next visit is not planned yet. Agreed: ½ day." in shown
    assert (VisitRecord.objects.get().state, Visit.objects.count()) == ("sent", 1)
