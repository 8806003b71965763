"""Rows written in bulk are the rows that would have been written one by one."""

from datetime import date

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


def test_no_rows_ask_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])
