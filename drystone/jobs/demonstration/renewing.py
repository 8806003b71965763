"""Two whose last year has begun: one has applied for another term, the other has not begun yet."""

from datetime import date, datetime, timedelta

from drystone.register.models import Designation
from drystone.selection import applications, evidence, renewals

from .cast import SCHOOLS, Company
from .filling import fill
from .selecting import refer

APPLIED = "Mark Brennand"
TOLD = timedelta(days=25)
GREW = "The leaders for attendance at two schools look at their own figures every Monday now, and ring families first."


def renew(company: Company, *, at: datetime) -> None:
    """Told three weeks ago; Mark has sent his in with evidence, and his head has confirmed his time."""
    told = at - TOLD
    renewals.announce(at=told)
    held = Designation.objects.get(alliance=company.alliance, person=company.people[APPLIED])
    then = min(at - timedelta(days=20), held.renewal.round.closes_at - timedelta(days=3))
    mark = company.acting(APPLIED, then)
    application = renewals.begin(held, by=mark, at=then)
    evidence.add(
        application,
        kind="la_review",
        says="The review found that attendance is led well at both schools.",
        school=company.schools["hipswell"],
        dated=date(then.year, 5, 4),
        by=mark,
        at=then,
    )
    signed = {"name": APPLIED, "role": "Subject leader", "agreed": True}
    fill(application.sheet, then, school=SCHOOLS["hunton"], leadership_capacity=GREW, signature=signed)
    sent = applications.submit(application, by=mark, at=then + timedelta(minutes=24))
    refer(company, sent, then + timedelta(days=1))
