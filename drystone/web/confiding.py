"""Telling the Alliance in confidence: by the school that is helped, or by the office for somebody who rang."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone import saying
from drystone.deployment import access, arrangements, concerns, pupils
from drystone.deployment.concerns import Sorted
from drystone.deployment.models import (
    ConcernAbout,
    ConcernKind,
    ConcernReaders,
    Deployment,
    Visit,
)
from drystone.lifecycle import Refused
from drystone.people.models import Person, Post
from drystone.people.roles import OFFICE
from drystone.questions import forms as questions
from drystone.questions.pages import Page

from .names import INSTEAD
from .pressing import is_bare

WORDLESS = (ConcernKind.SAFEGUARDING, ConcernKind.UNSAID)
KINDS = [choice for choice in ConcernKind.choices if choice[0] not in WORDLESS]
TOLD = (ConcernKind.SAFEGUARDING, *ConcernReaders.values)
TICK = "Tick the box above the button: so we know that a person sends this, and no mail filter."


def is_offered(request: Any, deployment: Deployment) -> bool:
    """The school that is helped finds the page beside its visits; the office has one of its own."""
    return access.confides(request.person, deployment) and not access.office(request.person, deployment)


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(label="What is it about?", choices=KINDS, widget=forms.RadioSelect)


class About(forms.ChoiceField):
    """Whom it is about: the leader, either school, or one of the office; `sorted_as` gives what was chosen."""

    def __init__(self, deployment: Deployment, by: Person, **settings: Any):
        self.known = people_and_schools(deployment, by)
        choices = [(key, label) for key, (label, _) in self.known.items()]
        super().__init__(label="Whom is it about?", choices=choices, widget=forms.RadioSelect, **settings)

    def sorted_as(self, kind: str, chosen: str) -> Sorted:
        return replace(self.known[chosen][1], kind=kind)


def people_and_schools(deployment: Deployment, by: Person) -> dict[str, tuple[str, Sorted]]:
    """Each with a word for the page and what it stands for; nobody tells of herself."""
    leader, home, school = deployment.leader, deployment.home_school, deployment.receiving_school
    posts = Post.objects.on(by.on).filter(alliance=deployment.alliance, role__in=OFFICE, organisation=None)
    known = {
        "leader": (f"{leader}, the System Leader", Sorted(about=ConcernAbout.LEADER, person=leader)),
        f"school-{school.pk}": (str(school), Sorted(about=ConcernAbout.SCHOOL, school=school)),
        f"school-{home.pk}": (f"{home}, where {leader} works", Sorted(about=ConcernAbout.SCHOOL, school=home)),
    }
    for post in posts.exclude(person=by).select_related("person").order_by("person__name", "pk"):
        title = post.title or post.get_role_display()
        said = Sorted(about=ConcernAbout.OFFICE, person=post.person)
        known.setdefault(f"person-{post.person_id}", (f"{post.person}, {title}", said))
    return known


class Confiding(Page):
    """The Alliance's form for concerns on one page, under what sort of thing it is and whom it is about."""

    def __init__(self, visit: Visit | None, deployment: Deployment, by: Person, data: Mapping | None):
        form = questions.current(concerns.FORM, deployment.alliance_id).form
        whole = replace(form.sections[0], questions=tuple(form.questions))
        super().__init__(form, whole, {}, deployment.alliance_id, data)
        self.visit, self.whom = visit, About(deployment, by)
        self.fields = {"concern_kind": kind_field(), "concern_about": self.whom, **self.fields}
        self.names: list[str] = []

    def clean(self) -> dict[str, Any]:
        """What looks like a pupil's name is asked about once; sent again with it, it is taken."""
        chosen = dict(self.cleaned_data)
        super().clean()
        if self.visit and "summary" in self.boxes:
            self.names = pupils.likely(self.answers.get("summary") or "", pupils.grown_ups(self.visit))
        if self.names and self.data.get("names_seen") != self.names_seen:
            quoted = saying.listed([f"“{name}”" for name in self.names])
            self.add_error("summary", f"{quoted} may be the name of a pupil. {INSTEAD} If it is none, send it again.")
        return chosen

    @property
    def names_seen(self) -> str:
        return "/".join(self.names)

    @property
    def said(self) -> Sorted:
        return self.whom.sorted_as(self.cleaned_data["concern_kind"], self.cleaned_data["concern_about"])


def page(
    request: Any,
    deployment: Deployment,
    visit: Visit | None,
    *,
    here: str,
    back: tuple[str, str],
    for_office: bool = False,
) -> HttpResponse:
    """First to whom a worry about a child goes; then the form. What is sent stands in the register at once. `back` is
    a link in words and where it leads, for afterwards."""
    if (told := request.GET.get("told")) in TOLD:
        return thanks(request, deployment, told, back)
    form = Confiding(visit, deployment, request.person, request.POST if asks_to_tell(request) else None)
    if told := sent(request, deployment, form):
        return redirect(f"{here}?told={told}")
    lead = arrangements.known(deployment.receiving_school_id, deployment.alliance_id)
    shown = {
        "form": form,
        "deployment": deployment,
        "lead": lead,
        "for_office": for_office,
        "bare": bare_fact(request),
    }
    return render(request, "visits/confide.html", shown)


def asks_to_tell(request: Any) -> bool:
    return request.method == "POST" and "fact" not in request.POST


def bare_fact(request: Any) -> bool:
    """The other button of the page was pressed as a mail filter does."""
    return request.method == "POST" and "fact" in request.POST and is_bare(request)


def sent(request: Any, deployment: Deployment, form: Confiding) -> str:
    """What went into the register: who reads it, or that it is the fact without a word; nothing if something lacks."""
    by: dict[str, Any] = {"by": request.person, "at": request.now}
    if request.method == "POST" and "fact" in request.POST and not is_bare(request):
        concerns.tell_of_safeguarding(deployment, **by)
        return ConcernKind.SAFEGUARDING
    if not form.is_bound or not form.is_valid():
        return ""
    if is_bare(request):
        form.add_error(None, TICK)
        return ""
    try:
        return concerns.confide(deployment, request.POST, form.said, **by).readers
    except Refused as no:
        form.add_error(None, str(no))
        return ""


def thanks(request: Any, deployment: Deployment, told: str, back: tuple[str, str]) -> HttpResponse:
    """Who reads it, and what happens now. Nothing of what was written stands here."""
    return render(request, "visits/confided.html", {"deployment": deployment, "told": told, "onwards": back})
