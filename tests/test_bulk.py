"""Rows written in bulk are the rows that would have been written one by one."""

from datetime import date

import pytest
from django.db import DataError, transaction

from drystone import bulk
from drystone.alliances.models import Alliance, Term
from drystone.history.models import Event
from tests.clock import NOW


def event(number: int, **changed) -> Event:
    fields = {
        "alliance_id": None if number % 2 else 7,
        "at": NOW,
        "verb": "due",
        "record_type": "payments.dueline",
        "record_id": number,
        "about_type": "payments.dueline",
        "about_id": number,
        "note": "O'Brien; £5 — 100 %s",
        "details": {"pence": number, "why": ['"', None, True]},
    }
    return Event(**(fields | changed))


def as_kept(rows) -> list[dict]:
    kept = Event.objects.filter(pk__in=[row.pk for row in rows]).order_by("record_id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in kept]


def test_more_rows_than_one_question_holds_are_kept_as_one_by_one_and_have_their_numbers(db):
    many, singly = [event(n) for n in range(200)], [event(n) for n in range(200)]
    bulk.insert(many)
    Event.objects.bulk_create(singly)
    assert as_kept(many) == as_kept(singly)
    assert dict(Event.objects.filter(pk__in=[row.pk for row in many]).values_list("pk", "record_id")) == {
        row.pk: row.record_id for row in many
    }
    assert not many[0]._state.adding


def test_days_truths_and_references_are_kept_too(db):
    alliance = Alliance.objects.create(name="A", slug="a", contact_email="a@a.example")
    terms = [
        Term(alliance=alliance, name=f"T{n}", starts=date(2030 + n, 1, 1), ends=date(2030 + n, 3, 1)) for n in range(3)
    ]
    bulk.insert(terms)
    assert [Term.objects.get(pk=term.pk).starts for term in terms] == [term.starts for term in terms]
    assert {term.alliance_id for term in Term.objects.all()} == {alliance.pk}


@pytest.mark.parametrize("note", ["\\ \" ' {} %s %% £ — 😀 ا", "two\nlines\tand\r\nmore", "", "null"])
def test_any_text_comes_back_as_it_was(note: str, db):
    rows = [event(1, note=note, details={note: [note, {"deep": note}]}), event(2, details={})]
    bulk.insert(rows)
    kept = Event.objects.get(pk=rows[0].pk)
    assert (kept.note, kept.details) == (note, {note: [note, {"deep": note}]})


def test_what_is_too_long_for_its_column_is_cut_nowhere(db):
    row = event(1, verb="v" * 5_000)
    try:
        with transaction.atomic():
            bulk.insert([row])
    except DataError:  # PostgreSQL knows the length of a column, SQLite does not
        assert not Event.objects.filter(record_id=1, record_type="payments.dueline").exists()
    else:
        assert Event.objects.get(pk=row.pk).verb == "v" * 5_000


def test_no_rows_ask_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])
