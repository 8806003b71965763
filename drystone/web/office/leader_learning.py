"""What keeps one System Leader fit to be sent: induction, training, assurance."""

from typing import Any

from django.http import FileResponse, HttpResponse

from drystone.groups import attendance
from drystone.register import documents, training
from drystone.register.models import Designation

from .. import assuring, learning
from ..doors import fetch
from ..pressing import settle
from .leader_moves import asked, here


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """Her induction, learning and groups, and the word of her school that she was safely recruited."""
    return {
        "induction": list(shown.induction.select_related("signed_off_by", "signer", "sheet")),
        "induction_certificate": documents.induction_kept(shown) is not None,
        "groups": attendance.hers(shown.person, shown.alliance, request.today),
        **learning.shown(request, shown),
        **assuring.standing(shown, request.today),
    }


def note(request: Any, pk: int) -> HttpResponse:
    """The office notes that she took part in something: the core training, for example."""
    shown, form = fetch(request, Designation, pk), learning.Noting(request.POST or None)
    verb = lambda: training.note(shown, **form.said(), by=request.person, at=request.now)  # noqa: E731
    done = settle(request, form, verb, then=here(pk, "learning"), said="Noted.")
    return done or asked(request, form, shown, "Note training")


def statement(request: Any, pk: int) -> FileResponse:
    """Her statement of learning for a year."""
    return learning.send_statement(request, fetch(request, Designation, pk, "alliance", "home_school", "person"))
