"""The pages of `docs/` that are drawn from the tables the product itself obeys, so they cannot be out of date."""

from . import doors, lives, messages

PAGES = {"lifecycles.md": lives.page, "emails.md": messages.page, "who-sees-what.md": doors.page}

__all__ = ["PAGES"]
