"""A System Leader asks for another term, on evidence: from her form to the new designation."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.questions import sheets
from drystone.register.models import Designation
from drystone.selection import applications, assessments, decisions
from drystone.selection.models import Application
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import words
from tests.selection.stage import ANSWERS, DECIDED, LATER, Stage, checked, fill, given, interviewed, moderated
from tests.selection.test_document import PDF, bomb
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def held(at: Stage) -> Designation:
    """Tom's designation, in force since September 2026."""
    return cast.leader(at.alliance, at.school, areas=(at.area,))


def begun(at: Stage, designation: Designation) -> Application:
    """Everything answered but the page of what changed."""
    who = cast.acting(designation.person)
    application = applications.start(at.round, who, by=who, at=NOW)
    head = {"name": "Ann Peel", "role": "Headteacher", "email": "head@reeth.example"}
    known = ANSWERS | {"school": at.school.urn, "headteacher": head}
    fill(application.sheet, {key: said for key, said in known.items() if key in application.sheet.form.by_key})
    return application


def write_up(application: Application, content: bytes = PDF, name: str = "review.pdf") -> str:
    """The page of what changed, sent with a file; returns what it says when it comes back, nothing when it goes on."""
    client = sign_in(Client(), application.person)
    page = reverse("apply-section", args=[application.pk, "impact"])
    said = {
        "evidence_kinds": ["la_review", "feedback"],
        "leadership_capacity": "Two subject leaders now plan alone.",
        "own_growth": "I learned to ask first.",
        "evidence_file": SimpleUploadedFile(name, content),
    }
    answer = client.post(page, said)
    return "" if answer.status_code == 302 else words(answer)


def test_another_term_is_asked_for_on_evidence_that_readers_open(at: Stage, held: Designation, clock):
    """Features 31: Renewal / re-designation with evidence."""
    application = begun(at, held)
    assert write_up(application) == ""
    applications.submit(application, by=cast.acting(held.person), at=NOW)
    given(at, application)
    reading = assessments.assign(application, at.panel[0], by=at.manager, at=LATER)
    clock.move_to(LATER)
    client = sign_in(Client(), at.panel[0])
    page = client.get(reverse("panel-assessment", args=[reading.pk])).content.decode()
    file = reverse("panel-assessment-file", args=[reading.pk, application.sheet.attachments.get().pk])
    assert "Two subject leaders now plan alone." in page
    assert file in page
    assert b"".join(client.get(file)) == PDF


def test_the_new_term_follows_on_the_old_one(at: Stage, held: Designation):
    """Features 31: Renewal / re-designation with evidence."""
    application = begun(at, held)
    write_up(application)
    applications.submit(application, by=cast.acting(held.person), at=NOW)
    given(at, application)
    assessments.shortlist(moderated(at, application), by=at.manager, at=LATER)
    new = decisions.release(checked(at, interviewed(at, application)), by=at.manager, at=DECIDED).designation
    held.refresh_from_db()
    assert (held.state, held.ending) == ("ended", "renewed")
    assert new is not None
    assert (new.renews, new.person, new.starts) == (held, held.person, DECIDED.date())


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00", "review.pdf", "Choose a PDF, a Word file (.docx), or a picture"),
        (b"", "review.pdf", "The file is empty"),
        (b"%PDF-" + b"0" * 10_000_000, "review.pdf", "The file is larger than 10 MB"),
        (bomb(), "review.docx", "We cannot accept this file"),
    ],
)
def test_evidence_is_looked_at_as_an_applicants_document_is(
    at: Stage, held: Designation, content, name: str, said: str
):
    application = begun(at, held)
    assert said in write_up(application, content, name)
    assert application.sheet.attachments.count() == 0
    assert sheets.value(application.sheet, "own_growth") == "I learned to ask first."
