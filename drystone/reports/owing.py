"""What waits for the Alliance's finance: statements, charge schedules, who is to be paid, files."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from drystone.alliances.models import Alliance
from drystone.payments.handover import PURPOSE
from drystone.payments.models import ChargeSchedule, Handover, PayeeChange, Statement
from drystone.people.models import Link

from .parts import apart, part


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
