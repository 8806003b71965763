"""What a form asks that another did not, and the other way round, in plain sentences."""

from collections.abc import Iterator

from . import plainly
from .spec import Form, Question, Section

TEXTS = (
    ("hint", "“{}”: the help now says “{}”", "“{}”: the help is taken away"),
    ("short", "“{}” is now called “{}” where there is little room", "“{}” has no short name any more"),
    ("statement", "“{}”: what is declared now says “{}”", ""),
    ("missing", "“{}”: left empty, it now says “{}”", "“{}”: left empty, the usual message is shown"),
    ("if_no", "“{}”: to a no it now says “{}”", "“{}”: nothing is said to a no any more"),
)


def differences(old: Form, new: Form) -> list[str]:
    """Everything that is other in the new form, section by section; nothing if they ask the same."""
    return [*_whole(old, new), *_sections(old, new), *_gone(old, new), *_questions(old, new), *_order(old, new)]


def _whole(old: Form, new: Form) -> Iterator[str]:
    if old.title != new.title:
        yield f"The form “{old.title}” is now called “{new.title}”"
    if old.about != new.about:
        yield f"Above the form now stands “{new.about}”" if new.about else "Nothing stands above the form any more"


def _sections(old: Form, new: Form) -> Iterator[str]:
    before, after = {s.key: s for s in old.sections}, {s.key: s for s in new.sections}
    yield from (f"New section: “{s.title}”" for key, s in after.items() if key not in before)
    yield from (f"Section taken out: “{s.title}”" for key, s in before.items() if key not in after)
    for key in filter(before.__contains__, after):
        yield from _section(before[key], after[key])


def _section(old: Section, new: Section) -> Iterator[str]:
    if old.title != new.title:
        yield f"Section “{old.title}” is now called “{new.title}”"
    if old.intro != new.intro:
        said = f"now begins with “{new.intro}”" if new.intro else "has no introduction any more"
        yield f"Section “{new.title}” {said}"


def _gone(old: Form, new: Form) -> Iterator[str]:
    yield from (f"Taken out: “{q.wording}”" for q in old.questions if q.key not in new.by_key)


def _questions(old: Form, new: Form) -> Iterator[str]:
    for section in new.sections:
        for question in section.questions:
            if before := old.by_key.get(question.key):
                yield from _question(old, before, new, question)
            else:
                more = ", ".join(filter(None, (plainly.kind(question), plainly.limits(question))))
                yield f"New question in “{section.title}”: “{question.wording}” ({more})"
                if question.ask_if:
                    yield f"“{question.name}”: {_lower(plainly.condition(new, question.ask_if))}"


def _question(old: Form, before: Question, new: Form, after: Question) -> Iterator[str]:
    if before.wording != after.wording:
        yield f"“{before.wording}” now reads “{after.wording}”"
    for name, now, gone in TEXTS:
        if getattr(before, name) != getattr(after, name):
            said = getattr(after, name)
            yield now.format(after.name, said) if said else gone.format(after.name)
    if before.needed != after.needed:
        yield f"“{after.name}” {'must now be answered' if after.needed else 'may now be left empty'}"
    if (was := plainly.limits(before)) != (now := plainly.limits(after)):
        yield f"“{after.name}”: {now or 'no limit'}, before {was or 'no limit'}"
    if (before.format, before.comment, before.alone) != (after.format, after.comment, after.alone):
        yield f"“{after.name}”: how it is answered has changed"
    if before.ask_if != after.ask_if:
        yield f"“{after.name}”: {_lower(plainly.condition(new, after.ask_if)) or 'now always asked'}"
    if before.confidential_to != after.confidential_to:
        whom = "the office alone" if after.confidential_to else "all who read the form"
        yield f"“{after.name}”: now for {whom}"
    if before.identifies != after.identifies:
        shown = "left out" if after.identifies else "shown"
        yield f"“{after.name}”: now {shown} where somebody reads without names"
    yield from _choices(before, after)


def _choices(before: Question, after: Question) -> Iterator[str]:
    for part in ("options", "points", "rows"):
        was, now = dict(getattr(before, part)), dict(getattr(after, part))
        yield from (f"“{after.name}”: new choice “{text}”" for key, text in now.items() if key not in was)
        yield from (f"“{after.name}”: choice “{text}” taken out" for key, text in was.items() if key not in now)
        both = [key for key in now if key in was]
        yield from (f"“{after.name}”: “{was[k]}” now reads “{now[k]}”" for k in both if was[k] != now[k])
        if both != [key for key in was if key in now]:
            yield f"“{after.name}”: the choices stand in another order"


def _order(old: Form, new: Form) -> Iterator[str]:
    """Where questions and sections stand that were there before, one sentence for each that somebody moved."""
    sections = [s.key for s in new.sections if s.key in {each.key for each in old.sections}]
    if sections != [s.key for s in old.sections if s.key in sections]:
        yield f"The sections now stand in this order: {', '.join(f'“{s.title}”' for s in new.sections)}"
    home = {q.key: section.key for section in old.sections for q in section.questions}
    for section in new.sections:
        stayed = [q.key for q in section.questions if home.get(q.key) == section.key]
        yield from (
            f"“{q.name}” now stands in “{section.title}”"
            for q in section.questions
            if q.key in home and home[q.key] != section.key
        )
        if stayed != [q.key for q in old.questions if q.key in stayed]:
            yield f"“{section.title}” asks its questions in another order"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
