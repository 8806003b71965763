"""A System Leader transfers out: the office asks her, she agrees, the other alliance says whether it takes her.

Until it has happened it may be called off. Open work stays with the alliance that agreed it.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.people import links
from drystone.people.access import manager
from drystone.people.models import Person
from drystone.register.models import Designation, DesignationState

from . import arrivals, crossing, emails, transferring
from .lifecycle import ARRIVAL, DEPARTURE
from .models import Departure, DepartureState

OFF = "The transfer was called off."


@transaction.atomic
def start(
    designation: Designation, *, to: Alliance | None = None, elsewhere: str = "", by: Person, at: datetime
) -> Departure:
    """The office asks her whether she agrees to go over to another alliance, here or elsewhere.

    Nothing changes for her meanwhile. Pressed twice, it is one. Raises Refused while something else is to be settled,
    and where nothing is known of a reference and a decision.
    """
    if not manager(by, designation):
        raise NotAllowed(f"{by} may not transfer {designation.person}")
    designation = Designation.objects.locked(designation.pk)
    if there := designation.departures.open().first():
        return there
    check(designation, to, elsewhere.strip())
    made = Departure.objects.create(
        alliance=designation.alliance,
        designation=designation,
        to_alliance=to,
        to_name=to.name if to else " ".join(elsewhere.split()),
        started_by=by,
        state_since=at,
    )
    events.record(made, "transfer_started", by=by, at=at, now=made.state, note=made.to_name)
    emails.transfer_asked(made, by=by, at=at)
    return made


def check(designation: Designation, to: Alliance | None, elsewhere: str) -> None:
    """Raises Refused with the sentence that says what stands in the way, AlreadyMoved where it has ended."""
    if designation.state == DesignationState.ENDED:
        raise AlreadyMoved(designation, "transfer", designation.state)
    if designation.state == DesignationState.PAUSED:
        raise Refused("There is a pause. Record the return first, then transfer.")
    if designation.state == DesignationState.TO_COME or transferring.is_renewed(designation):
        raise Refused("Another term is decided and has not begun. Transfer once it has, or withdraw it first.")
    if designation.removals.open().exists():
        raise Refused("There is a notice of removal. Decide on it or let it rest first.")
    if to == designation.alliance or not (to or elsewhere):
        raise Refused("Say to which other alliance.")
    if to and to.suspended_on:
        raise Refused(f"{to} takes nobody at present.")
    if crossing.grounds(designation) is None:
        raise Refused(
            "No given reference and no released decision are kept with this designation. Without them no other "
            "alliance may take it over."
        )


@transaction.atomic
def agree(departure: Departure, *, note: str = "", by: Person, at: datetime) -> Departure:
    """She agrees, or the office records that she did, as `note` says. The other alliance, if it is here, is told
    what it needs."""
    departure = crossing.locked_departure(departure.pk)
    DEPARTURE.move(departure, "agree", by=by, at=at, note=note)
    answered(departure, by=by, at=at)
    if departure.to_alliance:
        with crossing.receiver(departure):  # open, for the proposal that is written there
            arrivals.propose(departure, at=at)
    return departure


@transaction.atomic
def refuse(departure: Departure, *, note: str = "", by: Person, at: datetime) -> Departure:
    """She would rather stay. It needs no reason, and the other alliance never learns of it."""
    departure = crossing.locked_departure(departure.pk)
    DEPARTURE.move(departure, "refuse", by=by, at=at, note=note)
    answered(departure, by=by, at=at)
    return departure


def answered(departure: Departure, *, by: Person, at: datetime) -> None:
    links.finish(departure, emails.TRANSFER, by=by, at=at)
    emails.transfer_moved(departure, at=at)


@transaction.atomic
def call_off(departure: Departure, *, by: Person | None, at: datetime) -> Departure:
    """It does not come about; she goes on as she was. Whoever had a part in it is told. None is the clock, which finds
    that her designation has ended otherwise."""
    departure = crossing.locked_departure(departure.pk)
    was = departure.state
    DEPARTURE.move(departure, "call_off", by=by, at=at)
    links.withdraw(departure, emails.TRANSFER, by=by, at=at, because=OFF)
    if was != DepartureState.ASKED:
        with crossing.receiver(departure) as arrival:
            if arrival:
                ARRIVAL.move(arrival, "withdraw", by=None, at=at)
                emails.arrival_off(arrival, at=at)
    emails.transfer_news(departure, at=at)
    if by is None:
        emails.transfer_moved(departure, at=at)
    return departure


@transaction.atomic
def record_declined(departure: Departure, *, by: Person, at: datetime) -> Departure:
    """The alliance elsewhere said no, and the office writes it down. She goes on as she was."""
    departure = crossing.locked_departure(departure.pk)
    DEPARTURE.move(departure, "decline", by=by, at=at)
    emails.transfer_news(departure, at=at)
    return departure


@transaction.atomic
def record_accepted(departure: Departure, first_day: date, *, by: Person, at: datetime) -> Departure:
    """The alliance elsewhere takes her from a day on, and the office writes it down. On that day hers here has ended.

    Pressed twice, it is once. Raises Refused for a day that cannot be.
    """
    departure = crossing.locked_departure(departure.pk)
    if departure.first_day == first_day and departure.to_alliance_id is None:
        return departure
    designation = Designation.objects.locked(departure.designation_id)
    if not designation.starts < first_day <= designation.ends:
        raise Refused("Choose a day within the designation.")
    transferring.check_ready(designation)
    transferring.accept(departure, first_day, by=by, at=at)
    if first_day <= localdate(at):
        transferring.end_here(departure, designation, first_day, at=at)
    return departure
