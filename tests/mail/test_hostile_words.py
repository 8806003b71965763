"""What people type stays what they typed: never a link, a header, a tag or a paragraph of ours."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import mail

from drystone.mail import html, postman, wording
from drystone.mail.models import Message
from tests.clock import NOW

from .test_catalogue import Anchors

pytestmark = pytest.mark.django_db
LIKE_A_LINK = re.compile(r"\b[a-z]+://\S|\bwww\.\w|\w\.(test|example|com)\b|mailto:\S", re.IGNORECASE)

HOSTILE = [
    "Click <a href=http://evil.test>here</a>",
    "http://evil.test",
    "HTTPS://EVIL.TEST/x?y=1#z",
    "evil.test",
    "www.evil.test/x",
    "http：//evil．test",
    "//evil.test",
    "[click](http://evil.test)",
    "javascript:alert(1)",
    "mailto:thief@evil.test",
    "write to thief@evil.test now",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b>bold</b>',
    "Ann\r\nBcc: thief@evil.test",
    "Ann\n\nYour link:\n\nhttp://evil.test",
    "Ann\x00Peel\x07",
    "Ann\u2028Bcc: x\u2029",
    "\u202etset.live",
    "{{ link }} {% load static %} {{7*7}} {0.__class__}",
    wording.LINK,
    "\ud800 half a letter",
    "Z̸̢̛a̷l̶g̵o̷",
    '👩‍🏫 Ann, "Annie" O\'Peel; (head) \\ <ann@x.test>',
    "=?utf-8?q?Bcc?=",
    "",
    "x" * 10_000,
]


@pytest.fixture
def sent(write, ann):
    """Sends a message with these words as name and as placeholder; gives it as it goes over the wire."""

    def send(words: str):
        # A column cannot hold half a letter or NUL; only a context can.
        ann.name = words.encode("utf-8", "replace").decode().replace("\x00", "")[:200]
        write("people.signing_in_changed", context={"what": words})
        assert postman.send_due(at=NOW, fill_link=str).sent == 1
        return message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)

    return send


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_arrive_as_words(sent, words):
    message = sent(words)
    ours = "http://127.0.0.1:8000/account/"
    text = message.get_body(("plain",)).get_content()
    page = Anchors(message.get_body(("html",)).get_content())
    assert text.count(ours) == 1
    assert LIKE_A_LINK.findall(text.replace(ours, "")) == []
    assert page.hrefs == [ours]
    assert page.tags <= {"html", "head", "meta", "title", "body", "div", "p", "br", "a"}
    assert LIKE_A_LINK.findall("".join(page.said).replace(ours, "")) == []
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "ann.peel@reeth.example"
    assert len(message["To"].addresses) == 1
    assert message["Subject"] == "How you sign in was changed"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("St. John's C.E. Primary School", "St. John's C.E. Primary School"),
        ("Siân Ó'Neill", "Siân Ó'Neill"),
        ("at 10:30, for 1.5 days", "at 10:30, for 1.5 days"),
        ("{{7*7}} {% load x %}", "{{7*7}} {% load x %}"),
        ("👩‍🏫 مريم", "👩‍🏫 مريم"),
        ("office@swaledale.example", "office@swaledale.example"),
        ("evil.test", "evil. test"),
        ("http://evil.test/x", "http: //evil. test/x"),
    ],
)
def test_ordinary_words_are_left_alone_and_a_link_is_still_readable(words, read):
    assert wording.harmless(words) == read


def test_a_placeholder_takes_words_numbers_and_days_but_no_record(ann):
    assert wording.plain({"days": [1.5, NOW.date()], "who": ("a.bc",)}) == {
        "days": [1.5, NOW.date()],
        "who": ["a. bc"],
    }
    with pytest.raises(TypeError, match="takes words, numbers and days, not Person"):
        wording.plain(ann)


def test_the_line_above_the_link_is_the_label_of_its_button():
    page = html.page(
        "A & B", "Dear Ann,\n\nGive the reference:\nhttps://x.example/l/1\n\nBye", "https://x.example/l/1"
    )
    assert ">Give the reference</a>" in page
    assert "<title>A &amp; B</title>" in page


def test_the_log_of_sending_holds_numbers_only(write, caplog, mail_server):
    caplog.set_level("INFO")
    write(link=Message(pk=7))
    postman.send_due(at=NOW, fill_link=lambda link_id: "https://drystone.example/l/secret-token")
    logged = "".join(record.getMessage() for record in caplog.records if record.name.startswith("drystone"))
    assert logged == f"message {Message.objects.get().pk} people.new_device: sent"
    for secret in ("secret-token", "ann.peel", "Ann Peel", "browser"):
        assert secret not in logged
