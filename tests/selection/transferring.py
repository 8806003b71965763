"""Rosie is a System Leader of Swaledale, by its own decision; Wensleydale has a manager and a coordinator."""

from datetime import date, datetime, timedelta

from drystone.people.models import Person
from drystone.register.models import Designation
from drystone.selection import arrivals, decisions, departures
from drystone.selection.models import Arrival, Departure
from tests import cast
from tests.clock import LONDON
from tests.selection.stage import DECIDED, checked, stage

AT = DECIDED + timedelta(days=30)
TODAY, NEXT = AT.date(), AT.date() + timedelta(days=20)


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)


class Between:
    """Two alliances, and how far the transfer is."""

    def __init__(self) -> None:
        self.here, self.there = stage(), stage("Wensleydale Alliance", default=False)
        made = decisions.release(checked(self.here), by=self.here.manager, at=DECIDED).designation
        assert made
        self.rosie: Designation = made
        self.head: Person = cast.head(self.here.alliance, made.home_school, "Jane Dinsdale")
        self.herself: Person = cast.acting(made.person)

    def started(self) -> Departure:
        return departures.start(self.rosie, to=self.there.alliance, by=self.here.manager, at=AT)

    def to_elsewhere(self) -> Departure:
        made = departures.start(self.rosie, elsewhere="Teesdale Alliance", by=self.here.manager, at=AT)
        return departures.agree(made, by=self.herself, at=AT)

    def proposed(self) -> Arrival:
        departures.agree(self.started(), by=self.herself, at=AT)
        return Arrival.objects.get()

    def prepared(self, first: date = TODAY) -> Arrival:
        arrival = self.proposed()
        taken = {row: row.common for row in arrival.areas.all()}
        return arrivals.prepare(arrival, taken, first, by=self.there.manager, at=AT)

    def confirmed(self, first: date = TODAY) -> Arrival:
        return arrivals.confirm(self.prepared(first), by=self.there.second, at=AT)
