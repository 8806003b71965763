"""The sections of a form in a draft, and what stands above all of them."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from drystone.questions import drafting, editing
from drystone.questions.models import FormDraft
from drystone.questions.spec import Section

from ..pressing import attempt, back_to, settle
from .form_drafts import drafted
from .form_questions import token_of
from .form_words import Heading, SectionForm


@drafted
def heading(request: Any, draft: FormDraft) -> HttpResponse:
    """The form's name, and what stands above its first page."""
    standing = editing.above(draft.form)
    form = Heading(request.POST or None, initial={"title": standing.title, "about": standing.intro})
    opened_on, seen = request.POST.get("seen", ""), editing.seen(standing)

    def verb() -> Any:
        edit = partial(editing.retitle, **form.cleaned_data, opened_on=opened_on)
        said = "Changed its name, or what stands above it"
        return drafting.change(draft, edit, said, by=request.person, at=request.now)

    here = back_to("office-form-draft", draft.key)
    done = settle(request, form, verb, then=here, said="Kept in the draft.")
    context = {"form": form, "title": "Above the form", "seen": seen, "back": here}
    context["standing"] = standing if opened_on and opened_on != seen else None
    return done or render(request, "office/forms/words.html", context)


@drafted
def add(request: Any, draft: FormDraft) -> HttpResponse:
    """A new section, at the end."""
    form, token = SectionForm(request.POST or None), token_of(request)

    def verb() -> Any:
        given = form.cleaned_data
        made = Section(editing.key_of(given["title"], token), given["title"], given["intro"])
        said = f"Added the section “{made.title}”"
        edit = partial(editing.add_section, section=made)
        return drafting.change(draft, edit, said, by=request.person, at=request.now)

    here = back_to("office-form-draft", draft.key)
    done = settle(request, form, verb, then=here, said="The section is in the draft. Now put a question into it.")
    context = {"form": form, "title": "New section", "token": token, "back": here}
    return done or render(request, "office/forms/words.html", context)


@drafted
def section(request: Any, draft: FormDraft, key: str) -> HttpResponse:
    """A section's name and introduction; without questions it may be taken out."""
    standing = next((each for each in draft.form.sections if each.key == key), None)
    if standing is None and request.method != "POST":
        raise Http404
    shown, opened_on = standing or Section(key, ""), request.POST.get("seen", "")
    form = SectionForm(request.POST or None, initial={"title": shown.title, "intro": shown.intro})

    def verb() -> Any:
        given = form.cleaned_data
        return drafting.change(
            draft,
            lambda asked: editing.reword_section(asked, key, **given, opened_on=opened_on),
            f"Changed the section “{given['title']}”",
            by=request.person,
            at=request.now,
        )

    here = back_to("office-form-draft", draft.key)
    done = settle(request, form, verb, then=f"{here}#s-{key}", said="Kept in the draft.")
    context = {"form": form, "title": shown.title, "seen": editing.seen(shown), "back": here}
    context["standing"] = standing if opened_on and opened_on != editing.seen(shown) else None
    if standing and not standing.questions:
        context["removal"] = back_to("office-form-section-removal", draft.key, key)
    return done or render(request, "office/forms/words.html", context)


@drafted
def removal(request: Any, draft: FormDraft, key: str) -> HttpResponse:
    """A section that asks nothing is taken out."""
    title = next((each.title for each in draft.form.sections if each.key == key), "")
    return attempt(
        request,
        lambda: drafting.change(
            draft,
            lambda asked: editing.remove_section(asked, key),
            f"Took out the section “{title}”",
            by=request.person,
            at=request.now,
        ),
        then=back_to("office-form-draft", draft.key),
    )
