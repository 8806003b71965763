"""A published round is everybody's, of whichever alliance; a draft is found by its own office alone."""

from typing import Any

from django.http import Http404

from drystone import walls
from drystone.alliances.models import Alliance
from drystone.selection.models import Round, RoundState

from .reach import enter


def round_for(request: Any, pk: int) -> Round:
    """The round as this visitor may see it; the page is its alliance's."""
    rows = Round.objects.visible_to(request.person, on=request.today).select_related("alliance").filter(pk=pk)
    found = rows.first()
    if found is None and (publisher := publisher_of(pk)):
        enter(request, publisher)
        found = rows.all().first()
    if found is None:
        raise Http404
    enter(request, found.alliance)
    return found


def publisher_of(pk: int) -> Alliance | None:
    """Opens a wall, and so does not ask the first wall what is published."""
    published = Round.objects.filter(pk=pk, state=RoundState.PUBLISHED)
    with walls.open_to_all():  # only whose it is: who reads of a round need have nothing to do with its alliance yet
        return Alliance.objects.filter(pk__in=published.values("alliance"), suspended_on__isnull=True).first()
