"""What keeps one System Leader fit to be sent: induction, training, assurance."""

from typing import Any

from drystone.register import queries
from drystone.register.models import Designation


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """Her induction, and the word of her school that she was safely recruited."""
    assurance = queries.assurance_of(shown)
    return {
        "induction": list(shown.induction.select_related("signed_off_by")),
        "assurance": assurance,
        "assured": bool(assurance and assurance.until >= request.today),
    }
