"""Those who move: to the other alliance, out of a school that has closed, into a headship; and who sees it."""

from datetime import date
from typing import Any

from drystone.register.models import ReportedHead
from drystone.schools.models import Organisation, SchoolLink
from drystone.selection.models import Arrival, ArrivalArea, ArrivalRefusal, Departure
from tests import cast
from tests.clock import NOW

from .rows import MANAGER, OFFICE, Row, at

ROWS: dict[str, list[Row]] = {
    "office-transfer-new": [at("designation", MANAGER)],
    "office-transfer": [at("leaving", OFFICE), at("far", OFFICE)],
    "office-transfer-act": [at("leaving", MANAGER, verb="=agree"), at("far", MANAGER, verb="=accept")],
    "office-arrival": [at("coming", OFFICE), at("prepared_in", OFFICE), at("declined_in", OFFICE)],
    "office-arrival-act": [at("coming", MANAGER, verb="=decline"), at("prepared_in", MANAGER, verb="=confirm")],
    "office-reported-head": [at("word_of_head", OFFICE)],
    "office-reported-head-dismissal": [at("word_of_head", MANAGER)],
    "office-school-closed": [at("closed_school", OFFICE)],
    "leader-transfer": [at("leaving", "other leader", known=OFFICE)],
}
DAYS = {
    "began_on": date(2026, 9, 1),
    "ends": date(2030, 8, 31),
    "reference_given_on": date(2026, 5, 1),
    "decision_released_on": date(2026, 6, 1),
}


def crossing(here: Any, there: Any) -> None:
    """One alliance asks its own, and hears of the other's: with a canary in whatever is for some and not for all."""
    manager, coordinator = here.people["manager"], here.people["coordinator"]
    farah = here.records["removal"].designation
    grace = cast.leader(here.alliance, cast.school("Muker Primary School"), "Grace Teasdale")
    closed(here, manager)
    here.records["leaving"] = out(here, farah, to_name=here.canary("TRANSFER_TO"), started_by=manager)
    here.records["far"] = out(here, grace, to_name="Teesdale Alliance", started_by=manager, state="agreed")
    theirs = cast.leader(there.alliance, cast.school("Askrigg Primary School"), "Iain Harker")
    other = out(there, theirs, to_alliance=here.alliance, to_name=here.name, started_by=manager, state="agreed")
    coming = come(here, theirs, crossing=other.pk, from_alliance=there.alliance, learned=[here.canary("LEARNED")])
    letter = {"evidence": here.canary("EVIDENCE"), "prepared_by": coordinator, "first_day": NOW.date()}
    declined = come(here, grace, state="declined", evidence="A letter.")
    ArrivalRefusal.objects.create(alliance=here.alliance, arrival=declined, because=here.canary("TRANSFER_REFUSAL"))
    here.records |= {
        "coming": coming,
        "prepared_in": come(here, theirs, state="prepared", **letter),
        "declined_in": declined,
    }


def closed(here: Any, manager: Any) -> None:
    """A school that has closed, into one; and a new head somebody reports."""
    old, new = (cast.school(f"{name} Primary School") for name in ("Old Keld", "New Keld"))
    cast.leader(here.alliance, old, "Keith Keld")
    Organisation.objects.filter(pk=old.pk).update(status="2")
    SchoolLink.objects.create(organisation=old, other=new, kind="successor", wording="Successor")
    here.records["closed_school"] = old
    cast.head(here.alliance, new, "Kay Keld")
    here.records["word_of_head"] = ReportedHead.objects.create(
        alliance=here.alliance, school=new, name=here.canary("NEW_HEAD"), starts=NOW.date(),
        email="new.head@dale.example", told_by=manager, told_at=NOW,
    )  # fmt: skip


def out(of: Any, designation: Any, **more: Any) -> Departure:
    return Departure.objects.create(alliance=of.alliance, designation=designation, state_since=NOW, **more)


def come(to: Any, designation: Any, **more: Any) -> Arrival:
    made = Arrival.objects.create(
        alliance=to.alliance,
        person=designation.person,
        school=designation.home_school,
        from_name=more.pop("from_name", "Another Alliance"),
        state_since=NOW,
        **DAYS | more,
    )
    area = cast.area()
    ArrivalArea.objects.create(alliance=to.alliance, arrival=made, name=area.name, common=area, taken_as=area)
    return made
