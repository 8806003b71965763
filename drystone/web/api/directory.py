"""System Leaders who agreed to be listed: what the public directory shows, and no more."""

from datetime import date
from typing import Annotated, Any

from ninja import Query, Router, Schema

from drystone.register import directory as register

router = Router(tags=["directory"])
MOST = 500


class Area(Schema):
    code: str
    name: str
    phases: list[str]


class Leader(Schema):
    name: str
    number: str
    until: date
    areas: list[Area]


@router.get("/directory", response=list[Leader], url_name="directory", summary="The directory of System Leaders")
def directory(request: Any, area: Annotated[str, Query(max_length=60, pattern=r"^[\w-]*$")] = "") -> list[Leader]:
    """All of them, or those with one area of expertise, by its code. At most 500."""
    rows = register.listed(request.alliance, on=request.today, area=area) if request.alliance else None
    found = [] if rows is None else rows.order_by("person__name", "id")[:MOST]
    return [
        Leader(
            name=each.person.name,
            number=each.number,
            until=each.ends,
            areas=[Area(code=a.area.code, name=a.area.name, phases=a.phases) for a in each.areas.all()],
        )
        for each in found
    ]
