"""Documents that are issued: made, sealed, numbered, kept with their digest, and checked whenever they are read."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from drystone.history import events
from drystone.history.events import Actor

from . import storage
from .letters import Case
from .models import Number, Paper
from .models.paper import CODE_LENGTH, in_fours
from .typesetting import typeset

# A file this young may belong to a transaction that has not ended yet.
UNDER_WAY = timedelta(days=1)


class Tampered(Exception):
    """The file of a paper is gone, or is not the one that was issued."""


def make(template: str, data: Mapping[str, object], *, title: str, at: datetime) -> bytes:
    """A tagged PDF/A of a template: letter, form, agreement, statement, charge, record and the others.

    What each template needs stands in `content.py`. Without a number it says that it was not issued.
    """
    return typeset(template, words_of(data, title=title, at=at), at=at)


def keep(
    kind: str,
    template: str,
    data: Mapping[str, object],
    *,
    about: models.Model,
    alliance_id: int,
    title: str,
    by: Actor | None,
    at: datetime,
) -> Paper:
    """Issues a document about a record: from now on its words are fixed and anybody can check a copy.

    `kind` is what the office calls it; the public page that checks documents shows it, so it names nobody.
    The file is safe before the row exists: a crash leaves at most a file that no row knows (see `sweep`).
    """
    with transaction.atomic():
        made = press(Number.take(at=at), template, data, title, at)
        return keep_made(made, kind, about=about, alliance_id=alliance_id, by=by, at=at)


class Made(NamedTuple):
    """A sealed document that stands in no row yet."""

    number: str
    title: str
    words_sha256: str
    pdf: bytes


def press(number: str, template: str, data: Mapping[str, object], title: str, at: datetime) -> Made:
    """The sealed document under its number. It asks no database: many at once may be pressed in other processes."""
    words = words_of(data, title=title, at=at)
    words_sha256 = digest_of(template, words)
    pdf = sealed(template, {**data, "paper": proof(number, words_sha256)}, title=title, at=at)
    return Made(number, words["title"][:200], words_sha256, pdf)


@transaction.atomic
def keep_made(
    made: Made, kind: str, *, about: models.Model, alliance_id: int, by: Actor | None, at: datetime
) -> Paper:
    """Issues a document that was pressed beforehand; see `keep`."""
    paper = Paper.objects.create(
        alliance_id=alliance_id,
        number=made.number,
        kind=kind,
        title=made.title,
        about_type=events.kind_of(about),
        about_id=about.pk,
        made_at=at,
        made_by_id=by.pk if by else None,
        made_by_name=by.name[:200] if by else "",
        words_sha256=made.words_sha256,
        sha256=sha256(made.pdf),
        size=len(made.pdf),
        file=storage.put(made.pdf, at=at),
    )
    facts = {"kind": kind, "number": made.number, "sha256": paper.sha256}
    events.record(paper, "issued", by=by, at=at, about=about, **facts)
    return paper


def replace(paper: Paper, later: Paper, *, by: Actor | None, at: datetime) -> None:
    """A later document stands for this one, which stays as it is; whoever checks it learns that it no longer holds."""
    with transaction.atomic():
        if Paper.objects.filter(pk=paper.pk, replaced_by=None).update(replaced_by=later):
            events.record(paper, "replaced", by=by, at=at, number=later.number)


def proof(number: str, words_sha256: str) -> dict[str, str]:
    """What stands at the foot of every page, to check a copy by."""
    check_at = settings.BASE_URL + reverse("check-document")
    return {"number": number, "digest": in_fours(words_sha256[:CODE_LENGTH]), "check_at": check_at}


def sealed(template: str, data: Mapping[str, object], *, title: str, at: datetime) -> bytes:
    seal = import_string(settings.DOCUMENT_SEAL)
    return seal(make(template, data, title=title, at=at), at=at)


def read(paper: Paper) -> bytes:
    """The file as it was issued. Raises Tampered if it is not that file any more."""
    try:
        with default_storage.open(str(paper.file)) as file:
            pdf = file.read()
    except FileNotFoundError as error:
        raise Tampered(f"{paper.number}: the file is gone") from error
    if sha256(pdf) != paper.sha256:
        raise Tampered(f"{paper.number}: the file was changed")
    return pdf


def verify(pdf: bytes) -> Paper | None:
    """The paper of which this is the file, to the last byte; None for anything else."""
    return Paper.objects.filter(sha256=sha256(pdf)).select_related("replaced_by").first()


def find(number: str, code: str) -> Paper | None:
    """The paper whose number and digest somebody copied from a printed page; spaces and case do not matter."""
    start = "".join(code.split()).lower()
    if len(start) < CODE_LENGTH:
        return None
    found = Paper.objects.filter(number=number.strip().upper(), words_sha256__startswith=start)
    return found.select_related("replaced_by").first()


def erase(paper: Paper, *, by: Actor | None, at: datetime, note: str) -> None:
    """Its time has run out, or somebody's data must go: row and file go, the line of history stays."""
    with transaction.atomic():
        events.record(paper, "erased", by=by, at=at, note=note, number=paper.number)
        transaction.on_commit(partial(default_storage.delete, str(paper.file)))
        paper.delete()


def sweep(*, at: datetime) -> int:
    """Takes away files that no row knows: what a crash, or a change that was undone, left behind. Says how many."""
    lost: set[str] = set()
    for folder in storage.folders():
        kept = Paper.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True)
        lost |= storage.older_than(at - UNDER_WAY, folder=folder) - set(kept)
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def words_of(data: Mapping[str, object], *, title: str, at: datetime) -> dict[str, Any]:
    """All that the document says, fit to print, with an account of the letters that could not be."""
    case = Case()
    words = case.words({"date": localdate(at), **data, "title": title})
    return {**words, "title": words["title"].strip() or "Document", "unprintable": case.account()}


def digest_of(template: str, words: dict[str, Any]) -> str:
    return sha256(json.dumps([template, words], sort_keys=True).encode())


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
