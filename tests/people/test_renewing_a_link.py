"""A link that ran out: whoever has it asks for a new one, which goes to the address that we have."""

from datetime import timedelta

import pytest
from django.test import Client

from drystone.mail.models import Message
from drystone.people import links as people_links
from drystone.people.models import Link
from tests.cast import NOW
from tests.people.mailbox import letters, token_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=31)


@pytest.fixture
def expired(link, made_up_tasks, clock) -> str:
    """The address of a link that ran out yesterday."""
    token = token_of(link, NOW)
    clock.move_to(LATER)
    return f"/l/{token}/"


def test_one_press_sends_a_new_link_to_the_address_on_record_and_to_nobody_else(client, expired, link, ann):
    ann.email = "ann.peel@new.example"  # she moved house meanwhile
    ann.save()
    shown = client.get(expired).content.decode()
    assert "Send me a new link" in shown
    assert "ann.peel" not in shown.lower()
    for _ in range(2):
        answer = client.post(f"{expired}again/", follow=True)
    said = answer.content.decode()
    assert "A new link is on its way" in said
    assert "ann.peel" not in said.lower()
    (mail,) = Message.objects.filter(kind="people.link_renewed")
    assert (mail.to_address, mail.person_id, mail.urgent) == ("ann.peel@new.example", ann.pk, True)
    new = Link.objects.get(pk=mail.link_id)
    assert (new.purpose, new.record_id, new.expires_at) == (link.purpose, link.record_id, LATER + timedelta(days=30))
    opened = Client().get(f"/l/{token_of(new, LATER)}/")
    assert opened.headers["Location"] == f"/task/{link.record_id}/"
    assert client.get(expired).status_code == 410


def test_looking_at_it_sends_nothing(client, expired):
    for _ in range(3):
        client.get(expired)
        assert client.get(f"{expired}again/").status_code == 405
    assert not Message.objects.exists()


@pytest.mark.parametrize("ended", ["spent", "revoked", "left", "suspended", "without address", "still good"])
def test_a_task_that_nobody_waits_for_any_more_gets_no_new_link(client, expired, link, ann, here, clock, ended):
    if ended == "spent":
        people_links.spend(link, by=ann, at=NOW)
    elif ended == "revoked":
        people_links.revoke(link, by=None, at=NOW, because="It was withdrawn.")
    elif ended == "left":
        type(ann).objects.filter(pk=ann.pk).update(is_active=False)
    elif ended == "suspended":
        type(here).objects.filter(pk=here.pk).update(suspended_on=NOW.date())
    elif ended == "without address":
        type(ann).objects.filter(pk=ann.pk).update(email="")
    else:
        clock.move_to(NOW)
    client.post(f"{expired}again/")
    assert not Message.objects.exists()
    assert Link.objects.count() == 1


def test_a_copy_to_read_gets_none(client, here, reeth, ann, made_up_tasks, clock):
    """What shows confidential text, and asks for nothing, the office sends again after a look at who asks."""
    token = token_of(people_links.invite(ann, "secret", reeth, alliance=here, by=None, at=NOW), NOW)
    clock.move_to(LATER)
    assert "Send me" not in client.get(f"/l/{token}/").content.decode()
    client.post(f"/l/{token}/again/")
    assert not Message.objects.exists()


def test_a_made_up_address_gets_the_same_answer_and_nothing_else(client, made_up_tasks):
    assert client.post("/l/nonsense/again/", follow=True).status_code == 404
    assert not Message.objects.exists()


def test_it_cannot_be_pressed_from_elsewhere(expired):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{expired}again/").status_code == 403
    assert not Message.objects.exists()


def test_the_new_message_says_which_one_it_takes_the_place_of(client, expired, link, ann, here):
    Message.objects.create(
        alliance_id=here.pk, kind="x", subject="Please read the agreement", to_address=ann.email, link_id=link.pk,
        person_id=ann.pk, text="", message_id="<1@x>", queued_at=NOW, due_at=NOW, next_try_at=NOW,
    )  # fmt: skip
    client.post(f"{expired}again/")
    assert "“Please read the agreement” was too old" in letters(ann.email)[-1].text
