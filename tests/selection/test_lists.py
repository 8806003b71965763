"""The lists of a round taken along: what was found, as CSV and for Excel; history says by whom."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from drystone.history import events
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed
from drystone.selection import assessments, board, lists
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import words
from tests.selection.stage import LATER, Stage, applicant, asked, draft, given, locked, scored, stage, submitted

pytestmark = pytest.mark.django_db


def taken(at: Stage, office: Client, what: str, kind: str = "csv", **narrowed: str) -> list[list]:
    content = b"".join(office.get(reverse("office-round-list", args=[at.round.pk, what, kind]), narrowed))
    if kind == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]


def test_the_applications_that_were_found_are_taken_along_and_history_says_who(at: Stage, office: Client):
    asked(at, submitted(at))
    given(at, submitted(at, applicant("Tess Hird")))
    draft(at, applicant("Una Bell"))
    heads, *rows = taken(at, office, "applications")
    assert {row[0] for row in rows} == {"Rosie Metcalfe", "Tess Hird"}
    by_head = dict(zip(heads, next(row for row in rows if row[0] == "Rosie Metcalfe"), strict=True))
    assert (by_head["Referees"], by_head["References given"], by_head["Overdue"]) == ("Ann Peel", "0", "No")
    assert by_head["Now"].startswith("Waiting for the reference of Ann Peel")
    assert [row[0] for row in taken(at, office, "applications", "xlsx", reference="given")[1:]] == ["Tess Hird"]
    first, second = events.record_of(at.round).filter(verb="list_taken_along")
    assert (first.by_id, first.note) == (at.manager.pk, "Applications: 2 of the round's applications")
    assert second.note == "Applications: 1 of the round's applications"
    said = words(office.get(reverse("office-round", args=[at.round.pk])))
    assert "Margaret Alderson took a list along, as a table" in said


def test_references_are_taken_along_with_how_far_they_are_and_not_with_what_they_say(at: Stage, office: Client):
    given(at, submitted(at), statement="CANARY in the reference")
    heads, row = taken(at, office, "references")
    found = dict(zip(heads, row, strict=True))
    assert (found["Referee"], found["State"], found["Given"]) == ("Ann Peel", "Given", "2026-11-11 10:00")
    assert "CANARY" not in str(taken(at, office, "references", "xlsx"))
    assert not Event.objects.filter(verb="looked").exists()


def test_readings_are_taken_along_with_their_scores_side_by_side(at: Stage, office: Client):
    application = submitted(at)
    given(at, application)
    locked(at, application, at.panel[2], point=2)
    locked(at, application, at.panel[3], point=0)
    heads, first, second = taken(at, office, "assessments", "xlsx")
    assert first[:4] == ["Rosie Metcalfe", "Reeth Community Primary School", "Mark Calvert", "Locked"]
    assert second[2] == "Sara Fawcett"
    scores = [(one, other) for one, other in zip(first[4:], second[4:], strict=True) if one]
    assert len(heads) > 5
    assert len(scores) >= 3
    assert all(one != other for one, other in scores)


def test_what_somebody_scored_before_a_conflict_is_not_taken_along(at: Stage, office: Client):
    application = submitted(at)
    given(at, application)
    reading = scored(at, application, at.panel[2])
    assert any(taken(at, office, "assessments")[1][4:])
    assessments.declare_conflict(reading, "we are related", by=at.panel[2], at=LATER)
    heads, row = taken(at, office, "assessments")
    assert (row[3], row[4:], len(heads)) == ("Conflict declared", [], 4)


def test_what_somebody_typed_is_no_formula(at: Stage, office: Client):
    submitted(at, applicant('=HYPERLINK("http://evil.example")'))
    assert taken(at, office, "applications")[1][0] == '\'=HYPERLINK("http://evil.example")'
    answer = taken(at, office, "answers")
    assert "Reading went up." in answer[1]


def test_only_the_office_takes_lists_along_and_only_of_lists_there_are(at: Stage, office: Client):
    submitted(at)
    there = stage("Wensleydale Alliance", default=False)
    found = board.find(at.round, board.Wanted(), at=NOW)
    for who in (at.panel[0], there.manager):
        for what in lists.LISTS:
            with pytest.raises(NotAllowed):
                lists.take_along(what, at.round, found, by=cast.acting(who), at=NOW)
    for what, kind in (("decisions", "csv"), ("applications", "exe")):
        assert office.get(reverse("office-round-list", args=[at.round.pk, what, kind])).status_code == 404
    assert office.get(reverse("office-round-list", args=[there.round.pk, "applications", "csv"])).status_code == 404


@pytest.mark.parametrize("what", lists.LISTS)
def test_a_list_of_three_costs_what_a_list_of_one_costs(at: Stage, query_count, what: str):
    def cost() -> int:
        found = board.find(at.round, board.Wanted(), at=LATER)
        with query_count() as counted:
            made = lists.take_along(what, at.round, found, by=at.manager, at=LATER)
            assert len(list(made.rows))
        return len(counted)

    first = submitted(at)
    given(at, first)
    locked(at, first, at.panel[2])
    one = cost()
    for name in ("Tess Hird", "Una Bell"):
        more = submitted(at, applicant(name))
        given(at, more)
        locked(at, more, at.panel[2])
    assert cost() == one
