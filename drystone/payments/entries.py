"""What a file for finance is made of: approved statements, or issued charge schedules, as rows for every layout."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from drystone.alliances.models import Alliance

from . import charging, vat
from .models import ChargeSchedule, DueLine, FileLayout, Papers, Statement
from .periods import Period


@dataclass(frozen=True)
class Entry:
    """One row. Sums are pence; `vat_code` is empty where a row adds up several."""

    number: int
    reference: str
    period: Period
    on: date
    school: Any
    payee: Any
    half_days: int
    pence: int
    vat_pence: int
    vat_code: str
    work: str
    order: str = ""
    day: date | None = None
    first: str = ""
    second: str = ""
    supplier: str = ""

    def due(self, within: int) -> date:
        return self.on + timedelta(days=within)


def statements(alliance: Alliance, papers: Iterable[Statement], rows: str) -> list[Entry]:
    """Of statements, each approved on the day since which it is."""
    made = []
    for paper in papers:
        same = {
            "number": paper.number,
            "reference": f"S{paper.number:05}",
            "period": paper.period,
            "on": localdate(paper.state_since),
            "school": paper.home_school,
            "payee": paper.paid_to,
            "supplier": paper.supplier_number,
            "first": paper.confirmed_by.name if paper.confirmed_by else "",
            "second": paper.approved_by.name if paper.approved_by else "",
        }
        lines = [Part(line, line.reimbursement_pence, line.claimed_vat_pence, "") for line in paper.lines.all()]
        made += split(same, f"System Leader work, {paper.period}", lines, rows)
    return made


def charges(alliance: Alliance, papers: Iterable[ChargeSchedule], rows: str) -> list[Entry]:
    """Of charge schedules, each issued on its day."""
    made = []
    for paper in papers:
        same = {
            "number": paper.number,
            "reference": f"C{paper.number:05}",
            "period": paper.period,
            "on": localdate(paper.issued_at),
            "school": paper.payer,
            "payee": paper.payer,
            "first": paper.approved_by.name if paper.approved_by else "",
            "second": paper.issued_by.name if paper.issued_by else "",
        }
        charged: list[Any] = list(charging.charged(paper.lines.all()))
        lines = [Part(n, n.charged_pence, vat.on(n.charged_pence, n.vat_code), n.purchase_order) for n in charged]
        made += split(same, f"System Leader support, {paper.period}", lines, rows)
    return made


@dataclass(frozen=True)
class Part:
    """What one line adds to a row."""

    line: DueLine
    pence: int
    vat_pence: int
    order: str


def split(same: dict[str, Any], work: str, parts: list[Part], rows: str) -> list[Entry]:
    """The rows of one paper; however it is cut, they add up to it."""
    if rows == FileLayout.Rows.LINE:
        return [entry(same, part.line.explanation, [part], day=part.line.on) for part in parts]
    if rows == FileLayout.Rows.PAPER:
        return [entry(same, work, parts)]
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        groups.setdefault((part.order, part.line.vat_code), []).append(part)
    return [entry(same, work, group) for _, group in sorted(groups.items(), key=lambda each: each[0])]


def entry(same: dict[str, Any], work: str, parts: list[Part], *, day: date | None = None) -> Entry:
    codes, orders = {part.line.vat_code for part in parts}, {part.order for part in parts}
    return Entry(
        **same,
        half_days=sum(part.line.half_days for part in parts),
        pence=sum(part.pence for part in parts),
        vat_pence=sum(part.vat_pence for part in parts),
        vat_code=codes.pop() if len(codes) == 1 else "",
        order=", ".join(sorted(orders - {""})),
        work=work,
        day=day,
    )


OF: dict[Papers, Callable[[Alliance, Iterable[Any], str], list[Entry]]] = {
    Papers.STATEMENTS: statements,
    Papers.CHARGES: charges,
}
