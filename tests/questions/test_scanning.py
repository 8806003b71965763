"""The operator's scanner: a real command, which reads the file and says whether it is clean."""

import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.questions import attachments, scanning

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
EICAR = PDF + b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCANNER = "import sys; sys.exit(1 if b'EICAR' in sys.stdin.buffer.read() else 0)"


@pytest.fixture
def scanner(settings) -> None:
    settings.SCAN_COMMAND = f'{sys.executable} -c "{SCANNER}"'


def checked(content: bytes) -> tuple[bytes, str, str]:
    return attachments.checked(SimpleUploadedFile("file.pdf", content, "application/pdf"))


def test_a_clean_file_is_kept_as_it_is(scanner: None):
    assert checked(PDF) == (PDF, "application/pdf", ".pdf")


def test_a_harmful_file_is_refused_with_the_reason(scanner: None):
    """Features 8: File upload (Y only if malware-scanned)."""
    with pytest.raises(attachments.Refused, match="found something harmful"):
        checked(EICAR)


@pytest.mark.parametrize("command", ["/no/such/scanner -", "false -x", "{python} -c 'import time; time.sleep(9)'"])
def test_a_scanner_that_cannot_say_lets_nothing_through(settings, monkeypatch, command: str):
    monkeypatch.setattr(scanning, "SECONDS", 0.5)
    monkeypatch.setattr(scanning, "FOUND", 99)
    settings.SCAN_COMMAND = command.format(python=sys.executable)
    with pytest.raises(attachments.Refused, match="cannot check files for harm just now"):
        checked(PDF)


def test_where_no_scanner_is_named_kind_and_size_decide(settings):
    settings.SCAN_COMMAND = ""
    assert checked(EICAR)[1] == "application/pdf"
