"""References: asked for, given and signed, declined, not the right person, recorded, asked of somebody else."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone.documents import papers
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail import outbox
from drystone.mail.models import Message
from drystone.people import links, signatures
from drystone.people.models import Link
from drystone.questions.sheets import Unfinished
from drystone.selection import applications, queries, references, reminders
from drystone.selection.models import Reference, ReferenceRefusal
from drystone.selection.references import TooSoon
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.stage import (
    REFERENCE,
    Stage,
    applicant,
    asked,
    fill,
    given,
    rated,
    referee,
    scored,
    stage,
    submitted,
)

pytestmark = pytest.mark.django_db


def kinds(of: str = "selection.reference") -> list[str]:
    return list(Message.objects.filter(kind__startswith=of).order_by("id").values_list("kind", flat=True))


def test_the_office_confirms_an_address_and_then_she_is_asked(at: Stage):
    reference = submitted(at).references.get()
    references.ask(reference, by=at.manager, at=NOW)
    assert (reference.state, reference.asked_at) == ("asked", NOW)
    assert Message.objects.get(kind="selection.reference_asked").to_address == "head@reeth.example"


def test_an_applicant_cannot_confirm_her_own_referee(at: Stage):
    application = submitted(at)
    with pytest.raises(NotAllowed):
        references.ask(application.references.get(), by=cast.acting(application.person), at=NOW)


def test_given_it_is_signed_sealed_and_copied(at: Stage):
    """Features 13: Signed declaration (who, when, IP kept)."""
    reference = given(at, submitted(at))
    assert (reference.state, reference.supports, reference.half_days_a_year) == ("given", True, 15)
    assert reference.signature.typed_name == "Ann Peel"
    assert "Do you support this application? Yes" in reference.signature.text
    assert signatures.check(reference.signature)
    assert reference.sheet.is_sealed
    assert papers.read(reference.copy)[:5] == b"%PDF-"
    assert kinds()[-2:] == ["selection.reference_copy", "selection.reference_received"]
    assert Link.objects.to_do(reference, "reference").get().spent_at == NOW


def test_no_mail_says_what_a_reference_says(at: Stage):
    given(at, submitted(at), statement="CANARY of the statement", has_reason_against="yes", reason_against="CANARY")
    assert [m.pk for m in Message.objects.all() if "CANARY" in m.text + m.subject] == []


def test_unfinished_it_is_not_given(at: Stage):
    reference = asked(at)
    fill(reference.sheet, {"known_for": "Three years"})
    with pytest.raises(Unfinished):
        references.give(reference, link=None, by=cast.acting(reference.referee), at=NOW)
    reference.refresh_from_db()
    assert (reference.state, reference.signature) == ("asked", None)


def test_only_the_referee_gives_it(at: Stage):
    reference = asked(at)
    fill(reference.sheet, rated(reference.sheet.form) | REFERENCE)
    for who in (cast.acting(reference.application.person), at.manager, at.panel[0]):
        with pytest.raises(NotAllowed):
            references.give(reference, link=None, by=who, at=NOW)


def test_given_twice_it_is_given_once(at: Stage):
    reference = given(at, submitted(at))
    with pytest.raises(AlreadyMoved):
        references.give(reference, link=None, by=cast.acting(reference.referee), at=NOW)


def test_a_reference_that_does_not_support_is_no_support(at: Stage):
    application = submitted(at)
    answers = {
        "supports_application": "no",
        "days_a_year": "",
        "pays_training": "",
        "knows_refusal": "",
        "criteria": "",
    }
    reference = given(at, application, **answers)
    assert (reference.supports, reference.half_days_a_year) == (False, None)
    assert references.support(application) is None


def test_late_it_is_not_lost(at: Stage):
    late = at.round.references_close_at + timedelta(days=2)
    assert given(at, submitted(at), late).given_at == late


def test_she_would_rather_not_the_applicant_learns_only_that(at: Stage):
    """Features 11: Referee can refuse."""
    reference = asked(at)
    references.decline(reference, "support", reason="CANARY", by=cast.acting(reference.referee), at=NOW)
    assert reference.state == "declined"
    refusal = ReferenceRefusal.objects.get()
    assert (refusal.choice, refusal.reason) == ("support", "CANARY")
    assert kinds()[-3:] == ["selection.reference_declined", *["selection.reference_refused"] * 2]
    assert [m.pk for m in Message.objects.all() if "CANARY" in m.text] == []
    assert [e.pk for e in events.of(reference.application) if "CANARY" in f"{e.note}{e.details}"] == []


def test_a_refusal_without_a_known_choice_is_refused_by_the_database(at: Stage):
    reference = asked(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceRefusal.objects.create(alliance=at.alliance, reference=reference, choice="because", at=NOW)


def test_not_the_right_person_closes_the_link(at: Stage):
    reference = asked(at)
    hers = cast.acting(reference.referee)
    references.not_me(reference, "not_head", instead="CANARY: ask Ivy Raw", by=hers, at=NOW)
    assert reference.state == "wrong_person"
    assert Link.objects.to_do(reference, "reference").get().revoked_because == links.NOT_HER
    assert (reference.refusal.choice, reference.refusal.reason) == ("not_head", "CANARY: ask Ivy Raw")
    assert [m.pk for m in Message.objects.all() if "CANARY" in m.text] == []


def test_after_a_refusal_somebody_else_is_asked(at: Stage):
    """Features 10: Automatic chase, replace referee."""
    reference = asked(at)
    references.decline(reference, "time", by=cast.acting(reference.referee), at=NOW)
    new = references.replace(reference, referee(), by=cast.acting(reference.application.person), at=NOW)
    assert (reference.state, new.state, new.referee.name) == ("replaced", "waiting", "Ivy Raw")


def test_the_applicant_replaces_who_has_not_answered_but_not_who_has_started(at: Stage):
    reference = asked(at)
    who = cast.acting(reference.application.person)
    references.start(reference, by=cast.acting(reference.referee), at=NOW)
    with pytest.raises(NotAllowed):
        references.replace(reference, referee(), by=who, at=NOW)
    new = references.replace(reference, referee(), by=at.manager, at=NOW)
    assert references.replace(new, referee("Ada Lee", "ada@reeth.example"), by=who, at=NOW).referee.name == "Ada Lee"


def test_a_given_reference_is_not_replaced(at: Stage):
    reference = given(at, submitted(at))
    for who in (at.manager, cast.acting(reference.application.person)):
        with pytest.raises(AlreadyMoved):
            references.replace(reference, referee(), by=who, at=NOW)


def test_one_living_reference_of_a_kind(at: Stage):
    application = submitted(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        references.request(application, "headteacher", referee(), by=at.manager, at=NOW)


def test_the_database_refuses_a_reference_given_by_nobody(at: Stage):
    reference = asked(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reference.objects.filter(pk=reference.pk).update(state="given", given_at=NOW, supports=True)


def reminded(reference: Reference) -> list[str]:
    rows = Message.objects.filter(kind="selection.reference_reminded").order_by("id")
    return [row.dedupe.rpartition("/")[2] for row in rows]


def test_reminders_go_at_three_seven_and_ten_days_and_on_the_eve_each_once(at: Stage):
    """Features 10: Automatic chase, replace referee."""
    reference = asked(at)
    for day in range(1, 22):
        for hour in (8, 16):
            reminders.remind_late(at=NOW.replace(hour=hour) + timedelta(days=day))
    assert reminded(reference) == ["3-days", "7-days", "10-days", "close"]


def test_a_clock_that_stood_still_sends_only_the_last_that_is_due(at: Stage):
    reference = asked(at)
    assert reminders.remind_late(at=NOW + timedelta(days=8)) == 1
    assert reminders.remind_late(at=NOW + timedelta(days=9)) == 0
    assert reminded(reference) == ["7-days"]


def test_the_eve_is_a_working_day(at: Stage):
    at.round.references_close_at = datetime(2026, 11, 30, 9, tzinfo=LONDON)  # a Monday
    at.round.save()
    reference = Reference.objects.get(pk=asked(at).pk)
    assert {name: moment for moment, name in reminders.steps(reference)}["close"] == datetime(
        2026, 11, 27, 7, tzinfo=LONDON
    )


def test_nobody_is_reminded_who_declined_gave_or_is_not_the_one(at: Stage):
    gave = given(at, submitted(at))
    declined = asked(at, submitted(at, applicant("Tess Hird")))
    references.decline(declined, "unsaid", by=cast.acting(declined.referee), at=NOW)
    stranger = asked(
        at, submitted(at, applicant("Una Bell"), headteacher={"name": "Bob", "role": "Head", "email": "b@x.example"})
    )
    link = Link.objects.to_do(stranger, "reference").get()
    links.not_me(link, "Not me", by=cast.acting(stranger.referee), at=NOW)
    withdrawn = submitted(at, applicant("Wyn Coe"), headteacher={"name": "Cy", "role": "Head", "email": "c@x.example"})
    asked(at, withdrawn)
    applications.withdraw(withdrawn, by=cast.acting(withdrawn.person), at=NOW)
    assert reminders.remind_late(at=NOW + timedelta(days=8)) == 0
    assert gave.state == "given"


def test_the_applicant_nudges_once_in_three_days(at: Stage):
    reference = asked(at)
    who = cast.acting(reference.application.person)
    with pytest.raises(TooSoon):
        references.nudge(reference, by=who, at=NOW + timedelta(days=1))
    references.nudge(reference, by=who, at=NOW + timedelta(days=3))
    with pytest.raises(TooSoon):
        references.nudge(reference, by=who, at=NOW + timedelta(days=5))
    references.nudge(reference, by=who, at=NOW + timedelta(days=6))
    assert len(reminded(reference)) == 2
    with pytest.raises(NotAllowed):
        references.nudge(reference, by=at.panel[0], at=NOW + timedelta(days=30))


def test_the_applicant_sees_how_far_it_is(at: Stage):
    """Features 12: Bounced e-mail detected and shown."""
    reference = asked(at)
    states = [queries.progress([reference])[0].state]
    links.begin(Link.objects.to_do(reference, "reference").get(), at=NOW)
    states.append(queries.progress([reference])[0].state)
    outbox.bounced(Message.objects.get(kind="selection.reference_asked").message_id, reason="unknown", at=NOW)
    states.append(queries.progress([reference])[0].state)
    references.start(reference, by=cast.acting(reference.referee), at=NOW)
    states.append(queries.progress([reference])[0].state)
    assert states == ["Asked", "Opened", "The e-mail came back", "Started"]


def test_who_reads_a_reference(at: Stage):
    application = submitted(at)
    reference = given(at, application)
    reader = scored(at, application, at.panel[2]).assessor
    other = stage("Wensleydale Alliance", default=False)
    today = NOW.date()
    seen = [
        Reference.objects.visible_to(who, on=today).filter(pk=reference.pk).exists()
        for who in (
            cast.acting(reference.referee),
            at.manager,
            cast.acting(reader),
            cast.acting(application.person),
            at.panel[3],
            other.manager,
        )
    ]
    assert seen == [True, True, True, False, False, False]
