"""Two at once on a real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from drystone.questions import forms, sheets
from drystone.questions.models import Answer, AnswerSheet, FormVersion
from tests.clock import NOW

from .conftest import ALLIANCE

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 10


def at_once(*acts) -> list:
    """What each act returned or raised, all let go at the same moment."""
    together = Barrier(len(acts))

    def run(act):
        together.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))


def mine(sheet: AnswerSheet) -> AnswerSheet:
    return AnswerSheet.objects.select_related("version").get(pk=sheet.pk)


def test_of_two_saves_of_one_answer_one_stands_and_neither_fails(sheet: AnswerSheet):
    for _ in range(ROUNDS):
        Answer.objects.all().delete()
        said = at_once(*(lambda t=text: sheets.save(mine(sheet), "name", t, at=NOW) for text in ("Ann", "Tom")))
        assert said == ["", ""]
        assert Answer.objects.get().value in ("Ann", "Tom")


def test_saves_of_two_answers_both_stand(sheet: AnswerSheet):
    for _ in range(ROUNDS):
        Answer.objects.all().delete()
        at_once(
            lambda: sheets.save(mine(sheet), "name", "Ann", at=NOW),
            lambda: sheets.save_page(mine(sheet), "second", {"phase": "primary"}, at=NOW),
        )
        assert sheets.values(sheet) == {"name": "Ann", "phase": "primary"}


def test_an_answer_saved_at_the_moment_of_sealing_counts_or_fails_but_never_slips_in_after(finished: AnswerSheet):
    for number in range(ROUNDS):
        sheet = sheets.copy(finished, NOW, version=finished.version)
        sheets.save(sheet, "declares", True, at=NOW)
        sheets.save(sheet, "signature", {"name": "Ann", "role": "Head", "agreed": True}, at=NOW)
        sealed, saved = at_once(
            lambda sheet=sheet: sheets.seal(mine(sheet), NOW),
            lambda sheet=sheet, number=number: sheets.save(mine(sheet), "name", f"Ann {number}", at=NOW),
        )
        assert isinstance(sealed, AnswerSheet)
        assert saved == "" or isinstance(saved, sheets.Sealed)
        assert sheets.is_intact(mine(sheet))


def test_two_processes_that_load_a_form_load_it_once(db: None):
    for key in list(forms.DEFAULTS)[:ROUNDS]:
        first, second = at_once(*[lambda key=key: sheets.start(key, ALLIANCE, NOW)] * 2)
        assert first.version_id == second.version_id
    assert FormVersion.objects.count() == ROUNDS
