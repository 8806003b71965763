"""Answering a form: a sheet is started, answers are saved as they are typed, and it is sealed once for good."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from . import answers, attachments, drafts, forms, kinds, merging, pages, words
from .answers import Problem
from .drafts import Clash, Sealed
from .models import Answer, AnswerSheet, Attachment, FormVersion
from .spec import Form, Section
from .wellformed import ROW

Lists = Mapping[str, Mapping[str, str] | Iterable[tuple[str, str]]]
GIVEN_ANEW = ("declaration", "signature", "file")


class Unfinished(Exception):
    """The sheet cannot be sealed yet; `problems` says what is missing or wrong."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = problems


def start(
    key: str, alliance_id: int, at: datetime, *, lists: Lists | None = None, stood_at: datetime | None = None
) -> AnswerSheet:
    """A new sheet on the form's current version, to which it stays; or on the one that stood at a moment.

    `lists` are the rows that its record brings.
    """
    version = forms.current(key, alliance_id, stood_at=stood_at)
    return start_on(version if version.pk else forms.load_default(key, at=at), alliance_id, at, lists=lists)


def start_on(version: FormVersion, alliance_id: int, at: datetime, *, lists: Lists | None = None) -> AnswerSheet:
    return AnswerSheet.objects.create(
        alliance_id=alliance_id, version=version, started_at=at, lists=_written(lists or {})
    )


def save(sheet: AnswerSheet, key: str, raw: Any, *, at: datetime, seen: str = "") -> str:
    """One answer goes into the draft, while it is typed, whether or not it may be submitted so.

    Returns what is wrong with it, or nothing. `seen` is what its page posted of the moment it was opened: if
    another window wrote something else since, nothing is overwritten and Clash says what stands there.

    Raises NoSuchQuestion for a key that the form does not ask, Sealed, and Clash.
    """
    question = sheet.form.question(key)
    drafts.refuse_sealed(sheet)
    if question.kind == "file":
        return drafts.save_file(sheet, question, raw, at)
    value, window = kinds.of(question).read(question, raw, sheet.alliance_id), ""
    if seen:
        opened = merging.seen(seen)
        window = opened.window
        if text := merging.clash(question, given=value, now=answers.rows(sheet).get(key), seen=opened):
            raise Clash(text)
    drafts.write(sheet, {key: value}, at, window=window)
    return next(iter(kinds.of(question).problems(question, value).values()), "")


def save_page(
    sheet: AnswerSheet, section_key: str, data: Mapping, files: Mapping | None = None, *, at: datetime
) -> pages.Page:
    """Everything on one page goes into the draft; the page that comes back says whether it is answered.

    What was changed in another window meanwhile is not overwritten unseen: where this page changed nothing, the
    other's stays; where both changed, the page shows both.
    """
    with transaction.atomic():
        drafts.lock(sheet)
        page = pages.form_for(sheet, section_key, data, files or {})
        page.is_valid()
        seen = merging.seen(data.get(pages.SEEN, ""))
        kept, troubles = drafts.merged(page, seen)
        troubles |= drafts.save_files(sheet, page, at)
        drafts.write(sheet, kept, at, window=seen.window)
    return page if page.is_valid() and not troubles else _again(sheet, section_key, data, files or {}, troubles)


def values(sheet: AnswerSheet) -> dict[str, Any]:
    """The answers that count, as their kinds keep them (days as half-days). Hidden and half-typed ones do not."""
    return answers.counted(sheet.form, answers.stored(sheet))


def value(sheet: AnswerSheet, key: str) -> Any:
    """One answer, or None. For more than one, `values` asks the database once."""
    return values(sheet).get(key)


def problems(sheet: AnswerSheet) -> list[Problem]:
    """All that is missing or wrong on any page, in the order of the form."""
    return answers.problems(sheet.form, answers.stored(sheet))


@dataclass(frozen=True)
class Progress:
    section: Section
    state: Literal["answered", "started", "not started"]


def progress(sheet: AnswerSheet) -> list[Progress]:
    """How far each page is, for the list of what is left to do. Pages on which nothing is asked are left out."""
    form, stored = sheet.form, answers.stored(sheet)
    asked = {question.key for question in form.asked(stored)}
    lacking = {problem.section for problem in answers.problems(form, stored)}
    return [
        Progress(section, _state(section, stored, lacking))
        for section in form.sections
        if any(question.key in asked for question in section.questions)
    ]


def seal(sheet: AnswerSheet, at: datetime, *, apart: Iterable[str] = ()) -> AnswerSheet:
    """The sheet is closed for good. Answers to questions that are not asked are dropped; nobody submitted them.

    Answers to the questions `apart` are dropped too: its record keeps them in a row for fewer readers.
    Sealing twice seals once. Raises Unfinished.
    """
    with transaction.atomic():
        try:
            drafts.lock(sheet)
        except Sealed:
            return sheet
        stored, form = answers.stored(sheet), sheet.form
        if found := answers.problems(form, stored):
            raise Unfinished(found)
        counted = answers.counted(form, stored)
        counted = {key: value for key, value in counted.items() if key not in set(apart)}
        drafts.drop(sheet, [key for key in stored if key not in counted])
        sheet.answers.filter(value=None).delete()
        sheet.sealed_at, sheet.digest = at, answers.digest(sheet, counted)
        sheet.save(update_fields=["sealed_at", "digest"])
    return sheet


