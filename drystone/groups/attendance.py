"""How often each member came in a school year, beside what the Alliance asks for: reported, and nothing follows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from drystone.alliances.calendar import academic_year, academic_year_days

from .belonging import Belonging
from .models import Attendance, Group


@dataclass(frozen=True)
class Came:
    """To how many meetings of the year she came, of those held while she was expected."""

    came: int
    held: int
    least: int

    @property
    def is_below(self) -> bool:
        return bool(self.least and self.held) and self.came * 100 < self.least * self.held


def this_year(group: Group, members: list[Belonging], on: date) -> dict[int, Came]:
    """By person: one query."""
    first, last = academic_year_days(academic_year(on))
    rows = Attendance.objects.standing().filter(
        meeting__group=group, meeting__starts_at__date__gte=first, meeting__starts_at__date__lte=last
    )
    came, held = Counter[int](), Counter[int]()
    for person, was_there in rows.values_list("person_id", "came"):
        held[person] += 1
        came[person] += was_there
    least = group.alliance.attendance_per_cent
    return {each.person.pk: Came(came[each.person.pk], held[each.person.pk], least) for each in members}
