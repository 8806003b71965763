"""What history and the post say of a concern is for those who read that concern."""

from typing import Any

from django.db.models import Q, QuerySet

from drystone.deployment.models import Concern

IN_CONFIDENCE = "deployment.concern"


def without_others(request: Any, rows: QuerySet[Any], kind: str, number: str) -> QuerySet[Any]:
    """These rows but for what is about a concern that she does not read; `kind` and `number` name its columns."""
    hers = Concern.objects.visible_to(request.person, on=request.today).order_by().values("pk")
    return rows.exclude(Q(**{kind: IN_CONFIDENCE}) & ~Q(**{f"{number}__in": hers}))
