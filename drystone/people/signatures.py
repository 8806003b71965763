"""Signing a text, and showing later that not a letter of it was changed."""

import hashlib
import json
from datetime import UTC, datetime

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.history import events

from .models import Link, Person, Signature


class NotSigned(ValueError):
    """A signature needs a name, a role and a text."""


def sign(
    person: Person, text: str, *, typed_name: str, typed_role: str, link: Link | None, alliance: Alliance, at: datetime
) -> Signature:
    """She types her name under these exact words; her address and the link she came by are kept with them."""
    name, role = " ".join(typed_name.split()), " ".join(typed_role.split())
    if not (name and role and text.strip()):
        raise NotSigned
    with transaction.atomic():
        signature = Signature.objects.create(
            alliance=alliance,
            person=person,
            link=link,
            typed_name=name,
            typed_role=role,
            address=link.address if link else person.email,
            text=text,
            digest=digest(text),
            at=at,
        )
        events.record(signature, "signed", by=person, at=at, sealed=evidence(signature))
    return signature


def check(signature: Signature) -> bool:
    """Whether text, name, role, address and time are still those of the signing.

    The row is held against its own digest and against the line of history that was written with it, which the
    database does not let anybody change; so a new digest under a new text, or two texts exchanged, are found too.
    """
    written = events.record_of(signature).filter(verb="signed").first()
    whole = signature.digest == digest(signature.text)
    return whole and written is not None and written.details == {"sealed": evidence(signature)}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def evidence(signature: Signature) -> dict[str, str]:
    """The digest of the text, and one of everything else that was true when she signed."""
    signed = [
        signature.digest,
        signature.typed_name,
        signature.typed_role,
        signature.address,
        signature.at.astimezone(UTC).isoformat(),
        signature.person_id,
        signature.link_id,
        signature.alliance_id,
    ]
    return {"digest": signature.digest, "evidence": digest(json.dumps(signed))}
