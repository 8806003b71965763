"""The small parts of pages; each is one template in `templates/parts/` or one component."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.db.models import QuerySet
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drystone.history.models import Event

from ..components import paging, sentences, tables
from ..components.actions import Action
from ..components.figures import Chart, Meter
from ..components.govuk import component
from ..components.rows import Fact, Party, Task
from ..components.tones import tone_of
from ..context import address_of
from ..navigation import may_open, money

register = template.Library()
SHOWN = 50  # lines of history on a page


@register.simple_tag
@lru_cache(maxsize=256)
def brand_sheet(colour: str) -> str:
    """The address of the stylesheet in an alliance's colour."""
    return reverse("brand", args=[colour.removeprefix("#").lower()])


@register.simple_tag
def page_url(name: str) -> str:
    """A page of the frame, or the front page while an installation leaves it out."""
    try:
        return address_of(name)
    except NoReverseMatch:
        return "/"


@register.simple_tag
def navigation(nav: Iterable[tuple[str, str, bool]]) -> SafeString:
    return _navigation(tuple(nav))


@lru_cache(maxsize=256)
def _navigation(nav: tuple[tuple[str, str, bool], ...]) -> SafeString:
    """Drawn once for all who have the same entries: it stands on every page."""
    items = [{"text": label, "href": url, "active": active} for label, url, active in nav]
    return component("service-navigation", navigation=items, menuButtonText="Menu")


@register.inclusion_tag("parts/beside.html", takes_context=True)
def money_pages(context: Context) -> dict[str, Any]:
    """The way between the pages of money, for whoever reads this one."""
    request = context["request"]
    here = request.resolver_match.view_name
    pages = [(label, reverse(name), name == here) for label, name in money(request.person)]
    return {"about": "Money", "pages": pages}


@register.simple_tag(takes_context=True)
def opens(context: Context, name: str) -> bool:
    """Whether a link to this address leads whoever reads the page through an open door."""
    return may_open(context["request"].person, name)


@register.simple_tag
@cache
def skip_link() -> SafeString:
    return component("skip-link", href="#main", text="Skip to main content")


@register.simple_tag
def breadcrumbs(trail: Iterable[tuple[str, str]]) -> SafeString:
    """The way here, as (text, address) pairs."""
    items = [{"text": text, "href": url} for text, url in trail]
    return component("breadcrumbs", items=items, collapseOnMobile=True)


@register.inclusion_tag("parts/waiting.html")
def waiting(
    whom: str, at: Any = "", since: date | None = None, then: str = "", instead: str = "", url: str = ""
) -> dict[str, Any]:
    """Whom the record waits for, since when, what happens `then` by itself, and what one may do `instead`."""
    return {"whom": whom, "at": at, "since_when": since, "then": then, "instead": instead, "url": url}


@register.simple_tag
def tag(text: Any, tone: str = "rest") -> SafeString:
    """A word in a pill. Tones: rest, wait, now, good, stop."""
    return format_html('<strong class="govuk-tag tag tag--{}">{}</strong>', tone, text)


@register.simple_tag
def state(record: Any) -> SafeString:
    """A record's state, in the tone that this state has everywhere."""
    return tag(record.get_state_display(), tone_of(record.state))


@register.inclusion_tag("parts/actions.html", takes_context=True)
def actions(context: Context, buttons: list[Action]) -> dict[str, Any]:
    """Buttons from `open_actions`. The first is the one most wanted; a grave one is red."""
    return {"actions": buttons, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("parts/timeline.html", takes_context=True)
def timeline(context: Context, events: Iterable[Event]) -> dict[str, Any]:
    """What happened on a record's page, the latest first; of a long history its end, unless all of it is asked for."""
    request = context.get("request")
    if request and request.GET.get("history") == "all":
        newest, is_cut = list(events)[::-1], False
    else:
        latest = events.order_by("-id")[: SHOWN + 1] if isinstance(events, QuerySet) else list(events)[::-1]
        newest, is_cut = list(latest)[:SHOWN], len(latest) > SHOWN
    return {"lines": [(event, sentences.sentence(event)) for event in newest], "is_cut": is_cut}


@register.inclusion_tag("parts/parties.html")
def parties(all_of_them: Iterable[Party]) -> dict[str, Any]:
    return {"parties": all_of_them}


@register.simple_tag
def task_list(tasks: Iterable[Task], name: str = "task") -> SafeString:
    """What there is to do, each with how far it is. `name` tells two lists on one page apart."""
    return component("task-list", idPrefix=name, items=[_task(task) for task in tasks])


def _task(task: Task) -> dict[str, Any]:
    return {
        "title": {"text": task.title},
        "href": task.url or None,
        "hint": {"text": task.hint} if task.hint else None,
        "status": {"html": tag(task.state, task.tone)} if task.state else {"text": ""},
    }


@register.simple_tag
def summary(facts: Iterable[Fact]) -> SafeString:
    """Names and values, each with a link to change it where there is one."""
    return component("summary-list", rows=[_fact(fact) for fact in facts])


def _fact(fact: Fact) -> dict[str, Any]:
    link = {"href": fact.change_url, "text": fact.change, "visuallyHiddenText": fact.name.lower()}
    shown = "–" if fact.value in (None, "") else fact.value
    return {
        "key": {"text": fact.name},
        "value": {"html": shown},
        "actions": {"items": [link] if fact.change_url else []},
    }


@register.simple_tag(takes_context=True)
def table(context: Context, shown: tables.Table) -> SafeString:
    """A `Table`; its headings sort the list that this page shows, keeping what it was narrowed to."""
    request = context.get("request")
    return tables.render(replace(shown, query=request.GET) if request else shown)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: paging.Page) -> SafeString | str:
    """The pages before and after, where there are more rows; nothing on the only page."""
    if not (page.earlier or page.later):
        return ""
    return component(
        "pagination",
        landmarkLabel="More of this list",
        previous={"href": _turned(context, page.earlier), "text": "Previous page"} if page.earlier else None,
        next={"href": _turned(context, page.later), "text": "Next page"} if page.later else None,
    )


def _turned(context: Context, at: str) -> str:
    asked = context["request"].GET.copy()
    asked["page"] = at
    return f"?{asked.urlencode()}"


@register.inclusion_tag("parts/meter.html")
def days_meter(label: str, used: int, total: int, done: int | None = None) -> dict[str, Meter]:
    """How much of an amount of half-days is taken, in words and as a bar; what is `done` of it is told apart."""
    return {"meter": Meter(label, used, total, done)}


@register.inclusion_tag("parts/chart.html")
def bar_chart(chart: Chart) -> dict[str, Chart]:
    return {"chart": chart}


@register.inclusion_tag("parts/deadline.html")
def deadline(at: datetime, label: str = "") -> dict[str, Any]:
    """A moment with its weekday, and how long until then."""
    return {"at": at, "label": label}


@register.inclusion_tag("parts/empty.html")
def empty(title: str, text: str = "", label: str = "", url: str = "") -> dict[str, str]:
    """Where a list would stand if it had anything in it: say why, and what comes next."""
    return {"title": title, "text": text, "label": label, "url": url}


@register.inclusion_tag("parts/readers.html")
def readers(*who: str, never: str = "") -> dict[str, Any]:
    """Who will read what is written here, and who never will."""
    return {"who": who, "never": never}


@register.inclusion_tag("parts/copyable.html")
def copyable(url: str, label: str = "Link", name: str = "link") -> dict[str, str]:
    """An address to copy: a box that can be selected, and a button where scripts run."""
    return {"url": url, "label": label, "name": name}
