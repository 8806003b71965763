"""What schools and payers read of days and money: each its own side."""

from tests.authz.rows import FINANCE, OFFICE, SIGNED_IN, Row, at

PAGES = {
    SIGNED_IN: "school-given school-used school-time-sheets",
    OFFICE: "office-time-sheets",
    FINANCE: "office-ahead office-days-until-money",
}
ROWS: dict[str, list[Row]] = {
    "school-given-of": [at("statement", "home head", "home finance", OFFICE)],
    "school-used-of": [at("charge", "receiving head", OFFICE)],
}
