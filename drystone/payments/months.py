"""A month is its first day."""

from datetime import date, timedelta


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def before(day: date) -> date:
    """The month that was over on a day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
