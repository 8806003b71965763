"""Two windows on one page, or two people: nothing that somebody wrote is overwritten unseen."""

import pytest
from django.http import QueryDict

from drystone.questions import merging, pages, sheets
from drystone.questions.models import AnswerSheet
from tests.clock import NOW

from .test_pages import FIRST, query

pytestmark = pytest.mark.django_db


def opened(sheet: AnswerSheet, **changes: str) -> QueryDict:
    """The first page as a window posts it: with what stood there when it was opened."""
    page = pages.form_for(sheet, "first")
    return query(FIRST, **changes, **{pages.SEEN: page.seen})


def test_what_only_the_other_window_changed_stays(finished: AnswerSheet):
    mine = opened(finished, name="Ann Raine")
    sheets.save(finished, "story", "Written elsewhere", at=NOW)
    assert sheets.save_page(finished, "first", mine, at=NOW).errors == {}
    assert sheets.values(finished)["name"] == "Ann Raine"
    assert sheets.values(finished)["story"] == "Written elsewhere"


def test_where_both_changed_the_page_shows_both_and_saving_again_decides(finished: AnswerSheet):
    mine = opened(finished, story="My own words")
    sheets.save(finished, "story", "Written elsewhere", at=NOW)
    page = sheets.save_page(finished, "first", mine, at=NOW)
    assert page.errors == {
        "story": [
            "This answer was changed in another window meanwhile. What you wrote is still here; save again to keep "
            "yours. The other says: Written elsewhere"
        ]
    }
    assert page["story"].value() == "My own words"
    assert sheets.value(finished, "story") == "Written elsewhere"
    mine[pages.SEEN] = page.seen
    assert sheets.save_page(finished, "first", mine, at=NOW).errors == {}
    assert sheets.value(finished, "story") == "My own words"


def test_what_the_page_saved_by_itself_while_typing_is_no_clash(sheet: AnswerSheet):
    mine = opened(sheet, story="Three one two")
    sheets.save(sheet, "story", "One two", at=NOW, seen=mine[pages.SEEN])
    assert sheets.save_page(sheet, "first", mine, at=NOW).errors == {}
    assert sheets.value(sheet, "story") == "Three one two"


def test_what_was_changed_and_changed_back_on_one_page_stands_as_it_was(finished: AnswerSheet):
    mine = opened(finished)
    for typed in ("Something else", ""):
        sheets.save(finished, "story", typed, at=NOW, seen=mine[pages.SEEN])
        sheets.save_page(finished, "first", mine, at=NOW)
        assert sheets.value(finished, "story") == "One two three"


def test_a_page_shown_again_stays_the_same_window(sheet: AnswerSheet):
    mine = opened(sheet, story="a b c d e f")
    again = sheets.save_page(sheet, "first", mine, at=NOW)
    assert again.errors != {}
    assert merging.seen(again.seen).window == merging.seen(mine[pages.SEEN]).window


def test_saving_while_typing_notices_the_other_window_too(finished: AnswerSheet):
    here, there = opened(finished)[pages.SEEN], opened(finished)[pages.SEEN]
    assert sheets.save(finished, "story", "From the other", at=NOW, seen=there) == ""
    with pytest.raises(sheets.Clash, match="The other says: From the other"):
        sheets.save(finished, "story", "From this one", at=NOW, seen=here)
    assert sheets.value(finished, "story") == "From the other"


def test_a_forged_mark_is_only_a_mark(finished: AnswerSheet):
    for forged in ("story story: :x " + "y:" * 50, "_:" + "x" * 5_000 + " story:1", "_: _ :"):
        mine = opened(finished, story="My own words")
        mine[pages.SEEN] = forged
        sheets.save_page(finished, "first", mine, at=NOW)
        sheets.save(finished, "story", "More", at=NOW, seen=merging.opened({}, "").window)
