"""`docs/emails.md`: every message that can be sent, as a made-up person would read it."""

from drystone.mail import catalogue

from .markdown import table

INTRODUCTION = """# Messages

Everything Drystone may send, with made-up people in it. Drawn by `make docs` from the functions marked `@message` in
each room's `emails.py` and from their texts.
"""


def page() -> str:
    kinds = catalogue.all_kinds()
    heads = ["message", "to", "when"]
    index = table(heads, ([f"[{kind.key}](#{anchor(kind.key)})", kind.to, kind.when] for kind in kinds))
    return "\n".join([INTRODUCTION, f"{index}\n", *map(section, kinds)])


def section(kind: catalogue.Kind) -> str:
    subject, text = kind.write("Ann Peel", kind.sample)
    told = f"To {kind.to}, when {kind.when}."
    return f"## {kind.key}\n\n{told}\n\n**{subject}**\n\n```text\n{text}\n```\n"


def anchor(heading: str) -> str:
    """The address that a heading has on a rendered page."""
    return heading.replace(".", "")
