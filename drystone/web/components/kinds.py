"""One function for each kind of field: it turns a bound field into the settings of its GOV.UK component."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import DateTimeBaseInput, Input
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .govuk import component
from .problems import plain

Kind = Callable[..., SafeString]
# Django's own hints to the browser: cutting a pasted text at its limit loses words without a word.
NOT_FOR_THE_BROWSER = {
    "maxlength",
    "minlength",
    "required",
    "cols",
    "rows",
    "class",
    "data-maxwords",
    "min",
    "max",
    "step",
}
OWN = {"prefix", "suffix"}


def kind_of(bound: BoundField) -> Kind:
    return next((kind for widget, kind in KINDS if isinstance(bound.field.widget, widget)), as_it_is)


def first_id(bound: BoundField) -> str:
    """Where the error summary's link leads: the first box that can be typed in."""
    return bound.auto_id + ("_day" if isinstance(bound.field.widget, forms.SelectDateWidget) else "")


def text_input(bound: BoundField, **settings: Any) -> SafeString:
    attrs, widget = bound.field.widget.attrs, bound.field.widget
    number = isinstance(widget, forms.NumberInput)
    return component(
        "input",
        **_labelled(bound, settings),
        type=attrs.get("type") or ("text" if number or isinstance(widget, DateTimeBaseInput) else widget.input_type),
        inputmode=_inputmode(bound),
        value=_text(bound.value()),
        autocomplete=attrs.get("autocomplete"),
        spellcheck=False if isinstance(widget, forms.EmailInput | forms.URLInput) else None,
        prefix={"text": attrs["prefix"]} if "prefix" in attrs else None,
        suffix={"text": attrs["suffix"]} if "suffix" in attrs else None,
        classes=attrs.get("class", "govuk-input--width-5" if number else ""),
    )


def textarea(bound: BoundField, **settings: Any) -> SafeString:
    attrs = bound.field.widget.attrs
    rows = int(attrs.get("rows") or 5)
    if words := attrs.get("data-maxwords"):
        return _counted_text(bound, settings, int(words), rows)
    return component(
        "textarea",
        **_labelled(bound, settings),
        value=_lines(bound.value()),
        rows=rows,
        spellcheck=True,
        classes=attrs.get("class", ""),
    )


def _counted_text(bound: BoundField, settings: dict, words: int, rows: int) -> SafeString:
    """A text with a limit of words, as high as its limit; the page counts along, the server counts the same."""
    parts = _labelled(bound, settings)
    # The macro of 4.1.0 cannot print attributes of this group: the text itself says which question it answers.
    parts["attributes"] |= parts.pop("formGroup")["attributes"]
    height = rows if rows not in (5, 10) else min(10, max(5, words // 30))
    return component(
        "character-count", **parts, value=_lines(bound.value()), rows=height, maxwords=words, spellcheck=True
    )


def _lines(value: Any) -> str:
    """Typed text. A browser drops one line end at the very start; one more is put there for it."""
    text = _text(value)
    return f"\n{text}" if text.startswith(("\n", "\r")) else text


def radios(bound: BoundField, **settings: Any) -> SafeString:
    items = _choices(bound, settings, {_text(bound.value())})
    classes = "govuk-radios--inline" if _in_one_line(bound, items) else ""
    return component("radios", **_grouped(bound, settings), items=items, classes=classes)


def _in_one_line(bound: BoundField, items: list[dict]) -> bool:
    """Yes or no; and the points of a scale where several things are rated on it, one below the other."""
    if any(item.keys() & {"hint", "conditional"} for item in items):
        return False
    length = sum(len(item["text"]) for item in items)
    return length < 60 if hasattr(bound.field, "legend") else len(items) == 2 and length < 30


def checkboxes(bound: BoundField, **settings: Any) -> SafeString:
    chosen = {_text(value) for value in bound.value() or []}
    return component("checkboxes", **_grouped(bound, settings), items=_choices(bound, settings, chosen))


def tick(bound: BoundField, **settings: Any) -> SafeString:
    """One box to tick: the label stands beside it."""
    held = (settings.get("inside") or {}).get("True")
    item = {
        "value": "on",
        "text": bound.label,
        "checked": bool(bound.value()),
        "hint": _hint(bound),
        "conditional": {"html": held} if held else None,
        "attributes": _attributes(bound),
    }
    return component("checkboxes", **_common(bound), idPrefix=bound.auto_id, items=[item])


def select(bound: BoundField, **settings: Any) -> SafeString:
    choices, chosen = list(bound.field.widget.choices), {_text(bound.value())}
    if any(isinstance(text, list) for _, text in choices):  # the component knows no groups
        return as_it_is(bound, **settings, attributes={"class": "govuk-select"})
    items = [{"value": _text(value), "text": str(text), "selected": _text(value) in chosen} for value, text in choices]
    return component("select", **_labelled(bound, settings), items=items)


def date_boxes(bound: BoundField, **settings: Any) -> SafeString:
    """Day, month and year as three boxes; a date that does not exist stays as it was typed."""
    typed = _typed_date(bound)
    items = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "label": part.capitalize(),
            "value": typed[part],
            "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if bound.errors else ""),
        }
        for part, width in (("day", 2), ("month", 2), ("year", 4))
    ]
    grouped = _grouped(bound, settings)
    grouped["id"] = grouped.pop("idPrefix")
    return component("date-input", **(grouped | {"name": None, "items": items}))


