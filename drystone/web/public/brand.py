"""The stylesheet in one alliance's colour: a strict policy allows no style in the page itself."""

from django.http import HttpRequest, HttpResponse

from ..components import colour

SHEET = """:root {{
  --brand-mark: {mark}; --brand: {ink}; --brand-deep: {deep}; --brand-wash: {wash}; --brand-line: {line};
  --govuk-brand-colour: {ink}; --govuk-link-colour: {ink}; --govuk-link-visited-colour: {ink};
  --govuk-link-hover-colour: {deep};
}}
"""


def brand(request: HttpRequest, digits: str) -> HttpResponse:
    """The address holds the colour, so a sheet never changes and may be kept for a year."""
    sheet = SHEET.format(**colour.shades(digits))
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
