"""How often each member came in a school year, beside what the Alliance asks for: reported, and nothing follows."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from drystone.alliances.calendar import academic_year, academic_year_days
from drystone.alliances.models import Alliance
from drystone.people.models import Person

from .belonging import Belonging
from .models import Attendance, Group, Member
from .models.group import belonging
from .models.meeting import AttendanceQuerySet


@dataclass(frozen=True)
class Came:
    """To how many meetings of the year she came, of those held while she was expected; how often with apologies."""

    came: int
    held: int
    least: int
    apologies: int = 0

    @property
    def is_below(self) -> bool:
        return bool(self.least and self.held) and self.came * 100 < self.least * self.held


def this_year(group: Group, members: list[Belonging], on: date) -> dict[int, Came]:
    """By person: one query."""
    counts = counted(of_year(on).filter(meeting__group=group).values_list("person_id", "came", "apologies"))
    return {each.person.pk: counts(each.person.pk, group.alliance.attendance_per_cent) for each in members}


def hers(person: Person, alliance: Alliance, on: date) -> list[tuple[Group, Came]]:
    """Every group of an alliance that she belongs to, and whether she `leads` it; two queries, however many."""
    leading = Member.objects.on(on).filter(group=OuterRef("pk"), person=person, facilitates=True)
    groups = Group.objects.filter(belonging(person, on), alliance=alliance).running(on)
    rows = of_year(on).filter(person=person, alliance=alliance)
    counts = counted(rows.values_list("meeting__group_id", "came", "apologies"))
    found = groups.annotate(leads=Exists(leading))
    return [(group, counts(group.pk, alliance.attendance_per_cent)) for group in found]


def counted(rows: Iterable[tuple[int, bool, bool]]) -> Callable[[int, int], Came]:
    """Of each person, or of each group, what her lines say."""
    came, held, sorry = Counter[int](), Counter[int](), Counter[int]()
    for key, was_there, apologies in rows:
        held[key] += 1
        came[key] += was_there
        sorry[key] += apologies
    return lambda key, least: Came(came[key], held[key], least, sorry[key])


def of_year(on: date) -> AttendanceQuerySet:
    """The lines of registers of the school year in which a day lies."""
    first, last = academic_year_days(academic_year(on))
    return Attendance.objects.standing().filter(
        meeting__starts_at__date__gte=first, meeting__starts_at__date__lte=last
    )
