"""A System Leader transfers in: one who manages the alliance prepares it, a second one sees it and accepts.

Nobody is designated without a given reference and a released decision. Here both are the giving alliance's: the days
on which they were given and released go along, and what they say stays there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.people import accounts
from drystone.people.access import alliances_as, manager
from drystone.people.models import Person
from drystone.people.roles import MANAGES
from drystone.register.held import AreaGranted
from drystone.register.lifecycle import LIVING
from drystone.register.models import Area, Designation
from drystone.schools.models import Organisation

from . import crossing, emails, independence, transferring
from .lifecycle import ARRIVAL, DEPARTURE
from .models import Arrival, ArrivalArea, ArrivalRefusal, ArrivalState, Departure


@dataclass(frozen=True)
class Elsewhere:
    """What the letter of an alliance that is not here says of her, and how the office knows."""

    name: str
    email: str
    from_name: str
    school: Organisation
    is_headteacher: bool
    began_on: date
    ends: date
    reference_given_on: date
    decision_released_on: date
    first_day: date
    evidence: str


def propose(departure: Departure, *, at: datetime) -> Arrival:
    """The receiving alliance finds her on its list, with what it needs to know and nothing else."""
    designation = departure.designation
    known = crossing.grounds(designation)
    assert known  # noqa: S101 asked when it was started
    assert departure.to_alliance  # noqa: S101 she goes to an alliance that is here
    arrival = Arrival.objects.create(
        alliance=departure.to_alliance,
        crossing=departure.pk,
        from_alliance=departure.alliance,
        from_name=departure.alliance.name,
        person=designation.person,
        school=designation.home_school,
        is_headteacher=designation.is_headteacher,
        began_on=designation.starts,
        ends=designation.ends,
        learned=crossing.learned(designation),
        state_since=at,
        **vars(known),
    )
    ArrivalArea.objects.bulk_create(told(arrival, each) for each in crossing.areas(designation))
    events.record(arrival, "transfer_proposed", by=None, at=at, now=arrival.state, note=arrival.from_name)
    emails.arrival_proposed(arrival, at=at)
    return arrival


def told(arrival: Arrival, held: Any) -> ArrivalArea:
    """An area of the giving alliance's own goes along as a name only."""
    asked = {name: getattr(held, name) for name in ("terms", "terms_kind", "due_on")} if held.terms else {}
    return ArrivalArea(
        alliance=arrival.alliance,
        arrival=arrival,
        name=held.area.name,
        common=None if held.area.alliance_id else held.area,
        phases=held.phases,
        level=held.level,
        **asked,
    )


@transaction.atomic
def record(alliance: Alliance, known: Elsewhere, areas: Sequence[AreaGranted], *, by: Person, at: datetime) -> Arrival:
    """The office writes down who comes from an alliance elsewhere, and what shows it; a second person sees it.

    Written down twice, it is one. Raises NotAllowed, and Refused for days that cannot be.
    """
    if alliance.pk not in alliances_as(by, MANAGES):
        raise NotAllowed(f"{by} may not take anybody into {alliance}")
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    check_days(known, localdate(at))
    given = {name: value for name, value in vars(known).items() if name not in ("name", "email")}
    person = accounts.open_for(known.name, known.email, by=by, at=at)
    rows = Arrival.objects.open().filter(alliance=alliance, person=person, crossing=None)
    if there := rows.first():
        return there
    arrival = Arrival(alliance=alliance, person=person, prepared_by=by, state_since=at, **given)
    check_free(by, arrival)
    arrival.state = ArrivalState.PREPARED
    arrival.save()
    ArrivalArea.objects.bulk_create(
        ArrivalArea(
            alliance=alliance,
            arrival=arrival,
            name=area.name,
            common=None if area.alliance_id else area,
            taken_as=area,
            phases=list(phases),
            level=level,
        )
        for area, phases, level in areas
    )
    events.record(arrival, "prepare", by=by, at=at, now=arrival.state, note=arrival.from_name)
    return arrival


def check_days(known: Elsewhere, today: date) -> None:
    if not known.reference_given_on <= known.decision_released_on <= today:
        raise Refused("The reference was given first, then the decision was released, and neither is still to come.")
    if not known.began_on < known.first_day <= known.ends:
        raise Refused("The first day here lies after the first day there, and not after the last one.")


