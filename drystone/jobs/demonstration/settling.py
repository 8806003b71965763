"""The first weeks of the new System Leaders: inducted, assured, released."""

from datetime import datetime, timedelta

from drystone.register import assurance, induction, release, training
from drystone.register.models import Assurance, Designation

from .cast import SCHOOLS, Company

MANAGER = "Margaret Alderson"


def settle_in(company: Company, since: datetime, at: datetime) -> None:
    """Induction signed off but for the newest items, assurance given, days granted for every term."""
    manager, then = company.acting(MANAGER, since), since + timedelta(days=40)
    for designation in Designation.objects.filter(alliance=company.alliance).select_related("person", "home_school"):
        for item in designation.induction.all()[:4]:
            induction.sign_off(item, on=then.date(), by=manager, at=then)
        what = {"kind": "core", "title": "Core training"}
        training.note(designation, **what, on=then.date(), minutes=360, by=manager, at=then)
        assurance.record(
            designation, level=Assurance.Level.ENHANCED_BARRED, confirmed_by="the school's headteacher", by=manager,
            at=at - timedelta(days=30),
        )  # fmt: skip
        school = next(key for key, urn in SCHOOLS.items() if urn == designation.home_school.urn)
        for term in release.terms_between(company.alliance.pk, since.date(), (at + timedelta(days=300)).date()):
            release.grant(
                designation.home_school, term, half_days=16, person=designation.person,
                by=company.head(school, since), at=since + timedelta(days=2),
            )  # fmt: skip
