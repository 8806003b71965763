"""A link in a cell of a table."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def link_to(text: Any, name: str, *args: Any) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse(name, args=args), text)