def is_intact(sheet: AnswerSheet) -> bool:
    """Whether a sealed sheet still says, word for word, what was sealed."""
    return bool(sheet.digest) and sheet.digest == answers.digest(sheet, answers.stored(sheet))


def copy(
    old: AnswerSheet, at: datetime, *, version: FormVersion | None = None, lists: Lists | None = None
) -> AnswerSheet:
    """A new sheet with the old answers, as far as the new version still asks them.

    Declarations, signatures and files are given anew. The old sheet stays as it is.
    """
    if version is None:
        new = start(old.version.key, old.alliance_id, at, lists=lists or old.lists)
    else:
        new = start_on(version, old.alliance_id, at, lists=lists or old.lists)
    prefill(new, carried(old, new.form), at)
    return new


def carried(old: AnswerSheet, form: Form, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """The answers of an older sheet that this form still asks for, as they would be given again.

    Declarations, signatures and files are given anew, and so is whatever of the kinds `without`.
    """
    left = {*GIVEN_ANEW, *without}
    return {
        key: kinds.of(question).raw(question, kept)
        for key, kept in values(old).items()
        if (question := old.form.question(key)).kind not in left and key in form.by_key
        if form.question(key).kind == question.kind
    }


def prefill(sheet: AnswerSheet, given: Mapping[str, Any], at: datetime) -> list[str]:
    """What the system knows already is filled in where nothing stands yet; returns the keys that were filled.

    Keys that the form does not ask are passed over: an alliance's own form may have left them out.
    """
    drafts.refuse_sealed(sheet)
    form, stored = sheet.form, answers.stored(sheet)
    kept = {
        key: kinds.of(form.question(key)).read(form.question(key), raw, sheet.alliance_id)
        for key, raw in given.items()
        if key in form.by_key and key not in stored
    }
    known = {key: kept_value for key, kept_value in kept.items() if kept_value is not None}
    drafts.write(sheet, known, at)
    return list(known)


def erase(sheet: AnswerSheet, at: datetime, *, classes: Iterable[str] | None = None) -> None:
    """Answers and files are gone for good: those of these retention classes, or all. The sheet's row stays."""
    with transaction.atomic():
        if classes is None:
            erase_whole([sheet.pk], at)
            sheet.refresh_from_db(fields=["erased_at", "lists"])
            sheet.__dict__.pop("form", None)
            drafts.forget(sheet)
            return
        sheet.erased_at = at
        sheet.save(update_fields=["erased_at"])
        wanted = set(classes)
        drafts.drop(sheet, [q.key for q in sheet.form.questions if q.personal in wanted])


def erase_whole(numbers: Collection[int], at: datetime) -> None:
    """Many sheets at once: answers and files are gone for good, and the rows that their records brought."""
    with transaction.atomic():
        AnswerSheet.objects.filter(pk__in=numbers).update(erased_at=at, lists={})
        Answer.objects.filter(sheet__in=numbers).delete()
        attachments.throw_away(Attachment.objects.filter(sheet__in=numbers))


def discard(sheet: AnswerSheet, at: datetime) -> None:
    """The sheet is gone with all that stood on it; its record must have let go of it. Raises ProtectedError."""
    with transaction.atomic():
        erase(sheet, at)
        sheet.delete()


def _again(
    sheet: AnswerSheet, section_key: str, data: Mapping, files: Mapping, troubles: Mapping[str, str]
) -> pages.Page:
    """The page as it stands after saving, with what was posted in its boxes and what is wrong beside them."""
    page = pages.form_for(sheet, section_key, data, files)
    page.is_valid()
    page.unsaved = bool(troubles)
    for key, text in troubles.items():
        page.add_error(page.boxes_of(key)[0], text)
    return page


def _state(
    section: Section, stored: Mapping[str, Any], lacking: set[str]
) -> Literal["answered", "started", "not started"]:
    begun = any(question.key in stored for question in section.questions)
    if section.key not in lacking and (begun or not any(q.needed for q in section.questions)):
        return "answered"
    return "started" if begun else "not started"


def _written(lists: Lists) -> dict[str, list[list[str]]]:
    """The rows in their order, as the database keeps them."""
    written: dict[str, list[list[str]]] = {}
    for name, rows in lists.items():
        pairs = list(rows.items() if isinstance(rows, Mapping) else rows)
        if wrong := [key for key, _ in pairs if not ROW.fullmatch(str(key))]:
            raise ValueError(f"rows are keyed by letters, digits and _: {wrong}")
        written[name] = [[str(key), words.one_line(text)] for key, text in pairs]
    return written
