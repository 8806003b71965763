"""A real SMTP server on this machine that keeps what the product sends, for reading the links in it."""

import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Letter:
    """One message as it came over the wire."""

    to: str
    subject: str
    text: str
    message: EmailMessage

    @property
    def links(self) -> list[str]:
        return [found.rstrip(".,)") for found in LINK.findall(self.text)]

    @property
    def link(self) -> str:
        """The first link of the text: the task this message asks for."""
        assert self.links, f"no link in “{self.subject}”:\n{self.text}"
        return self.links[0]

    @property
    def code(self) -> str:
        """The one-time code in the text."""
        found = re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4}|\d{6})\s*$", self.text, re.MULTILINE)
        assert found, f"no code in “{self.subject}”:\n{self.text}"
        return found[1]


class Postbox:
    """Collects every message; `stop` and `start` again play a mail server that is down for a while."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.host, self.port = "127.0.0.1", free_port()
        self.controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(self, hostname=self.host, port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
        self.controller = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        for address in envelope.rcpt_tos:
            self.letters.append(Letter(address, message["subject"], body.get_content() if body else "", message))
        return "250 Kept"

    def to(self, address: str) -> list[Letter]:
        """What came for this address so far, oldest first."""
        return [letter for letter in self.letters if letter.to.lower() == address.lower()]

    def newest(self, address: str, subject: str = "", *, seconds: float = 15) -> Letter:
        """The newest message to an address whose subject holds these words; waits until one is there."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if found := [letter for letter in self.to(address) if subject.lower() in letter.subject.lower()]:
                return found[-1]
            time.sleep(0.05)
        came = [(letter.to, letter.subject) for letter in self.letters]
        raise AssertionError(f"no message “{subject}” came for {address} in {seconds} s; these came: {came}")

    def forget(self) -> None:
        """Empties the box, so that `newest` waits for a message that is still to come."""
        self.letters.clear()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    box = Postbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture
def mail_server(postbox: Postbox, settings: Settings) -> Postbox:
    """Sends this test's mail over real SMTP, into the postbox."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = postbox.host, postbox.port
    return postbox
