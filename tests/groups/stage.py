"""A group of two, its facilitator Tom and a teacher, with a meeting in a week."""

from datetime import timedelta

from drystone.groups import groups, meetings
from drystone.groups.meetings import Details
from drystone.groups.models import Meeting
from drystone.people.models import Person
from drystone.people.roles import Role
from tests import cast
from tests.clock import NOW

STARTS, ENDS = NOW + timedelta(days=7), NOW + timedelta(days=7, hours=2)
AFTER = ENDS + timedelta(hours=1)


class Stage:
    def __init__(self):
        self.alliance, self.home = cast.alliance(), cast.school()
        self.manager = cast.officer(self.alliance)
        self.group = groups.start(
            self.alliance, kind="joint_practice", name="Writing", area=cast.area(), by=self.manager, at=NOW
        )
        self.leader = self.member("Tom Raine", facilitates=True)
        self.teacher = self.member("Kate Lister")

    def member(self, name: str, facilitates: bool = False) -> Person:
        who = cast.person(name)
        cast.post(who, Role.STAFF, self.alliance, self.home)
        groups.add(self.group, who, facilitates=facilitates, by=self.manager, at=NOW)
        return cast.acting(who)

    def plan(self, by: Person | None = None) -> Meeting:
        return meetings.plan(
            self.group, Details("Reeth"), starts_at=STARTS, ends_at=ENDS, by=by or self.manager, at=NOW
        )
