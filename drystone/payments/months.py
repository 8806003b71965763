"""Statements and charge schedules are of whole months; a month is its first day."""

from datetime import date, timedelta

from django.db.models import Q


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def before(day: date) -> date:
    """The month that was over on a day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def stated_by(month: date) -> Q:
    """Lines for the papers of a month: by their day of work; a visit that was put right, by the day on which it was,
    as the credit of what was stated before."""
    until = following(month)
    return Q(on__lt=until) & (Q(turn=1) | Q(made_at__date__lt=until))
