"""Files are known by what is in them, and never opened beyond that."""

import io
import os
import struct
import time
import zipfile
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.questions import attachments, pages, sheets
from drystone.questions.models import AnswerSheet, Attachment
from tests.clock import NOW
from tests.pictures import chunk, jpeg

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
JPEG = jpeg(1, 60)
WORD = ("[Content_Types].xml", "word/document.xml")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def png(width: int = 3, height: int = 3) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def docx(*names: str, content: bytes = b"<x/>", **more) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*WORD, *names):
            archive.writestr(name, content)
    return written.getvalue()


def encrypted() -> bytes:
    """The flag that says so, set in the list of contents."""
    plain = bytearray(docx())
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def upload(content: bytes, name: str = "file.pdf", claims: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, claims)


@pytest.mark.parametrize(
    ("content", "kind", "extension"),
    [
        (PDF, "application/pdf", ".pdf"),
        (png(), "image/png", ".png"),
        (JPEG, "image/jpeg", ".jpg"),
        (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ],
)
def test_a_file_is_what_is_in_it_whatever_it_claims(content: bytes, kind: str, extension: str):
    assert attachments.checked(upload(content, "cv.exe", "text/html")) == (content, kind, extension)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"MZ\x90\x00", id="program"),
        pytest.param(b"<html><script>alert(1)</script>", id="page"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", id="picture with script"),
        pytest.param(b"GIF89a<?php system($_GET[0]); ?>", id="two things at once"),
        pytest.param(b"<html>%PDF-1.7", id="page that ends as a PDF"),
        pytest.param(b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", id="EICAR"),
        pytest.param(b"#!/bin/sh\nrm -rf /", id="script"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, id="old Word, may hold macros"),
        pytest.param(docx("word/vbaProject.bin"), id="macros"),
        pytest.param(docx("../../etc/passwd"), id="path out"),
        pytest.param(docx("run.exe"), id="program inside"),
        pytest.param(encrypted(), id="encrypted"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 100, id="broken ZIP"),
        pytest.param(docx()[:-30], id="truncated Word file"),
        pytest.param(png(90_000, 90_000), id="picture bomb"),
        pytest.param(png(0, 0), id="picture without size"),
        pytest.param(b"\x89PNG\r\n\x1a\n", id="PNG of nothing"),
        pytest.param(png()[:-12], id="PNG without its end"),
        pytest.param(JPEG[:25], id="JPEG without a picture"),
        pytest.param(b"\xff\xd8\xff\xe1\xff\xff", id="JPEG that promises more"),
        pytest.param(PDF.ljust(attachments.LARGEST + 1), id="too large"),
    ],
)
def test_what_could_do_harm_is_refused(content: bytes):
    with pytest.raises(attachments.Refused):
        attachments.checked(upload(content))


@pytest.mark.real_time
def test_a_bomb_is_refused_at_once_without_unpacking_it():
    bomb = docx("word/media/a", content=b"\x00" * 50_000_000)
    assert len(bomb) < 200_000
    many = docx(*(f"word/{n}" for n in range(3_001)), content=b"")
    started = time.monotonic()
    for content in (bomb, many):
        with pytest.raises(attachments.Refused):
            attachments.checked(upload(content))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("My CV.pdf", "My CV.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        ("cv.pdf.exe", "cv_pdf.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("Zoë’s CV – final (2).pdf", "Zoë’s CV _ final (2).pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, safe: str):
    assert attachments.safe_name(name, ".pdf") == safe


def give(sheet: AnswerSheet, content: bytes = PDF, name: str = "cv.pdf") -> pages.Page:
    return sheets.save_page(sheet, "third", {"declares": "on"}, {"file": upload(content, name)}, at=NOW)


@pytest.mark.django_db
def test_a_file_is_kept_under_a_path_that_says_nothing(finished: AnswerSheet, media):
    assert give(finished).errors == {}
    kept = Attachment.objects.get()
    assert (kept.name, kept.size, kept.content_type) == ("cv.pdf", len(PDF), "application/pdf")
    assert "cv.pdf" not in kept.file.name  # two letters of it may stand there by chance
    assert len(kept.file.name.rpartition("/")[2]) >= 43
    assert sheets.value(finished, "file") == {
        "attachment": kept.pk, "name": "cv.pdf", "size": len(PDF), "sha256": kept.sha256,
    }  # fmt: skip
    assert (media / kept.file.name).read_bytes() == PDF


@pytest.mark.django_db
def test_a_new_file_takes_the_place_of_the_old_one(finished: AnswerSheet, media, django_capture_on_commit_callbacks):
    give(finished)
    with django_capture_on_commit_callbacks(execute=True):
        give(finished, png(), "photo.png")
    assert [kept.name for kept in Attachment.objects.all()] == ["photo.png"]
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


@pytest.mark.django_db
def test_a_file_may_be_removed(finished: AnswerSheet, media, django_capture_on_commit_callbacks):
    give(finished)
    assert "file-remove" in pages.form_for(finished, "third").fields
    with django_capture_on_commit_callbacks(execute=True):
        sheets.save_page(finished, "third", {"file-remove": "on", "declares": "on"}, {}, at=NOW)
    assert (sheets.value(finished, "file"), Attachment.objects.count()) == (None, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_files_that_no_answer_knows_are_thrown_away_after_a_day(finished: AnswerSheet, media):
    assert attachments.sweep(at=NOW) == 0
    give(finished)
    kept = media / Attachment.objects.get().file.name
    lost, fresh = kept.with_name("lost"), kept.with_name("fresh")
    for path, age in ((kept, 9), (lost, 2), (fresh, 0)):
        path.write_bytes(PDF)
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))
    assert attachments.sweep(at=NOW) == 1
    assert set(kept.parent.iterdir()) == {kept, fresh}


@pytest.mark.django_db
def test_a_refused_file_leaves_what_was_there_and_says_why(finished: AnswerSheet):
    give(finished)
    page = give(finished, b"MZ", "photo.png")
    assert page.errors == {"file": ["Choose a PDF, a Word file (.docx), or a picture (.png or .jpg)."]}
    assert sheets.value(finished, "file")["name"] == "cv.pdf"


@pytest.mark.django_db
def test_a_page_posted_again_without_a_file_keeps_the_one_we_have(finished: AnswerSheet):
    give(finished)
    assert sheets.save_page(finished, "third", {"secret": "x", "declares": "on"}, {}, at=NOW).errors == {}
    assert sheets.value(finished, "file")["name"] == "cv.pdf"


@pytest.mark.django_db
def test_the_file_of_a_sealed_sheet_stays_until_it_is_erased(
    finished: AnswerSheet, media, django_capture_on_commit_callbacks
):
    give(finished)
    sheets.seal(finished, NOW)
    with pytest.raises(sheets.Sealed):
        give(finished, png())
    with django_capture_on_commit_callbacks(execute=True):
        sheets.erase(finished, NOW)
    assert [path for path in media.rglob("*") if path.is_file()] == []
