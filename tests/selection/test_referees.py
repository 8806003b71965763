"""Referees: at which address, on paper, read by whom; never the applicant herself, and never one for two."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail import outbox
from drystone.mail.models import Message
from drystone.people import links
from drystone.people.models import Link
from drystone.questions import sheets
from drystone.questions.attachments import Refused
from drystone.selection import addresses, applications, queries, references
from drystone.selection.models import Reference
from drystone.selection.readings import Given
from drystone.selection.references import CannotAsk
from tests import cast
from tests.clock import NOW
from tests.selection.stage import (
    LATER,
    Stage,
    applicant,
    asked,
    given,
    known_head,
    letter,
    referee,
    submitted,
)

pytestmark = pytest.mark.django_db


def kinds(of: str = "selection.reference") -> list[str]:
    return list(Message.objects.filter(kind__startswith=of).order_by("id").values_list("kind", flat=True))


def test_she_cannot_name_herself_instead(at: Stage):
    reference = asked(at)
    who = cast.acting(reference.application.person)
    with pytest.raises(CannotAsk):
        references.replace(reference, referee(email=who.email), by=who, at=NOW)
    reference.refresh_from_db()
    assert reference.state == "asked"


def test_the_office_records_what_came_by_post(at: Stage):
    reference = submitted(at).references.get()
    what = Given(True, 10, answers={"supports_application": True, "statement": "As in the letter."})
    references.record(reference, what, note="By post on 10 November", paper=letter(), by=at.manager, at=NOW)
    assert (reference.state, reference.recorded_by, reference.half_days_a_year) == ("given", at.manager, 10)
    assert sheets.value(reference.sheet, "statement") == "As in the letter."
    assert references.support(reference.application) == reference
    assert reference.sheet.attachments.get().name == "letter.pdf"
    assert references.came(reference) == "By post on 10 November"
    assert kinds()[-2:] == ["selection.reference_recorded", "selection.reference_received"]
    assert Message.objects.get(kind="selection.reference_recorded").to_address == "head@reeth.example"
    with pytest.raises(AlreadyMoved):
        references.record(reference, what, note="again", paper=letter(), by=at.manager, at=NOW)


def test_recording_says_how_it_came_and_is_the_offices_alone(at: Stage):
    reference = submitted(at).references.get()
    applicant = cast.acting(reference.application.person)
    for refused, who, note, paper in [
        (CannotAsk, at.manager, " ", letter()),
        (CannotAsk, at.manager, "By post", None),
        (Refused, at.manager, "By post", SimpleUploadedFile("letter.pdf", b"MZ a program", "application/pdf")),
        (NotAllowed, applicant, "By post", letter()),
    ]:
        with pytest.raises(refused), transaction.atomic():
            references.record(reference, Given(True, 10), note=note, paper=paper, by=who, at=NOW)
        reference.refresh_from_db()
    assert (reference.state, reference.sheet.attachments.count()) == ("waiting", 0)


def test_the_office_corrects_an_address_and_what_went_to_the_old_one_opens_no_more(at: Stage):
    reference = asked(at)
    first = Link.objects.to_do(reference, "reference").get()
    outbox.bounced(Message.objects.get(kind="selection.reference_asked").message_id, reason="unknown", at=NOW)
    later = NOW + timedelta(days=1)
    references.readdress(reference, "a.peel@reeth.example", by=at.manager, at=later)
    first.refresh_from_db()
    assert first.revoked_because == links.READDRESSED
    assert (reference.state, reference.asked_at, reference.referee.name) == ("asked", later, "Ann Peel")
    told = Message.objects.filter(kind="selection.reference_asked").order_by("id")
    assert [each.to_address for each in told] == ["head@reeth.example", "a.peel@reeth.example"]
    assert queries.progress([reference])[0].state == "Asked"
    assert not Message.objects.undelivered().exists()
    assert events.record_of(reference).get(verb="readdress").note == "head@reeth.example → a.peel@reeth.example"


def test_an_address_is_corrected_by_the_office_before_she_has_begun_and_never_to_the_applicants(at: Stage):
    reference = submitted(at).references.get()
    who = cast.acting(reference.application.person)
    for address in (who.email, "rosie+head@reeth.example", "HEAD@reeth.example"):
        with pytest.raises(CannotAsk):
            references.readdress(reference, address, by=at.manager, at=NOW)
    with pytest.raises(NotAllowed):
        references.readdress(reference, "friend@reeth.example", by=who, at=NOW)
    references.readdress(reference, "a.peel@reeth.example", by=at.manager, at=NOW)
    references.start(reference, by=cast.acting(reference.referee), at=NOW)
    with pytest.raises(AlreadyMoved):
        references.readdress(reference, "b.peel@reeth.example", by=at.manager, at=NOW)


def test_the_office_sees_what_an_address_is_like(at: Stage):
    known_head(at, "Jo Head")
    application = submitted(at)
    seen = addresses.look("r.metcalfe@gmail.com", "R Metcalfe", application)
    assert (seen.domain, seen.is_anybodys, seen.sounds_like_applicant) == ("gmail.com", True, True)
    assert seen.schools_domains == ["dale.example"]
    plain = addresses.look("head@reeth.example", "Ann Peel", application)
    assert (plain.is_anybodys, plain.sounds_like_applicant) == (False, False)


def test_what_she_signs_says_who_reads_it_as_it_was_promised_when_she_was_asked(at: Stage):
    never = "Never shown to the applicant, unless you agree to it in the form."
    application = submitted(at)
    at.round.applicant_may_see_reference = True
    at.round.save()
    assert never in given(at, application).signature.text
    opened = given(at, submitted(at, applicant("Tess Hird"))).signature.text
    assert "the applicant, once the decision is out, if you agree to it in the form" in opened


def test_the_applicant_reads_it_once_all_is_over_if_the_referee_agreed(at: Stage):
    application = submitted(at)
    openly = given(at, application, applicant_may_see="yes")
    closed = given(at, submitted(at, applicant("Tess Hird")), applicant_may_see="no")
    hers = cast.acting(application.person)
    assert not Reference.objects.opened_to(hers).exists()
    for each in (openly, closed):
        applications.withdraw(each.application, by=cast.acting(each.application.person), at=LATER)
    assert list(Reference.objects.opened_to(hers)) == [openly]
    assert not Reference.objects.opened_to(closed.application.person).exists()
    assert [Reference.objects.get(pk=each.pk).is_open_to_applicant for each in (openly, closed)] == [True, False]


def test_two_references_are_two_peoples(at: Stage):
    application = asked(at).application
    with pytest.raises(CannotAsk, match="other reference"):
        references.request(application, "second", referee(email="head@reeth.example"), by=at.manager, at=NOW)
