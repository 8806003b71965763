"""What waits for the Alliance's finance: statements, charge schedules, who is to be paid, files."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.payments.handover import PURPOSE
from drystone.payments.models import ChargeSchedule, Check, Handover, PayeeChange, SelfBilling, Statement
from drystone.people import access
from drystone.people.models import Link, Person
from drystone.people.roles import SPEAKS_FOR_MONEY

from .parts import apart, part

STATEMENT = {"who": "statement__home_school__name", "where": "statement__number"}


def paying(alliance: Alliance, at: datetime) -> list[Any]:
    kinds = {
        "statement-to-send": "draft",
        "statement-queried": "queried",
        "statement-to-approve": "confirmed",
        "statement-to-hand-over": "approved",
        "statement-returned": "returned",
    }
    rows = Statement.objects.filter(alliance=alliance, state__in=kinds.values())
    kind = apart({kind: Q(state=state) for kind, state in kinds.items()})
    charged = {"charge-to-approve": "draft", "charge-to-issue": "approved"}
    charged |= {f"charge-{state}": state for state in ("queried", "returned")}
    schedules = ChargeSchedule.objects.filter(alliance=alliance, state__in=charged.values())
    which = apart({kind: Q(state=state) for kind, state in charged.items()})
    payees = PayeeChange.objects.filter(alliance=alliance, state="proposed")
    return [
        part(kind, rows, who="home_school__name", where="number"),
        part(which, schedules, who="payer__name", where="number"),
        part("payee-to-confirm", payees, who="school__name", where="paid_to__name"),
        *with_finance(alliance, at),
    ]


def with_finance(alliance: Alliance, at: datetime) -> list[Any]:
    """Files that could not be put into finance's folder, and those whose link ran out before anybody fetched them."""
    files = Handover.objects.filter(alliance=alliance)
    open_now = Link.objects.unfinished().filter(
        record_type=Handover._meta.label_lower, record_id=OuterRef("pk"), purpose=PURPOSE, expires_at__gt=at
    )
    unfetched = files.filter(~Exists(open_now), state="waiting")
    return [
        part("file-failed", files.filter(state="failed"), where="number"),
        part("file-unfetched", unfetched, who="to__name", where="number", since="at"),
    ]


def checking(reader: Person | None, alliance: Alliance, at: datetime) -> Any:
    """Checks of paid statements that are the office's turn, of those that its reader may see: the school has shown
    something, or answered, or let its time go by."""
    seen = Check.objects.visible_to(reader, on=reader.on) if reader else Check.objects.all()
    silent = Q(state__in=("asked", "proposed"), answer_by__lt=localdate(at))
    rows = seen.filter(silent | Q(state__in=("shown", "answered")), alliance=alliance)
    kinds = {"check-unshown": Q(state="asked"), "check-to-take-back": Q(state="proposed")}
    return part(apart(kinds, other="check-to-look-at"), rows, **STATEMENT)


def to_sign(person: Person, at: datetime) -> Any:
    """Self-billing agreements that her school was asked to sign, as long as there is time."""
    rows = SelfBilling.objects.unsigned().filter(access.rows_at(person, "home_school", *SPEAKS_FOR_MONEY))
    return part(
        "self-billing-to-sign", rows.filter(ends__gte=localdate(at)), who="home_school__name", since="asked_at"
    )


def checked(person: Person) -> Any:
    """Checks of her school's statements that she can show something for, or answer."""
    rows = Check.objects.filter(access.rows_at(person, "statement__home_school", *SPEAKS_FOR_MONEY))
    kind = apart({"check-to-show": Q(state="asked")}, other="check-to-answer")
    return part(kind, rows.filter(state__in=("asked", "proposed")), **STATEMENT)