@transaction.atomic
def prepare(
    arrival: Arrival, taken: Mapping[ArrivalArea, Area | None], first_day: date, *, by: Person, at: datetime
) -> Arrival:
    """One who manages the alliance says as what each area is taken, or that it is not, and from which day.

    Prepared anew, a second person has to see it anew. Raises Refused for what cannot be.
    """
    with crossing.giver(arrival):
        hold(arrival)
        check_free(by, arrival)
        chosen = [area for area in taken.values() if area]
        if not chosen:
            raise Refused("Take one area at least, or decline.")
        if len(set(chosen)) < len(chosen):
            raise Refused("Two areas are taken as the same one. Leave one of them out.")
        if first_day > arrival.ends:
            raise Refused("On that day the designation has run out.")
        if is_as_prepared(arrival, taken, first_day, by):
            return arrival
        ARRIVAL.move(arrival, "prepare", by=by, at=at, prepared_by=by, first_day=first_day)
        ArrivalArea.objects.filter(arrival=arrival).update(taken_as=None)
        for row, area in taken.items():
            ArrivalArea.objects.filter(arrival=arrival, pk=row.pk).update(taken_as=area)
    return arrival


def is_as_prepared(arrival: Arrival, taken: Mapping[ArrivalArea, Area | None], first_day: date, by: Person) -> bool:
    """Whether it was she who prepared exactly this, so that a second press says nothing new."""
    if (arrival.state, arrival.prepared_by_id, arrival.first_day) != (ArrivalState.PREPARED, by.pk, first_day):
        return False
    standing = dict(arrival.areas.values_list("pk", "taken_as"))
    return standing == {row.pk: area.pk if area else None for row, area in taken.items()}


@transaction.atomic
def confirm(arrival: Arrival, *, by: Person, at: datetime) -> Arrival:
    """A second person has seen it, and the alliance takes her: from today if the day has come, else on that day.

    Pressed twice, it is once. Raises Refused for who prepared it, and for what has changed meanwhile.
    """
    with crossing.giver(arrival) as departure:
        hold(arrival)
        if arrival.checked_by_id == by.pk and arrival.state in (ArrivalState.CONFIRMED, ArrivalState.DONE):
            return arrival
        if arrival.state != ArrivalState.PREPARED:
            raise AlreadyMoved(arrival, "confirm", arrival.state)
        if by.pk == arrival.prepared_by_id:
            raise Refused("You prepared it. Somebody else who manages the Alliance looks at it.")
        check_free(by, arrival)
        designation = Designation.objects.locked(departure.designation_id) if departure else None
        transferring.check_ready(designation)
        check_not_here(arrival)
        ARRIVAL.move(arrival, "confirm", by=by, at=at, checked_by=by)
        if departure:
            transferring.accept(departure, max(first(arrival), localdate(at)), by=None, at=at)
            emails.transfer_moved(departure, at=at)
        if first(arrival) <= localdate(at):
            transferring.take_effect(arrival, departure, designation, by=by, at=at)
    return arrival


@transaction.atomic
def decline(arrival: Arrival, because: str, *, by: Person, at: datetime) -> Arrival:
    """The alliance does not take her. Why, only it knows; she goes on where she is, and is told."""
    with crossing.giver(arrival) as departure:
        hold(arrival)
        check_free(by, arrival)
        ARRIVAL.move(arrival, "decline", by=by, at=at)
        ArrivalRefusal.objects.create(alliance=arrival.alliance, arrival=arrival, because=because)
        if departure:
            DEPARTURE.move(departure, "decline", by=None, at=at)
            emails.transfer_news(departure, at=at)
            emails.transfer_moved(departure, at=at)
    return arrival


def hold(arrival: Arrival) -> None:
    """As it is now, held until the transaction ends; its giver before it."""
    now = Arrival.objects.select_for_update().get(pk=arrival.pk)
    for name in ("state", "prepared_by_id", "checked_by_id", "first_day", "ends"):
        setattr(arrival, name, getattr(now, name))


def first(arrival: Arrival) -> date:
    assert arrival.first_day  # noqa: S101 a constraint: who prepared it said from when
    return arrival.first_day


def check_free(by: Person, arrival: Arrival) -> None:
    """Raises NotAllowed for who does not manage the alliance, Refused for a colleague of hers and for herself."""
    if not manager(by, arrival):
        raise NotAllowed(f"{by} may not decide on {arrival}")
    near = any(independence.shared(post, arrival) for post in by.posts_now if post.organisation_id)
    if by.pk == arrival.person_id or near:
        raise Refused("It is about you or a colleague of yours. Somebody else who manages the Alliance decides.")


def is_here(arrival: Arrival) -> bool:
    """Whether she is a System Leader of the receiving alliance already."""
    here = Designation.objects.filter(alliance=arrival.alliance_id, person=arrival.person_id, state__in=LIVING)
    return here.exists()


def check_not_here(arrival: Arrival) -> None:
    if is_here(arrival):
        raise Refused(f"{arrival.person} is a System Leader here already.")
