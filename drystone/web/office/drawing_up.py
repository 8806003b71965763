"""The office draws up an agreement, or its next version: filled in, looked at, and put to its parties."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone import saying
from drystone.alliances import cancelling
from drystone.brokering import answered
from drystone.deployment import agreements, handing_over, parties, terms, wording
from drystone.deployment.agreements import Preview
from drystone.deployment.models import Agreement, ConsentWords, Deployment
from drystone.payments import rates
from drystone.payments.models import Rate, RateRole
from drystone.register.promises import NotEnoughRelease
from drystone.schools.models import Organisation

from ..doors import fetch
from ..half_days import HalfDays
from . import fund_shares
from .agreement_form import SECTION, AgreementTerms, Late, Price

PRICE = ("charge_pence", "reimbursement_pence", "vat_code", "unit")
BESIDE = ("receiving_school", "home_school", "leader", "supported", "designation", "request")
KEPT = ("flow", "half_days", "starts", "ends", "pattern", "kinds", "purchase_order", "named_because")


def agreement(request: Any, pk: int) -> HttpResponse:
    """The agreement or its next version; what would change, and for whom, is shown before anybody is asked."""
    shown = fetch(
        request, Deployment, pk, "receiving_school", "home_school", "leader", "supported", "designation", "request"
    )
    last = shown.agreements.select_related("payer", "named").first()
    try:
        prices = prices_of(shown, last, request)
    except rates.NoRate as missing:
        messages.error(request, str(missing))
        return redirect("office-deployment", pk)
    taken = taken_over(shown, request)
    filled = proposed(shown, last, request) | as_proposed(taken)
    found: dict[str, Any] = {"prices": prices, "tables": tables_of(shown, last)}
    form = AgreementTerms(request.POST or None, deployment=shown, initial=filled, **found)
    context: dict[str, Any] = {"form": form, "shown": shown, "last": last, "taken": taken}
    context |= beside(request, shown, last, prices, filled)
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            context |= {"preview": looked_at(request, shown, form), "typed": typed(request)}
        elif drawn_up(request, shown, form):
            asked = "Whoever it touches" if last else "Every party"
            messages.success(request, f"Drawn up. {asked} has been asked.")
            return redirect("office-deployment", pk)
    return render(request, "office/deployments/agreement.html", context)


def beside(
    request: Any, shown: Deployment, last: Agreement | None, prices: list[Price], filled: dict[str, Any]
) -> dict[str, Any]:
    """What stands above the form: the price, who did the work before, which fund cannot carry the days asked for."""
    return {
        "price": prices[0].said(shown.home_school),
        "before": None if last else handing_over.before(shown),
        "fund_warnings": fund_shares.of_agreement(shown, prices[0].of, days_typed(request, filled), request.today),
    }


def days_typed(request: Any, filled: dict[str, Any]) -> int:
    """Half-days as they stand in the form: typed, or as it was filled in."""
    try:
        return HalfDays().clean(request.POST["half_days"]) or 0
    except (KeyError, ValidationError):
        return filled["half_days"] or 0


def taken_over(shown: Deployment, request: Any) -> ConsentWords | None:
    """What a party proposed, where the office came here to take it over."""
    number = request.GET.get("from", "")[:18]
    words = ConsentWords.objects.filter(consent__agreement__deployment=shown, kind=ConsentWords.Kind.CHANGE)
    if not (number.isascii() and number.isdecimal()):
        return None
    return words.filter(pk=int(number)).select_related("by").first()


def as_proposed(words: ConsentWords | None) -> dict[str, Any]:
    """Her days, dates and pattern as the form takes them."""
    said = dict(words.proposed) if words else {}
    return said | {day: date.fromisoformat(said[day]) for day in ("starts", "ends") if day in said}


def looked_at(request: Any, shown: Deployment, form: AgreementTerms) -> Preview | None:
    """What it would be; nothing is kept."""
    try:
        return agreements.preview(shown, form.terms(), by=request.person, at=request.now)
    except parties.NobodyToAsk as missing:
        form.add_error(None, str(missing))
        return None


def typed(request: Any) -> list[tuple[str, str]]:
    """What was looked at, to be drawn up as it was looked at, whatever is typed meanwhile."""
    left_out = ("look", "csrfmiddlewaretoken")
    return [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]


def drawn_up(request: Any, shown: Deployment, form: AgreementTerms) -> bool:
    """Whether a rule let it be drawn up; if not, the form says which and why."""
    try:
        agreements.draw_up(shown, form.terms(), by=request.person, at=request.now)
    except NotEnoughRelease as short:
        form.add_error("half_days", f"The release budget has {saying.days(short.left)} left for these dates.")
    except (agreements.TooFewDays, agreements.NotPossible) as no:
        form.add_error("half_days", str(no))
    except parties.NobodyToAsk as missing:
        form.add_error(None, str(missing))
    return form.is_valid()


def prices_of(shown: Deployment, last: Agreement | None, request: Any) -> list[Price]:
    """As agreed, unless the office takes the card of today; the first time only the card. Raises rates.NoRate."""
    try:
        rows = rates.offered(shown.alliance, role_of(shown), request.today)
    except rates.NoRate:
        if last is None:
            raise
        rows = []
    card = [Price(row, f"the rate card since {saying.day(row.since)}") for row in rows if differs(row, last)]
    return [Price(last, "as agreed"), *card] if last else card


def differs(rate: Rate, last: Agreement | None) -> bool:
    return last is None or any(getattr(rate, name) != getattr(last, name) for name in PRICE)


def tables_of(shown: Deployment, last: Agreement | None) -> list[Late]:
    """What a late cancellation costs: as agreed, or by the Alliance's table of today; or nothing."""
    lines = cancelling.table(shown.alliance)
    today = Late(lines, shown.alliance.rearranged_within_days if lines else 0)
    wanted = [Late(last.cancellation, last.rearranged_within_days), today] if last else [today, Late([])]
    return wanted if wanted[0] != wanted[1] else wanted[:1]


