"""What becomes of a message when the other side is well, refuses, stalls or is gone."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from drystone.history.models import Event
from drystone.mail import outbox, postman
from drystone.mail.models import Message
from drystone.mail.postman import BACK_OFF, LEASE, LinkGone
from drystone.people.emails import Addressee
from tests.clock import NOW
from tests.postbox import free_port

from .conftest import WITH_CODE

pytestmark = pytest.mark.django_db


def send(at=NOW, **given) -> postman.Round:
    return postman.send_due(
        **{"at": at, "fill_link": lambda link_id: f"https://drystone.example/l/{link_id}", **given}
    )


def test_what_is_due_goes_once(write, mail_server):
    message = write()
    assert send().sent == 1
    assert send().sent == 0
    message.refresh_from_db()
    assert (message.state, message.sent_at.date(), message.attempts) == ("sent", NOW.date(), 1)
    [letter] = mail_server.letters
    assert letter.to == "ann.peel@reeth.example"
    assert letter.message["To"] == "Ann Peel <ann.peel@reeth.example>"
    assert letter.message["Message-ID"] == f"<{message.message_id}>"
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.link == "http://127.0.0.1:8000/account/"


def test_a_message_goes_in_the_name_of_its_alliance_and_answers_come_to_its_office(write, mail_server):
    write()
    send(sender=lambda alliance_id: postman.Sender("Swaledale Alliance", "office@swaledale.example"))
    [letter] = mail_server.letters
    assert letter.message["From"] == "Swaledale Alliance <office@drystone.example>"
    assert letter.message["Reply-To"] == "office@swaledale.example"


def test_an_entry_for_her_calendar_goes_with_its_method_in_the_header_and_goes_again_with_a_copy(write, mail_server):
    entry = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Interview of Zoë\r\nEND:VCALENDAR\r\n"
    message = write(calendar=entry.encode())
    send()
    outbox.resend(Message.objects.get(pk=message.pk), by=None, at=NOW)
    send()
    assert len(mail_server.letters) == 2
    for letter in mail_server.letters:
        [part] = [part for part in letter.message.walk() if part.get_content_type() == "text/calendar"]
        assert (part.get_param("method"), part.get_filename()) == ("CANCEL", "calendar.ics")
        assert part.get_payload(decode=True).decode().splitlines() == entry.splitlines()


def test_urgent_messages_go_first(write, mail_server):
    first, urgent = write(), write(urgent=True)
    send()
    ids = [letter.message["Message-ID"].strip("<>") for letter in mail_server.letters]
    assert ids == [urgent.message_id, first.message_id]


def test_a_message_not_to_go_before_monday_waits_for_monday(write, mail_server):
    monday = NOW + timedelta(days=5)
    write(not_before=monday)
    assert send().handled == 0
    assert send(at=monday).sent == 1


def test_a_code_is_not_kept_once_it_is_sent(write, mail_server):
    message = write(WITH_CODE, urgent=True)
    send()
    message.refresh_from_db()
    assert mail_server.letters[0].code == "204816"
    assert message.text == "This message held a code, which is not kept."


@pytest.mark.parametrize("mode", ["unknown person", "content refused"])
def test_a_message_refused_for_good_bounces_at_once_and_the_next_one_goes(write, server, mode):
    message = write()
    server.mode = mode
    assert send() == postman.Round(undelivered=1)
    message.refresh_from_db()
    assert message.state == "bounced"
    assert (
        message.last_error
        == {
            "unknown person": "550 5.1.1 No such person here",
            "content refused": "554 5.7.1 Looks like spam",
        }[mode]
    )
    assert list(Message.objects.undelivered()) == [message]
    assert Event.objects.get().verb == "bounce"
    server.mode = "well"
    write()
    assert send().sent == 1


def test_an_address_that_is_none_bounces_without_asking_the_server(write, ann, server):
    ann.email = "ann.peel(at)reeth"
    message = write()
    send()
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("bounced", "This is not an address that mail can be sent to.")


def test_a_busy_server_is_asked_again_later_and_later_and_in_the_end_the_office_is_told(write, server):
    message, at = write(), NOW
    server.mode = "greylisting"
    for wait in BACK_OFF:
        assert send(at).later == 1
        assert send(at + wait - timedelta(seconds=1)).handled == 0
        at += wait + timedelta(seconds=1)
    assert send(at).undelivered == 1
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("failed", "451 4.7.1 Come back later")
    assert list(Message.objects.undelivered()) == [message]


def test_a_server_that_is_busy_for_a_moment_gets_the_message_a_minute_later(write, server):
    write()
    server.mode = "greylisting"
    assert send().later == 1
    server.mode = "well"
    assert send(NOW + timedelta(seconds=61)).sent == 1


def test_when_the_line_is_cut_the_message_goes_again_under_the_same_name(write, server):
    message = write()
    server.mode = "line cut"
    assert send().later == 1
    server.mode = "well"
    assert send(NOW + timedelta(minutes=2)).sent == 1
    assert server.kept == [f"Message-ID: <{message.message_id}>"] * 2


def test_a_server_that_takes_it_and_goes_silent_gets_it_twice_and_then_the_office_is_asked(write, server):
    message, at = write(), NOW
    for mode in ("line cut", "greylisting", "line cut", "line cut"):
        server.mode = mode
        send(at)
        at += timedelta(hours=1)
    message.refresh_from_db()
    assert server.kept == [f"Message-ID: <{message.message_id}>"] * 2
    assert (message.state, message.last_error, message.needs_look) == ("failed", postman.PERHAPS, True)


def test_a_server_too_slow_to_answer_is_not_waited_for(write, server, settings):
    settings.EMAIL_TIMEOUT = 0.1
    message = write()
    server.mode = "slow"
    assert send().later == 1
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("queued", "Connection unexpectedly closed: timed out")
    server.mode = "well"
    assert send(NOW + timedelta(minutes=2)).sent == 1


def test_while_no_server_answers_no_message_loses_a_try(write, server, settings):
    written, port = write(), settings.EMAIL_PORT
    settings.EMAIL_PORT = free_port()
    for minute in range(100):
        done = send(NOW + timedelta(minutes=minute))
        assert (done.handled, "refused" in done.trouble) == (0, True)
    written.refresh_from_db()
    assert (written.state, written.attempts) == ("queued", 0)
    settings.EMAIL_PORT = port
    assert send(NOW + timedelta(minutes=100)) == postman.Round(sent=1)


def test_a_link_that_was_revoked_meanwhile_is_not_sent(write, mail_server):
    def gone(link_id: int) -> str:
        raise LinkGone

    message = write(link=outbox.Message(pk=7))
    assert send(fill_link=gone).undelivered == 1
    message.refresh_from_db()
    assert (message.state, mail_server.letters) == ("cancelled", [])


def test_the_token_is_made_when_the_message_goes_and_is_kept_nowhere(write, mail_server):
    message = write(link=outbox.Message(pk=7))
    send(fill_link=lambda link_id: f"https://drystone.example/l/token-for-{link_id}")
    message.refresh_from_db()
    assert mail_server.letters[0].link == "https://drystone.example/l/token-for-7"
    assert "token-for" not in str(Message.objects.values().get())


def test_a_fault_in_one_message_keeps_no_other_from_going(write, mail_server):
    def broken(link_id: int) -> str:
        raise RuntimeError("the words of the message")

    message = write(link=outbox.Message(pk=7))
    write()
    assert send(fill_link=broken) == postman.Round(sent=1, later=1)
    message.refresh_from_db()
    assert message.last_error == "RuntimeError"


def test_what_a_dead_sender_left_goes_when_its_lease_has_run_out(write, mail_server):
    message = write()
    assert postman.lease_out(message, NOW, LEASE)
    assert send(NOW + LEASE - timedelta(seconds=1)).handled == 0
    assert send(NOW + LEASE + timedelta(seconds=1)).sent == 1
    assert mail_server.letters[0].message["Message-ID"] == f"<{message.message_id}>"


def test_a_sender_that_wakes_up_late_is_not_believed(write, mail_server):
    late = write()
    assert postman.lease_out(late, NOW, LEASE)
    assert send(NOW + LEASE + timedelta(seconds=1)).sent == 1
    assert not postman.mark(late, Message.State.BOUNCED, last_error="late")
    assert Message.objects.get().state == "sent"


def test_of_two_senders_one_takes_a_message(write):
    write()
    one, other = Message.objects.get(), Message.objects.get()
    assert [postman.lease_out(each, NOW, LEASE) for each in (one, other)] == [True, False]


def test_a_clock_put_back_an_hour_ends_no_lease_early(write, mail_server):
    message = write()
    assert postman.lease_out(message, NOW, LEASE)
    assert send(NOW - timedelta(hours=1)).handled == 0


def test_after_a_day_of_every_kind_of_trouble_each_message_has_arrived_or_is_on_the_list(write, server):
    chance = random.Random(20261111)  # noqa: S311 - which trouble comes when is no secret
    ids = {write(to=Addressee(f"a{number}@reeth.example")).message_id for number in range(200)}
    at = NOW
    while Message.objects.filter(state="queued").exists():
        server.mode = chance.choice(["well", "greylisting", "content refused", "unknown person", "line cut"])
        at += timedelta(minutes=1)
        send(at, limit=9)
        assert at < NOW + timedelta(days=1)
    arrived = {name.removeprefix("Message-ID: <").removesuffix(">") for name in server.kept}
    lost = set(Message.objects.undelivered().values_list("message_id", flat=True))
    assert arrived | lost == ids
    assert max(Counter(server.kept).values()) == 2
    assert set(Message.objects.values_list("state", flat=True)) <= {"sent", "bounced", "failed"}


def test_sending_a_message_takes_few_queries(write, mail_server, query_count):
    for _ in range(3):
        write()
    with query_count() as queries:
        send()
    # one look for what dead senders left; for each message: find, lease, mark; one last look
    assert len(queries) == 1 + 3 * 3 + 1
