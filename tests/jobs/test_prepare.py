"""Bringing an installation up to date leaves what is there alone."""

from pathlib import Path

import pytest
from django.core.management import call_command

from drystone.schools.models import Organisation
from tests import cast

pytestmark = pytest.mark.django_db


def test_schools_that_are_there_are_not_imported_again() -> None:
    cast.school("Reeth Community Primary School")
    call_command("prepare")
    assert [school.name for school in Organisation.objects.all()] == ["Reeth Community Primary School"]


def test_the_pages_have_their_styles_afterwards(settings) -> None:
    cast.school()
    call_command("prepare")
    assert any((Path(settings.STATIC_ROOT) / "web").glob("*.css"))


def test_what_the_manual_copies_every_night_is_there_before_the_first_document(settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.SEAL_DIRECTORY = tmp_path / "media", tmp_path / "seal"
    cast.school()
    call_command("prepare")
    assert {path.name for path in tmp_path.iterdir()} == {"media", "seal"}


def test_an_alliance_at_work_gets_no_invented_one_beside_it(settings) -> None:
    settings.DEMO = True
    cast.school()
    own = cast.alliance("Wensleydale Alliance")
    call_command("prepare")
    assert list(type(own).objects.all()) == [own]
