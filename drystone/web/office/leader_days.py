"""The days of one System Leader: granted, promised, left."""

from typing import Any

from drystone.register.models import Designation

from ..releasing import days_of


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """What her school releases her for in the coming terms."""
    return {"days": days_of(shown, request.today)}
