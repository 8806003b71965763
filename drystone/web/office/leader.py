"""One System Leader, cut by what one comes for: how she stands, her days, her work, her learning, what was."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from drystone.history import events
from drystone.register import certificates
from drystone.register.lifecycle import DESIGNATION
from drystone.register.models import Designation

from .. import assuring
from ..components.actions import Action, open_actions
from ..doors import visible
from . import conditions, leader_days, leader_learning, leader_past, leader_work
from .leader_moves import ASKING

FORWARD = ("return",)  # what moves a designation on; pausing and ending stand apart


@dataclass(frozen=True)
class Section:
    """One part of the page: its name, and what it shows of a designation."""

    name: str
    read: Callable[[Any, Designation], dict[str, Any]]


def now(request: Any, shown: Designation) -> dict[str, Any]:
    """Whom she waits for, her period, areas, conditions; and what can be done about her designation."""
    areas = list(shown.areas.select_related("area"))
    return {
        "days": leader_days.days_of(shown, request.today),
        "areas": areas,
        "conditions": conditions.listed(request, shown, {row.area_id for row in areas}),
        "induction_left": shown.induction.filter(done_on=None).count(),
        **assuring.standing(shown, request.today),
        "at_work": shown.deployments.filter(state__in=leader_work.OPEN).count(),
        "certificate": certificates.standing_certificate(shown) is not None,
        "actions": buttons(request, shown, FORWARD),
        "endings": buttons(request, shown, ASKING.keys() - set(FORWARD)),
        "timeline": events.of(shown),
    }


SECTIONS = {
    "now": Section("Now", now),
    "days": Section("Days", leader_days.read),
    "work": Section("Work", leader_work.read),
    "learning": Section("Learning", leader_learning.read),
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


def buttons(request: Any, shown: Designation, verbs: Collection[str]) -> list[Action]:
    """Of these moves those that are open to the reader; whatever ends the designation is grave."""
    addresses: dict[str, str | Action] = {"return": reverse("office-leader-return", args=[shown.pk])}
    for verb, (_, label) in ASKING.items():
        url = reverse("office-leader-move", args=[shown.pk, verb])
        addresses[verb] = Action(label, url, press=False, grave=verb not in (*FORWARD, "pause"))
    past = () if shown.is_unanswered else ("decline",)  # who has accepted resigns instead
    wanted = {verb: address for verb, address in addresses.items() if verb in verbs and verb not in past}
    return open_actions(DESIGNATION, request.person, shown, wanted)
