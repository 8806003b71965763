"""Opening an e-mailed link: what a person sees, and what a robot cannot do."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse

from drystone.history.models import Event
from drystone.people import links as people_links
from drystone.people.models import Link
from drystone.web import links, policy
from tests.cast import NOW, alliance, head, officer, person, school
from tests.people.mailbox import letters, token_of
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up_tasks")]


def whole_database() -> dict:
    rows = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows[table] = cursor.fetchall()
    return rows


def test_the_link_leads_to_its_task_at_a_clean_address(client, reeth, link, address):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/task/{reeth.pk}/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(f"/task/{reeth.pk}/").content.decode() == f"task {reeth.pk} for Ann Peel through link {link.pk}"
    assert client.get(f"/task/{reeth.pk}/second/").status_code == 200


def test_a_robot_that_opens_it_fifty_times_changes_nothing(client, reeth, address):
    before = whole_database()
    for _ in range(50):
        robot = Client()
        assert robot.head(address).status_code == 302
        assert robot.get(address).status_code == 302
        assert robot.get(f"/task/{reeth.pk}/").status_code == 200
    assert whole_database() == before
    assert client.get(address).status_code == 302


def test_a_robot_that_presses_every_button_does_not_answer_for_her(client, reeth, link, address):
    client.get(address)
    client.post(f"/task/{reeth.pk}/", {})
    client.post(f"/link/{link.pk}/not-me/", {})
    link.refresh_from_db()
    assert (link.spent_at, link.revoked_at, link.begun_at) == (None, None, NOW)


def test_reading_by_a_link_does_not_begin_the_task_and_writing_does(client, reeth, link, address):
    client.get(address)
    client.get(f"/task/{reeth.pk}/")
    link.refresh_from_db()
    assert link.begun_at is None
    client.post(f"/task/{reeth.pk}/", {"answer": "not yet"})
    link.refresh_from_db()
    assert link.begun_at == NOW


def test_a_used_link_says_what_was_done_and_by_whom(client, reeth, link, address):
    client.get(address)
    client.post(f"/task/{reeth.pk}/", {"answer": "yes"})
    for there in (address, f"/task/{reeth.pk}/"):
        answer = client.get(there)
        assert answer.status_code == 410
        assert "The task was done: Ann Peel, Wednesday 11 November 2026 at 10am." in answer.content.decode()


def test_a_used_link_does_nothing_more(client, reeth, link, address):
    client.get(address)
    client.post(f"/task/{reeth.pk}/", {"answer": "yes"})
    before = whole_database()
    assert client.post(f"/task/{reeth.pk}/", {"answer": "yes"}).status_code == 410
    assert whole_database() == before


def test_an_expired_link_says_until_when_it_was_good_and_whom_to_ask(client, clock, here, address):
    clock.shift(timedelta(days=30))
    answer = client.get(address)
    assert answer.status_code == 410
    assert "It was good until Friday 11 December 2026 at 10am" in answer.content.decode()
    assert here.contact_email in answer.content.decode()


def test_a_revoked_link_says_why(client, link, address):
    people_links.revoke(link, by=None, at=NOW, because="The application was withdrawn.")
    answer = client.get(address)
    assert (answer.status_code, "The application was withdrawn." in answer.content.decode()) == (410, True)


def test_a_link_revoked_while_it_is_open_closes_the_page(client, reeth, link, address):
    client.get(address)
    people_links.revoke(link, by=None, at=NOW)
    assert client.get(f"/task/{reeth.pk}/").status_code == 410


def test_a_changed_token_opens_nothing_and_tells_nothing(client, address):
    changed = address[:-2] + ("A" if address[-2] != "A" else "B") + "/"
    answer = client.get(changed)
    assert (answer.status_code, "Ann" in answer.content.decode()) == (404, False)


def test_a_link_opens_its_own_record_alone(client, reeth, link, address):
    client.get(address)
    assert client.get(f"/task/{school().pk}/").status_code == 302
    assert client.get(f"/secret/{reeth.pk}/").status_code == 302


def test_a_link_of_one_alliance_opens_nothing_of_another(client, link, address):
    there, their_school = alliance("Weardale Alliance", default=False), school()
    walter = head(there, their_school, "Walter Weardale")
    theirs = people_links.invite(walter, "task", their_school, alliance=there, by=None, at=NOW)
    client.get(address)
    assert client.get(f"/task/{their_school.pk}/").status_code == 302
    assert client.get(f"/link/{theirs.pk}/not-me/").status_code == 404
    assert client.get(f"/link/{theirs.pk}/code/").status_code == 404


def test_without_opening_the_link_its_page_is_shut(client, reeth, link):
    assert client.get(f"/task/{reeth.pk}/").headers["Location"].startswith("/account/login/")


def test_a_link_does_not_open_the_rest_of_her_account(client, address):
    client.get(address)
    assert client.get("/account/").status_code == 302


def test_after_half_an_hour_without_a_page_she_opens_the_link_again(client, clock, reeth, address):
    client.get(address)
    clock.shift(timedelta(minutes=29))
    assert client.get(f"/task/{reeth.pk}/").status_code == 200
    clock.shift(timedelta(minutes=29))
    assert client.get(f"/task/{reeth.pk}/").status_code == 200
    clock.shift(timedelta(minutes=31))
    answer = client.get(f"/task/{reeth.pk}/")
    assert (answer.status_code, "Please open the link again" in answer.content.decode()) == (403, True)
    client.get(address)
    assert client.get(f"/task/{reeth.pk}/").status_code == 200


def test_no_visit_by_link_lasts_longer_than_twelve_hours(client, clock, reeth, address):
    client.get(address)
    for _ in range(25):
        assert client.get(f"/task/{reeth.pk}/").status_code == 200
        clock.shift(timedelta(minutes=29))
    assert client.get(f"/task/{reeth.pk}/").status_code != 200


def test_a_forged_cookie_opens_nothing(client, reeth, link, address):
    client.get(address)
    held = client.cookies["links"].value
    for forged in (held[:-1] + ("A" if held[-1] != "A" else "B"), "{}", "", held.split(":")[0]):
        client.cookies["links"] = forged
        assert client.get(f"/task/{reeth.pk}/").status_code == 302


def test_the_cookie_holds_neither_token_nor_name(client, address):
    held = client.get(address).cookies["links"]
    assert (held["httponly"], held["samesite"], held["path"]) == (True, "Lax", "/")
    token = address.split("/")[2]
    assert token not in held.value


def test_a_signed_in_account_is_not_disturbed(client, reeth, link, address):
    tom = person("Tom Raine")
    sign_in(client, tom)
    client.get(address)
    assert "Ann Peel" in client.get(f"/task/{reeth.pk}/").content.decode()
    assert "Tom Raine" in client.get("/account/").content.decode()
    client.post("/account/logout/")
    assert "Ann Peel" in client.get(f"/task/{reeth.pk}/").content.decode()


def test_several_links_may_be_open_side_by_side(client, here, ann, address, reeth):
    second = school()
    other = people_links.invite(ann, "task", second, alliance=here, by=None, at=NOW)
    client.get(address)
    client.get(f"/l/{token_of(other, NOW)}/")
    assert client.get(f"/task/{reeth.pk}/").status_code == 200
    assert client.get(f"/task/{second.pk}/").status_code == 200


def test_tokens_stay_out_of_the_log(client, reeth, link, address, caplog):
    caplog.set_level(logging.DEBUG)
    token = address.split("/")[2]
    client.get(address)
    client.get(f"/l/{token[:-1]}/")
    people_links.revoke(link, by=None, at=NOW)
    client.get(address)
    assert token[:-1] not in caplog.text
    assert "django.request" not in {record.name for record in caplog.records}


def test_somebody_says_that_it_is_not_for_her(client, here, link, address, reeth):
    margaret = officer(here)
    client.get(address)
    page = f"/link/{link.pk}/not-me/"
    assert "This was sent for Ann Peel" in client.get(page).content.decode()
    answer = client.post(page, {"why": "Somebody else should be asked.", "note": "Ask Tom"})
    assert "Thank you" in answer.content.decode()
    assert client.get(f"/task/{reeth.pk}/").status_code == 410
    assert len(letters(margaret.email)) == 1
    assert Event.objects.get(verb="said_not_me").note == "Somebody else should be asked. Ask Tom"


def test_a_stranger_cannot_close_a_link_that_she_has_not_opened(client, link):
    answer = client.post(f"/link/{link.pk}/not-me/", {"why": "This is not me."})
    assert answer.status_code == 404
    assert client.get("/link/999999/not-me/").status_code == 404
    assert Link.objects.get().revoked_at is None


@pytest.mark.parametrize("purpose", sorted(links.PAGES))
def test_every_purpose_leads_to_a_page_that_its_link_opens(purpose):
    there = resolve(reverse(links.PAGES[purpose].url_name, args=[1]))
    assert there.kwargs == {"pk": 1}
    assert policy.whole()[there.view_name].purpose == purpose
