"""Every box to type in says how much there is room for; too much is said plainly, and nothing of it is lost."""

import pkgutil
import re
from collections.abc import Iterator
from html import unescape
from importlib import import_module

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from drystone import web
from drystone.selection.criteria import Line
from drystone.web.addresses import AddressField
from drystone.web.agreed_points import AgreedPoints
from drystone.web.components import fields
from drystone.web.office.application_forms import AppealAnswer
from drystone.web.office.decision_forms import DecisionForm
from tests import cast

OUR_OWN = "drystone.web."
# Nothing typed into these is kept: they show what a page of ours can look like.
SAMPLES = "drystone.web.public.gallery"


def words(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def every_form() -> Iterator[type[forms.Form]]:
    for found in pkgutil.walk_packages(web.__path__, OUR_OWN):
        if not found.name.startswith((f"{OUR_OWN}management", SAMPLES)):
            import_module(found.name)
    waiting = [forms.Form]
    while waiting:
        waiting += (subs := waiting.pop().__subclasses__())
        yield from (each for each in subs if each.__module__.startswith(OUR_OWN) and SAMPLES not in each.__module__)


def test_every_box_to_type_in_has_a_limit():
    boxes = [(form, name, box) for form in every_form() for name, box in form.base_fields.items()]
    typed = [
        (form, name, box) for form, name, box in boxes if isinstance(box, forms.CharField) and not box.widget.is_hidden
    ]
    assert len(typed) > 60
    assert [f"{form.__name__}.{name}" for form, name, box in typed if not box.max_length] == []


def test_every_address_that_is_kept_is_in_plain_letters():
    boxes = [(form, name, box) for form in every_form() for name, box in form.base_fields.items()]
    assert [
        f"{f.__name__}.{n}" for f, n, b in boxes if isinstance(b, forms.EmailField) != isinstance(b, AddressField)
    ] == []


def test_the_reason_of_a_panel_has_a_limit():
    line = Line("impact", "Impact", {"green": "Green"}, ["green"], [""])
    form = AgreedPoints({"impact": "green", "reason": "why " * 1500}, lines=[line])
    assert not form.is_valid()
    html = words(fields.render_all(form))
    assert "“Why these are right” has 5,999 characters; there is room for 4,000" in html
    assert "why why why" in html


@pytest.mark.parametrize("form", [AppealAnswer({"verb": "uphold", "answer": "x" * 10_001})])
def test_too_much_is_said_with_both_numbers_and_stays_in_its_box(form: forms.Form):
    html = words(fields.render_all(form))
    assert "has 10,001 characters; there is room for 10,000" in html
    assert "x" * 10_001 in html


def test_the_feedback_of_a_decision_has_a_limit():
    assert DecisionForm.base_fields["feedback"].max_length == 10_000


@pytest.mark.django_db
def test_an_address_that_cannot_be_kept_is_asked_for_again_on_every_page(client: Client):
    cast.alliance()
    page = client.post(reverse("public-interest"), {"name": "Ann Peel", "address": "ann@schöol.example"})
    assert page.status_code == 200
    assert "without accents" in words(page.content.decode())
