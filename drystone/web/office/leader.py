"""One System Leader, cut by what one comes for: how she stands, her days, her work, her learning, what was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from drystone.deployment.models import Deployment
from drystone.history import events
from drystone.people.access import manager
from drystone.register import certificates, finding
from drystone.register.lifecycle import DESIGNATION
from drystone.register.models import Designation, DesignationState, InductionItem
from drystone.selection import renewals

from .. import assuring
from ..components.actions import Action, open_actions
from ..doors import visible
from ..releasing import days_of
from . import conditions, leader_days, leader_learning, leader_past, leader_pause, leader_work, leader_years
from .leader_moves import ASKING


@dataclass(frozen=True)
class Section:
    """One part of the page: its name, and what it shows of a designation."""

    name: str
    read: Callable[[Any, Designation], dict[str, Any]]


def now(request: Any, shown: Designation) -> dict[str, Any]:
    """Whom she waits for, her period, areas, conditions; and what can be done about her designation."""
    areas, (held, why) = list(shown.areas.select_related("area")), leader_pause.with_why(request, shown)
    return {
        "pause": held,
        "why_away": why,
        "days": days_of(shown, request.today),
        "areas": areas,
        "conditions": conditions.listed(request, shown, {row.area_id for row in areas}),
        **assuring.standing(shown, request.today),
        **counts(shown),
        "actions": leader_pause.actions(shown, held, manager(request.person, shown)),
        "endings": buttons(request, shown),
        "timeline": events.of(shown),
    }


def counts(shown: Designation) -> dict[str, Any]:
    """Whether she has a certificate and work under way, how much of her induction is left, and how far another term
    is; one query."""
    work = Deployment.objects.filter(designation=OuterRef("pk"), state__in=leader_work.OPEN)
    to_do = InductionItem.objects.open().filter(designation=OuterRef("pk"))
    rows = certificates.told(Designation.objects.filter(pk=shown.pk).order_by())
    row: Any = renewals.told(rows.annotate(at_work=Exists(work), induction_left=finding.counted(to_do))).get()
    said = ("at_work", "induction_left", "is_certified", "renewal_pk", "unwanted_at", "applied_pk")
    return {name: getattr(row, name) for name in said} | {"renewal": renewals.standing_of(row)}


SECTIONS = {
    "now": Section("Now", now),
    "days": Section("Days", leader_days.read),
    "work": Section("Work", leader_work.read),
    "learning": Section("Learning", leader_learning.read),
    "years": Section("Years", leader_years.read),
    "past": Section("Past", leader_past.read),
}


def leader(request: Any, pk: int, section: str = "now") -> HttpResponse:
    """One part of the page of one designation, and the way to the others."""
    if section not in SECTIONS:
        raise Http404
    shown: Any = get_object_or_404(visible(request, Designation), pk=pk)
    shown.alliance = request.alliance if request.alliance.pk == shown.alliance_id else shown.alliance
    ways = [(each.name, there(pk, key), key == section) for key, each in SECTIONS.items()]
    context = {"shown": shown, "ways": ways, "part": SECTIONS[section].name, **SECTIONS[section].read(request, shown)}
    return render(request, f"office/leaders/{section}.html", context)


def there(pk: int, section: str) -> str:
    """The address of one part."""
    if section == "now":
        return reverse("office-leader", args=[pk])
    return reverse("office-leader-part", args=[pk, section])


def buttons(request: Any, shown: Designation) -> list[Action]:
    """Of what ends a designation that which is open to the reader; all of it is grave."""
    addresses: dict[str, str | Action] = {
        verb: Action(label, reverse("office-leader-move", args=[shown.pk, verb]), press=False, grave=True)
        for verb, (_, label) in ASKING.items()
        if verb != "decline" or shown.is_unanswered  # who has accepted resigns instead
    }
    addresses["remove"] = Action("Remove", reverse("office-removal-notice", args=[shown.pk]), press=False, grave=True)
    return [*transfer(request, shown), *open_actions(DESIGNATION, request.person, shown, addresses)]


def transfer(request: Any, shown: Designation) -> list[Action]:
    """The clock ends a designation on the day of a transfer; the office starts one, and follows it there."""
    if shown.state == DesignationState.ENDED or not manager(request.person, shown):
        return []
    address = reverse("office-transfer-new", args=[shown.pk])
    return [Action("Transfer to another alliance", address, press=False, grave=True)]
