"""A sheet is started, answered as somebody types, checked, sealed once for good, copied, erased."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone.questions import answers, forms, sheets
from drystone.questions.models import Answer, AnswerSheet
from drystone.questions.spec import NoSuchQuestion
from tests.clock import NOW

from .conftest import ALLIANCE
from .test_kinds import KEPT

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def missing(sheet: AnswerSheet) -> list[str]:
    return [problem.question for problem in sheets.problems(sheet)]


def test_every_kind_of_answer_comes_back(finished: AnswerSheet):
    assert sheets.values(finished) == KEPT
    assert sheets.problems(finished) == []


def test_a_draft_may_go_over_the_limit_of_words_and_nothing_is_cut_off(sheet: AnswerSheet):
    text = "word " * 20_000
    said = sheets.save(sheet, "story", text, at=NOW)
    assert said == "“Your story” has 20,000 words, 19,995 more than the limit of 5"
    assert sheets.value(sheet, "story") == text.strip()


def test_what_cannot_be_an_answer_yet_is_kept_as_typed_but_counts_for_nothing(sheet: AnswerSheet):
    sheets.save(sheet, "visits", "about four", at=NOW)
    assert Answer.objects.get(sheet=sheet, key="visits").value == {"typed": "about four"}
    assert sheets.values(sheet) == {}
    assert "visits" in missing(sheet)


def test_a_question_that_the_form_does_not_ask_is_refused(sheet: AnswerSheet):
    with pytest.raises(NoSuchQuestion):
        sheets.save(sheet, "salary", "1", at=NOW)


def test_an_answer_may_be_taken_back(sheet: AnswerSheet):
    sheets.save(sheet, "name", "Ann Peel", at=NOW)
    assert sheets.save(sheet, "name", "  ", at=LATER) == "Fill in “Your name”"
    assert sheets.values(sheet) == {}


def test_saving_while_typing_asks_the_database_once(sheet: AnswerSheet, query_count):
    fresh = AnswerSheet.objects.select_related("version").get(pk=sheet.pk)
    with query_count() as queries:
        sheets.save(fresh, "story", "One two", at=NOW)
    assert len(queries) == 1


def test_only_what_is_asked_can_be_missing(sheet: AnswerSheet):
    assert "why" not in missing(sheet)
    sheets.save(sheet, "agrees", "yes", at=NOW)
    assert "why" in missing(sheet)


def test_what_is_hidden_now_is_not_counted_and_comes_back_when_asked_again(sheet: AnswerSheet):
    sheets.save(sheet, "phase", "secondary", at=NOW)
    sheets.save(sheet, "secondary_only", "9", at=NOW)
    sheets.save(sheet, "phase", "primary", at=NOW)
    assert sheets.values(sheet) == {"phase": "primary"}
    sheets.save(sheet, "phase", "secondary", at=NOW)
    assert sheets.values(sheet) == {"phase": "secondary", "secondary_only": 9}


def test_each_problem_says_on_which_page_and_in_which_box(sheet: AnswerSheet):
    found = {problem.question: problem for problem in sheets.problems(sheet)}
    assert (found["on"].section_title, found["on"].anchor, found["on"].text) == (
        "First page", "id_on_day", "Write a date for “When?”",
    )  # fmt: skip
    assert [p.anchor for p in sheets.problems(sheet) if p.question == "head"] == [
        "id_head-name", "id_head-role", "id_head-email",
    ]  # fmt: skip


def test_progress_says_how_far_each_page_is(sheet: AnswerSheet):
    sheets.save(sheet, "phase", "primary", at=NOW)
    assert [(p.section.key, p.state) for p in sheets.progress(sheet)] == [
        ("first", "not started"), ("second", "started"), ("third", "not started"),
    ]  # fmt: skip


def test_a_page_is_answered_when_its_check_accepts_what_is_stored(finished: AnswerSheet):
    assert [p.state for p in sheets.progress(finished)] == ["answered"] * 3
    sheets.save(finished, "story", "one two three four five six", at=NOW)
    assert [p.state for p in sheets.progress(finished)] == ["started", "answered", "answered"]


def test_rows_are_those_that_the_record_brought(version):
    without = sheets.start_on(version, ALLIANCE, NOW)
    assert "objectives" not in missing(without)
    brought = sheets.start_on(version, ALLIANCE, NOW, lists={"objectives": [("a", "Reading\nfirst")]})
    assert brought.form.question("objectives").rows == (("a", "Reading first"),)
    with pytest.raises(ValueError, match="rows are keyed by letters"):
        sheets.start_on(version, ALLIANCE, NOW, lists={"objectives": {"a b": "Reading"}})


def test_an_unfinished_sheet_is_not_sealed(sheet: AnswerSheet):
    with pytest.raises(sheets.Unfinished) as caught:
        sheets.seal(sheet, NOW)
    assert [p.question for p in caught.value.problems] == missing(sheet)
    assert AnswerSheet.objects.get().sealed_at is None


def test_a_sealed_sheet_says_what_it_said_and_nobody_changes_it(finished: AnswerSheet):
    stale = AnswerSheet.objects.get(pk=finished.pk)
    sheets.seal(finished, LATER)
    assert (finished.sealed_at, sheets.values(finished)) == (LATER, KEPT)
    assert sheets.is_intact(finished)
    for attempt in (finished, stale):
        with pytest.raises(sheets.Sealed), transaction.atomic():
            sheets.save(attempt, "name", "Somebody else", at=LATER)
    with pytest.raises(sheets.Sealed):
        sheets.save_page(stale, "first", {"name": "Somebody else"}, at=LATER)
    assert sheets.values(finished) == KEPT


def test_sealing_twice_seals_once(finished: AnswerSheet):
    stale = AnswerSheet.objects.get(pk=finished.pk)
    digest = sheets.seal(finished, NOW).digest
    assert (sheets.seal(stale, LATER).sealed_at, stale.digest) == (NOW, digest)


def test_sealing_drops_answers_to_questions_that_are_not_asked(finished: AnswerSheet):
    sheets.save(finished, "why", "Because I said yes before", at=NOW)
    sheets.seal(finished, NOW)
    assert not Answer.objects.filter(sheet=finished, key="why").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.answers.filter(key="name").update(value="Somebody else"),
        lambda sheet: sheet.answers.filter(key="name").delete(),
        lambda sheet: Answer.objects.create(sheet=sheet, key="extra", value=1, saved_at=NOW),
        lambda sheet: AnswerSheet.objects.filter(pk=sheet.pk).update(lists={}),
        lambda sheet: AnswerSheet.objects.filter(pk=sheet.pk).update(sealed_at=None, digest=""),
    ],
)
def test_the_database_itself_refuses_to_change_what_is_sealed(finished: AnswerSheet, change):
    sheets.seal(finished, NOW)
    with pytest.raises(IntegrityError, match="the answer sheet is sealed"), transaction.atomic():
        change(finished)


def test_a_copy_takes_over_what_the_new_version_still_asks(finished: AnswerSheet):
    sheets.seal(finished, NOW)
    copied = sheets.copy(finished, LATER, version=finished.version)
    anew = {"declares", "signature"}
    assert sheets.values(copied) == {key: value for key, value in KEPT.items() if key not in anew}
    assert missing(copied) == ["declares", "signature", "signature", "signature"]
    assert (copied.lists, copied.sealed_at) == (finished.lists, None)


def test_a_copy_on_another_form_takes_what_both_ask(db: None):
    application = sheets.start("application", ALLIANCE, NOW)
    sheets.save(application, "school", "900001", at=NOW)
    sheets.save(application, "days_offered", "4.5", at=NOW)
    sheets.save(application, "trn", "1234567", at=NOW)
    renewal = sheets.copy(application, LATER, version=forms.load_default("redesignation", at=LATER))
    assert sheets.values(renewal) == {
        "school": {"key": "900001", "label": "Reeth Primary School"},
        "days_offered": 9,
    }


def test_what_is_known_is_filled_in_only_where_nothing_stands(sheet: AnswerSheet):
    sheets.save(sheet, "name", "Ann Peel", at=NOW)
    known = {"name": "A. Peel", "visits": 3, "story": "", "shoe_size": "5"}
    assert sheets.prefill(sheet, known, NOW) == ["visits"]
    assert sheets.values(sheet) == {"name": "Ann Peel", "visits": 3}


def test_erasing_takes_the_answers_of_some_classes_or_all_and_leaves_the_row(finished: AnswerSheet):
    sheets.seal(finished, NOW)
    sheets.erase(finished, LATER, classes=["contact"])
    assert sheets.values(finished) == {key: value for key, value in KEPT.items() if key != "name"}
    sheets.erase(finished, LATER)
    assert (sheets.values(finished), AnswerSheet.objects.get().erased_at) == ({}, LATER)
    assert not sheets.is_intact(finished)


def test_an_eligibility_check_says_a_kind_word_to_each_no_and_keeps_nothing(db: None):
    form = forms.DEFAULTS["eligibility"].form
    values = {"leads": True, "two_years_leading": False, "is_headteacher": True, "head_supports": False}
    assert [remark.split(".")[0] for remark in answers.remarks(form, values)] == [
        "You need two years in a leadership role, so that you have seen changes through",
    ]
