"""A school that the applicant did not find in the list: the office settles which one it is, before anybody reads."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.questions.kinds.schools import unlisted_in
from drystone.schools import organisations, search
from drystone.schools.models import Organisation

from . import eligibility
from .models import Application, ApplicationState
from .refusals import Refused


class CannotSettle(Refused):
    """Why this school cannot be taken for hers; the sentence is for the page."""


@dataclass(frozen=True)
class Described:
    """What she typed of it."""

    name: str
    town: str
    postcode: str


def described(application: Application) -> Described | None:
    """Her own words; none where she found her school in the list."""
    said = unlisted_in(sheets.value(application.sheet, "school"))
    return Described(**said) if said else None


def likely(said: Described) -> list[Organisation]:
    """Schools that she may have meant: at her postcode, then by that name; open ones alone."""
    found = [
        *search.search(said.postcode, open_only=True),
        *search.search(f"{said.name} {said.town}", open_only=True),
        *search.search(said.name, open_only=True),
    ]
    return list({school.pk: school for school in found}.values())[:10]


@transaction.atomic
def settle(application: Application, school: Organisation, *, by: Person, at: datetime) -> Application:
    """The office says which school it is; her answer stays as she typed it. Settled twice, it is settled once.

    Until somebody reads the application the office may choose another.
    """
    if not office(by, application):
        raise NotAllowed(f"{by} does not work in the office of {application.alliance}")
    kept = Application.objects.select_for_update().select_related("round", "sheet").get(pk=application.pk)
    if kept.school_id == school.pk:
        return kept
    if not kept.unlisted_school or kept.state != ApplicationState.SUBMITTED or kept.sheet.is_sealed:
        raise CannotSettle("There is nothing to settle about this application's school any more.")
    if said := eligibility.no_member(kept.round, school.key, on=localdate(at)):
        raise CannotSettle(f"{said} Choose another school, or find the application ineligible.")
    kept.school = school
    kept.save(update_fields=["school"])
    events.record(kept, "school_settled", by=by, at=at, school=str(school))
    return kept


@transaction.atomic
def add(application: Application, said: Described, *, by: Person, at: datetime) -> Application:
    """It is in no register, a new or independent school say: the Alliance knows it as its own from now on."""
    made = organisations.make(
        Organisation.Kind.SCHOOL, said.name, town=said.town, postcode=said.postcode, by=by, at=at
    )
    return settle(application, made, by=by, at=at)
