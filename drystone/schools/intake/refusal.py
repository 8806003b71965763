"""Why a file is not taken."""


class Refused(Exception):
    """The import is refused and nothing has changed; the message says why, to the person who tried it."""


class BadRow(Exception):
    """One row cannot be used; what we hold of that school stays as it was."""


def quoted(text: str, longest: int = 60) -> str:
    """What a file says, fit to be repeated in a report: its beginning, and nothing that cannot be printed."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split())[:longest])
