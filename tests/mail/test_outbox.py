"""What the office and the rooms do with the outbox."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone.history.models import Event
from drystone.mail import outbox
from drystone.mail.models import Message
from drystone.people.models import Person
from tests.clock import NOW

from .conftest import LINKED, WITH_CODE

pytestmark = pytest.mark.django_db
State = Message.State


def test_a_change_that_is_undone_takes_its_message_with_it(write):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("address", ["", "  "])
def test_nobody_writes_to_a_person_without_an_address(write, ann, address):
    ann.email = address
    with pytest.raises(outbox.NoAddress):
        write()


@pytest.mark.parametrize("address", ["a@x.example, b@x.example", "a@x.example;b@x.example", "a@x.example b@x.example"])
def test_a_message_has_one_recipient(write, ann, address):
    ann.email = address
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


@pytest.mark.parametrize("address", ["MIKE@hawes.example", "mıke@hawes.example", "mike@hawes.example"])
def test_an_address_is_used_as_it_is_stored(write, ann, address):
    ann.email = address
    assert write().to_address == address


def test_a_message_about_a_task_leads_to_it(write):
    with pytest.raises(TypeError, match="must have a link"):
        write(LINKED, link=None)
    with pytest.raises(TypeError, match="must have no link"):
        write(WITH_CODE, link="/account/")


def test_a_reminder_goes_once(ann, write):
    given = {"to": ann, "alliance_id": 1, "at": NOW, "context": {"when": "today"}, "link": "/account/"}
    first = outbox.queue_once("application 7 week 2", LINKED, **given)
    again = outbox.queue_once("application 7 week 2", LINKED, **given)
    other = outbox.queue_once("application 7 week 3", LINKED, **given)
    assert (first is None, again is None, other is None) == (False, True, False)
    assert Message.objects.count() == 2


def test_a_letter_is_held_for_a_look_and_released(write, ann):
    letter = write(hold="Decisions are released together")
    assert letter.state == State.HELD
    assert list(Message.objects.due(NOW + timedelta(days=1))) == []
    outbox.release(letter, by=ann, at=NOW + timedelta(hours=1))
    assert list(Message.objects.due(NOW + timedelta(hours=1))) == [letter]
    with pytest.raises(outbox.TooLate):
        outbox.release(letter, by=ann, at=NOW + timedelta(hours=2))


def test_what_waits_can_be_held_and_taken_back(write, ann):
    message = write()
    outbox.hold(message, reason="The date is wrong", by=ann, at=NOW)
    outbox.cancel(message, reason="Another one follows", by=ann, at=NOW)
    message.refresh_from_db()
    assert (message.state, message.hold_reason) == (State.CANCELLED, "")
    assert list(Event.objects.values_list("verb", "was", "now", "note")) == [
        ("keep_back", "queued", "held", "The date is wrong"),
        ("cancel", "held", "cancelled", "Another one follows"),
    ]


def test_what_is_gone_cannot_be_taken_back(write, ann):
    message = write()
    Message.objects.update(state=State.SENT, sent_at=NOW)
    with pytest.raises(outbox.TooLate):
        outbox.cancel(message, reason="", by=ann, at=NOW)


def test_a_bounced_message_sent_to_the_right_address_leaves_the_list(write, ann):
    message = write(about=ann)
    Message.objects.update(state=State.BOUNCED, needs_look=True)
    message.refresh_from_db()
    copy = outbox.change_address(message, "a.peel@reeth.example", by=ann, at=NOW)
    assert (copy.to_address, copy.text, copy.state) == ("a.peel@reeth.example", message.text, State.QUEUED)
    assert copy.message_id != message.message_id
    assert list(Message.objects.undelivered()) == []
    assert list(Message.objects.about(ann)) == [copy, message]
    assert outbox.resend(message, by=ann, at=NOW) == copy


def test_a_bounced_message_seen_to_by_telephone_leaves_the_list(write, ann):
    message = write()
    Message.objects.update(state=State.BOUNCED, needs_look=True)
    message.refresh_from_db()
    outbox.looked_at(message, note="Told her by telephone", by=ann, at=NOW)
    assert list(Message.objects.undelivered()) == []
    assert Event.objects.values_list("verb", "was", "now", "note").get() == (
        "see_to", "bounced", "bounced", "Told her by telephone",
    )  # fmt: skip


def test_the_address_of_a_waiting_message_is_corrected_in_place(write, ann):
    message = write()
    outbox.change_address(message, "a.peel@reeth.example", by=ann, at=NOW)
    assert Message.objects.get().to_address == "a.peel@reeth.example"
    with pytest.raises(outbox.NoAddress):
        outbox.change_address(message, " ", by=ann, at=NOW)


def test_a_code_cannot_be_sent_again(write, ann):
    message = write(WITH_CODE)
    Message.objects.update(state=State.SENT, sent_at=NOW)
    with pytest.raises(outbox.TooLate):
        outbox.resend(message, by=ann, at=NOW)


def test_what_comes_back_days_later_is_marked_once(write):
    message = write()
    Message.objects.update(state=State.SENT, sent_at=NOW)
    for _ in range(2):
        outbox.bounced(f"<{message.message_id}>", reason="Mailbox full", at=NOW + timedelta(days=2))
    message.refresh_from_db()
    assert (message.state, message.last_error, Event.objects.count()) == (State.BOUNCED, "Mailbox full", 1)
    assert outbox.bounced("<stranger@elsewhere.example>", reason="", at=NOW) is None


def test_the_post_of_one_alliance_is_not_in_the_list_of_another(write):
    ours, theirs = write(alliance_id=1), write(alliance_id=2)
    assert (list(Message.objects.of({1})), list(Message.objects.of({2}))) == ([ours], [theirs])


def test_a_message_queued_takes_one_query(write, query_count):
    with query_count() as queries:
        write()
    assert len(queries) == 1


def test_a_person_known_only_by_address_gets_mail(write):
    assert write(to=Person(name="", email="new@hawes.example")).person_id is None
