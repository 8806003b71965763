"""The table by which a visit that is called off late is charged, as it is written on every agreement.

A table is a list of lines [notice, charged, reimbursed]: with fewer than `notice` working days' notice, `charged` per
cent of the charge is due from whoever pays, and `reimbursed` per cent of the reimbursement to the home school. An
empty table: it never costs anything.
"""

from collections.abc import Iterable

from drystone import saying

from .models import Alliance, CancellationTerm

Line = list[int]
FREE = (0, 0)


def table(alliance: Alliance) -> list[list[int]]:
    """The table of an alliance as it stands now, the shortest notice first; agreements keep a copy of it."""
    rows = CancellationTerm.objects.filter(alliance=alliance)
    return [list(row) for row in rows.values_list("notice_working_days", "charged_per_cent", "reimbursed_per_cent")]


def shares(lines: Iterable[Line], notice: int) -> tuple[int, int]:
    """Per cent charged and per cent reimbursed where so many working days' notice is given."""
    return next(((charged, back) for under, charged, back in sorted(lines) if notice < under), FREE)


def said(lines: Iterable[Line], within: int = 0) -> list[str]:
    """The table as sentences, with what holds of a visit that was moved late by more than `within` days."""
    found = [
        f"With less than {saying.working_days(under)} notice, {charged} % is charged "
        f"and the home school is paid {back} %."
        for under, charged, back in sorted(lines)
    ]
    if found and within:
        found.append(moved_far(within))
    return found or ["Calling a visit off costs nothing."]


def moved_far(within: int) -> str:
    """What keeps a visit from being moved far away only to be called off for nothing."""
    return (
        f"A visit that the school visited moves with less notice than that costs nothing if it is within {within} "
        "days of its former day; called off after it was moved further, it counts as called off when it was moved."
    )
