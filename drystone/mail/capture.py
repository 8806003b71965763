"""Where mail goes while developing and in demonstrations: one file a message, readable by this account alone."""

import email
import email.policy
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.message import EmailMessage as Parsed
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class CaptureBackend(BaseEmailBackend):
    """Writes each message whole or not at all; a message that goes twice is one file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_DIRECTORY)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            content = message.message()
            name = sha256(str(content["Message-ID"]).encode()).hexdigest()[:32]
            half = folder / f".{name}.{os.getpid()}"
            half.write_bytes(content.as_bytes())
            half.replace(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class Captured:
    """A captured message as a page shows it."""

    name: str
    to: str
    subject: str
    text: str
    at: datetime


def letters(limit: int = 100) -> list[Captured]:
    """The captured messages, newest first."""
    files = sorted(Path(settings.MAIL_DIRECTORY).glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [read(file) for file in files[:limit]]


def letter(name: str) -> Captured | None:
    """One captured message by the name of its file, without the ending."""
    file = Path(settings.MAIL_DIRECTORY) / f"{name}.eml"
    return read(file) if name.isalnum() and file.is_file() else None


def read(file: Path) -> Captured:
    parsed = email.message_from_bytes(file.read_bytes(), _class=Parsed, policy=email.policy.default)
    body = parsed.get_body(("plain",))
    text = body.get_content() if body else ""
    zone: tzinfo = timezone.get_current_timezone()
    at = datetime.fromtimestamp(file.stat().st_mtime, tz=zone)
    return Captured(file.stem, str(parsed["To"]), str(parsed["Subject"]), text, at)
