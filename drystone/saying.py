"""How days, moments, money and lengths of work are said: one way, on pages, in mail, in history and in documents."""

from datetime import date, datetime

from django.utils import timezone

METRES_A_MILE = 1609.344
# How much something counts, in halves of what is usual.
COUNTS = {0: "does not count", 1: "a little", 2: "as usual", 4: "a lot"}


def day(on: date) -> str:
    """Friday 3 March 2023; the weekday is always computed, never typed. The day of a moment is London's."""
    on = timezone.localdate(on) if isinstance(on, datetime) else on
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def short_day(on: date) -> str:
    """3 Mar 2023, for tables."""
    on = timezone.localdate(on) if isinstance(on, datetime) else on
    return f"{on.day} {on:%b} {on.year}"


def clock(at: datetime) -> str:
    """5pm, 10:42am, midday, midnight, by London's clock."""
    local = timezone.localtime(at)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """Friday 3 March 2023 at 5pm."""
    return f"{day(at)} at {clock(at)}"


def month(first: date) -> str:
    """March 2023."""
    return f"{first:%B %Y}"


def pounds(pence: int) -> str:
    """£1,234.50 from 123450; whole pounds without the pennies."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}" + (f".{rest:02}" if rest else "")


def days(half_days: int) -> str:
    """1½ days from 3; ½ day, 1 day, 0 days."""
    whole, half = divmod(abs(half_days), 2)
    number = f"{whole or '' if half else whole}{'½' if half else ''}"
    return f"{'−' if half_days < 0 else ''}{number} day{'' if abs(half_days) in (1, 2) else 's'}"


def working_days(number: int) -> str:
    """3 working days’, as it stands before notice."""
    return f"{number} working day{'’s' if number == 1 else 's’'}"


def hours(minutes: int) -> str:
    """2½ hours, 45 minutes, 1 hour 20 minutes."""
    whole, rest = divmod(minutes, 60)
    if rest == 30 and whole:
        return f"{whole}½ hours"
    said = f"{whole} hour{'' if whole == 1 else 's'}" if whole or not rest else ""
    return " ".join(filter(None, (said, f"{rest} minutes" if rest else "")))


def miles(metres: float) -> str:
    """4 miles, to the nearest; "under a mile" below one."""
    whole = int(metres / METRES_A_MILE + 0.5)
    return "under a mile" if metres < METRES_A_MILE else f"{whole:,} mile{'' if whole == 1 else 's'}"


def listed(names: list[str]) -> str:
    """Ann Peel, Tom Raine and Jo Bell."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
