"""Several applications moved on in one press: shown first, done once, and what was not done is said with why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.people import links
from drystone.selection import applications, decisions, reminders, together
from drystone.selection.models import Application, Assessment, Decision
from drystone.selection.reminders import CannotRemind
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import not_shortlisted, with_reference, words
from tests.selection.stage import (
    CLOSES,
    DECIDED,
    LATER,
    Stage,
    applicant,
    asked,
    draft,
    given,
    locked,
    moderated,
    scored,
    stage,
    submitted,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def said(act: str, at: Stage, *rows: Application, press: bool = False, moment=NOW, **more) -> list[tuple[bool, str]]:
    verb = together.perform if press else together.look
    fresh = [Application.objects.get(pk=row.pk) for row in rows]
    return [(each.done, each.said) for each in verb(act, at.round, fresh, by=at.manager, at=moment, **more)]


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_only_those_who_have_not_finished_are_reminded_and_once_a_day(at: Stage):
    begun, sent = draft(at), submitted(at, applicant("Tess Hird"))
    before = len(kinds())
    reminded = (True, "Rosie Metcalfe is reminded to send the application in.")
    left_out = (False, "It was sent in, or withdrawn.")
    assert said("remind-applicants", at, begun, sent) == [reminded, left_out]
    assert len(kinds()) == before
    assert said("remind-applicants", at, begun, sent, press=True) == [reminded, left_out]
    assert said("remind-applicants", at, begun, press=True) == [(False, "Rosie Metcalfe was reminded today.")]
    assert kinds()[before:] == ["selection.application_reminded"]
    message = Message.objects.latest("pk")
    assert (message.person_id, "Friday 27 November 2026 at 11:59pm" in message.text) == (begun.person_id, True)
    assert said("remind-applicants", at, begun, press=True, moment=NOW + timedelta(days=1)) == [reminded]
    assert events.record_of(begun).filter(verb="remind").count() == 2
    assert said("remind-applicants", at, begun, moment=CLOSES) == [
        (False, "It cannot be sent in any more. The office may give more time.")
    ]


def test_referees_who_have_not_answered_are_reminded_and_nobody_else(at: Stage):
    waiting, done = submitted(at), submitted(at, applicant("Tess Hird"))
    reference = asked(at, waiting)
    given(at, done)
    answered = (False, "No referee who was asked has still to answer.")
    assert said("remind-referees", at, waiting, done, press=True) == [(True, "Ann Peel is reminded."), answered]
    assert said("remind-referees", at, waiting, press=True) == [(False, "Ann Peel was reminded today.")]
    assert kinds().count("selection.reference_reminded") == 1
    links.withdraw(reference, "reference", by=at.manager, at=NOW, because=links.NOT_HER)
    tomorrow = NOW + timedelta(days=1)
    assert said("remind-referees", at, waiting, press=True, moment=tomorrow) == [
        (False, "Whoever got the link of Ann Peel said that it was not for them.")
    ]
    applications.withdraw(waiting, by=cast.acting(waiting.person), at=NOW)
    reference.refresh_from_db()
    with pytest.raises(CannotRemind, match="not waited for"):
        reminders.remind_now(reference, by=at.manager, at=tomorrow)


def test_assessors_who_have_not_locked_are_reminded_by_one_message_a_day_for_all_that_they_read(at: Stage):
    first, second, done = submitted(at), submitted(at, applicant("Tess Hird")), submitted(at, applicant("Una Bell"))
    for application in (first, second):
        scored(at, application, at.panel[2])
        locked(at, application, at.panel[3])
    moderated(at, done)
    finished = (False, "No assessor has still to lock their scores.")
    reminded = (True, "Mark Calvert is reminded.")
    rows = (first, second, done)
    assert said("remind-assessors", at, *rows, moment=LATER) == [reminded, reminded, finished]
    assert said("remind-assessors", at, *rows, press=True, moment=LATER) == [reminded, reminded, finished]
    again = (False, "Mark Calvert was reminded today.")
    assert said("remind-assessors", at, *rows, press=True, moment=LATER) == [again, again, finished]
    message = Message.objects.get(kind="selection.assessor_reminded")
    assert (message.person_id, "2 applications for Autumn 2026" in message.text) == (at.panel[2].pk, True)
    tomorrow = LATER + timedelta(days=1)
    assert said("remind-assessors", at, *rows, press=True, moment=tomorrow) == [reminded, reminded, finished]
    assert kinds().count("selection.assessor_reminded") == 2
    with pytest.raises(NotAllowed):
        reminders.remind_assessor(first.assessments.first(), by=at.panel[0], at=LATER)
    applications.withdraw(first, by=cast.acting(first.person), at=LATER)
    with pytest.raises(CannotRemind, match="not waited for"):
        reminders.remind_assessor(Assessment.objects.filter(application=first)[0], by=at.manager, at=LATER)


def test_one_assessor_is_told_once_of_all_that_are_hers_and_reads_nobody_she_is_tied_to(at: Stage):
    mark = at.panel[2]
    cast.post(mark, "staff", at.alliance, at.school)
    elsewhere = {"school": cast.school("Gunnerside Primary School").urn}
    colleague = submitted(at)
    others = [submitted(at, applicant(name), **elsewhere) for name in ("Tess Hird", "Una Bell")]
    tied = (False, "They work at the applicant's school.")
    asks = (True, "Mark Calvert is asked to read it.")
    assert said("assign", at, colleague, *others, assessor=mark) == [tied, asks, asks]
    assert (Assessment.objects.count(), "selection.assessments_shared_out" in kinds()) == (0, False)
    assert said("assign", at, colleague, *others, press=True, assessor=mark) == [tied, asks, asks]
    assert said("assign", at, *others, press=True, assessor=mark) == [(False, "Mark Calvert was asked before.")] * 2
    assert set(Assessment.objects.values_list("application", "assessor")) == {(o.pk, mark.pk) for o in others}
    assert kinds().count("selection.assessments_shared_out") == 1
    assert "2 applications" in Message.objects.get(kind="selection.assessments_shared_out").text


def test_those_with_agreed_scores_are_shortlisted_and_the_others_stay(at: Stage):
    ready, early = submitted(at), submitted(at, applicant("Tess Hird"))
    given(at, ready)
    moderated(at, ready)
    outcome = [(True, "Shortlisted."), (False, "Agree the scores first.")]
    assert said("shortlist", at, ready, early, moment=LATER) == outcome
    assert Application.objects.filter(state="shortlisted").count() == 0
    assert said("shortlist", at, ready, early, press=True, moment=LATER) == outcome
    assert list(Application.objects.filter(state="shortlisted")) == [ready]
    assert said("shortlist", at, ready, press=True, moment=LATER) == [
        (False, "Not possible where it stands: shortlisted.")
    ]
    assert events.record_of(ready).filter(verb="shortlist").count() == 1
    assert said("not-shortlist", at, ready, press=True, moment=LATER)[0][0]


def test_nobody_but_the_office_moves_applications_on(at: Stage):
    begun = draft(at)
    other = stage("Wensleydale Alliance", default=False)
    for who in (at.panel[0], begun.person, other.manager):
        for act in together.ACTS:
            with pytest.raises(NotAllowed):
                together.perform(act, at.round, [begun], assessor=at.panel[2], by=cast.acting(who), at=NOW)
        with pytest.raises(NotAllowed):
            reminders.remind_applicant(begun, by=cast.acting(who), at=NOW)
    reference = asked(at, submitted(at, applicant("Tess Hird")))
    with pytest.raises(NotAllowed):
        reminders.remind_now(reference, by=at.panel[0], at=NOW)


def page(at: Stage) -> str:
    return reverse("office-together", args=[at.round.pk])


def test_the_page_shows_first_then_does_it_to_those_shown_alone(at: Stage, office: Client):
    ready, early = submitted(at), submitted(at, applicant("Tess Hird"))
    given(at, ready)
    moderated(at, ready)
    before = Event.objects.count()
    looked = words(office.post(page(at), {"act": "shortlist", "tick": [ready.pk, early.pk]}))
    assert "Nothing has happened yet" in looked
    assert "Agree the scores first." in looked
    assert Event.objects.count() == before
    pressed = office.post(page(at), {"act": "shortlist", "tick": [ready.pk], "sure": "yes"})
    assert "Done for 1 application" in words(pressed)
    again = words(office.post(page(at), {"act": "shortlist", "tick": [ready.pk], "sure": "yes"}))
    assert "Done for 0 applications , not for 1" in again
    ready.refresh_from_db()
    assert ready.state == "shortlisted"


def test_all_that_the_list_is_narrowed_to_are_taken_and_of_other_rounds_nobody(at: Stage, office: Client):
    draft(at)
    draft(at, applicant("Tess Hird"))
    submitted(at, applicant("Una Bell"))
    other = draft(stage("Wensleydale Alliance", default=False), applicant("Wilf Raw"))
    shown = words(office.post(f"{page(at)}?state=draft", {"act": "remind-applicants", "of": "all"}))
    assert ("Rosie Metcalfe" in shown, "Tess Hird" in shown, "Una Bell" in shown) == (True, True, False)
    foreign = office.post(page(at), {"act": "remind-applicants", "tick": [other.pk]})
    assert "Wilf Raw" not in words(foreign)
    for nonsense in ({}, {"act": "shortlist"}, {"act": "x", "tick": 1}, {"act": "shortlist", "tick": "²"}):
        assert "Nothing chosen" in words(office.post(page(at), nonsense))
    assert "Nothing chosen" in words(office.get(page(at), {"act": "remind-applicants", "of": "all"}))


def test_whom_to_assign_is_asked_and_what_was_ticked_is_kept(at: Stage, office: Client):
    application = submitted(at)
    ticked = {"act": "assign", "tick": application.pk}
    asks = office.post(page(at), ticked)
    assert "reads 0 at present" in words(asks)
    assert f'name="tick" value="{application.pk}"' in asks.content.decode()
    who = at.panel[3]
    assert "Sara Fawcett is asked to read it." in words(office.post(page(at), ticked | {"assessor": who.pk}))
    assert Assessment.objects.count() == 0
    office.post(page(at), ticked | {"assessor": who.pk, "sure": "yes"})
    assert Assessment.objects.get().assessor == who


def test_more_than_one_press_takes_waits_for_the_next(at: Stage, office: Client, monkeypatch):
    monkeypatch.setitem(together.ACTS, "remind-applicants", replace(together.ACTS["remind-applicants"], most=1))
    draft(at)
    draft(at, applicant("Tess Hird"))
    shown = words(office.post(f"{page(at)}?state=draft", {"act": "remind-applicants", "of": "all"}))
    assert "1 more wait for the next press" in shown


def test_the_same_no_is_prepared_for_those_not_shortlisted_and_for_nobody_else(at: Stage):
    """Features 27: Bulk decisions / bulk actions."""
    first, second = (not_shortlisted(at, with_reference(at, name)) for name in ("Rosie Metcalfe", "Tess Hird"))
    other = submitted(at, applicant("Una Bell"))
    mine = decisions.prepare(second, "unsuccessful", reason="places", feedback="Own words.", by=at.second, at=DECIDED)
    told = {"reason": "impact", "feedback": "Show us what changed."}
    prepared = "Unsuccessful, with this reason and this feedback. A second person looks at it before the release."
    expected = [
        (True, prepared),
        (False, "Peter Coates has prepared a decision: look at that."),
        (False, "Only those who were not shortlisted are decided on together."),
    ]
    assert said("decide-against", at, first, second, other, moment=DECIDED, **told) == expected
    assert Decision.objects.get() == mine
    assert said("decide-against", at, first, second, other, moment=DECIDED, press=True, **told) == expected
    made = Decision.objects.get(application=first)
    assert (made.state, made.outcome, made.feedback) == ("prepared", "unsuccessful", "Show us what changed.")
    assert list(first.areas.values_list("outcome", "reason")) == [("unsuccessful", "impact")]
    mine.refresh_from_db()
    assert mine.feedback == "Own words."


def test_the_office_says_once_why_not_on_the_page_and_looks_before_it_presses(at: Stage, clock):
    """Features 27: Bulk decisions / bulk actions."""
    rows = [not_shortlisted(at, with_reference(at, name)) for name in ("Rosie Metcalfe", "Tess Hird")]
    clock.move_to(DECIDED)
    office, page = sign_in(Client(), at.manager), reverse("office-together", args=[at.round.pk])
    sent = {"act": "decide-against", "tick": [str(row.pk) for row in rows]}
    assert "It is the same for all of them" in words(office.post(page, sent))
    wrong = words(office.post(page, sent | {"feedback": "Show us what changed.", "reason": ""}))
    assert "Show us what changed." in wrong
    looked = office.post(page, sent | {"feedback": "Show us what changed.\n\nPupils first.", "reason": "impact"})
    assert "The reason they read: Not enough evidence yet" in words(looked)
    assert "Nothing has happened yet" in words(looked)
    assert not Decision.objects.exists()
    carried = dict(looked.context["carried"])
    for _ in range(2):
        assert office.post(page, sent | carried | {"sure": "yes"}).status_code == 200
    assert list(Decision.objects.values_list("feedback", flat=True)) == ["Show us what changed.\n\nPupils first."] * 2
