"""What an induction asks of every new System Leader: the list of the Alliance, to change for those who come next."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.history import events
from drystone.people.models import Person, Post
from drystone.people.roles import AT_ALLIANCE
from drystone.register import induction
from drystone.register.models import InductionStep

from ..pressing import attempt, settle

OFFICE = ""


class Step(forms.Form):
    title = forms.CharField(label="What is to be done", max_length=160)
    days = forms.IntegerField(
        label="Within how many days of the first one",
        min_value=1,
        max_value=730,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    shown_by = forms.ChoiceField(
        label="How is it shown?",
        choices=[
            ("evidence", "The leader sends a few words, and a document or a picture"),
            ("training", "By the register of core training, in which the leader books a place"),
            ("no", "Not at all: whoever signs it off knows"),
        ],
        widget=forms.RadioSelect,
    )
    signer = forms.ChoiceField(label="Who signs it off?", required=False)

    def __init__(self, *args: Any, people: list[Person], **settings: Any):
        super().__init__(*args, **settings)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields["signer"]
        field.choices = [(OFFICE, "The office"), *((pk, person.name) for pk, person in self.people.items())]

    def asked(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        shown = given.pop("shown_by")
        by = {"wants_evidence": shown == "evidence", "by_training": shown == "training"}
        return given | by | {"signer": self.people.get(given["signer"])}


def here() -> str:
    return reverse("office-induction")


def people_of(request: Any) -> list[Person]:
    """Who may be named: whoever holds a post at the Alliance today."""
    posts = Post.objects.on(request.today).filter(alliance=request.alliance, role__in=AT_ALLIANCE)
    return list(Person.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("name", "pk"))


def listed(request: Any) -> HttpResponse:
    """The list as it stands, by its days; the manager adds to it."""
    form = Step(request.POST or None, people=people_of(request), initial={"days": 28, "shown_by": "no"})
    acting = {"by": request.person, "at": request.now}
    add = lambda: induction.ask_of_all(request.alliance, **form.asked(), **acting)  # noqa: E731
    if done := settle(request, form, add, then=here(), said="Added, for whoever is designated from now on."):
        return done
    steps = induction.steps_of(request.alliance)
    timeline = events.of(request.alliance).filter(verb="induction_changed")
    return render(request, "office/induction/list.html", {"steps": steps, "form": form, "timeline": timeline})


def make_own(request: Any) -> HttpResponse:
    """What we propose becomes the Alliance's own list."""
    verb = lambda: induction.make_own(request.alliance, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=here(), said="This is your own list now.")


def own(request: Any, pk: int) -> InductionStep:
    found = InductionStep.objects.filter(alliance=request.alliance, pk=pk).select_related("alliance").first()
    if found is None:
        raise Http404
    return found


def change(request: Any, pk: int) -> HttpResponse:
    """One thing is asked otherwise; lists that were begun keep what they had."""
    step = own(request, pk)
    initial = {"title": step.title, "days": step.days, "signer": str(step.signer_id or OFFICE)}
    initial["shown_by"] = "evidence" if step.wants_evidence else "training" if step.by_training else "no"
    form = Step(request.POST or None, people=people_of(request), initial=initial)
    verb = lambda: induction.change(step, **form.asked(), by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=here(), said="Changed, for whoever is designated from now on."):
        return done
    return render(request, "office/induction/step.html", {"step": step, "form": form, "back": here()})


def remove(request: Any, pk: int) -> HttpResponse:
    """It is not asked of those who come next."""
    step = InductionStep.objects.filter(alliance=request.alliance, pk=pk).select_related("alliance").first()
    if step is None:  # pressed twice: it is gone, which is what was wanted
        return redirect(here())
    verb = lambda: induction.ask_no_more(step, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=here(), said="Taken out. Whoever has it on their list keeps it.")
