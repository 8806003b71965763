"""The room, and what is wrong with an installation that would let anybody in."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


class PeopleConfig(AppConfig):
    name = "drystone.people"

    def ready(self) -> None:
        checks.register(demonstration_only_in_development)


def demonstration_only_in_development(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """In demonstration mode one press signs in as anybody, so it must be impossible on a real installation."""
    if settings.DEMO and not settings.DEVELOPMENT:
        return [
            checks.Error(
                "Demonstration mode is on, but this is not a development installation.",
                hint="Take DRYSTONE_DEMO away; or set DRYSTONE_DEVELOPMENT=1 where nobody real is kept.",
                id="people.E001",
            )
        ]
    return []
