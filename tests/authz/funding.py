"""Funds: the office reads them; who looks after the money opens, changes, closes them and promises what they have."""

from datetime import date
from typing import Any

from drystone.payments import funds
from tests import cast
from tests.authz.rows import FINANCE, OFFICE, Row, at
from tests.clock import NOW

PAGES = {OFFICE: "office-funds", FINANCE: "office-fund-new"}
ROWS: dict[str, list[Row]] = {
    "office-fund": [at("fund", OFFICE)],
    "office-fund-file": [at("fund", OFFICE, kind="=csv")],
    **{f"office-fund-{verb}": [at("fund", FINANCE)] for verb in ("change", "closing", "next")},
    "office-fund-report": [at("fund_report", FINANCE)],
    "office-deployment-funds": [at("deployment", FINANCE)],
}


def everything(place: Any) -> None:
    terms = funds.Terms(
        "School Improvement Fund", date(2026, 9, 1), date(2027, 8, 31), 5_000_00, "North Council",
        reports=[date(2027, 8, 31)],
    )  # fmt: skip
    fund = funds.begin(place.alliance, terms, by=cast.acting(place.people["finance"]), at=NOW)
    place.records |= {"fund": fund, "fund_report": fund.reports.get()}
