"""Two at once on a real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from drystone.mail.models import Message
from drystone.people import accounts, codes, links, posts
from drystone.people.models import Code, Link, Person, Post, Purpose
from drystone.people.roles import Role
from tests.cast import NOW, TODAY, alliance, head, person, school
from tests.people.mailbox import code_for, wrong

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(act, times: int) -> list:
    """What each of several gets who do the same at the same moment."""
    together = Barrier(times)

    def run(_: int):
        together.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as people:
        return list(people.map(run, range(times)))


def test_of_two_invitations_at_once_one_link_is_made():
    here, reeth = alliance(), school()
    ann = head(here, reeth)
    made = at_once(lambda: links.invite(ann, "reference", reeth, alliance=here, by=None, at=NOW), 4)
    assert len({link.pk for link in made}) == Link.objects.count() == 1


def test_of_two_presses_for_a_new_link_at_once_one_is_sent():
    here, reeth = alliance(), school()
    old = links.invite(head(here, reeth), "reference", reeth, alliance=here, by=None, at=NOW)
    late = old.expires_at
    made = at_once(lambda: links.renew(old, by=None, at=late), 4)
    assert (sum(each is not None for each in made), Link.objects.count(), Message.objects.count()) == (1, 2, 1)


def test_of_two_who_prove_one_address_at_once_one_account_is_made():
    made = at_once(lambda: accounts.open_for("Ann Peel", "ann@reeth.example", at=NOW), 4)
    assert len({each.pk for each in made}) == Person.objects.count() == 1


def test_a_post_taken_up_twice_at_once_is_one_post():
    here, reeth, ann = alliance(), school(), person("Ann Peel")
    at_once(lambda: posts.take_up(ann, Role.HEAD, here, reeth, from_=TODAY, by=None, at=NOW), 4)
    assert Post.objects.count() == 1


def test_the_right_code_typed_twice_at_once_is_right_once():
    code = codes.send(Purpose.SIGN_IN, "ann@reeth.example", asker="here", at=NOW)
    typed = code_for("ann@reeth.example")
    assert sorted(at_once(lambda: codes.check(code, typed, at=NOW), 4)) == [False, False, False, True]


def test_however_many_guess_at_once_a_code_allows_five_tries():
    code = codes.send(Purpose.SIGN_IN, "ann@reeth.example", asker="here", at=NOW)
    typed = wrong(code_for("ann@reeth.example"))
    at_once(lambda: codes.check(code, typed, at=NOW), 12)
    assert Code.objects.get().tries == 5
    assert not codes.check(code, code_for("ann@reeth.example"), at=NOW)
