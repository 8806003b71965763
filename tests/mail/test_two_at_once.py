"""Two senders, or two clocks, at the same moment on a real file or server."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from drystone.mail import outbox, postman
from drystone.mail.models import Message
from drystone.people.models import Person
from tests.clock import NOW

from .conftest import LINKED

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(do, times: int) -> list:
    """Does it in several threads that start together."""
    together = Barrier(times)

    def one(_: int):
        together.wait()
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


def test_of_two_senders_each_message_goes_by_one(write, mail_server):
    for _ in range(40):
        write()
    rounds = at_once(lambda: postman.send_due(at=NOW, fill_link=str), 2)
    assert sum(each.sent for each in rounds) == 40
    came = Counter(letter.message["Message-ID"] for letter in mail_server.letters)
    assert came.total() == len(came) == 40
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_of_two_clocks_one_queues_a_reminder(ann):
    to = Person(pk=ann.pk, name=ann.name, email=ann.email)

    def remind():
        return outbox.queue_once(
            "week 2", LINKED, to=to, alliance_id=1, at=NOW, context={"when": "today"}, link="/account/"
        )

    assert [each is not None for each in at_once(remind, 4)].count(True) == 1
    assert Message.objects.count() == 1


def test_of_two_presses_one_sends_a_message_again(write, ann):
    message = write()
    Message.objects.update(state="sent", sent_at=NOW)
    copies = at_once(lambda: outbox.resend(Message.objects.get(pk=message.pk), by=ann, at=NOW).pk, 4)
    assert len(set(copies)) == 1
    assert Message.objects.count() == 2
