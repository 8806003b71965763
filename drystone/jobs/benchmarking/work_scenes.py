"""The work: a deployment of forty visits as each of its parties has it; a visit written up and sent."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.deployment import records
from drystone.deployment.models import Consent, Deployment, Visit
from drystone.people import access, links
from drystone.people.models import Person

from ..demonstration.filling import fill
from .measuring import by_link, page, signed_in, undone

Scene = tuple[str, Callable[[], Any]]


def busy(alliance: Alliance) -> Deployment:
    """The one with the most visits, and the longest history."""
    return Deployment.objects.filter(alliance=alliance).select_related("leader").order_by("pk")[0]


def pages(office: Client, alliance: Alliance, manager: Person, at: datetime) -> Iterator[Scene]:
    shown = busy(alliance)
    leader = signed_in(shown.leader)
    yield "a deployment of 40 visits: office", page(office, reverse("office-deployment", args=[shown.pk]))
    yield "a deployment of 40 visits: leader", page(leader, reverse("leader-deployment", args=[shown.pk]))
    yield "office-visits, overdue", page(office, reverse("office-visits"))
    yield from by_link_of(shown, manager, at)


def by_link_of(shown: Deployment, manager: Person, at: datetime) -> Iterator[Scene]:
    """What the receiving head sees who comes by an e-mailed link: the agreement with its parties, a visit."""
    asked = Consent.objects.select_related("person").get(agreement__deployment=shown, party="receiving")
    visit = shown.visits.filter(state="planned").order_by("starts_at")[0]
    for name, purpose, record in (("agreement", "consent", asked), ("visit", "visit", visit)):
        link = links.invite(asked.person, purpose, record, alliance=shown.alliance, by=manager, at=at)
        yield f"a deployment of 40 visits: {name} by link", page(*by_link(link))


def jobs(alliance: Alliance, at: datetime) -> Iterator[Scene]:
    """Both halves of a write-up go in one press, to two readers."""
    late = Visit.objects.filter(alliance=alliance, state="planned", ends_at__lt=at, record=None).order_by("pk")
    visit = late.select_related("deployment__leader")[0]
    leader = access.as_of(visit.deployment.leader, at.date(), through="account")
    record, half = records.begin(visit, by=leader, at=at)
    fill(record.sheet, at, notes="We watched one lesson together.", actions=[{"what": "Plan the next unit together"}])
    fill(half.sheet, at, comment="It goes well.")

    def sent() -> None:
        records.send_both(Visit.objects.get(pk=visit.pk), by=leader, at=at)

    yield "job: a visit's record and evaluation sent", undone(sent)
