"""Anybody can check a document that she holds, and learns nothing about the people in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from drystone.documents import papers
from drystone.history.models import Event
from tests.postgres import LOOK, OPENING

HERE = "/check/"


def asked(client, **given):
    return client.post(HERE, given)


def upload(content: bytes, name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def test_the_address_printed_on_documents_opens_for_anybody(client, db):
    assert reverse("check-document") == HERE
    assert client.get(HERE).status_code == 200


def test_the_file_as_it_was_issued_is_confirmed(client, swaledale, issue):
    paper = issue(swaledale, kind="decision letter")
    page = asked(client, file=upload(papers.read(paper))).content.decode()
    assert "This document was issued, and nothing in it has been changed" in page
    for fact in ("Decision letter", paper.number, paper.code, "Wednesday 11 November 2026", "Swaledale Alliance"):
        assert fact in page


def test_number_and_digest_from_paper_are_confirmed_with_a_warning(client, swaledale, issue):
    paper = issue(swaledale)
    page = asked(client, number=paper.number, digest=paper.code).content.decode()
    assert "A document with this number and digest was issued" in page
    assert "We cannot see your paper." in page


def test_the_page_names_nobody(client, swaledale, issue):
    paper = issue(swaledale, "form", title="Headteacher's reference for Ann Peel")
    for given in ({"file": upload(papers.read(paper))}, {"number": paper.number, "digest": paper.code}):
        page = asked(client, **given).content.decode()
        assert not [name for name in ("Ann", "Peel", "Alder", "Grinton", "reference") if name in page]


def test_a_changed_file_is_not_confirmed(client, swaledale, issue):
    pdf = bytearray(papers.read(issue(swaledale)))
    pdf[1000] ^= 1
    page = asked(client, file=upload(bytes(pdf))).content.decode()
    assert "We do not know this document" in page
    assert "Swaledale" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("content", [b"x", b"%PDF-1.7\n" + b"<<" * 20_000, b"PK\x03\x04" + b"\0" * 500, b"<svg/>"])
def test_a_strangers_file_is_never_opened(client, db, content):
    assert "We do not know this document" in asked(client, file=upload(content, "x.svg")).content.decode()


@pytest.mark.parametrize("digest", ["0000 0000 0000 0000", "%", "' OR 1=1", "\x00", "x" * 80])
def test_a_number_with_another_digest_is_not_confirmed(client, swaledale, issue, digest):
    response = asked(client, number=issue(swaledale).number, digest=digest)
    assert response.status_code == 200
    assert "Swaledale Alliance</dd>" not in response.content.decode()


@pytest.mark.parametrize(
    "given", [{}, {"number": "DS-2026-000001"}, {"digest": "3f2a"}, {"number": " ", "digest": " "}]
)
def test_a_page_without_enough_to_go_on_asks_for_it(client, db, given):
    assert "Choose the file, or give the number and the digest" in asked(client, **given).content.decode()


def test_a_file_larger_than_any_document_is_refused(client, db):
    assert asked(client, file=upload(b"x" * 20_000_001)).status_code == 413


def test_checking_changes_nothing_however_often(client, swaledale, issue):
    paper = issue(swaledale)
    before = Event.objects.count()
    for _ in range(3):
        asked(client, file=upload(papers.read(paper)))
    assert Event.objects.count() == before


def test_checking_takes_few_queries(client, swaledale, issue, query_count):
    pdf = papers.read(issue(swaledale))
    asked(client, file=upload(pdf))
    with query_count() as queries:
        asked(client, file=upload(pdf))
    assert len(queries) <= 3 + OPENING + LOOK  # which alliance's pages these are, the paper, its alliance