def file_input(bound: BoundField, **settings: Any) -> SafeString:
    return component("file-upload", **_labelled(bound, settings))


def hidden(bound: BoundField, **settings: Any) -> SafeString:
    return bound.as_widget()


def as_it_is(bound: BoundField, **settings: Any) -> SafeString:
    """A widget that no component fits: its own HTML, with our label, hint and error."""
    parts = _labelled(bound, settings)
    error = component("error-message", **parts["errorMessage"]) if parts["errorMessage"] else ""
    hint = component("hint", **parts["hint"]) if parts["hint"] else ""
    label = component("label", **parts["label"] | {"for": bound.id_for_label})
    widget = bound.as_widget(attrs=settings.get("attributes"))
    return format_html('<div class="govuk-form-group">{}{}{}{}</div>', label, hint, error, widget)


def _labelled(bound: BoundField, settings: dict) -> dict[str, Any]:
    size = "l" if settings.get("heading") else "s"
    label = {"classes": f"govuk-label--{size}", "isPageHeading": settings.get("heading") or None}
    return {
        **_common(bound),
        "id": bound.auto_id,
        "label": label | {"text": _label(bound, settings)},
        "hint": _hint(bound),
        "attributes": _attributes(bound),
    }


def _grouped(bound: BoundField, settings: dict) -> dict[str, Any]:
    size = "l" if settings.get("heading") else "s"
    legend = {"classes": f"govuk-fieldset__legend--{size}", "isPageHeading": settings.get("heading") or None}
    return {
        **_common(bound),
        "idPrefix": bound.auto_id,
        "fieldset": {"legend": legend | {"text": _label(bound, settings)}},
        "hint": _hint(bound),
    }


def _common(bound: BoundField) -> dict[str, Any]:
    return {
        "name": bound.html_name,
        "errorMessage": {"text": plain(bound.errors[0], bound)} if bound.errors else None,
        "formGroup": {"attributes": {"data-question": _question(bound)}},
    }


def _question(bound: BoundField) -> str:
    """The key of the question that this box answers: with it a page saves all boxes of a question together."""
    together = getattr(bound.field, "legend", None)
    return together[0] if together else getattr(getattr(bound.field, "question", None), "key", bound.name)


def _label(bound: BoundField, settings: dict) -> str:
    asked = bound.field.required or not settings.get("optional", True)
    return str(bound.label) if asked else f"{bound.label} (optional)"


def _hint(bound: BoundField) -> dict[str, Any] | None:
    """What is marked up stands as it is; the component escapes all other words."""
    return {"html": bound.help_text} if bound.help_text else None


def _choices(bound: BoundField, settings: dict, chosen: set[str]) -> list[dict[str, Any]]:
    """The answers that can be given; `widget.hints` may explain some, `widget.alone` names one that goes with none."""
    hints, inside = getattr(bound.field.widget, "hints", {}), settings.get("inside") or {}
    alone = getattr(bound.field.widget, "alone", "")
    items = []
    for value, text in bound.field.widget.choices:
        item: dict[str, Any] = {"value": _text(value), "text": str(text), "checked": _text(value) in chosen}
        if hint := hints.get(value):
            item["hint"] = {"text": hint}
        if _text(value) in inside:
            item["conditional"] = {"html": inside[_text(value)]}
        if alone and item["value"] == alone:
            item["behaviour"] = "exclusive"
            items.append({"divider": "or"})
        if item["value"]:
            items.append(item)
    return items


def _attributes(bound: BoundField) -> dict[str, Any]:
    dropped = NOT_FOR_THE_BROWSER | OWN | {"autocomplete", "inputmode", "type", "data-source"}
    attributes = {name: value for name, value in bound.field.widget.attrs.items() if name not in dropped}
    return attributes | _source(bound)


def _source(bound: BoundField) -> dict[str, str]:
    """Where a box finds what is typed in it: `data-source="school"` asks the address named `school-suggestions`."""
    name = bound.field.widget.attrs.get("data-source")
    try:
        return {"data-source": reverse(f"{name}-suggestions")} if name else {}
    except NoReverseMatch:
        return {}  # the words are looked up when the form is sent


def _inputmode(bound: BoundField) -> str | None:
    if mode := bound.field.widget.attrs.get("inputmode"):
        return mode
    if isinstance(bound.field, forms.DecimalField | forms.FloatField):
        return "decimal"
    return "numeric" if isinstance(bound.field, forms.IntegerField) else None


def _typed_date(bound: BoundField) -> dict[str, str]:
    if bound.form.is_bound:
        return {part: bound.form.data.get(f"{bound.html_name}_{part}", "") for part in ("day", "month", "year")}
    on = bound.value()
    return {part: _text(getattr(on, part, "")) for part in ("day", "month", "year")}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


KINDS: list[tuple[type, Kind]] = [
    (forms.SelectDateWidget, date_boxes),
    (forms.CheckboxSelectMultiple, checkboxes),
    (forms.RadioSelect, radios),
    (forms.SelectMultiple, as_it_is),
    (forms.Select, select),
    (forms.CheckboxInput, tick),
    (forms.Textarea, textarea),
    (forms.FileInput, file_input),
    (forms.HiddenInput, hidden),
    (Input, text_input),
]
radios.holds_others = checkboxes.holds_others = tick.holds_others = True  # type: ignore[attr-defined]
