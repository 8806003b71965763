"""Which funds carry a deployment: what each has left for the school is said beside it, before anybody promises."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.brokering.models import SupportRequest
from drystone.deployment.models import Deployment, Unit
from drystone.payments import charging, fund_figures, funds, pricing
from drystone.payments.fund_figures import Room
from drystone.payments.models import Fund, FundShare, FundState, Rate, RateRole

from ..doors import fetch
from ..pounds import Pounds
from ..pressing import settle
from ..templatetags.say import days, pounds
from .fund_forms import MOST

Cost = tuple[int, int]


class Shares(forms.Form):
    """A sum for each fund, and which of several is used up first."""

    def __init__(self, *args: Any, choices: list[tuple[Fund, Room, FundShare | None]], **settings: Any):
        super().__init__(*args, **settings)
        self.funds = [fund for fund, _, _ in choices]
        for fund, room, share in choices:
            self.fields[f"fund_{fund.pk}"] = Pounds(
                label=f"{fund}, pounds",
                help_text=f"{room.said} left for this school." + carried(share),
                most=MOST,
                required=False,
                initial=share.pence if share else None,
            )
            if len(choices) > 1:
                self.fields[f"place_{fund.pk}"] = forms.IntegerField(
                    label=f"{fund}, in which place", help_text="1 is used up first.", min_value=1, max_value=99,
                    required=False, initial=share.place + 1 if share else None,
                )  # fmt: skip

    def wanted(self) -> list[tuple[Fund, int]]:
        """In their places; those without one come last, as they stand."""
        given = self.cleaned_data
        order = sorted(self.funds, key=lambda fund: given.get(f"place_{fund.pk}") or 100)
        return [(fund, given[f"fund_{fund.pk}"]) for fund in order if given[f"fund_{fund.pk}"]]


def carried(share: FundShare | None) -> str:
    return f" It has carried {pounds(share.spent_pence)} of this work." if share and share.spent_pence else ""


def shares(request: Any, pk: int) -> HttpResponse:
    """A sum for each open fund that may carry it; what none carries the payer does. A closed one is asked no more."""
    shown = fetch(request, Deployment, pk, "leader", "receiving_school", "request", "designation", "alliance")
    cost, then = cost_of(shown, request.today), reverse("office-deployment", args=[pk])
    standing = {share.fund_id: share for share in shown.fund_shares.select_related("fund")}
    found = {share.fund_id: share.fund for share in standing.values() if share.fund.state == FundState.OPEN}
    found |= {fund.pk: fund for fund in eligible(shown, request.today)}
    rooms = fund_figures.rooms(list(found.values()), shown.receiving_school_id, beside=standing.values())
    choices = [(fund, rooms[number], standing.get(number)) for number, fund in found.items()]
    form = Shares(request.POST or None, choices=choices)
    verb = lambda: funds.share_out(shown, form.wanted(), cost=cost, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=then, said="Kept. The payer carries whatever no fund does."):
        return done
    context = {"form": form, "shown": shown, "cost": cost, "found": found, "back": then}
    context |= as_it_stands(shown, cost[0], standing.values())
    return render(request, "office/funds/shares.html", context)


def as_it_stands(shown: Deployment, cost: int, standing: Iterable[FundShare]) -> dict[str, int]:
    """In pence: what funds carry of the work, what is left to its payer, and what of that is charged already."""
    carry = sum(
        share.pence if cost and share.fund.state == FundState.OPEN else share.spent_pence for share in standing
    )
    return {"funds_carry": carry, "payers": max(0, cost - carry), "charged": charging.to_payer(shown)}


def eligible(shown: Deployment, on: Any) -> list[Fund]:
    area, school = shown.request.area_id, shown.receiving_school_id
    return funds.eligible(shown.alliance_id, school, area, on=on, role=role_of(shown))


def role_of(shown: Deployment) -> str:
    return RateRole.HEADTEACHER if shown.designation.is_headteacher else RateRole.SYSTEM_LEADER


def cost_of(shown: Deployment, on: Any) -> Cost:
    """What the whole work comes to, in pence and half-days: as agreed last, else by the card of today."""
    last = shown.agreements.first()
    return funds.cost_of(last) if last else by_card(shown.request, role_of(shown), on)


def by_card(asked: SupportRequest, role: str, on: Any) -> Cost:
    rate = Rate.objects.on(on).filter(alliance=asked.alliance_id, role=role, unit=Unit.DAY).first()
    half_days = asked.half_days or 0
    return (pricing.amount(rate.charge_pence, half_days) if rate else 0), half_days


def warnings(found: list[Fund], rooms: dict[int, Room], cost: Cost, school: Any, what: str) -> list[str]:
    """A sentence for each fund that cannot carry the whole: "The School Improvement Fund has £1,200 left for Leyburn:
    4 days. This agreement asks for 6 days."
    """
    said = []
    for fund in found:
        carries = rooms[fund.pk].carries(cost)
        if carries < cost[1]:
            left = f"{fund} has {rooms[fund.pk].said} left for {school}: enough for {days(carries)}."
            said.append(f"{left} {what} asks for {days(cost[1])}.")
    return said


def of_agreement(shown: Deployment, price: Any, half_days: int, on: Any) -> list[str]:
    """Before an agreement is drawn up: of the funds that carry it, or else may. A handful of queries."""
    cost = funds.cost(price.charge_pence, getattr(price, "unit", Unit.DAY), half_days)
    standing = list(shown.fund_shares.select_related("fund"))
    chosen = [share.fund for share in standing] or eligible(shown, on)
    rooms = fund_figures.rooms(chosen, shown.receiving_school_id, beside=standing) if chosen else {}
    return warnings(chosen, rooms, cost, shown.receiving_school, "This agreement")


def of_request(asked: SupportRequest, on: Any) -> list[str]:
    """Before days are offered."""
    found = funds.eligible(asked.alliance_id, asked.school_id, asked.area_id, on=on) if asked.half_days else []
    if not found:
        return []
    cost = by_card(asked, RateRole.SYSTEM_LEADER, on)
    return warnings(found, fund_figures.rooms(found, asked.school_id), cost, asked.school, "This request")