def role_of(shown: Deployment) -> str:
    return RateRole.HEADTEACHER if shown.designation.is_headteacher else RateRole.SYSTEM_LEADER


def proposed(shown: Deployment, last: Agreement | None, request: Any) -> dict[str, Any]:
    """The last version's terms, or what an earlier leader left to do, or what the request asked for."""
    if last:
        return last_terms(last)
    if left := handing_over.left(shown, request.today):
        return last_terms(left.agreement) | {"half_days": left.half_days, "starts": left.starts, "ends": left.ends}
    asked, answers = shown.request, answered.of(shown.request)
    aims = [answers.get(f"success_{number}") for number in (1, 2, 3)]
    return {
        "objectives": "\n".join(filter(None, aims)),
        "half_days": asked.half_days,
        "starts": asked.from_on or request.today,
        "ends": asked.until_on,
        "pattern": answers.get("good_days") or "",
        "kinds": list(answers.get("kinds_of_support") or []),
        "people": answers.get("supported_role") or "",
        "payer": payer_of(shown, answers),
        "purchase_order": answers.get("order_number") or "",
        "flow": shown.alliance.default_flow,
        "price": "0",
        "cancellation": "0",
        **{f"{SECTION}{section}": text for section, text in terms.standard(shown.alliance)},
    }


def payer_of(shown: Deployment, answers: dict[str, Any]) -> int:
    """Whoever asked for the school; its trust, where the school said so; else the school."""
    if commissioner := shown.request.commissioner_id:
        return commissioner
    trust = shown.receiving_school.trust_name if answers.get("payer") == "trust" else ""
    found = Organisation.objects.filter(kind=Organisation.Kind.TRUST, name=trust).first() if trust else None
    return found.pk if found else shown.receiving_school_id


def last_terms(last: Agreement) -> dict[str, Any]:
    aims = wording.objectives(last)
    return {
        **{name: getattr(last, name) for name in KEPT},
        "payer": last.payer_id,
        "people": "\n".join(last.people),
        "objectives": "\n".join(aim.text for aim in aims),
        "known_by": "\n".join(aim.success for aim in aims).rstrip(),
        "price": "0",
        "cancellation": "0",
        "also": [pair for pair in last.terms if pair[0] == "also"],
        **{f"{SECTION}{section}": text for section, text in last.terms},
    }
