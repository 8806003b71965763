"""The applications of a round shared out among its readers; how much each reads, and all of it on paper for one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone.selection import queries, reading_room, sharing_out
from drystone.selection.models import Round
from drystone.selection.reading_room import NamesWanted, NothingToRead
from drystone.selection.sharing_out import Rule

from ..components import tables
from ..doors import fetch
from ..files import PDF, send
from ..links_html import link_to
from ..pressing import attempt, back_to


class RuleForm(forms.Form):
    """What is shared out, among whom; what makes no sense is everything, among everybody."""

    area = forms.TypedChoiceField(label="Applications for", required=False, coerce=int, empty_value=None)
    among = forms.TypedMultipleChoiceField(
        label="Among", required=False, coerce=int, widget=forms.CheckboxSelectMultiple, help_text="Nobody ticked: all."
    )

    def __init__(self, *args: Any, areas: list[tuple[int, str]], panel: list[Any], **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [("", "All areas"), *areas]
        fields["among"].choices = [(each.pk, f"{each.name}, reads {each.reading} at present") for each in panel]

    def rule(self) -> Rule:
        self.is_valid()
        return Rule(self.cleaned_data.get("area"), frozenset(self.cleaned_data.get("among") or ()))


def share_out(request: Any, pk: int) -> HttpResponse:
    """Who would read which application, and one press that asks them all."""
    round_ = fetch(request, Round, pk)
    form = RuleForm(request.GET, areas=queries.areas_of(round_), panel=sharing_out.panel_on(round_, request.today))
    rule, then = form.rule(), back_to("office-round", pk)
    if request.method == "POST":
        mark = request.POST.get("plan", "")
        verb = lambda: sharing_out.share_out(round_, mark, rule, by=request.person, at=request.now)  # noqa: E731
        return attempt(request, verb, then=then, said="Shared out. Each reader has been asked by one message.")
    shares = sharing_out.plan(round_, rule, on=request.today)
    context = {
        "round": round_,
        "filters": form,
        "table": shares_table(shares),
        "plan": sharing_out.mark_of(shares),
        "lacking": sum(share.lacks for share in shares),
        "readings": sum(len(share.readers) for share in shares),
        "loads": loads_table(round_),
        "back": then,
    }
    return render(request, "office/rounds/sharing_out.html", context)


def shares_table(shares: list[sharing_out.Share]) -> tables.Table:
    columns = [
        tables.Column(
            "Applicant", lambda row: link_to(row.application.person.name, "office-application", row.application.pk)
        ),
        tables.Column("School", lambda row: row.application.school),
        tables.Column("To be asked", readers_of),
    ]
    return tables.Table("Applications to share out", columns, shares, caption_hidden=True)


def readers_of(share: sharing_out.Share) -> str:
    names = [reader.name for reader in share.readers]
    return ", ".join([*names, *(["nobody free on the panel"] if share.lacks else [])])


def loads_table(round_: Round) -> tables.Table | None:
    """Who reads how much already, and what each has to read as a file to print."""
    rows = sharing_out.loads(round_)
    columns = [
        tables.Column("Reader", lambda row: row.person.name),
        tables.Column("To read", lambda row: row.given, number=True),
        tables.Column("Locked", lambda row: row.locked, number=True),
        tables.Column(
            "To print", lambda row: link_to(f"PDF for {row.person.name}", "office-pack", round_.pk, row.person.pk)
        ),
    ]
    return tables.Table("Who reads", columns, rows) if rows else None


def pack(request: Any, pk: int, person: int) -> HttpResponse | FileResponse:
    """All that one reader has to read, to print and to hand over; she sees in it what she sees on her pages."""
    round_ = fetch(request, Round, pk, "alliance")
    load = next((each for each in sharing_out.loads(round_) if each.person.pk == person), None)
    reader = get_object_or_404(queries.panel_of(round_.alliance), pk=load.person.pk if load else 0)
    try:
        made = reading_room.pack(round_, reader, by=request.person, at=request.now)
    except (NothingToRead, NamesWanted) as no:
        messages.error(request, str(no))
        return redirect("office-sharing-out", pk)
    return send(made, f"To read for {round_.title}, {reader.name}.pdf", PDF)
