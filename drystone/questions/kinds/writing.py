"""Short text and long text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from .. import words
from ..spec import Question
from .base import ONLY, Box, Boxes, Kind

SHORT = 200
PHONE_DIGITS = 7
FORMATS = ("email", "phone", "web_address", "clock")


class ShortText(Kind):
    name = "short_text"
    settings = frozenset({"characters", "format", "autocomplete"})
    missing = "Fill in “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        widget = {"email": forms.EmailInput, "web_address": forms.URLInput}.get(question.format, forms.TextInput)
        attrs = {"autocomplete": question.autocomplete} if question.autocomplete else {}
        if question.format == "phone":
            attrs |= {"type": "tel", "inputmode": "tel"}
        return {ONLY: Box(widget=widget(attrs=attrs))}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> str | None:
        return words.one_line(raw) or None if raw is not None else None

    def problem(self, question: Question, value: str) -> str:
        most = question.characters or SHORT
        if len(value) > most:
            return f"“{question.name}” has {len(value)} characters; there is room for {most}"
        return wrong_format(question.format, value)


class LongText(Kind):
    name = "long_text"
    settings = frozenset({"words"})
    asks = ("words",)
    missing = "Write something for “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        return {ONLY: Box(widget=forms.Textarea(attrs={"data-maxwords": question.words}))}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> str | None:
        return words.clean(raw) or None if raw is not None else None

    def problem(self, question: Question, value: str) -> str:
        written, most = words.count(value), question.words or 0
        if written <= most:
            return ""
        return f"“{question.name}” has {written:,} words, {written - most:,} more than the limit of {most:,}"


def wrong_format(kind: str, value: str) -> str:
    """What is wrong with an address, number or link; nothing for any other text."""
    if kind == "email" and not (value.isascii() and _accepted(validate_email, value)):
        return "Write the e-mail address in full, like name@school.example"
    if kind == "web_address" and not _accepted(URLValidator(schemes=["http", "https"]), value):
        return "Write the web address in full, starting with https://"
    if kind == "phone" and sum(c.isdigit() for c in value) < PHONE_DIGITS:
        return "Write the telephone number with its area code, like 01632 960 001"
    if kind == "clock" and words.clock(value) is None:
        return "Write a time, for example 9:00 or 1:30pm"
    return ""


def _accepted(validate: Any, value: str) -> bool:
    try:
        validate(value)
    except ValidationError:
        return False
    return True
