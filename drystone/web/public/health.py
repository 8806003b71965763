"""How the parts of the installation are, for whoever watches over it; never what they hold."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpResponse, JsonResponse
from django_tasks import default_task_backend

from drystone import walls
from drystone.mail import outbox

SILENT = timedelta(seconds=30)  # a worker gives a sign of life every five
JOBS_LATE, MAIL_LATE = timedelta(minutes=15), timedelta(minutes=60)  # a greylisted message may well take half an hour
DISK_RESERVE = 100_000_000  # bytes
WELL = "well"


def healthz(request: Any) -> HttpResponse:
    """200 while all is well, else 503 with the name of each part that is ill."""
    parts = examine(request.now)
    ill = [name for name, state in parts.items() if state != WELL]
    return JsonResponse({"status": "ill" if ill else WELL, "parts": parts}, status=503 if ill else 200)


def examine(at: datetime) -> dict[str, str]:
    """Each part of the installation, and in a few words what is wrong with it."""
    parts = {"disk": disk()}
    try:
        backend: Any = default_task_backend
        pulse = backend.pulse(at)
        with walls.open_to_all():  # mail that waits is a fault of the installation, whoever's it is
            waiting = outbox.waiting_since(at)
    except Error:
        return parts | {"database": "does not answer", "worker": "not known", "jobs": "not known", "mail": "not known"}
    return parts | {
        "database": WELL,
        "worker": worker(pulse, at),
        "jobs": jobs(pulse, at),
        "mail": mail(pulse, waiting, at),
    }


def disk() -> str:
    places = (settings.VAR, settings.MEDIA_ROOT, settings.MAIL_DIRECTORY, tempfile.gettempdir())
    free = min(shutil.disk_usage(place).free for place in places if Path(place).exists())
    return WELL if free >= DISK_RESERVE else f"{free // 1_000_000} MB left"


def worker(pulse: Any, at: datetime) -> str:
    if pulse.seen_at is None:
        return "has never run"
    return WELL if at - pulse.seen_at <= SILENT else f"no sign of life for {since(pulse.seen_at, at)}"


def jobs(pulse: Any, at: datetime) -> str:
    if pulse.given_up:
        return f"{pulse.given_up} given up"
    late = pulse.oldest_waiting and at - pulse.oldest_waiting > JOBS_LATE
    return f"the oldest has waited {since(pulse.oldest_waiting, at)}" if late else WELL


def mail(pulse: Any, waiting: datetime | None, at: datetime) -> str:
    if pulse.mail_trouble:
        return "the mail server is out of reach"
    late = waiting and at - waiting > MAIL_LATE
    return f"the oldest message has waited {since(waiting, at)}" if waiting and late else WELL


def since(moment: datetime, at: datetime) -> str:
    seconds = int((at - moment).total_seconds())
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"
