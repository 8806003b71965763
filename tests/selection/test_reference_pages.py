"""References as the office and the applicant meet them: an address looked at, a letter recorded, one read openly."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.people import links
from drystone.people.models import Link
from drystone.selection import applications, queries
from tests import cast
from tests.clock import NOW
from tests.people.mailbox import code_for, token_of
from tests.selection.pressing import by_link, words
from tests.selection.stage import LATER, Stage, applicant, asked, given, letter, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
POSTED = {
    "note": "By post on 10 November",
    "signed_name": "Ann Peel",
    "signed_role": "Headteacher",
    "supports": "yes",
    "days": "7.5",
    "never_works": "Mondays",
    "knows_refusal": "on",
    "statement": "As in the letter.",
}


def test_the_office_looks_at_an_address_and_asks(at: Stage, office: Client):
    reference = submitted(
        at, headteacher={"name": "R Metcalfe", "role": "Head", "email": "rm@gmail.com"}
    ).references.get()
    page = reverse("office-reference-address", args=[reference.pk])
    said = words(office.get(page))
    assert "Anybody can open a mailbox at gmail.com" in said
    assert "much like the applicant" in said
    assert office.post(page, {"email": "rosie@reeth.example"}).status_code == 200
    assert office.post(page, {"email": "head@reeth.example"}).status_code == 302
    reference.refresh_from_db()
    assert (reference.state, reference.referee.email) == ("asked", "head@reeth.example")
    assert "I know this address" not in words(office.get(page))


def test_a_letter_is_recorded_with_the_letter_itself(at: Stage, office: Client):
    reference = submitted(at).references.get()
    page = reverse("office-reference-record", args=[reference.pk])
    assert 'value="Ann Peel"' in office.get(page).content.decode()
    assert "Attach the letter" in words(office.post(page, POSTED))
    program = SimpleUploadedFile("letter.pdf", b"MZ not a PDF", "application/pdf")
    assert "Choose a PDF, a Word file" in words(office.post(page, POSTED | {"paper": program}))
    assert office.post(page, POSTED | {"paper": letter()}).status_code == 302
    reference.refresh_from_db()
    assert (reference.state, reference.supports, reference.half_days_a_year) == ("given", True, 15)
    said = words(office.get(reverse("office-reference", args=[reference.pk])))
    for each in ("By post on 10 November. Signed by Ann Peel, Headteacher.", "Mondays", "given in confidence"):
        assert each in said
    file = reverse("office-reference-file", args=[reference.pk, reference.sheet.attachments.get().pk])
    assert b"".join(office.get(file)) == b"%PDF-1.4\n%%EOF"


def test_what_the_office_reads_is_what_was_signed_or_it_says_so(at: Stage, office: Client):
    reference = given(at, submitted(at), at.round.references_close_at + timedelta(hours=1))
    page = reverse("office-reference", args=[reference.pk])
    said = words(office.get(page))
    assert "The words are those that were signed" in said
    assert "Late:" in said
    type(reference.signature).objects.filter(pk=reference.signature_id).update(text="Something else.")
    assert "The words are not those that were signed" in words(office.get(page))


def test_the_applicant_reads_a_reference_given_openly_but_not_what_was_said_in_confidence(at: Stage, clock):
    application = submitted(at)
    said = {"statement": "OPENLY", "has_reason_against": "yes", "reason_against": "IN CONFIDENCE"}
    reference = given(at, application, applicant_may_see="yes", **said)
    hers = sign_in(Client(), application.person)
    page = reverse("apply-reference", args=[reference.pk])
    assert hers.get(page).status_code == 404
    applications.withdraw(application, by=cast.acting(application.person), at=LATER)
    read = words(hers.get(page))
    assert ("OPENLY" in read, "IN CONFIDENCE" in read, "any reason why" in read) == (True, False, False)
    assert events.record_of(reference).filter(verb="looked", by_id=application.person_id).count() == 1
    assert sign_in(Client(), applicant("Tess Hird")).get(page).status_code == 404


def test_she_is_told_from_when_she_may_remind_her_referee(at: Stage, clock):
    reference = asked(at)
    hers = sign_in(Client(), reference.application.person)
    page = reverse("apply-application", args=[reference.application_id])
    early = words(hers.get(page))
    assert ("You may remind them from Saturday 14 November" in early, "Remind Ann Peel now" in early) == (True, False)
    clock.move_to(NOW + timedelta(days=3))
    sign_in(hers, reference.application.person)
    assert "Remind Ann Peel now" in words(hers.get(page))


def test_a_link_that_ran_out_or_went_to_another_says_so_and_whom_to_write_to(at: Stage, clock, office: Client):
    reference = asked(at)
    link = Link.objects.to_do(reference, "reference").get()
    token = token_of(link, NOW)
    old = by_link(reference)
    office.post(reverse("office-reference-address", args=[reference.pk]), {"email": "a.peel@reeth.example"})
    for answer in (Client().get(f"/l/{token}/"), old.get(reverse("school-reference", args=[reference.pk]))):
        assert answer.status_code == 410
        assert links.READDRESSED in answer.content.decode()
    new = Link.objects.to_do(reference, "reference").filter(revoked_at=None).get()
    token = token_of(new, NOW)
    clock.move_to(new.expires_at + timedelta(minutes=1))
    answer = Client().get(f"/l/{token}/")
    said = re.sub(r"\s+", " ", answer.content.decode())
    assert (answer.status_code, "This link is too old" in said, "mailto:" in said) == (410, True, True)


def test_a_referee_reads_what_the_applicant_wrote_where_she_was_told_so_and_after_six_digits(at: Stage, clock):
    at.round.referees_read_application = True
    at.round.save()
    needs = {"has_access_needs": "yes", "access_needs": "IN CONFIDENCE"}
    reference = asked(at, submitted(at, expertise="WRITTEN", **needs))
    client = by_link(reference)
    page = reverse("school-reference-application", args=[reference.pk])
    assert page in client.get(reverse("school-reference", args=[reference.pk])).content.decode()
    code_page = client.get(page)["Location"]
    assert code_page.startswith("/link/")
    client.post(code_page, {"send": "yes"})
    client.post(code_page, {"code": code_for(reference.referee.email)})
    read = words(client.get(page))
    assert ("WRITTEN" in read, "IN CONFIDENCE" in read) == (True, False)
    applications.reopen(reference.application, by=cast.acting(reference.application.person), at=NOW)
    assert client.get(page).status_code == 404


def test_what_a_round_allows_later_shows_nothing_that_was_sent_in_before(at: Stage):
    reference = asked(at)
    at.round.referees_read_application = True
    at.round.save()
    client = by_link(reference)
    assert client.get(reverse("school-reference-application", args=[reference.pk])).status_code == 404


def test_the_applicant_sees_that_whoever_got_the_link_says_it_was_not_for_them(at: Stage):
    reference = asked(at)
    link = Link.objects.to_do(reference, "reference").get()
    links.not_me(link, "I left the school.", by=cast.acting(reference.referee), at=NOW)
    assert queries.progress([reference])[0].state == "Not the right person"
