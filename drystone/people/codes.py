"""One-time codes by e-mail: made, sent, sent again, tried. The limits hold for every address, known to us or not."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils.crypto import constant_time_compare, salted_hmac

from . import emails
from .models import Code, Link, Person, Purpose

# Sign-in codes last a quarter of an hour because school mail filters may hold a message for ten minutes.
LASTS = {
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.CONFIRM: timedelta(minutes=15),
    Purpose.ADDRESS: timedelta(minutes=15),
    Purpose.READ: timedelta(minutes=10),
}
PAUSE = timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_MAILS = {HOUR: 5, DAY: 15}  # to one address, whoever asked
MOST_TRIES = 10  # of one asker at one address, with the codes that she was sent in twenty minutes
MOST_CODES_OF_ASKER = 3  # an hour, to one address: the owner, asking from elsewhere, still gets in


class TooMany(Exception):
    """So many codes went to this address that no more are sent for a while."""


def send(
    purpose: Purpose,
    address: str,
    *,
    asker: str,
    at: datetime,
    person: Person | None = None,
    link: Link | None = None,
) -> Code:
    """Mails six digits to an address; asked again while they are good, the same digits once more.

    `asker` is where the question came from. An answer never tells whether the address is known to us.
    Raises TooMany.
    """
    asker = salted_hmac("drystone.people.codes.asker", asker, algorithm="sha256").hexdigest()
    with transaction.atomic():
        asked = Code.objects.select_for_update().filter(address=address, purpose=purpose, asker=asker)
        code = asked.filter(person=person, link=link).live(at).order_by("-pk").first()
        if code and at - code.mailed_at < PAUSE:
            return code
        refuse_too_many(address, asker, new=code is None, at=at)
        code = again(code, at) if code else make(purpose, address, asker, person, link, at)
        emails.CODES[purpose](code, digits(code), at=at)
    return code


def send_to_reader(link: Link, *, at: datetime) -> Code:
    """Mails a code to the address of a link, whose page shows confidential text."""
    return send(Purpose.READ, link.address, asker=f"link {link.pk}", at=at, person=link.person, link=link)


def refuse_too_many(address: str, asker: str, *, new: bool, at: datetime) -> None:
    at_address = Code.objects.filter(address=address)
    for span, most in MOST_MAILS.items():
        if mails(at_address.filter(mailed_at__gt=at - span)) >= most:
            raise TooMany
    mine = at_address.filter(asker=asker, made_at__gt=at - HOUR)
    if new and mine.count() >= MOST_CODES_OF_ASKER:
        raise TooMany


def mails(codes: QuerySet[Code]) -> int:
    return codes.aggregate(sum=Sum("mails"))["sum"] or 0


def make(purpose: Purpose, address: str, asker: str, person: Person | None, link: Link | None, at: datetime) -> Code:
    return Code.objects.create(
        purpose=purpose,
        address=address,
        asker=asker,
        person=person,
        link=link,
        seed=secrets.token_urlsafe(32),
        made_at=at,
        mailed_at=at,
        expires_at=at + LASTS[purpose],
    )


def again(code: Code, at: datetime) -> Code:
    """The same digits, so that whichever of two late messages arrives first holds the right ones."""
    Code.objects.filter(pk=code.pk).update(mails=F("mails") + 1, mailed_at=at)
    code.refresh_from_db()
    return code


def digits(code: Code) -> str:
    """The six digits of a code; without the installation's secret key the row does not tell them."""
    made = salted_hmac("drystone.people.codes", code.seed, algorithm="sha256").digest()
    return f"{int.from_bytes(made) % 1_000_000:06}"


def check(code: Code, typed: str, *, at: datetime) -> bool:
    """Whether these are the digits. Each question counts as a try; right digits are right once."""
    if tried_too_often(code, at):
        return False
    counted = Code.objects.filter(pk=code.pk).live(at).update(tries=F("tries") + 1)
    if not counted or not constant_time_compare(digits(code), "".join(typed.split())):
        return False
    return bool(Code.objects.filter(pk=code.pk, used_at__isnull=True).update(used_at=at))


def tried_too_often(code: Code, at: datetime) -> bool:
    recent = Code.objects.filter(address=code.address, asker=code.asker, made_at__gt=at - timedelta(minutes=20))
    return (recent.aggregate(sum=Sum("tries"))["sum"] or 0) >= MOST_TRIES


def is_live(code: Code, at: datetime) -> bool:
    """Whether it could still be typed in."""
    return Code.objects.filter(pk=code.pk).live(at).exists()


def newest_of(link: Link) -> Code | None:
    """The last code that was sent to the reader of a link."""
    return Code.objects.filter(link=link).order_by("-pk").first()
