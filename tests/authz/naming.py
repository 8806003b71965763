"""Who is paid, and self-billing: the office reads, who looks after the money acts, the home school may stop it."""

from datetime import date
from typing import Any

from drystone.payments import payees, self_billing
from drystone.schools.models import Organisation
from tests import cast
from tests.authz.rows import FINANCE, OFFICE, Row, at
from tests.clock import NOW

PAGES = {
    OFFICE: "office-payees office-payee-new office-self-billings",
    FINANCE: "office-self-billing-new office-self-billing-asking",
}
ROWS: dict[str, list[Row]] = {
    "office-payee": [at("payee_change", OFFICE)],
    "office-payee-act": [at("payee_change", OFFICE, verb="=withdraw")],
    "office-payee-stop": [at("payee_change", FINANCE)],
    "office-self-billing": [at("self_billing", OFFICE)],
    "office-self-billing-end": [at("self_billing", FINANCE)],
    "school-self-billing": [at("self_billing_asked", "home head", "home finance", OFFICE)],
    "school-payee-change": [at("payee_change", "home head", "home finance", OFFICE)],
    "school-statement-payee": [at("statement", "home head", "home finance", OFFICE)],
}


def everything(place: Any) -> None:
    """The home school would be paid through a trust; two people have said so, and it waits."""
    finance, manager, head = (cast.acting(place.people[who]) for who in ("finance", "manager", "home head"))
    trust = Organisation.objects.create(kind="trust", name=f"{place.name.title()} Trust")
    to = payees.Payee(trust, "4711")
    school = head.posts_now[0].organisation
    change = payees.propose(place.alliance, school, to, why="They wrote.", by=finance, at=NOW)
    place.records["payee_change"] = payees.confirm(change, by=manager, at=NOW)
    agreed = self_billing.Agreed("Jane Dinsdale, bursar", date(2026, 8, 20), date(2026, 9, 1), date(2027, 8, 31))
    made = self_billing.agree(place.alliance, school, agreed, by=finance, at=NOW)
    place.records["self_billing"] = made
    again = {"starts": date(2027, 9, 1), "ends": date(2028, 8, 31)}
    place.records["self_billing_asked"] = self_billing.ask(place.alliance, school, **again, by=finance, at=NOW)
