"""A referee's pages, by the e-mailed link: given, declined, forwarded, opened by a mail filter."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved
from drystone.people.models import Link
from drystone.selection import references
from drystone.selection.models import Reference, ReferenceRefusal
from tests import cast
from tests.clock import NOW
from tests.people.mailbox import token_of
from tests.selection.pressing import by_link, posted, words
from tests.selection.stage import (
    Stage,
    asked,
    given,
    submitted,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_a_head_gives_her_reference_by_link(at: Stage):
    """Features 9: Reference by e-mailed link, no account."""
    reference = asked(at)
    client = by_link(reference)
    page = reverse("school-reference", args=[reference.pk])
    assert "A reference for Rosie Metcalfe" in words(client.get(page))
    for section in reference.sheet.form.sections:
        address = reverse("school-reference-section", args=[reference.pk, section.key])
        assert client.get(address).status_code == 200
        data = {"_seen": ""} | posted(section)
        assert client.post(address, data).status_code == 302, section.key
    reference.refresh_from_db()
    assert (reference.state, reference.signature.typed_name, reference.signature.link_id) == (
        "given", "Ann Peel", Link.objects.get(purpose="reference").pk,
    )  # fmt: skip
    assert client.get(page).status_code == 410
    assert "This is done" in client.get(page).content.decode()


def test_the_first_questions_stand_where_her_link_leads_and_her_role_where_she_signs(at: Stage):
    reference = asked(at)
    client = by_link(reference)
    page = reverse("school-reference", args=[reference.pk])
    shown = client.get(page).content.decode()
    assert 'name="known_for"' in shown
    sections = {section.key: reverse("school-reference-section", args=[reference.pk, section.key])
                for section in reference.sheet.form.sections}  # fmt: skip
    assert f'action="{sections["support"]}"' in shown
    assert 'value="Headteacher"' in client.get(sections["signing"]).content.decode()
    client.post(sections["support"], {"known_for": "CANARY", "later": "1"})
    begun = client.get(page).content.decode()
    assert "Go on with the reference" in begun
    assert "CANARY" not in begun


def test_a_filter_that_presses_the_button_under_her_role_begins_nothing(at: Stage):
    reference = asked(at)
    signing = reverse("school-reference-section", args=[reference.pk, "signing"])
    by_link(reference).post(signing, {"signature-role": "Headteacher"})
    reference.refresh_from_db()
    assert (reference.state, reference.sheet.answers.count()) == ("asked", 0)


def test_her_first_answer_comes_with_what_is_typed_and_with_the_button_at_once(at: Stage):
    """Both found the reference asked; whichever comes second finds it started, and nothing is in her way."""
    number = asked(at).pk
    first, second, late = (Reference.objects.get(pk=number) for _ in range(3))
    who = cast.acting(first.referee)
    references.start(first, by=who, at=NOW)
    assert references.start(second, by=who, at=NOW).state == "started"
    assert events.record_of(first).filter(verb="start").count() == 1
    references.decline(first, "time", by=who, at=NOW)
    with pytest.raises(AlreadyMoved):
        references.start(late, by=who, at=NOW)


def test_opening_the_link_fifty_times_changes_nothing(at: Stage):
    reference = asked(at)
    link = Link.objects.to_do(reference, "reference").get()
    before = Event.objects.count()
    for _ in range(50):
        client = Client()
        client.get(client.get(f"/l/{token_of(link, NOW)}/")["Location"])
    reference.refresh_from_db()
    assert (reference.state, Event.objects.count()) == ("asked", before)


def test_a_filter_that_presses_every_button_declines_nothing(at: Stage):
    reference = asked(at)
    client = by_link(reference)
    for name in ("school-reference-refusal", "school-reference-wrong-person"):
        assert client.post(reverse(name, args=[reference.pk]), {}).status_code == 200
    reference.refresh_from_db()
    assert reference.state == "asked"


def test_what_was_typed_before_shows_only_after_six_digits(at: Stage, clock):
    reference = asked(at)
    first = by_link(reference)
    support = reverse("school-reference-section", args=[reference.pk, "support"])
    first.post(support, {"known_for": "CANARY", "later": "1"})
    assert "CANARY" in first.get(support).content.decode()
    clock.shift(600)
    forwarded = by_link(reference)
    answer = forwarded.get(support)
    assert (answer.status_code, answer["Location"].startswith("/link/")) == (302, True)
    save = forwarded.post(
        reverse("school-reference-save", args=[reference.pk]), {"question": "known_for", "known_for": "x"}
    )
    assert save.status_code == 403


def test_the_head_declines_and_only_the_office_reads_why(at: Stage, office: Client):
    """Features 11: Referee can refuse."""
    reference = asked(at)
    client = by_link(reference)
    data = {"choice": "release", "reason": "CANARY reason"}
    assert client.post(reverse("school-reference-refusal", args=[reference.pk]), data).status_code == 302
    hers = sign_in(Client(), reference.application.person)
    page = hers.get(reverse("apply-application", args=[reference.application_id])).content.decode()
    assert "CANARY" not in page
    assert "Name somebody else instead" in page
    said = words(office.get(reverse("office-reference-refusal", args=[reference.pk])))
    assert "CANARY reason" in said
    assert Event.objects.filter(verb="looked", record_type="selection.referencerefusal").count() == 1
    assert ReferenceRefusal.objects.get().choice == "release"


def test_the_wrong_person_says_so_and_the_office_alone_reads_who_is_right(at: Stage, office: Client):
    reference = asked(at)
    client = by_link(reference)
    client.post(
        reverse("school-reference-wrong-person", args=[reference.pk]), {"choice": "not_head", "instead": "CANARY"}
    )
    reference.refresh_from_db()
    assert reference.state == "wrong_person"
    page = words(office.get(reverse("office-application", args=[reference.application_id])))
    assert ("CANARY" in page, "Read why, in confidence" in page) == (False, True)
    said = words(office.get(reverse("office-reference-refusal", args=[reference.pk])))
    assert "Somebody else leads the school" in said
    assert "CANARY" in said


def test_the_referees_copy_needs_six_digits(at: Stage):
    reference = given(at, submitted(at))
    client = by_link(reference, "reference-copy")
    for name in ("school-reference-copy", "school-reference-paper"):
        answer = client.get(reverse(name, args=[reference.pk]))
        assert (answer.status_code, answer["Location"].startswith("/link/")) == (302, True)
