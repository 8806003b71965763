"""Dates, money, days and distances as the office would say them."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone

register = template.Library()
HALF = 2
METRES_IN_A_MILE = 1609.344


@register.filter
def day(value: date | None) -> str:
    """Friday 3 March 2023; the weekday is always computed."""
    on = _day_of(value)
    return f"{on:%A} {on.day} {on:%B} {on.year}" if on else ""


@register.filter
def short_day(value: date | None) -> str:
    """3 Mar 2023, for tables."""
    on = _day_of(value)
    return f"{on.day} {on:%b} {on.year}" if on else ""


@register.filter
def clock(value: datetime | None) -> str:
    """5pm, 10:42am, midday, midnight: London time."""
    if not value:
        return ""
    at = _local(value)
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


@register.filter
def moment(value: datetime | None) -> str:
    """Friday 3 March 2023 at 5pm."""
    return f"{day(value)} at {clock(value)}" if value else ""


@register.filter
def since(value: date | None) -> str:
    """today, yesterday, Tuesday (of the last week), 3 March, 3 March 2023."""
    on, today = _day_of(value), timezone.localdate()
    if not on:
        return ""
    gone = (today - on).days
    if gone in (0, 1):
        return "yesterday" if gone else "today"
    if 1 < gone < 7:
        return f"{on:%A}"
    return f"{on.day} {on:%B}" + ("" if on.year == today.year else f" {on.year}")


@register.filter
def ago(value: datetime | None) -> str:
    """5 minutes ago, 3 hours ago, yesterday, 12 days ago, 4 months ago."""
    if not value:
        return ""
    gone = timezone.now() - _aware(value)
    if gone < timedelta(minutes=1):
        return "just now"
    if gone < timedelta(hours=1):
        return f"{_counted(gone.seconds // 60, 'minute')} ago"
    days = (timezone.localdate() - _local(_aware(value)).date()).days
    if days == 0:
        return f"{_counted(gone.seconds // 3600, 'hour')} ago" if gone.seconds >= 3600 else "today"
    if days == 1:
        return "yesterday"
    return _long_ago(days)


@register.filter
def countdown(value: date | None) -> str:
    """How long until: today, tomorrow, in 5 days, 3 days ago."""
    on = _day_of(value)
    if not on:
        return ""
    left = (on - timezone.localdate()).days
    if left in (0, 1):
        return "tomorrow" if left else "today"
    return f"in {_counted(left, 'day')}" if left > 1 else ("yesterday" if left == -1 else f"{-left} days ago")


@register.filter
def pounds(pence: int | None) -> str:
    """£1,234.50 from 123450; whole pounds without the pennies."""
    if pence is None:
        return ""
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}" + (f".{rest:02}" if rest else "")


@register.filter
def days(half_days: int | None) -> str:
    """1½ days from 3; ½ day, 1 day, 0 days."""
    if half_days is None:
        return ""
    whole, half = divmod(abs(half_days), HALF)
    number = f"{whole or '' if half else whole}{'½' if half else ''}"
    return f"{'−' if half_days < 0 else ''}{number} day{'' if abs(half_days) in (1, HALF) else 's'}"


@register.filter
def miles(metres: float | None) -> str:
    """4 miles, to the nearest; "under a mile" below one."""
    if metres is None:
        return ""
    whole = int(metres / METRES_IN_A_MILE + 0.5)
    return _counted(whole, "mile") if metres >= METRES_IN_A_MILE else "under a mile"


@register.filter
def counted(number: int, noun: str) -> str:
    """`3|counted:"visit"` is "3 visits"; `"child,children"` gives both forms."""
    return _counted(number, *noun.split(","))


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _long_ago(days: int) -> str:
    for size, word in ((365, "year"), (30, "month")):
        if days >= size * 2:
            return f"{_counted(days // size, word)} ago"
    return f"{_counted(days, 'day')} ago"


def _day_of(value: date | None) -> date | None:
    return _local(value).date() if isinstance(value, datetime) else value


def _local(value: datetime) -> datetime:
    return timezone.localtime(_aware(value))


def _aware(value: datetime) -> datetime:
    return value if timezone.is_aware(value) else timezone.make_aware(value)
