"""Somebody to write to, and mail servers that misbehave."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from drystone.mail import catalogue, outbox
from drystone.mail.models import Message
from drystone.people.models import Person
from tests.clock import NOW
from tests.postbox import free_port

LINKED, WITH_CODE = "people.new_device", "people.sign_in_code"


@pytest.fixture(autouse=True, scope="session")
def kinds() -> None:
    catalogue.all_kinds()


@pytest.fixture
def ann(db: None) -> Person:
    return Person.objects.create(name="Ann Peel", email="ann.peel@reeth.example")


@pytest.fixture
def write(ann: Person) -> Callable[..., Message]:
    """Queues a message with sample words; whatever a test cares about is given by name."""

    def queue(kind: str = LINKED, **given: Any) -> Message:
        line = catalogue.KINDS[kind]
        filled = {
            "to": ann,
            "alliance_id": 1,
            "at": NOW,
            "context": line.sample,
            "link": "/account/" if line.linked else None,
        }
        return outbox.queue(kind, **{**filled, **given})

    return queue


class Misbehaving:
    """A mail server that answers every message in one bad way, until `mode` is set to "well"."""

    def __init__(self) -> None:
        self.mode, self.kept = "well", list[str]()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mode == "unknown person":
            return "550 5.1.1 No such person here"
        if self.mode == "greylisting":
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mode == "slow":
            await asyncio.sleep(0.3)
        if self.mode == "content refused":
            return "554 5.7.1 Looks like spam"
        self.kept.append(next(line for line in envelope.content.decode().splitlines() if "Message-ID" in line))
        if self.mode == "line cut":
            # The message was taken but nobody is told so: the worst moment to go.
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def server(settings: Settings) -> Iterator[Misbehaving]:
    handler = Misbehaving()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 0.5
    yield handler
    controller.stop()
