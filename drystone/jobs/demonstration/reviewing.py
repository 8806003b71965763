"""What schools of the demonstration are asked half-way, and what one of them said six months after."""

from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from drystone.deployment import following_up, midpoint, reviews
from drystone.deployment.models import Deployment

from .cast import Company
from .filling import fill

CHANGES = "Fridays from January on: that is when the two classes are free together."


def half_way(deployment: Deployment, *, at: datetime, company: Company | None = None) -> None:
    """Half of the days are delivered: school and leader are asked whether it is working. With a `company`, the head
    has answered that something changes."""
    midpoint.ask(Deployment.objects.get(pk=deployment.pk), at=at)
    if company:
        review, then = deployment.reviews.get(kind="midpoint"), at + timedelta(days=1)
        said: dict[str, Any] = {"continue": "with_changes", "changes": CHANGES}
        fill(review.sheet, then, **said)
        reviews.give(review, by=company.acting(review.asked.name, then), at=then)


def look_back(company: Company, deployment: Deployment, *, at: datetime) -> None:
    """The leader says what was done, and what it changed."""
    review = deployment.reviews.get(kind="reflection")
    fill(review.sheet, at, case_study="named")
    reviews.give(review, by=company.acting(review.asked.name, at), at=at)


def follow_up(company: Company, deployment: Deployment, *, answers: bool = True) -> None:
    """Six months after the last visit the school is asked what has lasted."""
    asked = max(visit.starts_at for visit in deployment.visits.all()) + relativedelta(months=6)
    following_up.ask(Deployment.objects.get(pk=deployment.pk), 6, at=asked)
    if not answers:
        return
    review, at = deployment.reviews.get(kind="follow_up"), asked + timedelta(days=4)
    fill(review.sheet, at, quotable="school", shows="Colleagues plan together on Mondays, without being asked.")
    reviews.give(review, by=company.acting(review.asked.name, at), at=at)
