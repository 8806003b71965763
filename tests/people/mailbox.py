"""What the product has written to people in a test, read from the outbox."""

import re
from datetime import datetime

from drystone.mail.models import Message
from drystone.people import links
from tests.retelling import step


def letters(address: str) -> list[Message]:
    """What was queued for this address, oldest first."""
    return list(Message.objects.filter(to_address=address).order_by("pk"))


def code_for(address: str) -> str:
    """The six digits of the newest message to this address."""
    found = re.search(r"^\d{6}$", letters(address)[-1].text, re.MULTILINE)
    assert found, letters(address)[-1].text
    return found[0]


def wrong(code: str) -> str:
    """Six digits that are not these."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def token_of(link, at) -> str:
    """The token that goes into a message about this link."""
    return token(link.pk, at)


@step
def token(pk: int, at: datetime) -> str:
    return links.address(pk, at=at).split("/l/")[1].strip("/")
