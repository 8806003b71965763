"""The office writes to several applicants in its own words: looked at first, sent once, to each her own."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.mail import outbox
from drystone.mail.models import Message
from drystone.selection import circulars, rounds
from drystone.selection.circulars import PLACEHOLDERS, CannotWrite, Circular
from drystone.selection.models import Application
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import words
from tests.selection.stage import CLOSES, Stage, applicant, draft, given, stage, submitted

pytestmark = pytest.mark.django_db
KIND = "selection.office_wrote"
WORDS = {
    "subject": "{round}: where to park",
    "text": "Dear {name},\r\n\r\nPark below.\r\nOpen until {deadline}.",
}


def page(at: Stage) -> str:
    return reverse("office-circular", args=[at.round.pk])


def sent() -> list[Message]:
    return list(Message.objects.filter(kind=KIND).order_by("pk"))


def test_each_gets_her_own_message_once_and_history_knows(at: Stage, office: Client):
    rosie, tess = draft(at), submitted(at, applicant("Tess Hird"))
    until = CLOSES + timedelta(days=3)
    rounds.extend(at.round, tess.person, until=until, reason="Ill.", by=at.manager, at=NOW)
    ticked = {"tick": [rosie.pk, tess.pk]}
    assert "Write to 2 applicants" in words(office.get(page(at), ticked))
    looked = words(office.post(page(at), ticked | WORDS))
    assert "As Rosie Metcalfe will get it" in looked
    assert "Dear Rosie Metcalfe," in looked
    assert (sent(), events.record_of(rosie).filter(verb="wrote").count()) == ([], 0)
    assert "Done for 2 applications" in words(office.post(page(at), ticked | WORDS | {"sure": "yes"}))
    hers, other = sent()
    assert (hers.person_id, other.person_id) == (rosie.person_id, tess.person_id)
    assert hers.subject == "Autumn 2026: where to park"
    assert "Dear Rosie Metcalfe,\n\nPark below.\nOpen until Friday 27 November 2026 at 11:59pm." in hers.text
    assert "Open until Monday 30 November 2026 at 11:59pm." in other.text
    again = words(office.post(page(at), ticked | WORDS | {"sure": "yes"}))
    assert "The same words were sent to them before." in again
    assert len(sent()) == 2
    assert events.record_of(rosie).filter(verb="wrote").count() == 1
    shown = words(office.get(reverse("office-application", args=[rosie.pk])))
    assert "Margaret Alderson wrote to the applicant" in shown


def test_a_word_in_braces_that_stands_for_nothing_is_named_and_nothing_typed_is_lost(at: Stage, office: Client):
    application = submitted(at)
    given(at, application)
    for unknown in ("scores", "reference", "outcome", "feedback", "name.email", ""):
        wrong = WORDS | {"text": f"You have {{{unknown}}}, thank you."}
        said = office.post(page(at), wrong | {"tick": application.pk, "sure": "yes"})
        assert "There is no placeholder" in words(said)
        assert f"You have {{{unknown}}}, thank you." in said.content.decode()
        with pytest.raises(CannotWrite):
            circulars.write(application, Circular("Hello", f"{{{unknown}}}"), by=at.manager, at=NOW)
    assert sent() == []


def test_every_placeholder_stands_for_something_that_the_applicant_knows(at: Stage):
    application = submitted(at)
    every = Circular("All", " ".join(f"{{{name}}}" for name in PLACEHOLDERS))
    assert circulars.facts_of(application).keys() == PLACEHOLDERS.keys()
    assert circulars.filled(every, application).text == (
        "Rosie Metcalfe Reeth Community Primary School Autumn 2026 Swaledale Alliance "
        "Friday 27 November 2026 at 11:59pm Tuesday 1 December 2026 at 11:59pm Friday 18 December 2026"
    )


def test_what_is_typed_becomes_no_link_and_a_name_no_placeholder(at: Stage):
    application = submitted(at, applicant("{deadline} Hird"))
    circulars.write(application, Circular("Hello", "{name}: see https://evil.example/x"), by=at.manager, at=NOW)
    (message,) = sent()
    assert "{deadline} Hird: see https: //evil. example/x" in message.text


def test_to_whose_address_something_came_back_is_said(at: Stage, office: Client):
    application = submitted(at)
    first = Message.objects.filter(person_id=application.person_id).latest("pk")
    assert "came back" not in words(office.get(page(at), {"tick": application.pk}))
    outbox.bounced(first.message_id, reason="No such box", at=NOW)
    assert "came back" in words(office.get(page(at), {"tick": application.pk}))


def test_only_the_office_writes_and_only_to_its_own(at: Stage, office: Client):
    application = submitted(at)
    there = stage("Wensleydale Alliance", default=False)
    foreign = submitted(there, applicant("Tess Hird"))
    for who in (at.panel[0], application.person, there.manager):
        with pytest.raises(NotAllowed):
            circulars.write(application, Circular("Hello", "You"), by=cast.acting(who), at=NOW)
    assert "Nothing chosen" in words(office.post(page(at), WORDS | {"tick": foreign.pk, "sure": "yes"}))
    assert sent() == []


def test_a_list_of_recipients_costs_the_same_for_one_as_for_three(at: Stage, office: Client, query_count):
    rows = [submitted(at, applicant(name)) for name in ("Rosie Raw", "Tess Hird", "Una Bell")]

    def asked(*chosen: Application) -> int:
        with query_count() as counted:
            office.get(page(at), {"tick": [row.pk for row in chosen]})
        return len(counted)

    asked(*rows)
    assert asked(rows[0]) == asked(*rows)


def test_the_list_of_a_round_leads_there(at: Stage, office: Client):
    application = submitted(at)
    together = f"{reverse('office-together', args=[at.round.pk])}?state=submitted"
    answer = office.post(together, {"act": "write", "of": "ticked", "tick": application.pk})
    assert answer["Location"] == f"{page(at)}?state=submitted&of=ticked&tick={application.pk}"
