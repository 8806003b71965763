"""What happened: searched by person, day and kind of record."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from drystone.history.models import Event
from drystone.people import access
from drystone.people.models import Person

from ..components import paging, sentences, tables
from ..links_html import link_to
from ..templatetags.say import moment
from .confidence import without_others

# Where a kind of record has a page of its own.
PAGES = {
    "brokering.supportrequest": "office-request",
    "deployment.deployment": "office-deployment",
    "groups.group": "office-group",
    "mail.message": "office-message",
    "payments.statement": "office-statement",
    "payments.chargeschedule": "office-charge",
    "payments.batch": "office-batch",
    "register.designation": "office-leader",
    "selection.application": "office-application",
    "selection.round": "office-round",
}
MOST_PEOPLE = 20


class Search(forms.Form):
    who = forms.CharField(label="Who did it", required=False, max_length=100)
    day = forms.DateField(
        label="On which day",
        required=False,
        input_formats=["%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"],
        error_messages={"invalid": "Write the day like 27/3/2027."},
    )
    kind = forms.ChoiceField(label="Kind of record", required=False)

    def __init__(self, *args: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["kind"].choices = [("", "All"), *kinds()]  # type: ignore[attr-defined]


def kinds() -> list[tuple[str, str]]:
    """Every kind of record that an alliance owns, by its name."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("drystone.")]
    owned = [model for model in ours if any(field.name == "alliance" for field in model._meta.fields)]
    named = ((model._meta.label_lower, str(model._meta.verbose_name).capitalize()) for model in owned)
    return sorted(named, key=lambda kind: kind[1])


def searched(request: Any) -> HttpResponse:
    """Who did what, the latest first."""
    form = Search(request.GET)
    rows = readable(request)
    if form.is_valid():
        rows = narrowed(rows, request, **form.cleaned_data)
    page = paging.page(rows, ("-id",), request.GET.get("page", ""))
    return render(request, "office/history.html", {"table": table(page.rows), "page": page, "filters": form})


def readable(request: Any) -> QuerySet[Event]:
    rows = Event.objects.filter(alliance_id__in=access.office_of(request.person) & {request.alliance.pk})
    return without_others(request, rows, "record_type", "record_id")


def narrowed(rows: QuerySet[Event], request: Any, *, who: str, day: Any, kind: str) -> QuerySet[Event]:
    if who:
        known = Person.objects.visible_to(request.person, on=request.today).filter(name__icontains=who)
        rows = rows.filter(by_id__in=list(known.values_list("pk", flat=True)[:MOST_PEOPLE]))
    if day:
        begins = timezone.make_aware(datetime.combine(day, time()))
        ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
        rows = rows.filter(at__gte=begins, at__lt=ends)
    return rows.filter(record_type=kind) if kind else rows


def table(rows: list[Event]) -> tables.Table:
    columns = [
        tables.Column("When", lambda row: moment(row.at)),
        tables.Column("What happened", told),
        tables.Column("Record", page_of),
    ]
    return tables.Table("What happened", columns, rows, caption_hidden=True, empty="Nothing like that has happened.")


def told(event: Event) -> Any:
    sentence = sentences.sentence(event)
    return format_html('{}<span class="govuk-hint">{}</span>', sentence, event.note) if event.note else sentence


def page_of(event: Event) -> Any:
    for kind, pk in ((event.record_type, event.record_id), (event.about_type, event.about_id)):
        if kind in PAGES:
            name = apps.get_model(kind)._meta.verbose_name
            return link_to(
                format_html('Open<span class="govuk-visually-hidden"> the {}</span>', name), PAGES[kind], pk
            )
    return ""
