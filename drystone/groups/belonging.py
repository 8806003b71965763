"""Who belongs to a group on a day: its members; and to the group of all System Leaders each of them by herself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from drystone.people.models import Person
from drystone.register.models import Designation

from .models import Group, Member


@dataclass(frozen=True)
class Belonging:
    """`member` is her row; who belongs as a System Leader has none, from her designation to its end."""

    person: Person
    since: date
    facilitates: bool = False
    member: Member | None = None


def of(group: Group, on: date) -> list[Belonging]:
    """Facilitators first, then by name; nobody twice."""
    rows = group.members.on(on).select_related("person")
    members = [Belonging(row.person, row.starts, row.facilitates, row) for row in rows]
    known = {each.person.pk for each in members}
    leaders = [Belonging(row.person, row.starts) for row in designated(group, on) if row.person_id not in known]
    return sorted([*members, *leaders], key=lambda each: (not each.facilitates, each.person.name, each.person.pk))


def designated(group: Group, on: date) -> QuerySet[Designation]:
    """The System Leaders who belong by themselves."""
    rows = Designation.objects.designated_on(on).filter(alliance=group.alliance_id)
    return rows.select_related("person").order_by() if group.is_of_all_leaders else rows.none()
