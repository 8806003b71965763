"""A draft as whoever answers will see it, page by page; it can be tried out, and nothing is kept."""

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.questions import trying
from drystone.questions.models import FormDraft
from drystone.questions.spec import Form, Section

from ..pressing import back_to
from .form_drafts import drafted

SALT = "trying a form out"


@drafted
def preview(request: Any, draft: FormDraft) -> HttpResponse:
    """The page that the address names; posted, it is checked, and the next one shown with what was tried so far."""
    form = trying.with_examples(draft.form)
    tried = so_far(request, draft)
    posted = request.method == "POST"
    section = chosen(form, request.POST.get("section") if posted else request.GET.get("section"))
    if section is None:
        return ended(request, draft, form, {})
    data, files = (request.POST, request.FILES) if posted else (None, None)
    page = trying.page(form, section.key, tried, draft.alliance_id, data, files)
    if not posted or not page.is_valid():
        return shown(request, draft, form, section, page, tried)
    tried = trying.kept(page, tried)
    following = trying.asked_after(form, section.key, tried)
    if following is None:
        return ended(request, draft, form, tried)
    return shown(request, draft, form, following, trying.page(form, following.key, tried, draft.alliance_id), tried)


def shown(request: Any, draft: FormDraft, form: Form, section: Section, page: Any, tried: dict) -> HttpResponse:
    here = reverse("office-form-preview", args=[draft.key])
    context = {
        "form": page,
        "asked": form,
        "section": section,
        "position": form.sections.index(section) + 1,
        "count": len(form.sections),
        "pages": [(each.title, f"{here}?section={each.key}", each == section) for each in form.sections],
        "tried": signing.dumps(tried, salt=f"{SALT} {draft.pk}", compress=True),
        "back": back_to("office-form-draft", draft.key),
    }
    return render(request, "office/forms/preview.html", context)


def ended(request: Any, draft: FormDraft, form: Form, tried: dict) -> HttpResponse:
    """All that was tried, as whoever answers would check it before sending."""
    parts = [
        {"title": part.title, "lines": [{"line": line} for line in part.lines]}
        for part in trying.read_back(form, tried)
    ]
    context = {"asked": form, "parts": parts, "draft": draft, "back": back_to("office-form-draft", draft.key)}
    return render(request, "office/forms/tried.html", context)


def so_far(request: Any, draft: FormDraft) -> dict[str, Any]:
    """What was tried on the pages before; it travels with the page, and counts only as we signed it."""
    try:
        return signing.loads(request.POST.get("tried", ""), salt=f"{SALT} {draft.pk}")
    except signing.BadSignature:
        return {}


def chosen(form: Form, key: str | None) -> Section | None:
    return next((each for each in form.sections if each.key == key), next(iter(form.sections), None))
