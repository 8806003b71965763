"""What the years of one System Leader hold so far, as the office reads them."""

from typing import Any

from django.http import FileResponse

from drystone.register.models import Designation
from drystone.reports.four_years import Reader

from .. import four_years
from ..doors import fetch


def read(request: Any, shown: Designation) -> dict[str, Any]:
    return four_years.shown(shown, reads=Reader.OFFICE, on=request.today)


def paper(request: Any, pk: int) -> FileResponse:
    """The same as a PDF."""
    return four_years.send_paper(request, fetch(request, Designation, pk, "alliance"), Reader.OFFICE)
