"""One section of a form is an ordinary page; what is posted goes into the draft."""

from typing import Any

import pytest
from django.http import QueryDict

from drystone.questions import forms, pages, sheets
from drystone.questions.models import AnswerSheet
from tests.clock import NOW

from .conftest import ALLIANCE
from .test_kinds import KEPT

pytestmark = pytest.mark.django_db


def posted(**fields: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


FIRST = posted(
    name="Ann Peel", story="One two three", visits="4", release="2.5", on_day="15", on_month="1", on_year="2027",
    agrees="no", why="",
)  # fmt: skip
SECOND = posted(
    phase="primary", help=["coaching", "data"], value="very", criteria__impact="green", criteria__tact="red",
    criteria__impact__comment="Clear to see", criteria__tact__comment="", objectives__12="done",
    objectives__15="not_yet", secondary_only="", agreed__1__what="Plan together", agreed__1__who="English lead",
    agreed__1__by="2027-01-15", agreed__2__what="Read it",
)  # fmt: skip
THIRD = posted(
    school="Reeth", area="english", head__name="Tom Raine", head__role="Headteacher",
    head__email="head@reeth.example", declares="on", signature__name="Ann Peel", signature__role="Head of English",
    signature__agreed="on",
)  # fmt: skip


def save(sheet: AnswerSheet, section: str, data: Any) -> pages.Page:
    return sheets.save_page(sheet, section, data, at=NOW)


def query(data: QueryDict, **changes: str) -> QueryDict:
    """The same post with some fields changed."""
    made = data.copy()
    for name, value in changes.items():
        made[name] = value
    return made


def test_three_pages_posted_are_the_whole_form(sheet: AnswerSheet):
    pages_ = [save(sheet, "first", FIRST), save(sheet, "second", SECOND), save(sheet, "third", THIRD)]
    assert [page.errors for page in pages_] == [{}, {}, {}]
    assert sheets.values(sheet) == KEPT


def test_a_page_shows_what_stands(finished: AnswerSheet):
    page = pages.form_for(finished, "first")
    assert {name: page[name].value() for name in ("name", "visits", "release", "agrees")} == {
        "name": "Ann Peel", "visits": 4, "release": "2.5", "agrees": "no",
    }  # fmt: skip
    assert page["on"].value().year == 2027
    third = pages.form_for(finished, "third")
    assert third["school"].value() == "Reeth Primary School"
    assert third["head-email"].value() == "head@reeth.example"


def test_a_page_that_is_not_answered_keeps_what_was_typed_and_says_what_is_wrong(sheet: AnswerSheet):
    page = save(sheet, "first", posted(name="", story="a b c d e f", visits="x", on_day="31", on_month="2"))
    assert page.errors == {
        "name": ["Fill in “Your name”"],
        "story": ["“Your story” has 6 words, 1 more than the limit of 5"],
        "visits": ["“Visits” must be a whole number, in figures"],
        "release": ["Write a number of days for “How many days?”"],
        "on": ["“When?” must include a year"],
        "agrees": ["Choose an answer to “Do you agree?”"],
    }
    again = pages.form_for(sheet, "first")
    assert (again["story"].value(), again["visits"].value()) == ("a b c d e f", "x")
    assert (again["on"].value().day, again["on"].value().month) == ("31", "2")


def test_a_question_that_waits_for_an_answer_on_its_page_stands_inside_that_answer(sheet: AnswerSheet):
    page = pages.form_for(sheet, "first")
    assert page.fields["why"].shown_if == ("agrees", "yes")
    assert save(sheet, "first", FIRST).errors == {}
    assert save(sheet, "first", query(FIRST, agrees="yes")).errors == {"why": ["Fill in “Why?”"]}


def test_a_question_that_waits_for_another_page_is_not_there_until_it_is_asked(sheet: AnswerSheet):
    reference = sheets.start("reference_headteacher", ALLIANCE, NOW)
    assert list(pages.form_for(reference, "criteria").fields) == ["statement"]
    sheets.save(reference, "supports_application", "yes", at=NOW)
    assert list(pages.form_for(reference, "criteria").fields)[::9] == ["criteria-all-alike", "criteria-analysis"]


def test_what_a_post_leaves_out_stays_as_it_is(finished: AnswerSheet):
    save(finished, "first", posted(name="Ann Raine"))
    assert sheets.values(finished) == KEPT | {"name": "Ann Raine"}


def test_what_was_chosen_may_be_unticked(finished: AnswerSheet):
    unticked = query(SECOND)
    del unticked["help"]
    assert save(finished, "second", unticked).errors == {
        "help": ["Choose at least one answer to “Which kinds of help?”"]
    }


def test_more_fields_than_the_page_has_change_nothing(sheet: AnswerSheet):
    save(sheet, "first", query(FIRST, school="900002", sealed_at="2020-01-01", pk="1"))
    assert set(sheets.values(sheet)) == {"name", "story", "visits", "release", "on", "agrees"}


def test_words_that_fit_several_schools_bring_them_to_choose_from(sheet: AnswerSheet):
    page = save(sheet, "third", query(THIRD, school="st mary"))
    assert [text for _, text in page.fields["school"].widget.choices] == [
        "St Mary’s School, Richmond", "St Mary’s School, Yarm",
    ]  # fmt: skip
    assert list(page.errors) == ["school"]
    assert save(sheet, "third", query(THIRD, school="900003")).errors == {}
    assert sheets.value(sheet, "school")["label"] == "St Mary’s School, Yarm"


def test_boxes_that_belong_together_say_so(sheet: AnswerSheet):
    fields = pages.form_for(sheet, "third").fields
    assert fields["head-name"].legend == fields["head-email"].legend == ("head", "Your headteacher", "")
    assert (fields["head-name"].label, fields["declares"].label) == ("Full name", "All of it is true.")
    assert not hasattr(fields["school"], "legend")


def test_a_form_may_be_answered_without_a_sheet(db: None):
    version = forms.current("eligibility")
    page = pages.form_for(version, "check", posted(leads="yes", two_years_leading="no", is_headteacher="yes"))
    assert list(page.errors) == ["two_years_expertise", "has_impact", "governors_support"]
    assert page.answers["two_years_leading"] is False


def test_the_page_tells_the_browser_what_helps(sheet: AnswerSheet):
    page = pages.form_for(sheets.start("application", ALLIANCE, NOW), "about_you")
    assert page.fields["first_name"].widget.attrs == {"autocomplete": "given-name"}
    assert page.fields["mobile"].widget.attrs == {"autocomplete": "tel", "inputmode": "tel"}
    assert page.fields["mobile"].widget.input_type == "tel"
    assert pages.form_for(sheet, "first").fields["story"].widget.attrs["data-maxwords"] == 5


def test_a_page_costs_the_same_however_many_questions_it_has(sheet: AnswerSheet, query_count):
    fresh = AnswerSheet.objects.select_related("version").get(pk=sheet.pk)
    with query_count() as queries:
        pages.form_for(fresh, "first")
    assert len(queries) == 1
    with query_count() as queries:
        save(fresh, "first", FIRST)
    assert len(queries) == 5  # two of them the savepoint of the test's own transaction
