"""The forms that the alliance asks: whose they are, since when, who is changing one, and what they asked before."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render

from drystone.people.access import alliances_as
from drystone.people.models import Person
from drystone.people.roles import MANAGES
from drystone.questions import differing, drafting, forms
from drystone.questions.defaults import Default
from drystone.questions.models import FormDraft, FormVersion

from ..components import tables
from ..links_html import link_to
from ..pressing import back_to
from ..templatetags.say import day
from .form_outline import PARTS, in_order, outline


@dataclass(frozen=True)
class Asked:
    """One form in the list: our default, the alliance's latest version if it has any, and what is being changed."""

    default: Default
    latest: FormVersion | None
    draft: FormDraft | None


def listed(request: Any) -> HttpResponse:
    """All forms of the alliance."""
    own = FormVersion.objects.filter(alliance_id=request.alliance.pk)
    newest = own.filter(pk__in=own.order_by().values("key").annotate(last=Max("pk")).values("last"))
    latest = {version.key: version for version in newest}
    open_ = FormDraft.objects.filter(alliance_id=request.alliance.pk, version=None, discarded_at=None)
    drafts = {draft.key: draft for draft in open_}
    names = named(request, {v.published_by for v in latest.values()} | {d.changed_by for d in drafts.values()})
    columns = [
        tables.Column("Form", lambda row: link_to(row.default.form.title, "office-form", row.default.key)),
        tables.Column("Part of", lambda row: PARTS[row.default.room]),
        tables.Column("Asked now", lambda row: whose(row.latest, names)),
        tables.Column("Being changed", lambda row: changing(row.draft, names)),
    ]
    rows = [Asked(default, latest.get(default.key), drafts.get(default.key)) for default in in_order()]
    table = tables.Table("Forms", columns, rows, caption_hidden=True)
    return render(request, "office/forms/list.html", {"table": table, "back": back_to("office-rounds")})


def one(request: Any, form: str) -> HttpResponse:
    """One form as it is asked, or as an earlier version asked it, with all that happened to it."""
    default, alliance = known(form), request.alliance
    versions = list(FormVersion.objects.filter(alliance_id=alliance.pk, key=form).order_by("-number"))
    current = forms.current(form, alliance.pk)
    shown = next((v for v in versions if str(v.number) == request.GET.get("version")), current)
    draft = drafting.open_draft(alliance.pk, form)
    names = named(request, {v.published_by for v in versions} | ({draft.changed_by} if draft else set()))
    context = {
        "asked": shown.form,
        "shown": shown,
        "parts": outline(shown.form, default.form),
        "since": whose(shown if shown.alliance_id else None, names),
        "is_current": shown == current or shown.pk is None,
        "differs": differing.differences(current.form, shown.form),
        "versions": [(version, whose(version, names)) for version in versions],
        "draft": draft,
        "changing": changing(draft, names),
        "may_write": alliance.pk in alliances_as(request.person, MANAGES),
        "timeline": drafting.history(alliance.pk, form),
        "back": back_to("office-forms"),
    }
    return render(request, "office/forms/form.html", context)


def known(form: str) -> Default:
    if form not in forms.DEFAULTS:
        raise Http404
    return forms.DEFAULTS[form]


def named(request: Any, people: set[int | None]) -> dict[int, str]:
    """The names of colleagues, in one question."""
    rows = Person.objects.known_to(request.alliance.pk).filter(pk__in=people)
    return dict(rows.values_list("pk", "name"))


def whose(version: FormVersion | None, names: dict[int, str]) -> str:
    if version is None:
        return "As Drystone comes with it"
    by = names.get(version.published_by or 0, "a colleague who has left")
    number = f"Version {version.number}" if not version.follows_ours else "As Drystone comes with it again"
    return f"{number}, by {by} on {day(version.published_at)}"


def changing(draft: FormDraft | None, names: dict[int, str]) -> str:
    return f"By {names.get(draft.changed_by, 'a colleague')} on {day(draft.changed_at)}" if draft else ""
