"""`{% govuk "button" text="Send" %}`, and Django forms as GOV.UK fields."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from ..components import fields
from ..components.govuk import component

register = template.Library()


@register.simple_tag
def govuk(name: str, /, **params: Any) -> SafeString:
    """A component. `label__text="Name"` reaches into a group of settings: `label: {text: Name}`."""
    return component(name, **_nested(params))


def _nested(params: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for path, value in params.items():
        *groups, last = path.split("__")
        inner = whole
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    return whole


@register.simple_tag
def field(bound: BoundField, **settings: Any) -> SafeString:
    """One field of a form: label, hint, error, what was typed. `heading=True` makes its label the page's h1."""
    return fields.render(bound, **settings)


@register.simple_tag
def form_fields(form: BaseForm, **settings: Any) -> SafeString:
    """Every field of a form in its order; a field that waits for another's answer is shown inside that answer."""
    return fields.render_all(form, **settings)


@register.simple_tag
def error_summary(*forms: BaseForm, focus: bool = True) -> SafeString | str:
    """What is wrong, at the top of the page, each linked to its field; nothing if all is well."""
    return fields.summary(*forms, focus=focus)
