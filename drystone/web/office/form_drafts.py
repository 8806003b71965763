"""A form while it is being changed: its outline with all buttons, publishing it, throwing it away."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.people.access import alliances_as
from drystone.questions import differing, drafting, editing, forms
from drystone.questions.models import AnswerSheet, FormDraft, FormVersion
from drystone.questions.spec import Form
from drystone.selection.models import Round

from ..doors import visible
from ..pressing import attempt, back_to, settle
from .form_outline import outline
from .own_forms import known

View = Callable[..., HttpResponse]
PUBLISHED = {
    True: "Published. Rounds that open from now on ask this form.",
    False: "Published. Whoever begins this form from now on is asked the new one.",
}


def drafted(view: View) -> View:
    """A page of the draft that is open. What is posted to one that is gone meets the rule that says so, with all that
    was typed; who only looks is led to the form."""

    @wraps(view)
    def looked_up(request: Any, form: str, **rest: Any) -> HttpResponse:
        writes_here(request, form)
        draft = drafting.open_draft(request.alliance.pk, form)
        if draft is None and request.method == "POST":
            draft = FormDraft.objects.filter(alliance_id=request.alliance.pk, key=form).last()
        return view(request, draft, **rest) if draft else redirect("office-form", form)

    return looked_up


def writes_here(request: Any, form: str) -> None:
    """Whoever manages another alliance and only works in this one's office changes nothing here."""
    known(form)
    if request.alliance.pk not in alliances_as(request.person, request.door.posts):
        raise NotAllowed(f"{request.person} may not change the forms of {request.alliance}")


def begin(request: Any, form: str) -> HttpResponse:
    """A draft is begun from what stands, from an earlier version, or from the form as we come with it."""
    writes_here(request, form)
    start = starting(request.alliance.pk, form, request.POST.get("from", ""))
    return attempt(
        request,
        lambda: drafting.begin(request.alliance.pk, form, start, by=request.person, at=request.now),
        then=reverse("office-form-draft", args=[form]),
    )


def starting(alliance_id: int, key: str, chosen: str) -> Form:
    if chosen == "ours":
        return forms.DEFAULTS[key].form
    earlier = FormVersion.objects.filter(alliance_id=alliance_id, key=key)
    numbered = (
        earlier.filter(number=chosen).first() if chosen.isascii() and chosen.isdigit() and len(chosen) < 6 else None
    )
    return (numbered or forms.current(key, alliance_id)).form


@drafted
def draft(request: Any, draft: FormDraft) -> HttpResponse:
    """Everything in the draft, and what differs from the form that is asked now."""
    asked = forms.current(draft.key, draft.alliance_id).form
    context = {
        "draft": draft,
        "asked": draft.form,
        "parts": outline(draft.form, known(draft.key).form),
        "differs": differing.differences(asked, draft.form),
        "empty": editing.empty(draft.form),
        "back": back_to("office-form", draft.key),
    }
    return render(request, "office/forms/draft.html", context)


@drafted
def place(request: Any, draft: FormDraft) -> HttpResponse:
    """A question, a section or a choice goes where the button says; pressed twice it stands there once."""
    what, _, rest = request.POST.get("put", "").partition(" ")
    names = [*rest.split(" "), "", "", "", ""]
    here, edit = back_to("office-form-draft", draft.key), move(draft, what, names)
    if edit is None:
        return redirect(here)
    then = f"{here}#{'s' if what == 'section' else 'q'}-{names[0]}"
    if what == "choice" and names[0] in draft.form.by_key:
        then = back_to("office-form-question", draft.key, names[0]) + "#choices"
    said = ("Put back " if what == "again" else "Moved ") + told(draft, what, names[0])
    return attempt(request, lambda: drafting.change(draft, edit, said, by=request.person, at=request.now), then=then)


def move(draft: FormDraft, what: str, names: list[str]) -> Callable[[Form], Form] | None:
    """What a button of the outline does to the form."""
    ours = known(draft.key).form.plain.by_key.get(names[0])
    moves: dict[str, Callable[[Form], Form]] = {
        "question": lambda form: editing.place(form, *names[:3]),
        "section": lambda form: editing.place_section(form, *names[:2]),
        "choice": lambda form: editing.place_choice(form, *names[:4]),
    }
    if ours:
        moves["again"] = lambda form: editing.put_back(form, names[1], ours)
    return moves.get(what)


def told(draft: FormDraft, what: str, key: str) -> str:
    """What was moved, for history."""
    if what == "section":
        return next((f"the section “{s.title}”" for s in draft.form.sections if s.key == key), "a section")
    question = draft.form.by_key.get(key) or known(draft.key).form.by_key.get(key)
    name = f"“{question.name}”" if question else "a question"
    return f"a choice of {name}" if what == "choice" else name


@drafted
def publication(request: Any, draft: FormDraft) -> HttpResponse:
    """What will be different, for whom, and from when; then the press."""
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    turn = request.POST.get("turn", "")
    number = int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 9 else 0
    done = settle(
        request,
        form,
        lambda: drafting.publish(draft, turn=number, by=request.person, at=request.now),
        then=back_to("office-form", draft.key),
        said=PUBLISHED[of_rounds(draft)],
    )
    asked = forms.current(draft.key, draft.alliance_id).form
    context = {
        "form": form,
        "draft": draft,
        "asked": draft.form,
        "differs": differing.differences(asked, draft.form),
        "hindrances": drafting.hindrances(draft),
        **who_goes_on(request, draft),
        "back": back_to("office-form-draft", draft.key),
    }
    return done or render(request, "office/forms/publication.html", context)


def who_goes_on(request: Any, draft: FormDraft) -> dict[str, Any]:
    """Rounds that keep the form they opened with, and forms that were begun and are not sent in yet."""
    sheets = AnswerSheet.objects.filter(alliance_id=draft.alliance_id, version__key=draft.key, sealed_at=None)
    rounds = visible(request, Round).filter(
        alliance=draft.alliance_id, state="published", opens_at__lte=request.now, decisions_by__gte=request.today
    )
    belongs = of_rounds(draft)
    return {"under_way": sheets.count(), "of_rounds": belongs, "rounds": list(rounds) if belongs else []}


def of_rounds(draft: FormDraft) -> bool:
    """Whether the form is asked in a round, where everybody is asked the same."""
    return known(draft.key).room == "selection"


@drafted
def discarding(request: Any, draft: FormDraft) -> HttpResponse:
    """The draft is thrown away, after a look at what goes with it."""
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    done = settle(
        request,
        form,
        lambda: drafting.discard(draft, by=request.person, at=request.now),
        then=back_to("office-form", draft.key),
        said="The draft is thrown away. The form is asked as before.",
    )
    asked = forms.current(draft.key, draft.alliance_id).form
    context = {
        "form": form,
        "draft": draft,
        "differs": differing.differences(asked, draft.form),
        "back": back_to("office-form-draft", draft.key),
    }
    return done or render(request, "office/forms/discarding.html", context)
