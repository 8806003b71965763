"""Filters for dates, money, days and distances; what is nothing is said with nothing. The words: `saying.py`."""

from datetime import date, datetime
from typing import TypeVar

from django import template
from django.utils import timezone

from drystone import saying

register = template.Library()
Day = TypeVar("Day", bound=date)


@register.filter
def day(value: date | None) -> str:
    return saying.day(_aware(value)) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return saying.short_day(_aware(value)) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    return saying.clock(_aware(value)) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return saying.moment(_aware(value)) if value else ""


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
    return "" if pence is None else saying.pounds(pence)


@register.filter
def days(half_days: int | None) -> str:
    return "" if half_days is None else saying.days(half_days)


@register.filter
def miles(metres: float | None) -> str:
    return "" if metres is None else saying.miles(metres)


@register.filter
def counted(number: int, noun: str) -> str:
    """`3|counted:"visit"` is "3 visits"; `"child,children"` gives both forms."""
    return _counted(number, *noun.split(","))


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _day_of(value: date | None) -> date | None:
    return timezone.localdate(_aware(value)) if isinstance(value, datetime) else value


def _aware(value: Day) -> Day:
    naive = isinstance(value, datetime) and timezone.is_naive(value)
    return timezone.make_aware(value) if naive else value  # type: ignore[arg-type,return-value]
