"""GOV.UK Frontend's components, by the macros of govuk-frontend-jinja: no component markup of our own."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

# Templates never change while we run, so nobody asks the disk whether they did.
ENVIRONMENT = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    auto_reload=False,
    cache_size=-1,
)
# The macros indent what they print, and with it the lines of a text somebody typed.
ENVIRONMENT.filters["indent"] = lambda html, *settings: html


def component(name: str, /, **params: Any) -> SafeString:
    """One component as HTML: `component("button", text="Send", attributes={"data-x": 1})`.

    Text is escaped. So is anything given as `html` unless it is already known to be safe.
    """
    return mark_safe(str(_macro(name)(_clean(params))).strip())  # noqa: S308 the macros escape their text


@cache
def _macro(name: str) -> Callable[[dict], str]:
    template = ENVIRONMENT.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    return getattr(template.module, "govuk" + name.title().replace("-", ""))


def _clean(params: dict) -> dict:
    """Without empty settings, which the macros would print as "None", and with every `html` made safe."""
    return {key: _clean_value(key, value) for key, value in params.items() if value is not None}


def _clean_value(key: str, value: Any) -> Any:
    if key == "attributes" and isinstance(value, str):
        raise TypeError("Give attributes as a mapping: a string would be printed without escaping.")
    if isinstance(value, dict):
        return _clean(value)
    if isinstance(value, list):
        return [_clean(item) if isinstance(item, dict) else item for item in value]
    if key == "html" or key.endswith("Html"):
        return conditional_escape(value)
    return value
