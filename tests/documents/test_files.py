"""A file leaves to be saved, is never shown inside our pages, and is called what every system can save."""

from email.message import Message

import pytest
from django.test import RequestFactory

from drystone.documents import papers
from drystone.web import doors, files


def name_of(response) -> str:
    """As a browser reads it."""
    header = Message()
    header["Content-Disposition"] = response["Content-Disposition"]
    assert header.get_content_disposition() == "attachment"
    return header.get_filename()


def test_an_issued_document_is_sent_as_it_was_issued(swaledale, issue):
    paper = issue(swaledale)
    response = files.send_paper(paper)
    assert b"".join(response.streaming_content) == papers.read(paper)
    assert (response["Content-Type"], response["Content-Length"]) == ("application/pdf", str(paper.size))
    assert name_of(response) == f"{paper.number} Decision letter.pdf"


def test_a_file_is_saved_never_shown_and_never_kept_on_the_way():
    response = files.send(b"a,b", "table.csv", files.CSV)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("Agreement: Muker/Reeth.pdf", "Agreement Muker Reeth.pdf"),
        ("../../etc/passwd.pdf", "etc passwd.pdf"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "a b Set-Cookie x=1.pdf"),
        ("fdp.\u202egnp.pdf", "fdp. gnp.pdf"),
        ("Zoë Łukasz 中.pdf", "Zoë Łukasz 中.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("\x00.pdf", "document.pdf"),
        ("half\ud800.pdf", "half.pdf"),
    ],
)
def test_names_are_safe_on_every_system(name, saved_as):
    assert name_of(files.send(b"x", name, files.PDF)) == saved_as


def test_a_document_that_was_changed_is_not_given_out_but_explained(swaledale, issue, caplog):
    paper = issue(swaledale)
    with open(paper.file.path, "ab") as file:
        file.write(b"!")
    with pytest.raises(papers.Tampered) as problem:
        files.send_paper(paper)
    door = doors.DoorMiddleware(lambda request: files.send_paper(paper))
    response = door.process_exception(RequestFactory().get("/"), problem.value)
    assert response.status_code == 410
    assert "This document is not as it was issued" in response.content.decode()
    assert paper.number in caplog.text
