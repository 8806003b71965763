"""What speaks against a day for a visit, without forbidding it: one place answers for everybody who plans."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from drystone import saying, walls
from drystone.alliances.calendar import WorkingDays, is_bank_holiday, midnight
from drystone.register.diary import Diary, Who, monday
from drystone.register.models import Away, SchoolDates

from .models import Deployment, Visit, VisitState


@dataclass(frozen=True)
class Clash:
    """A sentence for the leader and the office; the school that is visited reads another where it is not its own."""

    text: str
    at_school: str = ""
    forbids: bool = False  # a rule of the home school, in spite of which the office alone may plan

    def said_to(self, *, school: bool) -> str:
        return (self.at_school or self.text) if school else self.text


class Known:
    """All that is known of a stretch of days for some deployments of one alliance: five questions, however many."""

    def __init__(self, deployments: Sequence[Deployment], starts: date, ends: date):
        alliance = deployments[0].alliance
        self.starts, self.ends = starts, ends
        self.working = WorkingDays(alliance)
        homes = {each.home_school_id for each in deployments}
        visited = {each.receiving_school_id for each in deployments}
        rows = SchoolDates.objects.filter(alliance=alliance).select_related("school")
        self.school_dates = list(rows.touching(homes | visited, starts, ends))
        self.diary = Diary(alliance.pk, homes, starts=starts, ends=ends)
        self.away = self.away_on({each.leader_id for each in deployments})
        self.visitors = self.visitors_on(alliance.pk, visited)

    def away_on(self, leaders: set[int]) -> dict[int, list[tuple[date, int | None]]]:
        """The days on which each leader is elsewhere already, each with the visit for which, where it is one."""
        rows = Away.objects.filter(person__in=leaders, on__gte=self.starts, on__lte=self.ends)
        found: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
        with walls.open_to_all():  # that she is away on a day, and nothing else of it: she has one calendar
            for person, on, kind, stay in rows.values_list("person", "on", "for_type", "stay"):
                found[person].append((on, stay if kind == "deployment.deployment" else None))
        return found

    def visitors_on(self, alliance: int, schools: set[int]) -> dict[int, list[tuple[date, int, str]]]:
        """Who of the scheme comes to each school, and when."""
        rows = Visit.objects.filter(
            alliance=alliance,
            state=VisitState.PLANNED,
            starts_at__gte=midnight(self.starts),
            starts_at__lt=midnight(self.ends + timedelta(days=1)),
            deployment__receiving_school__in=schools,
        )
        found: dict[int, list[tuple[date, int, str]]] = defaultdict(list)
        who = ("deployment__receiving_school", "starts_at", "deployment__leader", "deployment__leader__name")
        for school, starts_at, leader, name in rows.values_list(*who):
            found[school].append((localdate(starts_at), leader, name))
        return found

    def take(self, visit: Visit, day: date) -> None:
        """A day on which a visit is about to be put is taken, for whatever is asked after it."""
        work = visit.deployment
        self.away[work.leader_id].append((day, visit.pk))
        self.visitors[work.receiving_school_id].append((day, work.leader_id, work.leader.name))
        for whose in (work.leader_id, None):
            self.diary.taken[work.home_school_id][whose, monday(day)] += visit.half_days


class Days:
    """The same for the visits of one deployment; of several, what is known of all is asked before."""

    def __init__(
        self,
        deployment: Deployment,
        starts: date,
        ends: date,
        *,
        today: date,
        moving: Visit | None = None,
        known: Known | None = None,
    ):
        self.deployment, self.today, self.moving = deployment, today, moving
        self.starts, self.ends = starts, ends
        known = known or Known([deployment], starts, ends)
        self.working, self.diary = known.working, known.diary
        schools = (deployment.home_school_id, deployment.receiving_school_id)
        self.school_dates = [each for each in known.school_dates if each.school_id in schools]
        own = moving.pk if moving else 0
        self.away = {on for on, stay in known.away[deployment.leader_id] if stay != own}
        self.visitors: dict[date, list[str]] = defaultdict(list)
        for on, leader, name in known.visitors[deployment.receiving_school_id]:
            if leader != deployment.leader_id:
                self.visitors[on].append(name)

    def free(self, half_days: int = 1, *, most: int = 5) -> list[date]:
        """The first days that clash with nothing."""
        found = (day for day in days_between(self.starts, self.ends) if not self.clashes(day, half_days))
        return [day for day, _ in zip(found, range(most), strict=False)]

    def clashes(self, day: date, half_days: int = 1) -> list[Clash]:
        """What speaks against a day."""
        past = [Clash("That day is past.")] if day < self.today else []
        return [*past, *self.no_school(day), *self.at_schools(day), *self.of_leader(day, half_days)]

    def no_school(self, day: date) -> list[Clash]:
        if day.weekday() >= 5:
            return [Clash("That day is at a weekend.")]
        if is_bank_holiday(day):
            return [Clash("That day is a bank holiday.")]
        return [] if self.working.in_term(day) else [Clash("That day is in the school holidays.")]

    def at_schools(self, day: date) -> list[Clash]:
        found = [self.told(each) for each in self.school_dates if each.starts <= day <= each.ends]
        if names := self.visitors.get(day):
            school = self.deployment.receiving_school
            found.append(Clash(f"Another visit to {school} is planned for that day: {saying.listed(names)}."))
        return found

    def told(self, dates: SchoolDates) -> Clash:
        """Of the home school the school that is visited reads only that she cannot come."""
        what = {"inset": "has an INSET day", "closed": "is closed", "inspection": "has an inspection"}[dates.kind]
        note = f" ({dates.note})" if dates.note else ""
        own = dates.school_id == self.deployment.receiving_school_id
        return Clash(f"{dates.school} {what} on that day{note}.", "" if own else self.not_free)

    def of_leader(self, day: date, half_days: int) -> list[Clash]:
        found = []
        if day in self.away:
            found.append(Clash(f"{self.deployment.leader} has another visit on that day."))
        if against := self.rule(day, half_days):
            found.append(Clash(against, self.not_free, forbids=True))
        return found

    def rule(self, day: date, half_days: int) -> str:
        """What her school's own rules say against it; of a visit that is moved its own half-days do not count."""
        deployment = self.deployment
        who = Who(deployment.leader_id, deployment.home_school_id, deployment.leader.name, deployment.home_school.name)
        if self.moving and same_week(localdate(self.moving.starts_at), day):
            half_days = 0
        return self.diary.why_not(who, day, half_days, today=self.today, working=self.working)

    @property
    def not_free(self) -> str:
        return f"{self.deployment.leader} cannot come on that day."


def same_week(one: date, other: date) -> bool:
    return one.isocalendar()[:2] == other.isocalendar()[:2]


def on(
    deployment: Deployment, day: date, half_days: int = 1, *, today: date, moving: Visit | None = None
) -> list[Clash]:
    """What speaks against one day, said before anything is planned on it."""
    return Days(deployment, day, day, today=today, moving=moving).clashes(day, half_days)


def days_between(starts: date, ends: date) -> Iterable[date]:
    return (starts + timedelta(days=number) for number in range((ends - starts).days + 1))
