"""An alliance writes a form of its own: a draft is begun, changed, and published or thrown away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from drystone.history import events
from drystone.history.events import Actor
from drystone.history.models import Event

from . import editing, forms, systems, written
from .declarations import Malformed, read
from .editing import CannotEdit
from .models import FormDraft, FormVersion
from .spec import Form

ENDED = "This draft was published or thrown away meanwhile. What you typed was not kept in it."


def open_draft(alliance_id: int, key: str) -> FormDraft | None:
    """What the office is changing in this form at present."""
    return FormDraft.objects.filter(
        alliance_id=alliance_id, key=key, version__isnull=True, discarded_at__isnull=True
    ).first()


def begin(alliance_id: int, key: str, form: Form, *, by: Actor, at: datetime) -> FormDraft:
    """The office begins to change a form, from what stands, an earlier version or our default.

    Where a draft is open already it is that one: two who begin at once work on the same.
    """
    if draft := open_draft(alliance_id, key):
        return draft
    people = {"begun_by": by.pk, "changed_by": by.pk, "begun_at": at, "changed_at": at}
    try:
        with transaction.atomic():
            draft = FormDraft.objects.create(
                alliance_id=alliance_id, key=key, source=written.toml(as_rules_ask(form, key)), **people
            )
            events.record(draft, "begun", by=by, at=at, note=form.title, form=key)
    except IntegrityError:
        if draft := open_draft(alliance_id, key):
            return draft
        raise
    return draft


@transaction.atomic
def change(draft: FormDraft, edit: Callable[[Form], Form], said: str, *, by: Actor, at: datetime) -> FormDraft:
    """One change of the draft, as it stands now, whoever else changes it. Raises CannotEdit, and changes nothing.

    `said` tells history what was changed. What changes nothing is not written down.
    """
    draft = locked(draft)
    if not draft.is_open:
        raise CannotEdit(ENDED)
    before = draft.form
    after = edit(before)
    if after != before:
        draft.source, draft.turn = written.toml(after), draft.turn + 1
        draft.changed_by, draft.changed_at = by.pk, at
        draft.save(update_fields=["source", "turn", "changed_by", "changed_at"])
        events.record(draft, "changed", by=by, at=at, note=said[:300], form=draft.key)
    return draft


@transaction.atomic
def publish(draft: FormDraft, *, turn: int, by: Actor, at: datetime) -> FormVersion:
    """The alliance asks the form as drafted from now on; what is under way finishes as it was begun.

    Pressing twice publishes once. `turn` is the draft as it was looked at: a later change is looked at first. Raises
    CannotEdit.
    """
    draft = locked(draft)
    if draft.version:
        return draft.version
    if not draft.is_open:
        raise CannotEdit(ENDED)
    if draft.turn != turn:
        raise CannotEdit("Somebody changed the draft since you opened this page. Look at it again before you publish.")
    if found := hindrances(draft):
        raise CannotEdit(" ".join(found))
    draft.version = forms.publish(draft.alliance_id, draft.key, draft.source, by=by, at=at, draft=draft)
    draft.save(update_fields=["version"])
    return draft.version


def hindrances(draft: FormDraft) -> list[str]:
    """Why the draft cannot be published yet."""
    found = [f"“{title}” asks nothing: put a question into it, or take it out." for title in editing.empty(draft.form)]
    if editing.begins_nowhere(draft.form):
        found.append("The first section needs a question that is always asked: everybody begins there.")
    found += [] if found else unsound(draft)
    if draft.form.plain == forms.current(draft.key, draft.alliance_id).form.plain:
        found.append("Nothing differs from the form that is asked now.")
    return found


def unsound(draft: FormDraft) -> list[str]:
    """What the reader of all forms has against it; the changes that an office can make leave nothing to say."""
    try:
        return systems.problems(read(draft.source), forms.DEFAULTS[draft.key].form)
    except Malformed as no:
        return no.problems


@transaction.atomic
def discard(draft: FormDraft, *, by: Actor, at: datetime) -> FormDraft:
    """The draft is thrown away; the form stays as it is asked. Twice does it once."""
    draft = locked(draft)
    if draft.version:
        raise CannotEdit("This draft was published already.")
    if draft.is_open:
        draft.discarded_at = at
        draft.save(update_fields=["discarded_at"])
        events.record(draft, "discarded", by=by, at=at, note=draft.form.title, form=draft.key)
    return draft


def history(alliance_id: int, key: str) -> QuerySet[Event]:
    """Who changed what in this form, and when it was published."""
    drafts = FormDraft.objects.filter(alliance_id=alliance_id, key=key).values("pk")
    return Event.objects.filter(about_type=events.kind_of(FormDraft), about_id__in=drafts)  # type: ignore[arg-type]


def locked(draft: FormDraft) -> FormDraft:
    """As it stands once nobody else holds it. What it became is asked for after that: beside the lock, whoever waited
    for the other's version would not see it."""
    return FormDraft.objects.select_for_update().get(pk=draft.pk)


def as_rules_ask(form: Form, key: str) -> Form:
    """With the mark that a rule needs a question wherever one does now: an older version may not know of it."""
    needed = {q.key: q.system for q in forms.DEFAULTS[key].form.questions}
    sections = (
        replace(section, questions=tuple(replace(q, system=needed.get(q.key, False)) for q in section.questions))
        for section in form.sections
    )
    return replace(form, sections=tuple(sections)).plain
