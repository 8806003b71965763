"""Writing on a sheet, as long as it is open. One statement a save, whoever else writes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from . import attachments, merging, pages
from .kinds.files import REMOVE
from .merging import Seen
from .models import Answer, AnswerSheet
from .spec import Question


class Sealed(Exception):
    """The sheet is sealed; what it says does not change any more."""


class Clash(Exception):
    """Another window wrote something else meanwhile; the text says what, and nothing was overwritten."""


def lock(sheet: AnswerSheet) -> None:
    """Nobody else saves or seals this sheet until the transaction ends."""
    row = AnswerSheet.objects.select_for_update().values("sealed_at", "digest").get(pk=sheet.pk)
    sheet.sealed_at, sheet.digest = row["sealed_at"], row["digest"]
    refuse_sealed(sheet)


def refuse_sealed(sheet: AnswerSheet) -> None:
    if sheet.is_sealed:
        raise Sealed(f"{sheet} is sealed")


def merged(page: pages.Page, seen: Seen) -> tuple[dict[str, Any], dict[str, str]]:
    """What of a page is to be stored, and what clashes with another window, by key."""
    kept, clashing = {}, {}
    for question in page.questions:
        given, now = page.answers[question.key], page.rows.get(question.key)
        there = now.value if now else None
        if question.kind == "file" or given == there or merging.untouched(question, given=given, now=now, seen=seen):
            continue
        if text := merging.clash(question, given=given, now=now, seen=seen):
            clashing[question.key] = text
        else:
            kept[question.key] = given
    return kept, clashing


def write(sheet: AnswerSheet, kept: Mapping[str, Any], at: datetime, *, window: str = "") -> None:
    """One statement, whoever else writes: the last one to save an answer is the one that stands."""
    rows = [Answer(sheet=sheet, key=key, value=value, saved_at=at, window=window) for key, value in kept.items()]
    try:
        Answer.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["sheet", "key"], update_fields=["value", "saved_at", "window"]
        )
    except IntegrityError as error:
        if "sealed" in str(error):
            raise Sealed(f"{sheet} is sealed") from error
        raise
    forget(sheet)


def save_files(sheet: AnswerSheet, page: pages.Page, at: datetime) -> dict[str, str]:
    """Files of a page are kept or refused; why, by key."""
    chosen = [q for q in page.questions if q.kind == "file" and page.answers[q.key] is not None]
    return {q.key: text for q in chosen if (text := save_file(sheet, q, page.answers[q.key], at))}


def save_file(sheet: AnswerSheet, question: Question, raw: Any, at: datetime) -> str:
    with transaction.atomic():
        if raw == REMOVE:
            drop(sheet, [question.key])
        elif isinstance(raw, UploadedFile):
            try:
                write(sheet, {question.key: attachments.attach(sheet, question.key, raw, at=at)}, at)
            except attachments.Refused as refused:
                return str(refused)
    return ""


def drop(sheet: AnswerSheet, keys: list[str]) -> None:
    sheet.answers.filter(key__in=keys).delete()
    if keys:
        attachments.remove(sheet, *keys)
    forget(sheet)


def forget(sheet: AnswerSheet) -> None:
    """What was prefetched of the sheet's answers is no longer what stands there."""
    getattr(sheet, "_prefetched_objects_cache", {}).pop("answers", None)
