"""Everything about one application in one document: whole, for the office alone, and written down."""

import time
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from drystone.history import events
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed
from drystone.questions import sheets
from drystone.selection import assessments, decisions, dossiers
from drystone.selection.models import Application
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.selection.stage import (
    DECIDED,
    Stage,
    applicant,
    asked,
    draft,
    given,
    interviewed,
    scored,
    shortlisted,
    stage,
    submitted,
)

pytestmark = pytest.mark.django_db
EVERYTHING = 15


def address(application: Application) -> str:
    return reverse("office-application-dossier", args=[application.pk])


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_all_that_was_written_and_decided_stands_in_it(at: Stage, office: Client):
    application = interviewed(at, shortlisted(at, expertise="I teach and lead phonics."))
    decisions.prepare(
        application, "unsuccessful", reason="impact", feedback="Come again next year.", by=at.manager, at=DECIDED
    )
    answer = office.get(address(application))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    said = text(b"".join(answer))
    for word in (
        "I teach and lead phonics.",  # the applicant's own words
        "She is very good.",  # the reference
        "Assessment by Mark Calvert",
        "Assessment by Sara Fawcett",
        "Agreed scores",
        "Marks of Joan Iveson",
        "Very convincing.",
        "Agreed marks",
        "All convinced.",
        "Come again next year.",
        "Margaret Alderson prepared the decision",  # its history
        "Not issued",
    ):
        assert word in said, word
    assert "• I teach" not in said, "what somebody wrote is prose, not a list"


def test_that_it_was_taken_and_each_reference_read_is_written_down(at: Stage, office: Client):
    application = submitted(at)
    reference = given(at, application)
    office.get(address(application))
    assert [event.by_id for event in events.record_of(reference).filter(verb="looked")] == [at.manager.pk]
    assert events.record_of(application).filter(verb="dossier_made").count() == 1
    shown = words(office.get(reverse("office-application", args=[application.pk])))
    assert "Margaret Alderson took everything about the application along, in one document" in shown


def test_what_is_not_given_and_why_somebody_has_a_conflict_stay_out(at: Stage, office: Client):
    application = submitted(at)
    reference = asked(at, application)
    sheets.save(reference.sheet, "statement", "CANARY half a sentence", at=NOW)
    reading = scored(at, application, at.panel[2], explore="CANARY scores of somebody tied")
    assessments.declare_conflict(reading, "CANARY we are related", by=at.panel[2], at=NOW)
    said = text(b"".join(office.get(address(application))))
    assert "Assessment by Mark Calvert" in said
    assert "CANARY" not in said
    assert not Event.objects.filter(verb="looked").exists()


def test_a_draft_is_its_writers_own_and_nobody_else_gets_a_dossier(at: Stage, office: Client):
    assert office.get(address(draft(at))).status_code == 404
    application = submitted(at, applicant("Tess Hird"))
    there = stage("Wensleydale Alliance", default=False)
    for who in (at.panel[0], application.person, there.manager):
        with pytest.raises(NotAllowed):
            dossiers.dossier(application, [], by=cast.acting(who), at=NOW)
    assert office.get(address(submitted(there, applicant("Una Bell")))).status_code == 404


@pytest.mark.real_time
def test_twelve_pages_come_at_once(at: Stage, office: Client):
    """Measured generously, for a busy machine: it takes a tenth of that."""
    long = "I led a group of schools in this, and it went well for the children. " * 19
    names = ("expertise", "impact", "coaching", "other_schools", "wider_improvement")
    application = interviewed(at, shortlisted(at, **dict.fromkeys(names, long)))
    for _ in range(60):
        events.record(application, "moderate", by=at.manager, at=DECIDED)
    office.get(address(submitted(at, applicant("Tess Hird"))))
    began = time.perf_counter()
    pdf = b"".join(office.get(address(application)))
    took = time.perf_counter() - began
    pages = len(PdfReader(BytesIO(pdf)).pages)
    print(f"dossier of {pages} pages: {1000 * took:.0f} ms")  # noqa: T201
    assert pages >= 12
    assert took < 5


def test_a_dossier_of_everything_costs_what_any_records_page_may(at: Stage, office: Client, query_count):
    application = interviewed(at)
    decisions.prepare(application, "unsuccessful", reason="impact", feedback="Not yet.", by=at.manager, at=DECIDED)
    office.get(address(application))
    with query_count() as counted:
        office.get(address(application))
    assert len(counted) <= EVERYTHING + OPENING
