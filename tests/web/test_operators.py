"""An operator is told in plain words what is missing before people use an installation."""

from pathlib import Path

import pytest

from drystone.config.settings import own_secret_key
from drystone.web.apps import ready_for_people

GOOD = {
    "BASE_URL": "https://leaders.alliance.example",
    "ALLOWED_HOSTS": ["leaders.alliance.example"],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "Swaledale Alliance <office@alliance.example>",
    "TRUSTED_PROXIES": 1,
}


def found(settings, **changes) -> list[str]:
    for name, value in (GOOD | changes).items():
        setattr(settings, name, value)
    return [message.id for message in ready_for_people(None)]


def test_good_settings_need_no_word(settings) -> None:
    assert found(settings) == []


@pytest.mark.parametrize(
    ("forgotten", "said"),
    [
        ({"BASE_URL": "http://leaders.alliance.example"}, "web.W001"),
        ({"ALLOWED_HOSTS": ["127.0.0.1"]}, "web.W002"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "web.W003"),
        ({"DEFAULT_FROM_EMAIL": "Drystone <office@drystone.example>"}, "web.W004"),
        ({"TRUSTED_PROXIES": 0}, "web.W005"),
    ],
)
def test_what_was_forgotten_is_named(settings, forgotten: dict, said: str) -> None:
    assert found(settings, **forgotten) == [said]


def test_the_key_that_is_made_on_the_first_start_stays_and_is_for_this_account_alone(tmp_path: Path) -> None:
    made = own_secret_key(tmp_path / "var" / "secret-key")
    assert (len(made) > 80, own_secret_key(tmp_path / "var" / "secret-key")) == (True, made)
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0
