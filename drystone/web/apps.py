"""The room, and what an operator may have forgotten before people use an installation."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from drystone import walls

TO_A_FOLDER = ("filebased", "console", "locmem", "dummy", "capture")


class WebConfig(AppConfig):
    name = "drystone.web"

    def ready(self) -> None:
        checks.register(ready_for_people, checks.Tags.security, deploy=True)
        checks.register(walls_hold, checks.Tags.security, deploy=True)


def ready_for_people(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """What `manage.py check --deploy` says of our own settings, in the words of docs/running.md."""
    base = urlsplit(settings.BASE_URL)
    wrong = {
        "W001": (
            base.scheme != "https",
            "Links in messages do not start with https.",
            "Set DRYSTONE_BASE_URL to the address that people use, such as https://leaders.alliance.example.",
        ),
        "W002": (
            base.hostname not in settings.ALLOWED_HOSTS,
            f"Links in messages lead to {base.hostname}, which this installation does not answer to.",
            "Name it in DRYSTONE_ALLOWED_HOSTS.",
        ),
        "W003": (
            any(word in settings.EMAIL_BACKEND for word in TO_A_FOLDER),
            "Messages are kept in a folder and reach nobody.",
            "Set DRYSTONE_EMAIL_URL to the mail server, such as submission://user:password@mail.alliance.example:587.",
        ),
        "W004": (
            "drystone.example" in settings.DEFAULT_FROM_EMAIL,
            "Messages come from an invented address.",
            "Set DRYSTONE_FROM_EMAIL to the office's own.",
        ),
        "W005": (
            not settings.TRUSTED_PROXIES,
            "No web server in front is declared, so everybody seems to come from one address and shares its limits.",
            "Set DRYSTONE_TRUSTED_PROXIES to how many web servers stand in front.",
        ),
    }
    return [checks.Warning(what, hint=how, id=f"web.{code}") for code, (so, what, how) in wrong.items() if so]


def walls_hold(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Whether the database keeps alliances apart for the login that we were given."""
    if not walls.are_bypassed():
        return []
    return [
        checks.Warning(
            "The database login passes through the walls between alliances: it is a superuser or has BYPASSRLS.",
            hint="Give Drystone a login of its own, as under PostgreSQL in docs/running.md.",
            id="web.W006",
        )
    ]
