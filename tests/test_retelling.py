"""A story that is retold leaves what telling it left: rows, files, and what the teller holds."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.payments.models import Statement
from drystone.people.models import Person
from tests.payments.owed import Owed
from tests.retelling import STORY, Rows, all_rows
from tests.selection.stage import checked, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_was_told_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STORY, "known", {})


def paid() -> tuple[Owed, Statement]:
    at = Owed()
    return at, at.approved()


def told(story) -> tuple[Rows, object]:
    """What stands in the database after a story, which is then taken back."""
    STORY.begins()
    with transaction.atomic():
        result = story()
        rows = all_rows()
        transaction.set_rollback(True)
    return rows, result


@pytest.mark.parametrize("story", [paid, lambda: checked(stage())])
def test_the_same_rows_stand_there(story):
    first, _ = told(story)
    known = len(STORY.known)
    again, _ = told(story)
    assert known
    assert len(STORY.known) == known, "the second time nothing was told for real"
    assert again == first


def test_the_teller_holds_the_same(monkeypatch: pytest.MonkeyPatch):
    _, (first, statement) = told(paid)
    _, (again, also) = told(paid)
    assert (also.pk, also.state, also.total_pence) == (statement.pk, "approved", statement.total_pence)
    assert again.margaret.posts_now == first.margaret.posts_now
    assert again.margaret is not first.margaret


def test_files_that_somebody_spoilt_are_whole_again():
    told(paid)
    for file in Path(settings.MEDIA_ROOT).rglob("*.pdf"):
        file.write_bytes(b"spoilt")
    STORY.begins()
    paid()
    assert all(papers.read(paper).startswith(b"%PDF-") for paper in Paper.objects.all())


def test_what_a_test_writes_in_between_is_never_passed_over():
    told(paid)
    STORY.begins()
    at = Owed()
    Person.objects.filter(pk=at.ann.pk).update(name="Ann Peel-Raw")
    at.approved()
    assert Statement.objects.get().home_school == at.reeth
    assert Person.objects.get(pk=at.ann.pk).name == "Ann Peel-Raw"
