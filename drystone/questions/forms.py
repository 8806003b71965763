"""The forms that are asked: our defaults, and the versions that alliances publish of their own."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from drystone.history import events
from drystone.history.events import Actor

from . import systems
from .declarations import Malformed, read
from .defaults import Default, all_defaults, digest_of
from .models import FormDraft, FormVersion

DEFAULTS = all_defaults()


def current(key: str, alliance_id: int | None = None, *, stood_at: datetime | None = None) -> FormVersion:
    """The version to start on: the alliance's own latest, or our default. `stood_at` asks for the one of that moment:
    everybody in a round answers the form that stood when it opened.

    A default that nobody has started on yet is not in the database; it is returned unsaved, so that showing a form
    writes nothing. An own version that lacks what a newer rule needs gives way to our default.
    """
    default = DEFAULTS[key]
    published = FormVersion.objects.filter(alliance_id=alliance_id, key=key)
    if stood_at:
        published = published.filter(published_at__lte=stood_at)
    own = published.last() if alliance_id else None
    if own and not own.follows_ours and not systems.problems(own.form, default.form):
        return own
    return _kept(default) or FormVersion(
        key=key, number=_next(key, None), source=default.source, digest=default.digest
    )


def load_default(key: str, *, at: datetime) -> FormVersion:
    default = DEFAULTS[key]
    return (
        _kept(default)
        or FormVersion.objects.get_or_create(
            alliance_id=None,
            key=key,
            digest=default.digest,
            defaults={"number": _next(key, None), "source": default.source, "published_at": at},
        )[0]
    )


def publish(
    alliance_id: int, key: str, source: str, *, by: Actor, at: datetime, draft: FormDraft | None = None
) -> FormVersion:
    """The alliance asks its own form from now on; what is under way finishes on the version it was started on.

    Raises Malformed, with a sentence for each problem, if the text is no form or a rule needs what it leaves out.
    Publishing what is already asked changes nothing. With our default the alliance follows us again: it gets what a
    later release changes in it.
    """
    if problems := systems.problems(read(source), DEFAULTS[key].form):
        raise Malformed(problems)
    asked = current(key, alliance_id)
    if asked.alliance_id and asked.source == source:
        return asked
    with transaction.atomic():
        version = FormVersion.objects.create(
            alliance_id=alliance_id,
            key=key,
            number=_next(key, alliance_id),
            source=source,
            digest=digest_of(source),
            published_at=at,
            published_by=by.pk,
            follows_ours=read(source).plain == DEFAULTS[key].form.plain,
        )
        events.record(version, "published", by=by, at=at, about=draft, form=key, number=version.number)
    return version


def _kept(default: Default) -> FormVersion | None:
    return FormVersion.objects.filter(alliance_id=None, key=default.key, digest=default.digest).first()


def _next(key: str, alliance_id: int | None) -> int:
    last = FormVersion.objects.filter(alliance_id=alliance_id, key=key).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
