"""What whoever runs the installation may do with somebody's account."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from drystone.history import events
from drystone.people import accounts, posts
from drystone.people.roles import Role
from tests.cast import TODAY, alliance, person

pytestmark = pytest.mark.django_db


def test_the_first_manager_gets_an_account_and_her_post(capsys):
    here = alliance()
    for _ in range(2):
        call_command("account", "open", "Ann Peel", "Ann@Reeth.example", "--manager-of", here.slug)
    ann = accounts.holder("ann@reeth.example")
    assert posts.holds(ann, here, TODAY, Role.MANAGER)
    assert ann.posts.count() == 1
    assert "and signs in with a code to ann@reeth.example." in capsys.readouterr().out


def test_a_lost_second_factor_is_forgotten_with_a_reason():
    ann = person("Ann Peel", email="ann@reeth.example")
    Authenticator.objects.create(user=ann, type=Authenticator.Type.TOTP, data={"secret": "x"})
    call_command("account", "forget-second-factor", "ann@reeth.example", "--because", "The chair knows her voice")
    assert not Authenticator.objects.exists()
    assert events.of(ann).last().note == "The chair knows her voice"


def test_an_account_is_closed_with_a_reason():
    ann = person("Ann Peel", email="ann@reeth.example")
    call_command("account", "close", "ann@reeth.example", "--because", "She asked")
    ann.refresh_from_db()
    assert not ann.is_active


@pytest.mark.parametrize(
    "words",
    [
        ("close", "nobody@reeth.example", "--because", "x"),
        ("close", "nobody@reeth.example"),
        ("open", "Ann Peel", "ann@reeth.example", "--manager-of", "nowhere"),
    ],
)
def test_a_mistyped_command_does_nothing_and_says_why(words):
    with pytest.raises(CommandError):
        call_command("account", *words)
