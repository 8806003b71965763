"""What stands beside a statement: the payer's charge schedule, issued, statements sent at one press, a layout."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.alliances.models import Alliance
from drystone.payments import charges, check_files, layouts, presets
from drystone.payments.models import Batch, Check, CheckDraw, Statement
from drystone.people.models import Person


def charged(
    alliance: Alliance, statement: Statement, finance: Person, manager: Person, head: Person, *, at: datetime
) -> dict[str, Any]:
    """The schedule is of whoever pays for the statement's first visit."""
    payer = statement.lines.exclude(payer=None)[0].payer_id
    made = charges.prepare(alliance, date(2026, 11, 1), by=finance, at=at)
    charge = next(each for each in made if each.payer_id == payer)
    charges.issue(charges.approve(charge, by=finance, at=at), by=manager, at=at)
    batch = Batch.objects.create(
        alliance=alliance, act="send", state="queued", asked_by=finance, asked_at=at, state_since=at, of=1
    )
    layout = layouts.save(presets.begun("charges", "xero-invoices", alliance), by=finance, at=at)
    return {"charge": charge, "batch": batch, "layout": layout, **checked(statement, finance, head, at=at)}


def checked(statement: Statement, finance: Person, head: Person, *, at: datetime) -> dict[str, Any]:
    """A statement that was drawn, of which the home school has added a file and sent nothing yet."""
    draw = CheckDraw.objects.create(
        alliance=statement.alliance, number=1, seed="0" * 32, per_cent=5, paid_until=at,
        statements=[statement.number], drawn_by=finance, drawn_at=at,
    )  # fmt: skip
    check = Check.objects.create(
        alliance=statement.alliance, statement=statement, draw=draw, state_since=at, answer_by=date(2026, 12, 18)
    )
    upload = SimpleUploadedFile("time sheet.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    return {"check": check, "check_draw": draw, "check_file": check_files.add(check, upload, by=head, at=at)}
