"""Django form fields as GOV.UK fields. What was typed is always kept; nothing is cut off or checked by the browser."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.forms import BaseForm, BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from .govuk import component
from .kinds import first_id, kind_of
from .problems import plain


def render(bound: BoundField, **settings: Any) -> SafeString:
    """One field by the kind of its widget.

    Settings: `heading` makes the label the page's heading; `optional=False` leaves out "(optional)";
    `inside` maps answers of this field to HTML that is shown under them.
    """
    return mark_safe(kind_of(bound)(bound, **settings))  # noqa: S308 made of components, which escape


def render_all(form: BaseForm, **settings: Any) -> SafeString:
    """All fields. One with `shown_if = (name, answer)` stands inside that answer of the field of that name; those
    that follow each other with the same `legend = (key, wording, hint)` stand together under it."""
    waiting: dict[str, list[BoundField]] = {}
    for bound in form:
        condition = getattr(bound.field, "shown_if", None)
        if condition and condition[0] in form.fields and _can_hold(form[condition[0]]):
            waiting.setdefault(condition[0], []).append(bound)
    held = {bound.name for group in waiting.values() for bound in group}
    return _together([bound for bound in form if bound.name not in held], waiting, settings)


def summary(*forms: BaseForm, focus: bool = True) -> SafeString | str:
    """What is wrong, each with a link to its box; the page opens there unless `focus` is False."""
    errors = [error for form in forms for error in _errors(form)]
    if not errors:
        return ""
    return component(
        "error-summary", titleText="There is a problem", errorList=errors, disableAutoFocus=not focus or None
    )


def _together(
    fields: list[BoundField], waiting: dict[str, list[BoundField]], settings: dict, said: Any = None
) -> SafeString:
    """Fields in groups; what is `said` over the field that holds them is not said over them again."""
    groups = groupby(fields, key=_legend)
    return _joined(
        _under(None if legend == said else legend, [_with_inside(b, waiting, settings) for b in group])
        for legend, group in groups
    )


def _under(legend: tuple[str, str, str] | None, fields: list[SafeString]) -> SafeString:
    """Fields of one question, under its wording."""
    if legend is None:
        return _joined(fields)
    key, wording, hint = legend
    said = [component("hint", id=f"{key}-together-hint", text=hint)] if hint else []
    return component(
        "fieldset",
        legend={"text": wording, "classes": "govuk-fieldset__legend--m"},
        describedBy=f"{key}-together-hint" if hint else None,
        classes="together",
        attributes={"data-question": key},
        html=_joined([*said, *fields]),
    )


def _with_inside(bound: BoundField, waiting: dict[str, list[BoundField]], settings: dict) -> SafeString:
    """A field with those that wait for one of its answers."""
    answers: dict[str, list[BoundField]] = {}
    for follower in waiting.get(bound.name, []):
        answers.setdefault(str(follower.field.shown_if[1]), []).append(follower)  # type: ignore[attr-defined]
    kept = {"optional": settings["optional"]} if "optional" in settings else {}
    inside = {answer: _together(fields, waiting, kept, _legend(bound)) for answer, fields in answers.items()}
    return render(bound, **settings, **({"inside": inside} if inside else {}))


def _legend(bound: BoundField) -> Any:
    return getattr(bound.field, "legend", None)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _can_hold(bound: BoundField) -> bool:
    return getattr(kind_of(bound), "holds_others", False)


def _errors(form: BaseForm) -> Iterable[dict[str, str]]:
    for message in form.non_field_errors():
        yield {"text": str(message)}
    for bound in form:
        for message in bound.errors:
            yield {"text": plain(message, bound), "href": f"#{first_id(bound)}"}
