"""What keeps one System Leader fit to be sent: induction, training, assurance."""

from typing import Any

from drystone.register import documents
from drystone.register.models import Designation

from .. import assuring


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """Her induction, and the word of her school that she was safely recruited."""
    return {
        "induction": list(shown.induction.select_related("signed_off_by", "signer", "sheet")),
        "induction_certificate": documents.induction_kept(shown) is not None,
        **assuring.standing(shown, request.today),
    }
