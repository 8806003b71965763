"""How the letters with decisions are worded, and what they would say: to a made-up person, and to a whole round."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from drystone import saying
from drystone.selection import documents, releases, wordings
from drystone.selection.models import DESIGNATING, LetterWording, Outcome, Round

from ..components import tables
from ..doors import fetch, visible
from ..files import PDF, send
from ..links_html import link_to
from ..pressing import back_to, settle

MOST_VERSIONS = 20


class Wording(forms.Form):
    """The words of a letter; a placeholder that is not known, or is missing, is named."""

    text = forms.CharField(
        label="What the letter says",
        help_text="All from after “Dear ...” to before the signature. An empty line begins a new paragraph. "
        "What stands for something that differs from letter to letter is listed below.",
        widget=forms.Textarea(attrs={"rows": 18}),
        max_length=6000,
    )

    def __init__(self, *args: Any, outcome: str, **settings: Any):
        super().__init__(*args, **settings)
        self.outcome = outcome

    def clean_text(self) -> str:
        text = wordings.plain(self.cleaned_data["text"])
        if said := wordings.problem(self.outcome, text):
            raise forms.ValidationError(said)
        return text


def letters(request: Any) -> HttpResponse:
    """The letter of each outcome: whose words it has, and since when."""
    versions = visible(request, LetterWording).filter(alliance=request.alliance).select_related("by")
    latest = {row.outcome: row for row in versions.order_by("number")}
    columns = [
        tables.Column("Letter", lambda row: link_to(row.label, "office-letter", row.value)),
        tables.Column("Words", lambda row: whose(latest.get(row.value))),
    ]
    table = tables.Table("Letters", columns, list(Outcome), caption_hidden=True)
    return render(request, "office/letters/list.html", {"table": table, "back": back_to("office-rounds")})


def whose(version: LetterWording | None) -> str:
    if version is None:
        return "As Drystone comes with them"
    return f"Version {version.number}, by {version.by.name} on {saying.day(version.at)}"


def letter(request: Any, outcome: str) -> HttpResponse:
    """The words of one letter: changed, looked at as a made-up person would get it, saved as a new version."""
    chosen, alliance = known(outcome), request.alliance
    versions = visible(request, LetterWording).filter(alliance=alliance, outcome=outcome).select_related("by")
    form = Wording(request.POST or None, outcome=outcome, initial={"text": starting(request, versions, outcome)})
    context = {
        "form": form,
        "letter": chosen.label,
        "outcome": outcome,
        "designates": outcome in DESIGNATING,
        "known": wordings.known(outcome),
        "versions": versions[:MOST_VERSIONS],
        "back": back_to("office-letters"),
    }
    if request.method == "POST" and "look" in request.POST and form.is_valid():
        context["preview"] = wordings.paragraphs(form.cleaned_data["text"], wordings.made_up(alliance))
        return render(request, "office/letters/letter.html", context)

    def verb() -> Any:
        return wordings.write(alliance, outcome, form.cleaned_data["text"], by=request.person, at=request.now)

    said = "Saved. Letters that a second person has seen already keep the words that were seen."
    return settle(request, form, verb, then=back_to("office-letter", outcome), said=said) or render(
        request, "office/letters/letter.html", context
    )


def known(outcome: str) -> Outcome:
    if outcome not in Outcome.values:
        raise Http404
    return Outcome(outcome)


def starting(request: Any, versions: Any, outcome: str) -> str:
    """The words in use, or those of the version that the address names: "ours" for those it all began with."""
    asked = request.GET.get("version", "")
    if asked == "ours":
        return wordings.ours(outcome)
    earlier = versions.filter(number=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 5 else None
    return earlier.text if earlier else wordings.in_use(request.alliance.pk, outcome)


def example(request: Any, outcome: str) -> FileResponse:
    """The letter as the words in use make it, to a made-up person."""
    chosen = known(outcome)
    made = documents.letter_example(request.alliance, outcome, at=request.now)
    return send(made, f"{chosen.label}, example.pdf", PDF)


def drafts(request: Any, pk: int) -> FileResponse:
    """All letters of a round as they would go now, in one document."""
    round_ = fetch(request, Round, pk)
    waiting = releases.with_letters(round_)
    if not waiting:
        raise Http404
    return send(documents.letters_preview(round_, waiting, at=request.now), f"Letters of {round_}, drafts.pdf", PDF)
