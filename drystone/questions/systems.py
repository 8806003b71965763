"""System keys: questions that a rule needs. An alliance may reword them; it may not take them away."""

from collections.abc import Iterator

from .spec import Choices, Form, Question

# What a rule may lean on besides the kind. The words of options, points and rows may change; their keys may not.
KEPT = ("kind", "ask_if", "confidential_to")
LISTS = ("options", "points", "rows")
# A rule may know each of these by its key; of what is rated it asks only that all is there.
KNOWN = ("options", "points")


def problems(form: Form, default: Form) -> list[str]:
    """Why this form cannot stand in for our default; nothing if it can."""
    if form.key != default.key:
        return [f"This form is called “{form.key}”; it must be called “{default.key}”."]
    return [text for question in default.questions if question.system for text in _changed(form, question)]


def _changed(form: Form, asked: Question) -> Iterator[str]:
    own = form.by_key.get(asked.key)
    if own is None:
        yield f"“{asked.key}” is needed by a rule: it may be reworded, not removed."
        return
    for name in KEPT:
        if getattr(own, name) != getattr(asked, name):
            yield f"“{asked.key}” is needed by a rule: its “{name}” may not change."
    if asked.needed and not own.needed:
        yield f"“{asked.key}” is needed by a rule: it may not be left out by whoever answers."
    for name in LISTS:
        lost = _keys(getattr(asked, name)) - _keys(getattr(own, name))
        if lost:
            yield f"“{asked.key}” is needed by a rule: “{', '.join(sorted(lost))}” may be reworded, not removed."
    if any(_keys(getattr(own, name)) - _keys(getattr(asked, name)) for name in KNOWN):
        yield f"“{asked.key}” is needed by a rule: its choices may be reworded, not added to."


def _keys(choices: Choices) -> set[str]:
    return {key for key, _ in choices}
