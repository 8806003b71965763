"""Changing a form as the office does it, box by box."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from drystone.questions.models import FormDraft, FormVersion
from tests.selection.pressing import words

FORM = "application"


def page(name: str, *args: Any) -> str:
    return reverse(f"office-form-{name}", args=[FORM, *args])


def fields(office: Client, url: str) -> dict[str, Any]:
    """All boxes of a page as a browser would post them."""
    shown = office.get(url)
    given = {bound.html_name: bound.value() for bound in shown.context["form"]}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    return given | {name: shown.context[name] for name in ("seen", "token") if name in shown.context}


def change(office: Client, url: str, **typed: Any) -> Any:
    return office.post(url, {**fields(office, url), **typed})


def added(
    office: Client,
    standing: Callable[[], FormDraft],
    kind: str = "yes_no",
    section: str = "availability",
    **typed: Any,
) -> str:
    """The key of a question that the office adds at the end of a section."""
    url = f"{page('question-new', section)}?kind={kind}"
    answer = office.post(url, {**fields(office, url), "wording": "Do you drive?", **typed})
    assert answer.status_code == 302, answer.context["form"].errors
    return standing().form.section(section).questions[-1].key


def published(office: Client, standing: Callable[[], FormDraft]) -> FormVersion:
    answer = office.post(page("publication"), {"turn": standing().turn})
    assert answer.status_code == 302, words(answer)
    return FormVersion.objects.filter(alliance_id__isnull=False).latest("pk")
