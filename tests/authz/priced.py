"""Amounts of money that stand nowhere but where money is told: whoever finds one of them has read what work costs.

Each alliance has its own: £313.13 a day is what a payer is charged in Swaledale, £271.71 what the home school gets.
What they come to, for half a day or on a statement, is noted once the world is built.
"""

import re
from datetime import date
from typing import Any

from drystone.deployment.models import Agreement
from drystone.deployment.terms import Terms
from drystone.payments import rates
from drystone.payments.models import ChargeSchedule, DueLine, RateRole, Statement
from drystone.people.roles import Role
from drystone.schools.models import Organisation
from tests import cast
from tests.authz.rows import OFFICE
from tests.clock import NOW
from tests.supporting import Support

# Pence a day: charged, reimbursed, and what the rate card says from next year on.
PRICES = {"swaledale": (313_13, 271_71, 419_17), "wensleydale": (317_39, 277_79, 421_37)}
# Who reads which side. The payer of one piece of work is an authority, which the school helped knows of.
CANARIES: dict[str, frozenset[str]] = {
    "CHARGED": OFFICE | {"receiving head", "helped head"},
    "REIMBURSED": OFFICE | {"home head", "home finance", "director", "board"},
    "RATE": OFFICE,
    "PAYER": OFFICE | {"helped head"},
}
AMOUNT = re.compile(r"(?<![\w.])\d[\d,]*\.\d\d(?!\d)|(?<!content-length: )(?<![\w.])\d{5,7}(?![\w.])")
KNOWN: dict[str, tuple[str, str]] = {}


class Priced(Support):
    """Work is charged and reimbursed at the alliance's own prices, at each of which nothing else is."""

    place: Any

    def words(self, **changed: Any) -> Terms:
        charge, back, _ = PRICES[self.place.name]
        return super().words(**{"charge_pence": charge, "reimbursement_pence": back, **changed})

    def council(self) -> Organisation:
        """An authority that pays, and who commissions for it."""
        body = Organisation.objects.create(kind=Organisation.Kind.AUTHORITY, name=self.place.canary("PAYER"))
        cast.post(cast.person("Una Payne"), Role.COMMISSIONER, self.alliance, body)
        return body


def found(text: str) -> set[tuple[str, str]]:
    """The owner and the side of every amount in a text, as people and as programs write them."""
    return {KNOWN[each] for match in AMOUNT.findall(text) if (each := match.replace(",", "")) in KNOWN}


def note(place: Any) -> None:
    """Every amount that this alliance's work came to, by the side whose money it is; none that both sides have."""
    sides: dict[str, set[int]] = {"CHARGED": set(), "REIMBURSED": set(), "RATE": {PRICES[place.name][2]}}
    for of in (Agreement, DueLine):
        for charge, back in of.objects.filter(alliance=place.alliance).values_list(
            "charge_pence", "reimbursement_pence"
        ):
            sides["CHARGED"].add(charge)
            sides["REIMBURSED"].add(back)
    for total in ChargeSchedule.objects.filter(alliance=place.alliance).values_list("total_pence", flat=True):
        sides["CHARGED"].add(total)
    for total in Statement.objects.filter(alliance=place.alliance).values_list("total_pence", flat=True):
        sides["REIMBURSED"].add(total)
    for side, amounts in sides.items():
        for pence in amounts - set().union(*(other for name, other in sides.items() if name != side)):
            if pence % 100:  # a whole number of pounds may stand for something else
                KNOWN.update(dict.fromkeys((f"{pence / 100:.2f}", str(pence)), (place.name, side)))


def everything(place: Any) -> None:
    """From next year on the rate card says something else; and all amounts are noted."""
    new = PRICES[place.name][2]
    by = cast.acting(place.people["finance"])
    both = {"charge_pence": new, "reimbursement_pence": new}
    rates.change(place.alliance, RateRole.SYSTEM_LEADER, since=date(2027, 9, 1), **both, by=by, at=NOW)
    note(place)
