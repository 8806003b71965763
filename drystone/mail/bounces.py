"""Reading the messages by which other mail servers say that they could not deliver one of ours (RFC 3464)."""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage

MESSAGE_ID = re.compile(r"^Message-ID:\s*<?([^<>\s]+)>?", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Bounce:
    """Which message came back, and what the other side said."""

    message_id: str
    reason: str


def read(raw: bytes) -> Bounce | None:
    """The bounce in this mail, or None when it is anything else: an answer, or a notice of mere delay."""
    mail = email.message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in mail.walk()}
    report = parts.get("message/delivery-status")
    original = parts.get("message/rfc822") or parts.get("text/rfc822-headers")
    if report is None or original is None:
        return None
    status = fields(report)
    named = MESSAGE_ID.search(original.as_string())
    if status.get("action", "").lower() != "failed" or named is None:
        return None
    said = status.get("diagnostic-code", "").partition(";")[2].strip() or status.get("status", "")
    return Bounce(named.group(1), " ".join(said.split())[:500] or "The other side gave no reason.")


def fields(report: EmailMessage) -> dict[str, str]:
    """The fields of all blocks of a delivery report together; a report on one message has one recipient."""
    blocks = report.get_payload()
    return {name.lower(): str(value) for block in blocks for name, value in block.items()}  # type: ignore[union-attr]
