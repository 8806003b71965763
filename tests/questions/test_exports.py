"""Sheets as rows of a table."""

import pytest

from drystone.questions import exports, sheets
from drystone.questions.models import AnswerSheet
from tests.clock import NOW


@pytest.mark.django_db
def test_each_question_has_its_columns_and_each_sheet_its_row(finished: AnswerSheet):
    sheets.save(finished, "name", "=Ann", at=NOW)
    heads, [row] = exports.table([finished])
    assert dict(zip(heads, row, strict=True)) == {
        "Your name": "=Ann",
        "Your address": "",
        "Your story": "One two three",
        "Visits": 4,
        "How many days?": "2.5",
        "When?": "2027-01-15",
        "Do you agree?": "No",
        "Why?": "",
        "Which phase?": "Primary",
        "Which kinds of help?": "Coaching; Data analysis",
        "Was it worth it?": "Very much",
        "How far are these met?: Impact": "Green: yes",
        "How far are these met?: Impact (comment)": "Clear to see",
        "How far are these met?: Tact": "Red: not yet",
        "How far are these met?: Tact (comment)": "",
        "Where does each objective stand?": "Reading in Year 3: Done; Talk in maths: Not yet",
        "What was agreed?": "1. Plan together (English lead, by Friday 15 January 2027); 2. Read it",
        "How many departments?": "",
        "Your school": "Reeth Primary School",
        "Your school (number)": "900001",
        "Your area": "English",
        "Your headteacher: name": "Tom Raine",
        "Your headteacher: role": "Headteacher",
        "Your headteacher: e-mail": "head@reeth.example",
        "A page of evidence": "",
        "Declaration": "Confirmed",
        "Your signature": "Ann Peel, Head of English",
    }


@pytest.mark.django_db
def test_the_office_alone_exports_what_is_confidential_to_it(finished: AnswerSheet):
    sheets.save(finished, "secret", "Between us", at=NOW)
    for audience, told in (("reader", False), ("office", True)):
        heads, [row] = exports.table([finished], audience)
        assert ("For the office alone" in heads, "Between us" in row) == (told, told)


@pytest.mark.django_db
def test_a_table_of_prefetched_sheets_asks_nothing_more(finished: AnswerSheet, query_count):
    listed = list(AnswerSheet.objects.prefetch_related("answers", "version").all())
    with query_count() as queries:
        exports.table(listed)
    assert len(queries) == 0
