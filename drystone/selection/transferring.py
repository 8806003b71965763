"""The day of a transfer: one designation ends the day before, the other begins, in one transaction."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from drystone.lifecycle import Refused
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register import certificates, designations
from drystone.register.conditions import Asked
from drystone.register.held import AreaGranted
from drystone.register.models import Designation, DesignationState

from . import emails
from .lifecycle import ARRIVAL, DEPARTURE
from .models import Arrival, Departure

DAY = timedelta(days=1)


def check_ready(designation: Designation | None) -> None:
    """Raises Refused where the giving alliance has something to settle; what it is, only that alliance knows."""
    if designation is None:
        return
    if designation.state == DesignationState.ENDED:
        raise Refused("The designation that was to be transferred has ended meanwhile.")
    if has_something_to_settle(designation):
        raise Refused("The alliance they come from has something to settle first. Ask it.")


def has_something_to_settle(designation: Designation) -> bool:
    """A pause, a notice of removal, or another term that is decided, which would begin in spite of the transfer."""
    if designation.state == DesignationState.PAUSED or designation.removals.open().exists():
        return True
    return is_renewed(designation)


def is_renewed(designation: Designation) -> bool:
    """Another term is decided, which would begin here in spite of the transfer."""
    return designation.renewal_to_come is not None


def accept(departure: Departure, first_day: date, *, by: Person | None, at: datetime) -> None:
    """The other alliance takes her from a day on. She and her head are told."""
    DEPARTURE.move(departure, "accept", by=by, at=at, first_day=first_day)
    emails.transfer_news(departure, at=at)
    emails.transfer_head_told(departure, at=at)


def end_here(departure: Departure, designation: Designation, first: date, *, at: datetime) -> None:
    """Her designation ends the day before. Its agreements stand until they are closed or handed over."""
    designations.transfer(designation, last_day=first - DAY, note=f"To {departure.to_name}.", at=at)
    DEPARTURE.move(departure, "complete", by=None, at=at)


def take_effect(
    arrival: Arrival, departure: Departure | None, designation: Designation | None, *, by: Person | None, at: datetime
) -> Designation:
    """From today she is a System Leader here, with a number and a certificate of this alliance, until the last day
    that her period had. Her school is asked for days anew: what it granted, it granted to another alliance."""
    today = localdate(at)
    if departure and designation:
        keep_up(arrival, designation)
        end_here(departure, designation, today, at=at)
    made = designations.designate(
        arrival.person,
        alliance=arrival.alliance,
        home_school=arrival.school,
        is_headteacher=arrival.is_headteacher,
        areas=granted(arrival),
        asking=asking(arrival),
        until=arrival.ends,
        by=by,
        at=at,
    )
    ARRIVAL.move(arrival, "complete", by=None, at=at, designation=made)
    role = Role.HEAD if arrival.is_headteacher else Role.STAFF
    posts.take_up(arrival.person, role, arrival.alliance, arrival.school, from_=today, by=None, at=at)
    emails.transferred_in(arrival, at=at)
    certificates.certificate(made, by=by, at=at)
    designations.begin(made, by=by, at=at)
    return made


def keep_up(arrival: Arrival, designation: Designation) -> None:
    """Since it was proposed she may have moved to another school, or come back from a pause that her period is longer
    by: what is so on the day counts."""
    arrival.school, arrival.is_headteacher = designation.home_school, designation.is_headteacher
    arrival.ends = designation.ends
    arrival.save(update_fields=["school", "is_headteacher", "ends"])


def granted(arrival: Arrival) -> list[AreaGranted]:
    rows = arrival.areas.filter(taken_as__isnull=False).select_related("taken_as")
    return [(row.taken_as, row.phases, row.level) for row in rows if row.taken_as]


def asking(arrival: Arrival) -> list[Asked]:
    """The conditions and support plans of the areas that were taken; they run out on the same day."""
    rows = arrival.areas.filter(taken_as__isnull=False, due_on__isnull=False).select_related("taken_as")
    return [Asked(row.taken_as, row.terms_kind, row.terms, row.due_on) for row in rows if row.taken_as and row.due_on]
