"""A System Leader's own deployment: what was agreed, the visits, planning the next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import actions, handing_over, queries, wording
from drystone.deployment.models import Deployment, Visit, VisitEvaluation, VisitRecord
from drystone.deployment.sentences import stands, waiting_for
from drystone.deployment.visits import PLANNABLE

from .. import visiting
from ..components import paging, tables
from ..doors import fetch
from ..links_html import link_to
from ..visiting import Place


def home(request: Any) -> HttpResponse:
    """Her deployments, the newest first, each with whose turn it is."""
    rows = Deployment.objects.filter(leader=request.person).with_next_step()
    page = paging.page(rows, ("-id",), request.GET.get("page", ""))
    columns = [
        tables.Column("School", lambda row: link_to(row.receiving_school.name, "leader-deployment", row.pk)),
        tables.Column("Area", lambda row: row.request.area),
        tables.Column("State", stands),
        tables.Column("Waiting for", lambda row: waiting_for(row, request.now)),
    ]
    empty = "No school has been found for you yet. You are asked before anything is agreed."
    table = tables.Table("Your deployments", columns, page.rows, caption_hidden=True, empty=empty)
    return render(request, "leader/home.html", {"table": table, "page": page})


def own(request: Any, pk: int) -> Deployment:
    """Her own, and nobody else's: the office has pages of its own."""
    deployment = fetch(request, Deployment, pk, *visiting.NAMED)
    if deployment.leader_id != request.person.pk:
        raise Http404
    return deployment


def deployment(request: Any, pk: int) -> HttpResponse:
    """What was agreed, in days; whose turn it is; each visit with what it still needs."""
    shown = own(request, pk)
    agreement = wording.in_force(shown)
    context = {
        "deployment": shown,
        "agreement": agreement,
        "status": waiting_for(shown, request.now),
        "stands": stands(shown),
        "to_write_up": shown.visits.filter(state="planned", ends_at__lt=request.now).order_by("starts_at").first(),
        "objectives": wording.objectives(agreement) if agreement else [],
        "days": queries.days(shown, agreement.half_days if agreement else 0),
        "visits": shown.visits.select_related("record", "evaluation"),
        "plannable": shown.state in PLANNABLE,
        **taken_over(request, shown),
        "open_actions": actions.still_open(shown, request.person, request.today),
        "reviews": shown.reviews.of_leader(),
    }
    return render(request, "leader/deployment.html", context)


def taken_over(request: Any, shown: Deployment) -> dict[str, Any]:
    """From whom she took the work over, and the visit records from before, once her agreement stands."""
    before = handing_over.before(shown)
    if before is None:
        return {}
    earlier = handing_over.earlier(shown)[1:]
    documents = {"visit__deployment__in": earlier}
    kept = {"person": request.person, "on": request.today}
    records = VisitRecord.objects.visible_to(**kept).filter(**documents).select_related("visit__deployment__leader")
    evaluations = VisitEvaluation.objects.visible_to(**kept).filter(**documents).select_related("visit")
    order = "visit__starts_at"
    return {"before": before, "earlier": records.order_by(order), "earlier_evaluations": evaluations.order_by(order)}


def plan(request: Any, pk: int) -> HttpResponse:
    """She plans a visit; everybody gets the date."""
    place, several = Place(reverse("leader-deployment", args=[pk])), reverse("leader-visits-several", args=[pk])
    return visiting.plan(request, own(request, pk), place, several=several)


def own_visit(request: Any, pk: int, *related: str) -> Visit:
    visit = fetch(request, Visit, pk, "deployment", *related)
    if visit.deployment.leader_id != request.person.pk:
        raise Http404
    return visit


def move(request: Any, pk: int) -> HttpResponse:
    """The visit moves; who asked and why is kept."""
    return visiting.move(
        request, own_visit(request, pk, *visiting.OF_VISIT), Place(reverse("leader-visit", args=[pk]))
    )


def cancel(request: Any, pk: int) -> HttpResponse:
    """She calls the visit off."""
    place = Place(reverse("leader-visit", args=[pk]))
    move_url = reverse("leader-visit-move", args=[pk])
    return visiting.cancel(request, own_visit(request, pk), place, move_url=move_url)
