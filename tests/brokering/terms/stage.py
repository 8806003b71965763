"""A term to plan: twelve System Leaders of four home schools, and eight requests of five others."""

from datetime import date
from typing import Any

from drystone.brokering import requests, term_plans
from drystone.brokering.models import SupportRequest, TermPlan
from drystone.brokering.planning import planner
from drystone.brokering.planning.plan import Plan
from drystone.brokering.planning.weights import Weights
from drystone.brokering.terms import gathering, known
from drystone.jobs import runner
from drystone.register.models import Area, Designation
from drystone.schools.models import Organisation
from tests import cast
from tests.clock import NOW
from tests.supporting import Support

FROM, UNTIL = date(2026, 11, 16), date(2026, 12, 11)
HOMES = {"Richmond": (417_000, 501_000), "Catterick": (424_000, 497_000), "Bedale": (426_000, 488_000)}
ASKING = {"Hawes": (387_000, 489_000), "Masham": (422_000, 481_000), "Thirsk": (443_000, 482_000)}
AREAS = (("english", "English"), ("maths", "Mathematics"), ("phonics", "Phonics"))


class Stage(Support):
    """The cast of `tests.supporting`, and more of it: three leaders at each home school, one for each area."""

    def __init__(self, leaders: int = 3) -> None:
        super().__init__()
        self.autumn = self.terms[0]
        self.areas = [cast.area(code, name) for code, name in AREAS]
        self.homes = {"Reeth": self.reeth}
        for name, (east, north) in HOMES.items():
            self.homes[name] = cast.school(f"{name} Primary School", east=east, north=north)
            cast.head(self.alliance, self.homes[name], f"Head of {name}")
        self.asking = {"Leyburn": self.leyburn}
        for name, (east, north) in ASKING.items():
            self.asking[name] = cast.school(f"{name} Primary School", east=east, north=north)
        for number, (name, home) in enumerate(self.homes.items()):
            for area in self.areas[: leaders if name != "Reeth" else leaders - 1]:
                turned = self.areas[(self.areas.index(area) + number) % 3]
                self.add_leader(f"{turned.name} of {name}", 8, home, areas=(turned,))

    def ask(
        self, school: Organisation | str = "Leyburn", area: int | Area = 0, half_days: int = 4, **fields: Any
    ) -> SupportRequest:
        """A request that the office accepted, with days in November and December."""
        there = self.asking[school] if isinstance(school, str) else school
        made = requests.start(self.alliance, there, self.susan, **self.office)
        given = {
            "area": self.areas[area] if isinstance(area, int) else area,
            "half_days": half_days,
            "from_on": FROM,
            "until_on": UNTIL,
            "phase": "primary",
            "need": "How it is taught.",
            "state": "accepted",
            "submitted_at": NOW,
        }
        SupportRequest.objects.filter(pk=made.pk).update(**{**given, **fields})
        return fresh(made)

    def ask_all(self) -> list[SupportRequest]:
        """Eight requests, of all priorities."""
        names = list(self.asking)
        return [
            self.ask(names[number % 4], number % 3, 2 + number % 4, priority=1 + number % 4) for number in range(8)
        ]

    def start(self, **more: Any) -> TermPlan:
        return term_plans.start(self.alliance, self.autumn, **more, **self.office)

    def planned(self, plan: TermPlan | None = None) -> TermPlan:
        """A plan that the worker has made."""
        plan = plan or self.start()
        runner.run_due(NOW)
        return TermPlan.objects.get(pk=plan.pk)

    def gathered(self, weights: Weights | None = None) -> gathering.Gathered:
        return gathering.gather(known.read(self.alliance, self.autumn, on=cast.TODAY), weights or Weights())

    def worked_out(self) -> tuple[gathering.Gathered, Plan]:
        """The plan, without rows or a process of its own."""
        gathered = self.gathered()
        return gathered, planner.plan(gathered.instance)

    def leader_of(self, name: str) -> Designation:
        return Designation.objects.select_related("person", "home_school").get(person__name=name)


def fresh(request: SupportRequest) -> SupportRequest:
    return SupportRequest.objects.select_related("alliance", "school", "area").get(pk=request.pk)
