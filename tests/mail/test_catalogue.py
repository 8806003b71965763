"""Every message in the catalogue, as a made-up person would get it."""

from html.parser import HTMLParser

import pytest
from django.conf import settings

from drystone.mail import catalogue, wording
from drystone.mail.catalogue import KINDS

from .conftest import LINKED

KEYS = [kind.key for kind in catalogue.all_kinds()]
LINK = f"{settings.BASE_URL}/made-up-link/"


class Anchors(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.hrefs, self.tags, self.said = list[str | None](), set[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "a":
            self.hrefs.append(dict(attrs)["href"])

    def handle_data(self, data):
        self.said.append(data)


@pytest.mark.parametrize("key", KEYS)
def test_a_message_has_a_subject_a_reason_and_one_link_to_its_task(key):
    message = catalogue.sample(key)
    assert 0 < len(message.subject) <= 120
    assert "\n" not in message.subject
    assert message.text.endswith(f"\n\nYou are getting this e-mail because {KINDS[key].why}.")
    expected = [LINK] if KINDS[key].linked else []
    assert Anchors(message.html).hrefs == expected
    assert message.text.count("://") == len(expected)
    assert wording.LINK not in message.text + message.html


@pytest.mark.parametrize("key", KEYS)
def test_the_catalogue_says_to_whom_and_when_in_words_that_end_a_sentence(key):
    kind = KINDS[key]
    for words in (kind.to, kind.when, kind.why):
        assert words == words.strip(" .")
        assert words


@pytest.mark.parametrize("key", KEYS)
def test_a_message_reads_well_for_whatever_somebody_is_called(key):
    for name in ("Siân Ó'Neill-Ďurišová", "阿部 さくら", "مريم", "A" * 200):
        subject, text = KINDS[key].write(name, KINDS[key].sample)
        assert "{{" not in subject + text


def test_a_context_must_have_the_declared_placeholders_and_no_other():
    kind = KINDS[LINKED]
    for context in ({}, {**kind.sample, "more": 1}):
        with pytest.raises(catalogue.WrongPlaceholders):
            kind.write("Ann Peel", context)


def test_two_functions_cannot_send_under_one_name():
    with pytest.raises(ValueError, match="two messages are called"):
        catalogue.message(kind=LINKED, to="a", when="b", why="c", sample={})(lambda: None)
