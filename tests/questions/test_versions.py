"""An answer keeps the version of the form it was given on."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from drystone.history.models import Event
from drystone.questions import forms, reader, sheets
from drystone.questions.declarations import Malformed
from drystone.questions.models import FormVersion
from tests.clock import NOW

from .conftest import ALLIANCE

pytestmark = pytest.mark.django_db
KEY = "support_request_short"


@dataclass
class Officer:
    pk: int = 5
    name: str = "Margaret Alderson"
    through: str = "account"


def own(*changes: tuple[str, str]) -> str:
    source = forms.DEFAULTS[KEY].source
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return source


def publish(*changes: tuple[str, str], key: str = KEY) -> FormVersion:
    return forms.publish(ALLIANCE, key, own(*changes), by=Officer(), at=NOW)


REWORDED = ("What is it about, in a sentence?", "What shall we talk about?")


def test_a_default_is_loaded_once_and_again_only_if_its_file_changed():
    first = forms.load_default(KEY, at=NOW)
    assert forms.load_default(KEY, at=NOW + timedelta(days=1)) == first
    changed = forms.DEFAULTS[KEY]
    FormVersion.objects.create(
        key=KEY, number=2, source=own(REWORDED), digest="of a file of an earlier release", published_at=NOW
    )
    assert forms.current(KEY, ALLIANCE).source == changed.source


def test_showing_a_form_that_nobody_started_writes_nothing():
    assert forms.current(KEY, ALLIANCE).pk is None
    assert FormVersion.objects.count() == 0
    sheet = sheets.start(KEY, ALLIANCE, NOW)
    assert forms.current(KEY, ALLIANCE) == sheet.version


def test_what_is_under_way_finishes_on_its_version_and_shows_on_it():
    before = sheets.start(KEY, ALLIANCE, NOW)
    sheets.save(before, "need", "Maths in Year 4", at=NOW)
    published = publish(REWORDED)
    after = sheets.start(KEY, ALLIANCE, NOW)
    assert (published.number, after.version) == (1, published)
    assert [line.wording for line in reader.read(before)[0].lines][-1] == "What is it about, in a sentence?"
    assert [line.wording for line in reader.read(after)[0].lines][-1] == "What shall we talk about?"
    assert sheets.value(before, "need") == "Maths in Year 4"


def test_another_alliance_goes_on_with_our_default():
    publish(REWORDED)
    assert forms.current(KEY, ALLIANCE + 1).alliance_id is None


def test_publishing_the_same_text_again_changes_nothing():
    assert publish(REWORDED) == publish(REWORDED)
    assert publish().number == 2
    assert [event.verb for event in Event.objects.all()] == ["published", "published"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('key = "phone"', 'key = "telephone"'), "“phone” is needed by a rule: it may be reworded, not removed."),
        (('kind = "person"', 'kind = "short_text"'), "“contact” is needed by a rule: its “kind” may not change."),
        (('format = "phone"', "needed = false"), "“phone” is needed by a rule: it may not be left out by whoever "
         "answers."),
        (('key = "support_request_short"', 'key = "ring_us"'), "This form is called “ring_us”; it must be called "
         "“support_request_short”."),
    ],
)  # fmt: skip
def test_what_a_rule_needs_may_be_reworded_not_removed_or_changed_in_kind(change: tuple, problem: str):
    with pytest.raises(Malformed) as caught:
        publish(change)
    assert caught.value.problems == [problem]
    assert FormVersion.objects.count() == 0


def test_the_answers_that_a_rule_knows_may_be_reworded_not_removed():
    source = forms.DEFAULTS["visit_evaluation"].source.replace('pause = "Pause"', 'rest = "Rest a while"')
    with pytest.raises(Malformed, match="“recommendation” is needed by a rule: “pause” may be reworded, not removed"):
        forms.publish(ALLIANCE, "visit_evaluation", source, by=Officer(), at=NOW)


def test_an_own_form_that_lacks_what_a_newer_rule_needs_gives_way_to_our_default():
    FormVersion.objects.create(
        alliance_id=ALLIANCE, key=KEY, number=1, source=own(('key = "phone"', 'key = "telephone"')), digest="d",
        published_at=NOW, published_by=5,
    )  # fmt: skip
    assert forms.current(KEY, ALLIANCE).alliance_id is None


def test_a_published_form_is_never_changed_nor_deleted_under_its_answers():
    version = sheets.start(KEY, ALLIANCE, NOW).version
    version.source += "\n"
    with pytest.raises(IntegrityError, match="a published form is never changed"), transaction.atomic():
        version.save()
    with pytest.raises(ProtectedError):
        version.delete()
