"""While the mail server is away, pages answer as ever; what they promised waits, and goes once when it is back."""

import time

import pytest

from drystone.mail import postman
from drystone.mail.models import Message
from tests.postbox import Postbox

pytestmark = [pytest.mark.django_db, pytest.mark.real_time]


def test_a_page_does_not_wait_for_the_mail_server_and_nothing_is_lost(client, mail_server: Postbox):
    mail_server.stop()
    began = time.monotonic()
    answer = client.post("/account/login/", {"email": "ann@dale.example"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/code/")
    assert time.monotonic() - began < 5  # a server that is waited for would take twenty
    (message,) = Message.objects.all()
    assert postman.send_due(at=message.due_at, fill_link=str).sent == 0
    message.refresh_from_db()
    assert message.state == "queued"
    mail_server.start()
    later = message.next_try_at
    assert [postman.send_due(at=later, fill_link=str).sent for _ in range(2)] == [1, 0]
    assert [letter.to for letter in mail_server.letters] == ["ann@dale.example"]
