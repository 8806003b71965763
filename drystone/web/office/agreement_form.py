"""The form of an agreement: laid out from the request or from the version before, so that little is typed."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import forms
from django.db.models import Q

from drystone import saying
from drystone.alliances import cancelling
from drystone.alliances.models import CHARGING_NOBODY, Flow
from drystone.alliances.standard_terms import TITLES
from drystone.deployment import money
from drystone.deployment.models import Deployment
from drystone.deployment.terms import Terms
from drystone.deployment.wording import KINDS, OFFERED
from drystone.payments import pricing
from drystone.schools.models import Organisation

from ..days import Day
from ..half_days import HalfDays
from .standard_terms import boxes

MOST_LINES, LONGEST_LINE = 6, 300
LIST_MARK = re.compile(r"^(?:[-–•*]|\d{1,2}[.)])\s+")
SECTION = "terms_"
STANDARD = ("terms", "What else it says", "The Alliance's standard words. A change here is for this agreement alone.")


@dataclass(frozen=True)
class Price:
    """What a unit costs, as one choice says it: `of` is a row of the rate card, or the version before."""

    of: Any
    which: str

    def said(self, home: Organisation) -> str:
        charge, unit = saying.pounds(self.of.charge_pence), money.A_UNIT[self.of.unit].partition(",")[0]
        back = saying.pounds(self.of.reimbursement_pence)
        return f"{charge} {unit} charged, {back} {unit} to {home}: {self.which}"

    @property
    def lost(self) -> bool:
        """A version under which nobody is charged no longer says what the card charges."""
        return getattr(self.of, "flow", "") in CHARGING_NOBODY

    def sums(self, flow: str) -> pricing.Sums:
        return pricing.by_flow(flow, pricing.Sums(self.of.charge_pence, self.of.reimbursement_pence))


@dataclass(frozen=True)
class Late:
    """What a late cancellation costs, as one choice says it: the table, and how far a visit may be moved late."""

    lines: list[list[int]]
    within: int = 0

    def said(self) -> str:
        return " ".join(cancelling.said(self.lines, self.within))


class AgreementTerms(forms.Form):
    """What everybody agrees to."""

    objectives = forms.CharField(
        label="Objectives, one a line",
        help_text="What will be different. Six at most.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    known_by = forms.CharField(
        label="How everybody will know, one a line",
        help_text="In the same order; leave a line empty where nobody can say yet.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        strip=False,
        max_length=2000,
    )
    half_days = HalfDays(label="Days", help_text="Halves count: 2.5")
    starts = Day(label="From")
    ends = Day(label="To")
    pattern = forms.CharField(
        label="Pattern", help_text="For example: Tuesday mornings.", required=False, max_length=200
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds of support", choices=[], widget=forms.CheckboxSelectMultiple, required=False
    )
    people = forms.CharField(
        label="Who is supported, one a line",
        help_text="By role, not by name.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )
    named_because = forms.CharField(label="Named", required=False, max_length=300)
    payer = forms.ModelChoiceField(
        Organisation.objects.none(), label="Who pays", help_text="Nobody, where nobody is charged."
    )
    purchase_order = forms.CharField(label="Purchase order", required=False, max_length=60)
    flow = forms.ChoiceField(label="Which way the money goes", choices=Flow.choices, widget=forms.RadioSelect)
    price = forms.ChoiceField(label="What it costs", widget=forms.RadioSelect)
    cancellation = forms.ChoiceField(label="When a visit is called off late", widget=forms.RadioSelect)

    def __init__(self, *args: Any, deployment: Deployment, prices: list[Price], tables: list[Late], **settings: Any):
        super().__init__(*args, **settings)
        self.deployment, self.prices, self.tables = deployment, prices, tables
        chosen = set(self.initial.get("kinds", []))
        kinds = [*OFFERED, *(key for key in KINDS if key in chosen - set(OFFERED))]
        self.choices_of("kinds", [(key, KINDS[key][:1].upper() + KINDS[key][1:]) for key in kinds])
        self.choices_of("price", [(str(n), each.said(deployment.home_school)) for n, each in enumerate(prices)])
        self.choices_of("cancellation", [(str(n), table.said()) for n, table in enumerate(tables)])
        for name, known in (("price", prices), ("cancellation", tables)):
            if len(known) < 2:
                del self.fields[name]
        self.fields["payer"].queryset = bodies = payers(deployment)  # type: ignore[attr-defined]
        # Written out here, since a list of choices asks first how many there are.
        self.choices_of("payer", [("", "---------"), *((str(body.pk), str(body)) for body in bodies)])
        if colleague := deployment.supported:
            self.fields["named_because"].label = f"Why {colleague} is named in it"
            self.fields["named_because"].help_text = "Leave it empty, and the agreement names nobody who is helped."
        else:
            del self.fields["named_because"]
        for name, box in boxes(SECTION).items():
            box.legend = STANDARD  # type: ignore[attr-defined]
            self.fields[name] = box

    def choices_of(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_objectives(self) -> list[str]:
        aims = [line for line in lines_of(self.cleaned_data["objectives"]) if line]
        if len(aims) > MOST_LINES:
            raise forms.ValidationError("Six objectives are enough.")
        return aims

    def clean_known_by(self) -> list[str]:
        return lines_of(self.cleaned_data["known_by"].rstrip())

    def clean_people(self) -> tuple[str, ...]:
        people = tuple(line for line in lines_of(self.cleaned_data["people"]) if line)
        if len(people) > MOST_LINES:
            raise forms.ValidationError("Six lines are enough: name roles, not every colleague.")
        return people

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        aims, known_by = given.get("objectives", []), given.pop("known_by", [])
        if aims and len(known_by) > len(aims):
            lines = f"{len(known_by)} lines here and {len(aims)} above"
            self.add_error("known_by", f"{lines}: write one for each objective.")
        price = self.price_in(given)
        if price.lost and given.get("flow") not in (None, price.of.flow):
            said = "Which way the money goes has changed: choose a price of the rate card."
            self.add_error("price" if "price" in self.fields else "flow", said)
        return given | {"objectives": tuple(zip_longest(aims, known_by, fillvalue=""))}

    def price_in(self, given: dict[str, Any]) -> Price:
        return self.prices[int(given.get("price") or 0)]

    def terms(self) -> Terms:
        """As it is to be agreed. Where nobody is charged, no other body is asked to pay."""
        given = dict(self.cleaned_data)
        price = self.price_in(given)
        given.pop("price", None)
        if given["flow"] in CHARGING_NOBODY:
            given |= {"payer": self.deployment.receiving_school, "purchase_order": ""}
        chosen = self.tables[int(given.pop("cancellation", 0) or 0)]
        late = Late([]) if given["flow"] == Flow.NIL else chosen
        words = [(section, given.pop(f"{SECTION}{section}")) for section in TITLES]
        words += self.initial.get("also", ())
        return Terms(
            **{**given, "kinds": tuple(given["kinds"])},
            named=self.deployment.supported if given.get("named_because") else None,
            **vars(price.sums(given["flow"])),
            unit=price.of.unit,
            vat_code=price.of.vat_code,
            rate_role=getattr(price.of, "role", None) or price.of.rate_role,
            cancellation=tuple((u, charged, back) for u, charged, back in late.lines),
            rearranged_within_days=late.within,
            terms=tuple((section, text) for section, text in words if text),
        )


def payers(deployment: Deployment) -> Any:
    """The school, its trust, whoever asked for it, and the bodies that pay for several."""
    mine = Q(pk=deployment.receiving_school_id) | Q(pk=deployment.request.commissioner_id)
    trust = Q(kind=Organisation.Kind.TRUST, name=deployment.receiving_school.trust_name or None)
    bodies = Q(kind__in=("authority", "diocese", "other"))
    return Organisation.objects.filter(mine | trust | bodies).order_by("name")


def lines_of(typed: str) -> list[str]:
    """A list as people type one: a line each, with or without a dash, dot or number before it."""
    lines = [LIST_MARK.sub("", line.strip()).strip() for line in typed.splitlines()]
    if long := next((line for line in lines if len(line) > LONGEST_LINE), ""):
        raise forms.ValidationError(f"“{long[:40]}…” has {len(long)} characters; there is room for {LONGEST_LINE}.")
    return lines
