"""Mail that comes back."""

import io

import pytest
from django.core.management import call_command

from drystone.mail import bounces
from drystone.mail.bounces import Bounce
from drystone.mail.models import Message
from tests.clock import NOW

REPORT = """\
From: MAILER-DAEMON@mx.reeth.example
To: office@drystone.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_cut"

--=_cut
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=_cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.reeth.example

Final-Recipient: rfc822; ann.peel@reeth.example
Action: {action}
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox
 full

--=_cut
Content-Type: {part}

From: Drystone <office@drystone.example>
To: ann.peel@reeth.example
Message-ID: <{message_id}>
Subject: Somebody signed in

--=_cut--
"""


def report(message_id="1234@drystone.example", action="failed", part="message/rfc822") -> bytes:
    return REPORT.format(message_id=message_id, action=action, part=part).encode()


@pytest.mark.parametrize("part", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_message_and_the_reason(part):
    assert bounces.read(report(part=part)) == Bounce("1234@drystone.example", "552 5.2.2 Mailbox full")


@pytest.mark.parametrize(
    "raw", [report(action="delayed"), b"", b"\xff\x00", b"Subject: Out of office\n\nBack on Monday"]
)
def test_delays_and_answers_are_no_bounces(raw):
    assert bounces.read(raw) is None


@pytest.mark.django_db
def test_the_mail_server_hands_over_what_came_back(write, tmp_path):
    """Features 12: Bounced e-mail detected and shown."""
    message = write()
    Message.objects.update(state="sent", sent_at=NOW)
    files = [tmp_path / "1", tmp_path / "2"]
    files[0].write_bytes(report(message.message_id))
    files[1].write_bytes(b"Subject: Thank you\n\nI shall")
    said = io.StringIO()
    call_command("read_bounces", *files, stdout=said)
    assert said.getvalue() == "1 of 2 told of a message that came back\n"
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("bounced", "552 5.2.2 Mailbox full")
