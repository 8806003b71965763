"""A bare button behind an e-mailed link asks for a tick too: a mail filter that presses buttons ticks nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


def surely(view: View) -> View:
    """For a view that acts on a meeting by one press."""

    @wraps(view)
    def asked(request: Any, pk: int, **more: Any) -> HttpResponse:
        if request.link and "sure" not in request.POST:
            messages.warning(request, "Tick the box beside the button first.")
            return redirect("leader-meeting", pk)
        return view(request, pk, **more)

    return asked
