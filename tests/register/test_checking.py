"""Anybody may check the number on a certificate: whose it is stands there only where she agreed to be listed."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone import saying
from drystone.register import designations
from drystone.register.models import Designation
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import words

pytestmark = pytest.mark.django_db


def leader(**fields) -> Designation:
    alliance = cast.alliance()
    made = cast.leader(alliance, cast.school("Reeth Community Primary School"), "Tom Raine")
    Designation.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def asked(number: str) -> str:
    return words(Client().get(reverse("check-designation"), {"number": number}))


def test_whoever_agreed_is_named_with_her_areas_and_her_last_day():
    made = leader(shown_in_directory=True)
    said = asked(f" {made.number.lower()} ")
    assert "Yes. Tom Raine is a System Leader of Swaledale Alliance" in said
    assert f"until {saying.day(made.ends)}" in said
    assert "English: Primary" in said


def test_whoever_did_not_agree_is_not_named():
    made = leader(shown_in_directory=False)
    said = asked(made.number)
    assert "Yes. This certificate stands for a System Leader of Swaledale Alliance" in said
    assert "Tom Raine" not in said
    assert "English" not in said


def test_what_is_over_or_unknown_is_said_to_be():
    made = leader(shown_in_directory=True, state="pending")
    assert "Not in force." in asked(made.number)
    Designation.objects.update(state="active")
    made.refresh_from_db()
    designations.withdraw(made, note="Left teaching.", by=cast.officer(made.alliance), at=NOW)
    said = asked(made.number)
    assert "Not in force." in said
    assert "Tom Raine" not in said
    assert "Not known." in asked("SL-AAAA-BBBB")
