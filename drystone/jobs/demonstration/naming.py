"""Who is paid, in the demonstration: one school through its authority, another change under way; and self-billing,
which one school has agreed to and another is asked to sign."""

from datetime import date, datetime, timedelta

from drystone.alliances.calendar import anniversary
from drystone.payments import payees, self_billing
from drystone.payments.models import PayeeChange
from drystone.payments.payees import Payee
from drystone.schools.models import Organisation

from .cast import Company

PROPOSES, CONFIRMS = "Colin Thistlethwaite", "Margaret Alderson"


def name(company: Company, *, at: datetime) -> None:
    """Both are to be paid through their authority; of the second somebody else has still to say so."""
    year_ago, week_later = at - timedelta(days=360), at - timedelta(days=353)
    change = propose(company, "reeth", "NY-20417", year_ago)
    payees.confirm(change, by=company.acting(CONFIRMS, year_ago), at=year_ago)
    payees.take_effect_due(at=week_later)
    propose(company, "bainbridge", "NY-20433", at - timedelta(hours=20))
    bill_itself(company, "reeth", (at - timedelta(days=345)).date(), at=at)
    asked, starts = at - timedelta(hours=18), at.date()
    by, ends = company.acting(PROPOSES, asked), anniversary(starts, 1) - timedelta(days=1)
    self_billing.ask(company.alliance, company.schools["bainbridge"], starts=starts, ends=ends, by=by, at=asked)


def propose(company: Company, key: str, number: str, at: datetime) -> PayeeChange:
    school, by = company.schools[key], company.acting(PROPOSES, at)
    kind = Organisation.Kind.AUTHORITY
    authority, _ = Organisation.objects.get_or_create(kind=kind, name=school.authority, urn=None)
    why = "The council is paid for all its schools. We rang the number in our own books."
    return payees.propose(company.alliance, school, Payee(authority, number), why=why, by=by, at=at)


def bill_itself(company: Company, key: str, starts: date, *, at: datetime) -> None:
    """For twelve months, of which less than one is left."""
    ends = anniversary(starts, 1) - timedelta(days=1)
    said = self_billing.Agreed("Linda Birkbeck, school business manager", starts, starts, ends)
    by = company.acting(PROPOSES, at)
    self_billing.agree(company.alliance, company.schools[key], said, by=by, at=at - timedelta(days=345))
