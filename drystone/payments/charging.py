"""What a payer is charged of each line: its charge less what funds carry of it. The one place that says so."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from drystone.deployment.models import Deployment

from . import vat
from .models import CHARGED, DueLine, FundShare, FundSpend, FundState


def charged(lines: QuerySet[DueLine]) -> QuerySet[Any]:
    """The same lines, each with `charged_pence`."""
    spends = FundSpend.objects.filter(line=OuterRef("pk")).order_by().values("line")
    carried = Subquery(spends.annotate(carried=Sum("pence")).values("carried"))
    return lines.annotate(charged_pence=F("charge_pence") - Coalesce(carried, 0))


def to_payer(deployment: Deployment) -> int:
    """Pence of a deployment's lines that no fund carries; what was reversed aside."""
    standing = charged(DueLine.objects.filter(visit__deployment=deployment, credit__isnull=True, flow__in=CHARGED))
    return standing.aggregate(sum=Sum("charged_pence"))["sum"] or 0


def sums(lines: list[Any]) -> tuple[int, int]:
    """Of charged lines: pence without VAT, and the VAT, added up line by line."""
    return (
        sum(line.charged_pence for line in lines),
        sum(vat.on(line.charged_pence, line.vat_code) for line in lines),
    )


def by_order(lines: list[Any]) -> list[tuple[str, list[Any], int]]:
    """Purchase order, its lines in order of their days, their sum without VAT; first what has no order."""
    groups: dict[str, list[Any]] = {}
    for line in lines:
        groups.setdefault(line.purchase_order, []).append(line)
    return [(order, rows, sum(row.charged_pence for row in rows)) for order, rows in sorted(groups.items())]


def to_carry(deployments: Any) -> dict[int, int]:
    """By deployment, pence that open funds will still carry of it; one query."""
    shares = FundShare.objects.filter(deployment__in=deployments, fund__state=FundState.OPEN).order_by()
    return dict(shares.values_list("deployment").annotate(left=Sum(F("pence") - F("spent_pence"))))
