"""Handing papers over to finance: what waits, the file that was made of it, and the link by which it is fetched."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.payments import handover as handing
from drystone.payments import store
from drystone.payments.lifecycle import HANDOVER
from drystone.payments.models import FileLayout, Handover, HandoverState, Papers, StatementState
from drystone.people import people

from ..addresses import AddressField
from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, press, visible
from ..links_html import link_to
from ..pressing import attempt
from ..templatetags.parts import state
from ..templatetags.say import counted, moment, pounds
from . import file_preview

STATEMENTS, CHARGES = Papers.STATEMENTS.value, Papers.CHARGES.value
NAMES = {STATEMENTS: "statements", CHARGES: "charge schedules"}
ONE = {STATEMENTS: "statement", CHARGES: "charge schedule"}
BY_LINK, INTO_FOLDER = "link", "folder"


class Whom(forms.Form):
    """Whom in finance the link goes to."""

    name = forms.CharField(label="Who in finance gets the link", max_length=120)
    email = AddressField(label="Their e-mail address")


class Handing(Whom):
    """How the file gets there, and in which layout."""

    way = forms.ChoiceField(label="How does it get to finance?", widget=forms.RadioSelect)
    layout = forms.ModelChoiceField(
        FileLayout.objects.none(), label="Layout of the file", required=False, empty_label="Drystone’s own"
    )

    def __init__(self, *args: Any, layouts: QuerySet[FileLayout], **settings: Any):
        super().__init__(*args, **settings)
        way, layout = self.fields["way"], self.fields["layout"]
        layout.queryset = layouts  # type: ignore[attr-defined]
        way.choices = [(BY_LINK, "By a link that lives seven days"), (INTO_FOLDER, "Into finance’s folder")]  # type: ignore[attr-defined]
        if not store.is_set_up():
            del self.fields["way"]
        else:
            for name in ("name", "email"):
                self.fields[name].required = False
                self.fields[name].shown_if = ("way", BY_LINK)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, wrong in (("name", "Write who gets the link."), ("email", "Write their e-mail address.")):
            if given.get("way", BY_LINK) == BY_LINK and not given.get(name) and name not in self.errors:
                self.add_error(name, wrong)
        return given


def listed(request: Any) -> HttpResponse:
    """What waits to be handed over, and the files there are, the newest first."""
    rows = visible(request, Handover).filter(alliance=request.alliance)
    owed = Count("statements", filter=Q(statements__state=StatementState.EXPORTED))
    rows = rows.annotate(awaited=owed).select_related("to", "fetched_by").defer("file")
    page = paging.page(rows, ("-number",), request.GET.get("page", ""))
    context = {
        "table": table(page.rows),
        "page": page,
        "ready": [(of, NAMES[of], ONE[of], handing.waiting(request.alliance, of).count()) for of in NAMES],
    }
    return render(request, "office/handovers/list.html", context)


def table(rows: list[Any]) -> tables.Table:
    columns = [
        tables.Column("File", lambda row: link_to(f"Number {row.number}", "office-handover", row.pk)),
        tables.Column("Handed over", lambda row: moment(row.at)),
        tables.Column("What", lambda row: counted(row.papers, ONE[row.of])),
        tables.Column("In all", lambda row: pounds(row.total_pence), number=True),
        tables.Column("To", lambda row: row.to.name if row.to else "Finance’s folder"),
        tables.Column("State", state),
        tables.Column("Answers awaited", lambda row: str(row.awaited) if row.of == STATEMENTS else "", number=True),
    ]
    return tables.Table("Files", columns, rows, caption_hidden=True, empty="Nothing has been handed over yet.")


def new(request: Any, of: str) -> HttpResponse:
    """All that waits goes into one file: to whom, in which layout; its first lines are shown."""
    if of not in NAMES:
        raise Http404
    layouts = visible(request, FileLayout).filter(alliance=request.alliance, of=of)
    before = as_before(request.alliance, of)
    form = Handing(request.POST or None, initial=before, layouts=layouts)
    papers = list(handing.waiting(request.alliance, of))
    if request.method == "POST" and form.is_valid() and (done := handed(request, of, form)):
        return done
    chosen = next((each for each in layouts if each.pk == before["layout"]), None)
    context = {
        "of": of,
        "name": NAMES[of],
        "one": ONE[of],
        "form": form,
        "papers": papers,
        "preview": file_preview.of(request.alliance, of, chosen, papers[: file_preview.MOST]),
        "folder": store.is_set_up(),
    }
    return render(request, "office/handovers/new.html", context)


def as_before(alliance: Alliance, of: str) -> dict[str, Any]:
    """The way, the person and the layout of the last time."""
    last, to = handing.last(alliance, of), handing.last_to(alliance)
    return {
        "way": INTO_FOLDER if last and last.to_id is None else BY_LINK,
        "name": to.name if to else "",
        "email": to.email if to else "",
        "layout": last.layout_id if last else None,
    }


def handed(request: Any, of: str, form: Handing) -> HttpResponse | None:
    """To the new file; to the list, where somebody was quicker; None where the form says what is wrong."""
    try:
        made = hand(request, of, form)
    except handing.NothingToHandOver as nothing:
        messages.info(request, str(nothing))
        return redirect("office-handovers")
    except Refused as no:
        form.add_error(None, str(no))
        return None
    messages.success(request, "Handed over.")
    return redirect("office-handover", made.pk)


def hand(request: Any, of: str, form: Handing) -> Handover:
    given = form.cleaned_data
    with transaction.atomic():
        to = None
        if given.get("way", BY_LINK) == BY_LINK:
            to = people.known(given["name"], given["email"], request.alliance)
        return handing.hand_over(
            request.alliance, of, to=to, layout=given["layout"], by=request.person, at=request.now
        )


def handover(request: Any, pk: int) -> HttpResponse:
    """One file: what is in it, its control sum, who fetched it when, what finance still owes an answer to."""
    shown = fetch(request, Handover, pk, "to", "by", "fetched_by", "layout")
    papers = papers_of(shown)
    context = {
        "shown": shown,
        "name": NAMES[shown.of],
        "papers": paper_table(shown, papers),
        "awaited": sum(paper.state == StatementState.EXPORTED for paper in papers) if shown.of == STATEMENTS else 0,
        "until": handing.open_until(shown),
        "mark": handing.mark() if shown.state == HandoverState.WAITING else "",
        "actions": buttons(request, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/handovers/handover.html", context)


def papers_of(shown: Handover) -> list[Any]:
    if shown.of == STATEMENTS:
        return list(shown.statements.select_related("home_school").order_by("number"))
    return [each.schedule for each in shown.invoices.select_related("schedule__payer").order_by("schedule__number")]


def paper_table(shown: Handover, papers: list[Any]) -> tables.Table:
    if shown.of == STATEMENTS:
        columns = [
            tables.Column("Statement", lambda row: link_to(f"Number {row.number}", "office-statement", row.pk)),
            tables.Column("Home school", lambda row: row.home_school.name),
            tables.Column("Amount", lambda row: pounds(row.payable_pence), number=True),
        ]
    else:
        columns = [
            tables.Column("Charge schedule", lambda row: link_to(f"Number {row.number}", "office-charge", row.pk)),
            tables.Column("Payer", lambda row: row.payer.name),
            tables.Column("Amount", lambda row: pounds(row.payable_pence), number=True),
        ]
    columns.append(tables.Column("State", state))
    return tables.Table("What is in it", columns, papers)


def buttons(request: Any, shown: Handover) -> list[Action]:
    """Fetching has its own form on the page; here stands what goes on from it."""
    link = Action("Send a new link", reverse("office-handover-link", args=[shown.pk]), press=False)
    addresses: dict[str, str | Action] = {
        "send_link": link,
        "try_again": reverse("office-handover-folder", args=[shown.pk]),
    }
    return open_actions(HANDOVER, request.person, shown, addresses)


def link(request: Any, pk: int) -> HttpResponse:
    """A new link, to the same person or another; the one before closes."""
    shown = fetch(request, Handover, pk, "to", "fetched_by")
    initial = {"name": shown.to.name, "email": shown.to.email} if shown.to else None
    form = Whom(request.POST or None, initial=initial)
    then = reverse("office-handover", args=[pk])
    if request.method == "POST" and form.is_valid():
        return press(
            request, lambda: new_link(request, shown, form), then=then, said="Sent. The link before is closed."
        )
    context = {"shown": shown, "form": form, "seen": handing.standing(shown), "back": then}
    return render(request, "office/handovers/link.html", context)


def new_link(request: Any, shown: Handover, form: Whom) -> Handover:
    given, seen = form.cleaned_data, request.POST.get("seen", "")
    with transaction.atomic():
        to = people.known(given["name"], given["email"], request.alliance, also=[shown.to])
        return handing.send_link(shown, to, seen=seen, by=request.person, at=request.now)


def again(request: Any, pk: int) -> HttpResponse:
    """Finance's folder works again."""
    shown, then = fetch(request, Handover, pk), reverse("office-handover", args=[pk])
    verb = lambda: handing.try_again(shown, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=then, said="It is tried again.")
