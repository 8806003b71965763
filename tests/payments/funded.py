"""A fund carries Tom's work at Leyburn: each step brings it there by the product's own verbs."""

from datetime import date

from drystone.deployment.models import Deployment
from drystone.payments import funds
from drystone.payments.models import DueLine, Fund, FundShare
from tests.clock import NOW
from tests.payments.owed import AFTER, Owed
from tests.retelling import step


def terms(**changed) -> funds.Terms:
    given = {"name": "School Improvement Fund", "funder": "North Council", "starts": date(2026, 9, 1),
             "ends": date(2027, 8, 31), "total_pence": 5_000_00}  # fmt: skip
    return funds.Terms(**{**given, **changed})


class Funded(Owed):
    @step
    def fund(self, **changed) -> Fund:
        return funds.begin(self.alliance, terms(**changed), by=self.finn, at=NOW)

    @step
    def carried(self, *shares: tuple[Fund, int], deployment: Deployment | None = None) -> Deployment:
        """Six half-days at £300 a day are agreed, and these funds carry so much of it, in this order."""
        made = deployment or self.agreed(half_days=6, flow="grant")
        funds.share_out(made, shares, cost=(900_00, 6), by=self.finn, at=NOW)
        return made

    @step
    def worked(self, deployment: Deployment, *days: int, half_days: int = 2) -> list[DueLine]:
        for day in days:
            self.delivered(deployment, day, half_days)
        return self.pulled()

    def share(self, fund: Fund) -> FundShare:
        return FundShare.objects.get(fund=fund)


def split(line: DueLine) -> tuple[list[tuple[str, int]], int]:
    """What each fund carries of a line, and what is left to the payer."""
    spends = list(line.spends.order_by("pk").select_related("fund"))
    return [(spend.fund.name, spend.pence) for spend in spends], line.charge_pence - sum(s.pence for s in spends)


__all__ = ["AFTER", "Funded", "split", "terms"]
