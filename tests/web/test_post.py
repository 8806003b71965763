"""The office's post and its history: what did not arrive, what may be done, and whose it is."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.deployment import concerns
from drystone.mail.models import Message
from drystone.mail.wording import LINK
from drystone.people.roles import Role
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db


@pytest.fixture
def support() -> Support:
    made = Support()
    made.home_asked()
    return made


def message(support: Support, **fields) -> Message:
    """The enquiry to the home head, as far as it is said to have come."""
    found = Message.objects.get(kind="brokering.home_asked", alliance_id=support.alliance.pk)
    Message.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    return found


def bounced(support: Support) -> Message:
    return message(support, state="bounced", needs_look=True, last_error="550 No such person")


def act(client: Client, found: Message, name: str, **typed) -> Message:
    client.post(reverse("office-message-act", args=[found.pk, name]), {"pressed": "yes", **typed})
    found.refresh_from_db()
    return found


@pytest.mark.parametrize("more", [0, 3])
def test_what_did_not_arrive_stands_first_in_the_same_number_of_questions(support, client, more, query_count):
    found = bounced(support)
    for number in range(more):
        copy = Message.objects.get(pk=found.pk)
        copy.pk, copy.message_id = None, f"copy-{number}@dale.example"
        copy.save(force_insert=True)
    sign_in(client, support.margaret)
    client.get(reverse("office-mail"))
    with query_count() as queries:
        page = client.get(reverse("office-mail")).content.decode()
    assert page.index("Did not arrive") < page.index("All messages")
    assert len(queries) == 5 + OPENING


def test_the_text_is_shown_without_the_personal_link(support, client):
    found = message(support)
    assert LINK in found.text
    sign_in(client, support.margaret)
    page = client.get(reverse("office-message", args=[found.pk])).content.decode()
    assert LINK not in page
    assert "(the personal link of this person)" in page


def test_a_corrected_address_sends_it_again_and_clears_the_list(support, client):
    found = bounced(support)
    sign_in(client, support.margaret)
    act(client, found, "address", address="ann.peel@reeth.example")
    copy = Message.objects.get(copy_of=found)
    assert (copy.to_address, copy.state, found.needs_look) == ("ann.peel@reeth.example", "queued", False)


def test_seen_to_by_telephone_it_leaves_the_list(support, client):
    sign_in(client, support.margaret)
    assert not act(client, bounced(support), "seen", note="By telephone").needs_look


def test_kept_back_let_go_and_taken_back(support, client):
    found = message(support)
    sign_in(client, support.margaret)
    assert act(client, found, "hold", note="A look first").state == "held"
    assert act(client, found, "release").state == "queued"
    assert act(client, found, "cancel", note="Asked in person").state == "cancelled"
    assert act(client, found, "hold", note="Too late").state == "cancelled"


def test_looking_changes_nothing(support, client):
    found = bounced(support)
    sign_in(client, support.margaret)
    for name in ("address", "again", "seen", "release", "hold", "cancel"):
        assert client.get(reverse("office-message-act", args=[found.pk, name])).status_code == 200
    assert Message.objects.get(pk=found.pk).state == "bounced"


def test_the_post_and_history_of_another_alliance_are_not_found(support, client):
    other = cast.alliance("Wharfedale Alliance", default=False)
    sign_in(client, cast.officer(other, "Olive Best"))
    found = message(support)
    assert client.get(reverse("office-message", args=[found.pk])).status_code == 404
    assert found.subject not in client.get(reverse("office-mail")).content.decode()
    assert b"Nothing like that has happened." in client.get(reverse("office-history")).content


def test_about_a_concern_only_those_who_read_concerns_find_anything(support, client):
    concern = concerns.raise_(support.proposed(), "In confidence.", by=support.leader, at=NOW)
    found = Message.objects.get(about_type="deployment.concern", about_id=concern.pk)
    colin = cast.officer(support.alliance, "Colin Hird", Role.COORDINATOR)
    seen = [
        sign_in(Client(), person).get(reverse("office-message", args=[found.pk])).status_code
        for person in (colin, support.margaret)
    ]
    assert seen == [404, 200]


def test_the_history_of_a_concern_is_for_those_who_read_concerns(support):
    concerns.raise_(support.proposed(), "In confidence.", by=support.leader, at=NOW)
    colin = cast.officer(support.alliance, "Colin Hird", Role.COORDINATOR)
    asked = {"kind": "deployment.concern"}
    found = [
        b"Nothing like that has happened." in sign_in(Client(), person).get(reverse("office-history"), asked).content
        for person in (colin, support.margaret)
    ]
    assert found == [True, False]


def test_history_is_searched_by_person_day_and_kind(support, client, query_count):
    sign_in(client, support.margaret)
    there = reverse("office-history")

    def rows(**asked) -> int:
        return client.get(there, asked).content.decode().count('role="rowheader"')

    everything = rows()
    assert 0 < rows(who="Margaret") < everything
    assert rows(who="Nobody Known") == 0
    assert rows(day="1/1/2020") == 0
    assert rows(day="11/11/2026") == everything
    assert rows(kind="brokering.enquiry") == 1
    with query_count() as queries:
        client.get(there, {"who": "Margaret", "day": "11/11/2026"})
    assert len(queries) <= 10
