"""What the Alliance promises whoever asks for support, and by which day: derived for a moment, never stored.

A first answer; somebody to choose, once the request is accepted; the leader's first word, once she is chosen. What was
promised under an earlier policy stays as it was.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import LONDON, WorkingDays
from drystone.alliances.models import Alliance, PolicyChange

from .models import Offer, RequestState, SupportRequest

ANSWER, MATCH, CONTACT = "answer", "match", "contact"
# The policy behind each promise.
POLICIES = {ANSWER: "first_answer_working_days", MATCH: "match_working_days", CONTACT: "contact_days"}
SAID = {ANSWER: "First answer", MATCH: "Somebody to choose", CONTACT: "The leader's first word"}
ALWAYS = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Promise:
    """One promise that stands, kept by the end of `due_on`. Until `soon` one says that a day is near."""

    kind: str
    since: datetime
    due_on: date
    on: date
    soon: date

    @property
    def is_missed(self) -> bool:
        return self.due_on < self.on

    @property
    def is_near(self) -> bool:
        return self.on <= self.due_on <= self.soon

    @property
    def tone(self) -> str:
        return "stop" if self.is_missed else "wait" if self.is_near else "rest"

    @property
    def said(self) -> str:
        """First answer due tomorrow; the words alone say how near it is."""
        days = (self.due_on - self.on).days
        near = {0: "due today", 1: "due tomorrow", -1: "was due yesterday"}
        when = f"{'was ' if days < 0 else ''}due {saying.day(self.due_on)}"
        return f"{SAID[self.kind]} {near.get(days, when)}"


class Service:
    """The promises of one alliance. Reads its terms and what its policies were, once: two queries."""

    def __init__(self, alliance: Alliance):
        self.alliance, self.working = alliance, WorkingDays(alliance)
        self.changes = list(PolicyChange.objects.filter(alliance=alliance, name__in=POLICIES.values()))

    def promises(self, request: SupportRequest, at: datetime, offers: list[Offer] | None = None) -> list[Promise]:
        """What stands at this moment for one request. Reads its offers; a list has them at hand."""
        made = request.offers.all() if offers is None else offers
        found = ((kind, since, self.due(kind, since)) for kind, since in standing(request, made))
        on = localdate(at)
        soon = self.working.after(on, 1)
        return [Promise(kind, since, due_on, on, soon) for kind, since, due_on in found]

    def due(self, kind: str, since: datetime) -> date:
        """The last day on which the promise is kept."""
        number = next(number for _, until, number in self.spans(kind) if since < until)
        return self.counted(kind, localdate(since), number)

    def counted(self, kind: str, day: date, number: int) -> date:
        """So many working days on; the leader's first word is counted in days as they come."""
        return day + number * ONE_DAY if kind == CONTACT else self.working.after(day, number)

    def spans(self, kind: str) -> Iterator[tuple[datetime, datetime, int]]:
        """From when until when the policy was how many days."""
        name, (begun, never) = POLICIES[kind], ALWAYS
        for change in self.changes:
            if change.name == name:
                yield begun, change.at, change.was
                begun = change.at
        yield begun, never, getattr(self.alliance, name)

    def missed(self, at: datetime) -> Q:
        """Of requests: those of which a promise was due before today."""
        return self.due_before(localdate(at))

    def near(self, at: datetime) -> Q:
        """Of requests: those of which a promise is due today or on the next working day."""
        on = localdate(at)
        return self.due_before(self.working.after(on, 1) + ONE_DAY) & ~self.due_before(on)

    def due_before(self, day: date) -> Q:
        """Of requests: those of which a promise that stands is due before a day."""
        offers = Offer.objects.filter(request=OuterRef("pk"))
        chosen = offers.filter(self.began(CONTACT, "state_since", day), state=Offer.State.CHOSEN)
        silent = Q(request__in_touch_at__isnull=True) | Q(request__in_touch_at__lt=F("state_since"))
        return (
            Q(self.began(ANSWER, "state_since", day), state=RequestState.SUBMITTED)
            | Q(self.began(MATCH, "state_since", day), ~Exists(offers), state=RequestState.ACCEPTED)
            | Q(Exists(chosen.filter(silent)), state=RequestState.ACCEPTED)
        )

    def began(self, kind: str, moment: str, day: date) -> Q:
        """Rows of which the moment named lies so far back that the promise is due before a day."""
        found = Q(pk__in=[])
        for begun, until, number in self.spans(kind):
            last = min(until, self.latest(kind, number, day))
            if begun < last:
                found |= (
                    Q((f"{moment}__gte", begun), (f"{moment}__lt", last))
                    if begun > ALWAYS[0]
                    else Q((f"{moment}__lt", last))
                )
        return found

    def latest(self, kind: str, number: int, day: date) -> datetime:
        """Before this moment a promise of so many days is due before a day."""
        first = day
        while self.counted(kind, first - ONE_DAY, number) >= day:
            first -= ONE_DAY
        return datetime.combine(first, time(), LONDON)


def standing(request: SupportRequest, made: Iterable[Offer]) -> Iterator[tuple[str, datetime]]:
    """Which promises stand, and since when."""
    if request.state == RequestState.SUBMITTED:
        yield ANSWER, request.state_since
    if request.state != RequestState.ACCEPTED:
        return
    offers = list(made)
    if not offers:
        yield MATCH, request.state_since
    for offer in offers:
        silent = request.in_touch_at is None or request.in_touch_at < offer.state_since
        if offer.state == Offer.State.CHOSEN and silent:
            yield CONTACT, offer.state_since


def promises(request: SupportRequest, at: datetime) -> list[Promise]:
    """What is promised of one request at a moment, each with its day."""
    return Service(request.alliance).promises(request, at)
