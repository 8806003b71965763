"""Confidential text behind a link: shown only to who reads the mailbox that the link went to."""

from datetime import timedelta

import pytest
from django.test import Client

from drystone.people import links as people_links
from drystone.people.models import Code
from tests.cast import NOW, school
from tests.people.mailbox import code_for, letters, token_of, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up_tasks")]


def test_confidential_text_is_shown_only_after_a_code_from_her_mailbox(client, reeth, ann, secret):
    client.get(f"/l/{token_of(secret, NOW)}/")
    page = f"/secret/{reeth.pk}/"
    assert client.get(page).headers["Location"] == f"/link/{secret.pk}/code/"
    assert client.post(page, {"answer": "yes"}).headers["Location"] == f"/link/{secret.pk}/code/"
    shown = client.get(f"/link/{secret.pk}/code/").content.decode()
    local, domain = ann.email.split("@")
    assert f"{local[0]}•••@{domain}" in shown
    assert ann.email not in shown
    assert letters(ann.email) == []
    client.post(f"/link/{secret.pk}/code/", {"send": "yes"})
    answer = client.post(f"/link/{secret.pk}/code/", {"code": code_for(ann.email)})
    assert answer.headers["Location"] == page
    assert client.get(page).content.decode() == f"CANARY {reeth.pk}"


def test_a_wrong_code_shows_nothing_and_five_end_it(client, reeth, ann, secret):
    client.get(f"/l/{token_of(secret, NOW)}/")
    there = f"/link/{secret.pk}/code/"
    client.post(there, {"send": "yes"})
    right = code_for(ann.email)
    for _ in range(5):
        assert client.post(there, {"code": wrong(right)}).status_code == 200
    client.post(there, {"code": right})
    assert client.get(f"/secret/{reeth.pk}/").status_code == 302


def test_one_code_a_minute_is_mailed_however_often_she_presses(client, clock, ann, secret):
    client.get(f"/l/{token_of(secret, NOW)}/")
    for _ in range(5):
        client.post(f"/link/{secret.pk}/code/", {"send": "yes"})
    assert len(letters(ann.email)) == 1
    clock.shift(timedelta(minutes=1))
    client.post(f"/link/{secret.pk}/code/", {"send": "yes"})
    assert len(letters(ann.email)) == 2


def test_a_robot_that_opens_the_page_of_the_code_sends_no_mail(client, ann, secret):
    client.get(f"/l/{token_of(secret, NOW)}/")
    for _ in range(50):
        client.get(f"/link/{secret.pk}/code/")
    assert (letters(ann.email), Code.objects.count()) == ([], 0)


def test_the_code_of_one_link_does_not_open_another(client, here, ann, secret):
    second = school()
    other = people_links.invite(ann, "secret", second, alliance=here, by=None, at=NOW)
    for each in (secret, other):
        client.get(f"/l/{token_of(each, NOW)}/")
    client.post(f"/link/{secret.pk}/code/", {"send": "yes"})
    client.post(f"/link/{other.pk}/code/", {"code": code_for(ann.email)})
    assert client.get(f"/secret/{second.pk}/").status_code == 302


def test_a_forwarded_link_shows_the_stranger_no_confidential_text(reeth, ann, secret):
    stranger = Client()
    stranger.get(f"/l/{token_of(secret, NOW)}/")
    stranger.post(f"/link/{secret.pk}/code/", {"send": "yes"})
    assert "CANARY" not in stranger.get(f"/secret/{reeth.pk}/", follow=True).content.decode()
    assert len(letters(ann.email)) == 1
