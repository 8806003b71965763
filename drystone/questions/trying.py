"""Trying a form out: pages that check what is typed as the real ones do, and keep nothing of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from . import plainly, reader
from .models import Answer
from .pages import Page
from .spec import Form, Section


def with_examples(form: Form) -> Form:
    """The form as it is asked where its record brings rows, answers or points: here examples of them."""
    names = {f"{part}_from" for part in ("options", "points", "rows")}
    brought = {source for q in form.questions for name in names if (source := getattr(q, name))}
    own = {
        getattr(q, f"{part}_from")
        for q in form.questions
        for part in ("options", "points", "rows")
        if getattr(q, part)
    }
    examples = {
        name: [(f"e{number}", f"Example {number}: one of {plainly.BROUGHT.get(name, name)}") for number in (1, 2)]
        for name in brought - own
    }
    filled = form.with_lists(examples)
    return replace(filled, sections=tuple(section for section in filled.sections if section.questions))


def page(
    form: Form,
    section_key: str,
    tried: Mapping[str, Any],
    alliance_id: int,
    data: Mapping | None = None,
    files: Mapping | None = None,
) -> Page:
    """A page with what was tried before; of a posted one, what it says now, so that it offers what words may mean."""
    opened = Page(form, form.section(section_key), rows(tried), alliance_id, data, files)
    if data is None or opened.is_valid():
        return opened
    return Page(form, opened.section, rows(kept(opened, tried)), alliance_id, data, files)


def kept(page: Page, tried: Mapping[str, Any]) -> dict[str, Any]:
    """What was tried so far, without files: those are looked at and forgotten."""
    given = {key: value for key, value in page.answers.items() if page.asking.question(key).kind != "file"}
    return {key: value for key, value in {**tried, **given}.items() if value is not None}


def asked_after(form: Form, section_key: str, tried: Mapping[str, Any]) -> Section | None:
    """The next page on which something is asked, going by what was tried."""
    asked = {question.key for question in form.asked(tried)}
    following = form.after(section_key)
    while following and not any(question.key in asked for question in following.questions):
        following = form.after(following.key)
    return following


def read_back(form: Form, tried: Mapping[str, Any]) -> list[reader.Part]:
    """What whoever answers would check before sending."""
    return reader.parts_of(form, tried, reader.WRITER)


def rows(tried: Mapping[str, Any]) -> dict[str, Answer]:
    return {key: Answer(key=key, value=value) for key, value in tried.items()}
