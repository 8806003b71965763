"""Interviews that move, are missed or called off: everybody is told, calendars follow, reasons are kept."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.selection import applications, assessments, interviews, panels
from drystone.selection.interviews import CannotInterview
from drystone.selection.models import Application, Interview
from drystone.selection.sentences import for_applicant, waiting_for
from tests import cast
from tests.selection.stage import AFTER, INTERVIEW, LATER, Stage, booked, offered, shortlisted, slot

pytestmark = pytest.mark.django_db


def entries(kind: str) -> dict[str, tuple[str, int, str]]:
    """Of every message of a kind: to whom, and the method, the sequence and the address of its calendar entry."""
    found = {}
    for message in Message.objects.filter(kind=f"selection.{kind}").exclude(calendar="").order_by("id"):
        whole = Calendar.from_ical(message.calendar)
        event = whole.walk("VEVENT")[0]
        invited = str(event["attendee"]).removeprefix("MAILTO:")
        found[message.to_name] = (str(whole["method"]), int(event["sequence"]), invited == message.to_address)
    return found


def test_with_the_time_comes_an_entry_that_is_taken_out_and_put_in_again_when_it_moves(at: Stage):
    """Features 23: Calendar file / personal feed (.ics)."""
    interview = booked(at, shortlisted(at))
    everybody = ["Joan Iveson", "Mark Calvert", "Rosie Metcalfe"]
    assert entries("interview_booked") == dict.fromkeys(everybody, ("REQUEST", 0, True))
    interviews.rearrange(interview, reason="Snow", by=at.manager, at=LATER)
    assert entries("interview_rearranged") == dict.fromkeys(everybody, ("CANCEL", 1, True))
    later = slot(at, INTERVIEW + timedelta(days=1))
    Message.objects.all().delete()
    interviews.book(interview, later, by=at.manager, at=LATER)
    assert entries("interview_booked") == dict.fromkeys(everybody, ("REQUEST", 2, True))
    uids = {Calendar.from_ical(m.calendar).walk("VEVENT")[0]["uid"] for m in Message.objects.exclude(calendar="")}
    assert len(uids) == 1


def test_the_office_is_told_when_the_applicant_asks_for_another_time(at: Stage):
    interview = booked(at, shortlisted(at))
    interviews.rearrange(interview, reason="I am ill.", by=cast.acting(interview.application.person), at=LATER)
    told = set(Message.objects.filter(kind="selection.interview_rearranged").values_list("to_name", flat=True))
    assert {"Peter Coates", "Joan Iveson", "Mark Calvert", "Rosie Metcalfe"} < told
    assert not [m.pk for m in Message.objects.all() if "I am ill" in m.text]
    notes = [(event.verb, event.note) for event in events.record_of(interview).order_by("id")]
    assert ("rearrange", "I am ill.") in notes
    assert ("book", "Tuesday 8 December 2026 at 10am, Reeth, room 1") in notes


def test_none_of_the_times_suits_her_and_the_office_reads_which_would(at: Stage):
    interview = offered(at, shortlisted(at))
    hers = cast.acting(interview.application.person)
    with pytest.raises(CannotInterview):
        interviews.wish(interview, " ", by=hers, at=LATER)
    with pytest.raises(NotAllowed):
        interviews.wish(interview, "Fridays", by=at.manager, at=LATER)
    for _ in range(2):
        interviews.wish(interview, "CANARY: Fridays", by=hers, at=LATER)
    assert Message.objects.filter(kind="selection.other_times_wanted").count() == 2  # two officers, once each
    assert not [m.pk for m in Message.objects.all() if "CANARY" in m.text]
    application = Application.objects.get(pk=interview.application_id)
    assert (
        waiting_for(application, LATER)
        == "Waiting for the office to add times for interviews: none suits Rosie Metcalfe."
    )
    assert for_applicant(application, LATER).startswith("Waiting for us")
    interviews.book(interview, at.round.slots.get(), by=hers, at=LATER)
    assert interview.wish == ""


def test_what_she_needs_is_kept_when_the_office_books_for_her_and_told_when_it_changes(at: Stage):
    interview = booked(at, shortlisted(at))
    hers = cast.acting(interview.application.person)
    for _ in range(2):
        interviews.say_needs(interview, "Step-free access", by=hers, at=LATER)
    told = Message.objects.filter(kind="selection.needs_changed")
    assert told.filter(to_name="Joan Iveson").count() == 1
    assert told.filter(to_name="Peter Coates").count() == 1
    assert not [m.pk for m in Message.objects.all() if "Step-free" in m.text + m.calendar]
    with pytest.raises(NotAllowed):
        interviews.say_needs(interview, "Nothing", by=at.heads[0], at=LATER)
    interviews.rearrange(interview, reason="Snow", by=at.manager, at=LATER)
    interviews.book(interview, slot(at, INTERVIEW + timedelta(days=1)), by=at.manager, at=LATER)
    assert interview.access_needs == "Step-free access"


def test_withdrawn_there_is_no_interview_and_the_panel_is_told(at: Stage):
    interview = booked(at, shortlisted(at))
    applications.withdraw(interview.application, by=cast.acting(interview.application.person), at=LATER)
    interview = Interview.objects.get(pk=interview.pk)
    assert (interview.state, interview.slot) == ("called_off", None)
    assert entries("interview_called_off") == dict.fromkeys(
        ["Joan Iveson", "Mark Calvert", "Rosie Metcalfe"], ("CANCEL", 1, True)
    )
    assert at.round.slots.free(LATER).count() == 1


def test_not_shortlisted_after_all_she_is_told_and_may_be_invited_again(at: Stage):
    interview = offered(at, shortlisted(at))
    application = assessments.not_shortlist(interview.application, by=at.manager, at=LATER)
    told = Message.objects.filter(kind="selection.interview_called_off")
    assert list(told.values_list("to_name", "calendar")) == [("Rosie Metcalfe", "")]
    assessments.shortlist(application, by=at.manager, at=LATER)
    again = interviews.offer(Application.objects.get(pk=application.pk), by=at.manager, at=LATER)
    assert (again.pk, again.state) == (interview.pk, "offered")
    assert Message.objects.filter(kind="selection.interview_offered").count() == 2


def test_who_joins_late_gets_the_time_and_who_leaves_loses_it(at: Stage):
    interview = booked(at, shortlisted(at))
    Message.objects.all().delete()
    panels.name(interview, [at.heads[0], at.panel[3]], at.heads[0], by=at.manager, at=LATER)
    assert entries("interview_booked") == {"Sara Fawcett": ("REQUEST", 0, True)}
    assert entries("panel_released") == {"Mark Calvert": ("CANCEL", 1, True)}
    member = interview.panel.get(person=at.panel[3])
    for _ in range(2):
        panels.declare_conflict(member, "We are cousins.", by=at.panel[3], at=LATER)
    assert entries("panel_released") == dict.fromkeys(["Mark Calvert", "Sara Fawcett"], ("CANCEL", 1, True))


def test_missed_she_reads_what_to_do_and_it_is_rearranged(at: Stage):
    interview = booked(at, shortlisted(at))
    interviews.miss(interview, reason="CANARY", by=at.manager, at=AFTER)
    assert "We missed you" in for_applicant(Application.objects.get(), AFTER)
    interviews.rearrange(
        interview, reason="The bus broke down.", by=cast.acting(interview.application.person), at=AFTER
    )
    assert (interview.state, interview.slot, interview.moved) == ("offered", None, 1)
    assert entries("interview_rearranged")["Joan Iveson"] == ("CANCEL", 1, True)
