"""Who calls: whoever the door has let in; the calls of one person are counted together."""

from typing import Any


def signed_in(request: Any) -> str | None:
    return f"person {request.person.pk}" if request.person else None
