"""What a school, or an authority, trust or diocese, has asked for; asking for more; and a school's support plan."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.alliances.models import Alliance
from drystone.brokering import asking, commissioning
from drystone.brokering.asking import For
from drystone.brokering.emails.telling import STATUS
from drystone.brokering.models import SupportPlan, SupportRequest
from drystone.brokering.service import Service
from drystone.lifecycle import Refused
from drystone.people import access, links
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from .. import support
from ..components import paging, tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import back_to, is_bare
from ..school_field import SchoolField
from ..templatetags.say import since
from ..visits import Visit, keep_visits, visits

PLANS_SHOWN = 20


def listed(request: Any) -> HttpResponse:
    """All that was asked for at her schools, or by her body, the newest first; and the plans it belongs to."""
    if access.office_of(request.person):
        return redirect("office-requests")
    rows = support.with_what_is_told(visible(request, SupportRequest).filter(alliance=request.alliance))
    page = paging.page(rows.select_related("commissioner"), ("-id",), request.GET.get("page", ""))
    plans = visible(request, SupportPlan).filter(alliance=request.alliance).select_related("school")
    context = {"table": table(page.rows, request.person), "page": page, "plans": plans[:PLANS_SHOWN]}
    return render(request, "school/requests.html", context)


def table(rows: list[SupportRequest], person: Person) -> tables.Table:
    columns = [
        tables.Column("School", lambda row: link_to(row.school.name, "school-request", row.pk)),
        tables.Column("Asked for", lambda row: row.need[:120]),
        tables.Column("Where it stands", lambda row: support.told(row, person)),
        tables.Column("Since", lambda row: since(row.state_since)),
    ]
    return tables.Table("Support asked for", columns, rows, caption_hidden=True, empty="Nothing was asked for yet.")


class Start(forms.Form):
    """For her own school, or as an authority, trust or diocese for one of its schools."""

    who = forms.ChoiceField(label="For whom do you ask?", widget=forms.RadioSelect)
    school = SchoolField(label="For which school?", required=False)

    def __init__(self, *args: Any, schools: list[Organisation], bodies: list[Organisation], **settings: Any):
        super().__init__(*args, **settings)
        self.schools, self.bodies = ({str(each.pk): each for each in some} for some in (schools, bodies))
        own = [(key, str(school)) for key, school in self.schools.items()]
        behalf = [(key, f"A school, as {body}") for key, body in self.bodies.items()]
        fields: dict[str, Any] = self.fields
        fields["who"].choices = [*own, *behalf]
        if not bodies:
            del fields["school"]
        elif len(bodies) == 1 and schools:
            fields["school"].shown_if = ("who", next(iter(self.bodies)))
        if len(own) + len(behalf) == 1:
            fields["who"].widget, self.initial["who"] = forms.HiddenInput(), (own or behalf)[0][0]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("who") in self.bodies and not given.get("school") and "school" not in self.errors:
            self.add_error("school", "Choose the school: type its name, town, postcode or number.")
        return given

    def wanted(self) -> For:
        given = self.cleaned_data
        if body := self.bodies.get(given["who"]):
            return For(given["school"], body)
        return For(self.schools[given["who"]])


def begin(request: Any) -> HttpResponse:
    """By account: a press where she heads one school; else for which."""
    hers = access.places_as(request.person, Role.HEAD)
    places = [school for alliance, school in hers if alliance == request.alliance.pk]
    schools = list(Organisation.objects.filter(pk__in=places).order_by("name", "pk"))
    bodies = list(commissioning.bodies_of(request.person, request.alliance))
    form = Start(request.POST if request.method == "POST" else None, schools=schools, bodies=bodies)
    if (schools or bodies) and request.method == "POST" and form.is_valid():
        try:
            made = asking.begin(request.alliance, form.wanted(), by=request.person, at=request.now)
            return redirect("school-request", made.pk)
        except Refused as no:
            form.add_error(None if "school" not in form.fields else "school", str(no))
    context = {"form": form, "may": schools or bodies, "school": schools[0] if schools and not bodies else None}
    return render(request, "school/asking.html", context | {"back": back_to("school-requests")})


def again(request: Any, pk: int) -> HttpResponse:
    """Whoever follows a request asks for something else for the same school, by the same link."""
    before = fetch(request, SupportRequest, pk, "school", "alliance")
    if is_bare(request):
        return redirect("school-request", pk)
    return begun(request, before.school, before.alliance)


def of_leaders(request: Any, pk: int) -> HttpResponse:
    """A head asks from the page of her System Leaders, by the link to it."""
    hers = fetch(request, Designation, pk, "home_school", "alliance")
    if is_bare(request):
        return redirect("school-leaders-of", pk)
    return begun(request, hers.home_school, hers.alliance)


def begun(request: Any, school: Organisation, alliance: Alliance) -> HttpResponse:
    """The draft is begun; who came by a link goes on by one to it, as if she had opened that from her mail."""
    try:
        made = asking.begin(alliance, For(school), by=request.person, at=request.now)
    except Refused as no:
        return render(request, "school/asking.html", {"refusal": str(no), "may": False})
    answer = redirect("school-request", made.pk)
    if request.link:
        link = links.invite(
            request.person, STATUS, made, alliance=alliance, days=365, by=request.person, at=request.now
        )
        keep_visits(answer, visits(request) | {link.pk: Visit(request.now, request.now)})
    return answer


def plan(request: Any, pk: int) -> HttpResponse:
    """A school's plan in plain sentences: what it is for, what belongs to it, where each part stands."""
    shown = fetch(request, SupportPlan, pk, "school", "owner", "commissioner")
    hers = SupportRequest.objects.visible_to(request.person, on=request.today)
    rows = support.with_what_is_told(hers.filter(plan=shown, submitted_at__isnull=False)).order_by("id")
    who, kept = request.person, Service(shown.alliance)
    lines = [(each, support.told(each, who), support.next_step(each, who, request.now, kept)) for each in rows]
    return render(request, "school/plan.html", {"plan": shown, "lines": lines, "by_link": bool(request.link)})
