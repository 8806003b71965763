"""One alliance asks the other whom it could lend: each has its own row, and neither reads the other's."""

from datetime import date
from typing import Any

from drystone.brokering.models import Borrowing, Lending, SupportRequest
from tests import cast
from tests.clock import NOW

from .rows import OFFICE, Row, at

ROWS: dict[str, list[Row]] = {
    "office-request-borrowing": [at("for_loan", OFFICE)],
    "office-borrowing": [at("borrowing", OFFICE)],
    "office-borrowing-act": [at("borrowing", OFFICE, verb="=agree")],
    "office-lending": [at("lending", OFFICE)],
    "office-lending-no": [at("lending", OFFICE)],
}
DATED: dict[str, Any] = {"answer_by": date(2026, 11, 20), "state_since": NOW}


def loans(here: Any, there: Any) -> None:
    """One alliance asks the other, which proposes somebody: a row on each side, a canary in what each office reads."""
    request = SupportRequest.objects.filter(alliance=here.alliance, state="accepted").order_by("pk")[0]
    theirs, proposed = there.records["designation"], {"state": "proposed", **DATED}
    here.records["for_loan"] = request
    asked = here.records["borrowing"] = Borrowing.objects.create(
        alliance=here.alliance, request=request, lender=there.alliance, asked_by=here.people["manager"],
        leader=theirs.person, home_school=theirs.home_school, because=here.canary("LOAN_BECAUSE"),
        answer=here.canary("LOAN_ANSWER"), **proposed,
    )  # fmt: skip
    told: dict[str, Any] = {"need": there.canary("LOAN_NEED"), "note": there.canary("LOAN_NOTE"), "half_days": 2}
    there.records["lending"] = Lending.objects.create(
        alliance=there.alliance, crossing=asked.pk, borrower=here.alliance, school=request.school, area=cast.area(),
        area_name="English", from_on=date(2026, 11, 16), until_on=date(2026, 12, 18), designation=theirs,
        because="Knows it.", **told, **proposed,
    )  # fmt: skip
