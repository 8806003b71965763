"""A visit record that was disputed: the office settles it, with how."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from drystone.deployment import records
from drystone.deployment.models import VisitRecord

from ..doors import fetch, press
from . import deployment_forms


def settle(request: Any, pk: int) -> HttpResponse:
    """A record that was disputed is settled, with how."""
    record = fetch(request, VisitRecord, pk)
    form = deployment_forms.Settlement(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"note": form.cleaned_data["note"], "by": request.person, "at": request.now}
        then = reverse("office-deployment", args=[record.visit.deployment_id])
        return press(request, lambda: records.settle(record, **given), then=then, said="Settled.")
    said = record.lines.select_related("by")
    return deployment_forms.page(request, form, record.visit.deployment, "Settle the disputed record", said=said)
