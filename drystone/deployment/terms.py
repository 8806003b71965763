"""What is to be agreed, before anybody is asked: laid out from the request or from the version before."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from drystone.alliances import standard_terms
from drystone.alliances.models import Alliance
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .models import Agreement, Deployment, Flow, Unit, VatCode


@dataclass(frozen=True)
class Terms:
    """What an agreement says. Money in pence a unit; the rate is the one in force on the day of drawing up."""

    starts: date
    ends: date
    half_days: int
    objectives: tuple[tuple[str, str], ...]
    charge_pence: int
    reimbursement_pence: int
    rate_role: str
    payer: Organisation
    kinds: tuple[str, ...] = ()
    pattern: str = ""
    people: tuple[str, ...] = ()
    named: Person | None = None
    named_because: str = ""
    unit: str = Unit.DAY
    flow: str = Flow.HUB
    vat_code: str = VatCode.EXEMPT
    purchase_order: str = ""
    cancellation: tuple[tuple[int, int, int], ...] = ()
    rearranged_within_days: int = 0
    terms: tuple[tuple[str, str], ...] = ()

    def columns(self) -> dict[str, Any]:
        """As a version keeps them; the objectives are rows of their own."""
        kept = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "objectives"}
        lists: dict[str, Any] = {"kinds": list(self.kinds), "people": list(self.people)}
        lists["cancellation"] = sorted(list(line) for line in self.cancellation)
        lists["terms"] = [list(pair) for pair in self.terms]
        return kept | lists


def draft(deployment: Deployment, terms: Terms) -> Agreement:
    """The next version as it would be, of which nothing is kept."""
    return Agreement(alliance_id=deployment.alliance_id, deployment=deployment, **terms.columns())


def standard(alliance: Alliance) -> tuple[tuple[str, str], ...]:
    """What every agreement of the alliance says besides."""
    return tuple((section, text) for section, text in standard_terms.of(alliance).items() if text)
