"""Tell the Alliance in confidence: the colleague helped, or who heads her school, by link or by account."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from drystone.deployment import access
from drystone.deployment.models import Visit, VisitRecord
from drystone.lifecycle import NotAllowed

from .. import confiding, readings
from ..doors import fetch
from .visiting import NAMED

OF_RECORD = tuple(f"visit__{name}" for name in readings.NAMED)


def of_visit(request: Any, pk: int) -> HttpResponse:
    """From the page of a visit."""
    visit, back = fetch(request, Visit, pk, *NAMED), ("Back to the visit", reverse("school-visit", args=[pk]))
    return asked(request, visit, reverse("school-visit-confidence", args=[pk]), back)


def of_record(request: Any, pk: int) -> HttpResponse:
    """From the page of a visit record."""
    visit = fetch(request, VisitRecord, pk, *OF_RECORD).visit
    back = "Back to the visit record", reverse("school-visit-record", args=[pk])
    return asked(request, visit, reverse("school-record-confidence", args=[pk]), back)


def asked(request: Any, visit: Visit, here: str, back: tuple[str, str]) -> HttpResponse:
    if not access.confides(request.person, visit.deployment):
        raise NotAllowed
    return confiding.page(request, visit.deployment, visit, here=here, back=back)
