"""Schools of the national register, as a school picker finds them."""

from typing import Annotated, Any

from ninja import Query, Router, Schema

from drystone.schools import search

router = Router(tags=["schools"])


class School(Schema):
    id: str
    label: str
    hint: str


@router.get("/schools", response=list[School], url_name="schools", summary="Schools by name, town, postcode or URN")
def schools(
    request: Any,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    limit: Annotated[int, Query(ge=1, le=25)] = 10,
) -> list[dict[str, Any]]:
    return search.suggestions(q, limit=limit)["results"]
