"""What does not fit together in the work: how much of each kind there is, and where each is put right."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from drystone import saying
from drystone.deployment import coherence
from drystone.deployment.models import Consent, Deployment, Review, Visit

from ..components import paging, tables
from ..links_html import link_to


@dataclass(frozen=True)
class Kind:
    """One kind: what is wrong, what that means and what to do, what the link is called, and where it leads to.

    `page` is of the row itself where `of_row` is set, else of its deployment."""

    title: str
    means: str
    remedy: str
    page: str
    more: tuple[str, ...] = ()
    of_row: bool = False


KINDS: dict[str, Kind] = {
    "visit-before-agreement": Kind(
        "Held before everybody had agreed",
        "Nobody may have known who pays and who answers for it. Draw up the agreement with the true first day.",
        "Change the agreement",
        "office-agreement",
    ),
    "visit-after-end": Kind(
        "After the last agreed day",
        "Agree to a later last day, or call the visit off.",
        "Change the agreement",
        "office-agreement",
    ),
    "record-missing": Kind(
        "Not written up in time",
        "The visit record has not gone, or the visit evaluation has not. The System Leader has been reminded. Ring "
        "them; if the visit did not take place, call it off.",
        "Look at the visit",
        "school-visit",
        of_row=True,
    ),
    "leader-gone": Kind(
        "The designation has ended, the work has not",
        "Hand the work over to another System Leader, or stop it.",
        "Hand over",
        "office-deployment-end",
        ("hand_over",),
    ),
    "leader-away": Kind(
        "The System Leader is away, the work does not rest",
        "Pause the work until they are back, or hand it over.",
        "Pause the work",
        "office-deployment-pause",
    ),
    "consent-too-old": Kind(
        "A consent is older than the version it stands for",
        "The version was changed after somebody had agreed, or not everybody has. Draw it up anew: whoever it touches "
        "is asked.",
        "Change the agreement",
        "office-agreement",
    ),
    "party-left": Kind(
        "Who agreed for a school does not head it any more",
        "What was signed stands. Draw the agreement up again, and whoever heads the school now is asked.",
        "Change the agreement",
        "office-agreement",
    ),
    "home-changed": Kind(
        "The System Leader works at another school by now",
        "That school has agreed to nothing. Hand over to the same System Leader, and the new school is asked.",
        "Hand over",
        "office-deployment-end",
        ("hand_over",),
    ),
    "planned-in-vain": Kind(
        "Planned while the work rests or after it has ended",
        "Call the visit off, or let the work go on.",
        "Call off",
        "office-visit-cancel",
        of_row=True,
    ),
    "nothing-planned": Kind(
        "No visit for six weeks, and none planned",
        "Plan the next visit, pause the work, or finish it.",
        "Plan a visit",
        "office-visit-plan",
    ),
    "days-differ": Kind(
        "The days set aside are not those agreed",
        "Draw the agreement up with the days that are to count; they are set aside anew.",
        "Change the agreement",
        "office-agreement",
    ),
    "evaluation-missing": Kind(
        "Nobody has said what changed, three weeks after it was due",
        "Ring the school and write down what it says, or do without the evaluation.",
        "Do without it",
        "office-review-waive",
        of_row=True,
    ),
}


def shown(request: Any) -> HttpResponse:
    """How many of each kind; of one kind the rows, page by page, each with its remedy."""
    counts = coherence.count(request.alliance, at=request.now)
    asked = request.GET.get("kind", "")
    kind = asked if asked in KINDS else next((each for each, number in counts.items() if number), "")
    context: dict[str, Any] = {
        "kinds": [(each, KINDS[each], said(number)) for each, number in counts.items() if number]
    }
    if kind:
        rows = coherence.rows_of(kind, request.alliance, at=request.now)
        page = paging.page(rows, ("pk",), request.GET.get("page", ""))
        context |= {"kind": kind, "about": KINDS[kind], "page": page, "table": table(kind, page.rows)}
    return render(request, "office/deployments/coherence.html", context)


def said(number: int) -> str:
    return f"more than {coherence.MOST:,}" if number > coherence.MOST else str(number)


def table(kind: str, rows: list[Any]) -> tables.Table:
    columns = [
        tables.Column("Work", lambda row: work(coherence.work_of(row))),
        tables.Column("What", what),
        tables.Column("Put it right", lambda row: remedy(KINDS[kind], row)),
    ]
    return tables.Table(KINDS[kind].title, columns, rows, caption_hidden=True, empty="Nothing of this kind any more.")


def work(deployment: Deployment) -> SafeString:
    return link_to(f"{deployment.leader} at {deployment.receiving_school}", "office-deployment", deployment.pk)


def what(row: Any) -> str:
    """The visit, the party, the evaluation; of the work itself since when it is where it is."""
    if visited_at := getattr(row, "visited_at", None):
        return f"Visit of {saying.day(visited_at)}"
    if isinstance(row, Visit):
        return f"Visit of {saying.day(row.starts_at)}"
    if isinstance(row, Consent):
        return row.get_party_display()
    if isinstance(row, Review):
        return f"Due {saying.day(row.due_on)}"
    return f"{row.get_state_display()} since {saying.day(row.state_since)}"


def remedy(kind: Kind, row: Any) -> SafeString:
    return link_to(kind.remedy, kind.page, row.pk if kind.of_row else coherence.work_of(row).pk, *kind.more)
