"""From a row of the outbox to what goes over the wire."""

import re
from dataclasses import dataclass
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from . import html, wording
from .models import Message

METHOD = re.compile(r"^METHOD:(\w+)\s*$", re.MULTILINE)


class Refused(Exception):
    """No mail server could ever take this message."""


@dataclass(frozen=True)
class Sender:
    """In whose name a message goes and who gets the answers; by default those of the installation."""

    name: str = ""
    reply_to: str = ""


def make(message: Message, link: str, sender: Sender) -> EmailMultiAlternatives:
    """One message to one person: text, the same as HTML, and the headers that keep automatic answers away."""
    check(message.to_address)
    text = wording.fill(message.text, link)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        from_email=named(sender.name, settings.DEFAULT_FROM_EMAIL),
        to=[message.to_address],
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers={
            "To": named(message.to_name, message.to_address),
            "Message-ID": f"<{message.message_id}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.attach_alternative(html.page(message.subject, text, link), "text/html")
    if message.calendar:
        mail.attach(entry(message.calendar))
    return mail


def entry(calendar: str) -> MIMEText:
    """The entry by which a calendar takes up, moves or takes out what the message is about: its method is said in the
    header too, or calendars only offer to save it."""
    found = METHOD.search(calendar)
    part = MIMEText(calendar, "calendar", "utf-8")
    part.set_param("method", found[1] if found else "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="calendar.ics")
    return part


def check(address: str) -> None:
    """Raises Refused for what is not an address, or has letters that mail cannot carry before the @."""
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("This is not an address that mail can be sent to.") from None


def named(name: str, address: str) -> str:
    """`Ann Peel <ann@reeth.example>`, in letters that any mail server takes, whatever the name holds."""
    default, bare = parseaddr(address)
    return formataddr((wording.harmless(name or default)[:60], bare))
