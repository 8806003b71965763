"""A document with an application: chosen on a page as an applicant does, given to the office and to who reads it."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.questions import sheets
from drystone.selection import applications, assessments, names
from drystone.selection.models import Application, Round
from tests import cast
from tests.clock import NOW
from tests.pictures import jpeg
from tests.selection.pressing import words
from tests.selection.stage import LATER, Stage, draft
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
PICTURE = jpeg(1, 60)


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def bomb() -> bytes:
    """A Word file of a few kilobytes that would unpack to half a gigabyte."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"\x00" * 50_000_000)
    return written.getvalue()


def choose(application: Application, content: bytes, name: str) -> Any:
    """She chooses a file on the page of her roles and training, and sends the page."""
    client = sign_in(Client(), application.person)
    page = reverse("apply-section", args=[application.pk, "experience"])
    return client.post(page, {"designations": ["none"], "document": SimpleUploadedFile(name, content)})


def test_a_picture_called_a_pdf_is_kept_as_the_picture_it_is(at: Stage):
    application = draft(at)
    assert choose(application, PICTURE, "certificate.pdf").status_code == 302
    kept = application.sheet.attachments.get()
    assert (kept.name, kept.content_type) == ("certificate.jpg", "image/jpeg")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00", "certificate.pdf", "Choose a PDF, a Word file (.docx), or a picture"),
        (b"", "certificate.pdf", "The file is empty"),
        (b"%PDF-" + b"0" * 10_000_000, "certificate.pdf", "The file is larger than 10 MB"),
    ],
)
def test_what_is_no_document_is_refused_with_the_reason_and_her_answers_stay(at: Stage, content, name: str, said: str):
    application = draft(at)
    assert said in words(choose(application, content, name))
    assert application.sheet.attachments.count() == 0
    assert sheets.value(application.sheet, "impact") == "Reading went up."


def test_a_zip_bomb_is_refused_unopened(at: Stage):
    application = draft(at)
    assert "We cannot accept this file" in words(choose(application, bomb(), "certificate.docx"))
    assert application.sheet.attachments.count() == 0


def sent_in_with_document(at: Stage) -> Application:
    application = draft(at)
    choose(application, PDF, "certificate.pdf")
    return applications.submit(application, by=cast.acting(application.person), at=NOW)


def test_the_office_and_who_reads_it_open_it_as_a_file_and_nobody_else_does(at: Stage, clock):
    application = sent_in_with_document(at)
    reading = assessments.assign(application, at.panel[2], by=at.manager, at=LATER)
    clock.move_to(LATER)
    number = application.sheet.attachments.get().pk
    hers = reverse("panel-assessment-file", args=[reading.pk, number])
    reader = sign_in(Client(), at.panel[2])
    assert hers in reader.get(reverse("panel-assessment", args=[reading.pk])).content.decode()
    for client, page in (
        (reader, hers),
        (sign_in(Client(), at.manager), reverse("office-application-file", args=[application.pk, number])),
        (sign_in(Client(), application.person), reverse("apply-file", args=[application.pk, number])),
    ):
        answer = client.get(page)
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
    assert sign_in(Client(), at.panel[3]).get(hers).status_code == 404


def test_where_names_are_not_to_be_known_a_file_is_not_given_to_who_reads(at: Stage, clock):
    Round.objects.update(blind=True)
    at.round.refresh_from_db()
    application = sent_in_with_document(at)
    names.declare(at.round, {}, by=at.panel[2], at=LATER)
    reading = assessments.assign(application, at.panel[2], by=at.manager, at=LATER)
    clock.move_to(LATER)
    page = reverse("panel-assessment-file", args=[reading.pk, application.sheet.attachments.get().pk])
    assert sign_in(Client(), at.panel[2]).get(page).status_code == 404
