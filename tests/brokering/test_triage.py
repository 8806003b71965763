"""Triage: every answer that the office can give, each undone, and two at once (features 40, 41, 45)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone.brokering import looking_after, outside, previews, requests, scoping
from drystone.brokering.models import OutsideSupport, RequestNote, ScopingVisit, SupportPlan, SupportRequest
from drystone.brokering.sentences import for_school, waiting_for
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.models import Post
from drystone.reports import support_history
from tests import cast
from tests.clock import NOW
from tests.selection.test_race import race

NEXT_WEEK = date(2026, 11, 18)


def terms(**more):
    days = {"from_on": date(2026, 11, 16), "until_on": date(2026, 12, 18)}
    return {"area": cast.area(), "half_days": 5, "need": "How writing is taught.", **days, **more}


def sent(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=f"brokering.{kind}").values_list("to_address", flat=True))


def test_a_request_is_accepted_after_somebody_of_the_office_had_a_look(support):
    colin, asked = support.coordinator(), support.asked()
    visit = scoping.arrange(asked, visitor=colin, due_on=NEXT_WEEK, **support.office)
    assert (asked.state, asked.owner) == ("scoping", support.margaret)
    assert waiting_for(asked) == "Colin Hird to visit by Wednesday 18 November 2026"
    assert "would like to visit you first" in for_school(asked)
    assert (sent("request_scoped"), sent("scoping_asked")) == ([support.susan.email], [colin.email])
    found = {"held_on": cast.TODAY, "half_days": 4, "area": cast.area(), "found": "Two classes, one plan."}
    for _ in range(2):
        scoping.report(visit, **found, **support.office)
    assert ScopingVisit.objects.get().found == "Two classes, one plan."
    assert (asked.state, waiting_for(asked)) == ("scoping", "the office to answer, after the scoping visit")
    requests.accept(asked, **terms(), **support.office)
    assert [*events.of(asked).values_list("verb", flat=True)][-3:] == ["scope", "scoping_reported", "accept"]


def test_a_second_report_is_refused_and_nothing_of_the_first_is_lost(support):
    visit = scoping.arrange(support.asked(), visitor=support.margaret, due_on=NEXT_WEEK, **support.office)
    found = {"held_on": cast.TODAY, "half_days": 4, "area": cast.area(), "found": "A."}
    scoping.report(visit, **found, **support.office)
    with pytest.raises(Refused, match="already"):
        scoping.report(ScopingVisit.objects.get(), **found | {"found": "B."}, **support.office)
    assert ScopingVisit.objects.get().found == "A."


@pytest.mark.parametrize("who", ["a leader", "yesterday"])
def test_no_leader_is_sent_to_look_and_no_day_lies_behind(support, who):
    wrong = (support.tom.person, NEXT_WEEK) if who == "a leader" else (support.margaret, date(2026, 11, 10))
    with pytest.raises(Refused):
        scoping.arrange(support.asked(), visitor=wrong[0], due_on=wrong[1], **support.office)
    assert not ScopingVisit.objects.exists()


def test_the_clock_brings_a_waiting_request_back_on_its_day(support):
    asked = requests.wait(support.asked(), until=NEXT_WEEK, note="Nobody is free.", **support.office)
    assert requests.look_again_due(at=NOW) == 0
    then = NOW + timedelta(days=7)
    assert (requests.look_again_due(at=then), requests.look_again_due(at=then)) == (1, 0)
    asked.refresh_from_db()
    assert (asked.state, asked.is_looked_at_again) == ("submitted", True)
    assert waiting_for(asked) == "the office to look again"
    assert for_school(asked) == "We are looking at your request again, and answer soon."
    assert not requests.accept(asked, **terms(), **support.office).ask_again_on


def test_a_request_does_not_wait_for_a_day_that_has_been(support):
    with pytest.raises(Refused, match="lies ahead"):
        requests.wait(support.asked(), until=cast.TODAY, note="x", **support.office)


def test_what_ends_without_help_says_why_in_a_word_that_is_counted(support):
    """Features 45: decline with coded reason."""
    asked = requests.redirect(support.asked(), reason="hub", note="The English Hub.", **support.office)
    assert asked.reason == "A hub: English, maths, teaching school, behaviour"
    closed = requests.close_unmet(support.asked(), reason="too_far", note="x", **support.office)
    assert closed.reason == "Whoever could come is too far away"
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=closed.pk).update(reason_code="")
    requests.reopen(closed, note="Somebody moved here.", **support.office)
    assert (closed.state, closed.reason_code) == ("submitted", "")


def test_merged_requests_are_told_to_the_school_and_separated_again(support):
    first, second = support.asked(), support.asked()
    requests.merge(second, first, **support.office)
    assert sent("request_merged") == [support.susan.email]
    assert "together with another" in for_school(second)
    requests.separate(second, note="Another class.", **support.office)
    second.refresh_from_db()
    assert (second.state, second.merged_into) == ("submitted", None)


def test_nothing_is_merged_into_a_request_that_ended(support):
    first, second = support.asked(), support.asked()
    requests.decline(first, reason="other", note="x", **support.office)
    with pytest.raises(Refused, match="not open"):
        requests.merge(second, first, **support.office)


def test_whoever_gets_a_request_to_look_after_is_told_unless_she_took_it(support):
    colin, asked = support.coordinator(), support.asked()
    for _ in range(2):
        looking_after.give(asked, support.margaret, **support.office)
    assert (asked.owner, sent("request_given")) == (support.margaret, [])
    looking_after.give(asked, colin, **support.office)
    assert sent("request_given") == [colin.email]
    looking_after.give(asked, None, **support.office)
    assert SupportRequest.objects.get().owner is None
    with pytest.raises(Refused, match="does not work"):
        looking_after.give(asked, support.susan, **support.office)


def test_messages_go_to_all_of_the_office_once_the_owner_has_left(support):
    colin, asked = support.coordinator(), support.accepted()
    looking_after.give(asked, colin, **support.office)
    Post.objects.filter(person=colin).update(ends=date(2026, 11, 1))
    asked = SupportRequest.objects.get()
    support.leader_yes(asked)
    assert set(sent("enquiry_answered")) == {support.margaret.email}


def test_a_note_is_kept_once_with_who_and_when(support):
    asked = support.asked()
    for _ in range(2):
        looking_after.note(asked, "Rang the head.", **support.office)
    note = RequestNote.objects.get()
    assert (note.text, note.written_by, note.written_at) == ("Rang the head.", support.margaret, NOW)
    with pytest.raises(NotAllowed):
        looking_after.note(asked, "x", **support.by(support.susan))
    assert [p for p in (support.margaret, support.susan) if RequestNote.objects.visible_to(p, on=cast.TODAY)] == [
        support.margaret
    ]


def test_what_the_school_will_read_is_what_it_is_sent(support):
    asked = support.asked()
    given = {"note": "Nobody is free before January.", "until": date(2027, 1, 8)}
    shown = previews.of(asked, "wait", given)
    requests.wait(asked, **given, **support.office)
    letter = Message.objects.get(kind="brokering.request_waits")
    assert (shown.subject, shown.text, shown.page) == (letter.subject, letter.text, for_school(asked))


def test_all_that_a_school_had_is_told_in_one_question(support, django_assert_num_queries):
    deployment = support.agreed()
    scoping.arrange(support.asked(), visitor=support.margaret, due_on=NEXT_WEEK, **support.office)
    heard = outside.Heard("hub", "Phonics audit", date(2026, 9, 7), giver_name="The English Hub")
    for _ in range(2):
        outside.note(support.alliance, support.leyburn, heard, **support.office)
    SupportPlan.objects.create(
        alliance=support.alliance, school=support.leyburn, owner=support.margaret, title="Two years of writing",
        aim="Better writing.", starts=NEXT_WEEK, ends=date(2027, 7, 20), state_since=NOW,
    )  # fmt: skip
    with django_assert_num_queries(1):
        lines = support_history.of_school(support.alliance, support.leyburn)
    told = {(line.kind, line.what, line.by, line.get_state_display()) for line in lines}
    assert told == {
        ("request", "English", "Susan Iveson", "Accepted"),
        ("request", "English", "Susan Iveson", "Being scoped"),
        ("scoping", None, "Margaret Alderson", ""),
        ("deployment", "English", "Tom Raine", "Agreed"),
        ("outside", "Phonics audit", "The English Hub", "Hub"),
        ("plan", "Two years of writing", "Margaret Alderson", "Open"),
    }
    assert (deployment.pk, date(2026, 11, 2)) in {(line.pk, line.starts) for line in lines}


def test_what_was_noted_by_mistake_shows_no_more(support):
    noted = outside.note(support.alliance, support.leyburn, outside.Heard("trust", "x", NEXT_WEEK), **support.office)
    for _ in range(2):
        outside.take_back(noted, **support.office)
    assert support_history.of_school(support.alliance, support.leyburn) == []
    assert events.record_of(noted).filter(verb="outside_taken_back").count() == 1
    heard = outside.Heard("hub", "x", NEXT_WEEK)
    with pytest.raises(NotAllowed):
        outside.note(support.alliance, support.leyburn, heard, **support.by(support.ann))
    assert OutsideSupport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_of_two_officers_who_accept_at_once_one_is_told(support):
    colin, asked = support.coordinator(), support.asked()

    def accept(who):
        mine = SupportRequest.objects.get(pk=asked.pk)
        return lambda: requests.accept(mine, **terms(), by=who, at=NOW)

    results = race(accept(support.margaret), accept(colin))
    assert sum(isinstance(result, AlreadyMoved) for result in results) == 1
    assert len(sent("request_accepted")) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_two_requests_merged_into_each_other_at_once_leave_one_open(support):
    first, second = support.asked(), support.asked()

    def merge(one, into):
        mine, other = (SupportRequest.objects.get(pk=each.pk) for each in (one, into))

        def act():
            try:
                return requests.merge(mine, other, **support.office)
            except Refused as no:
                return no

        return act

    race(merge(first, second), merge(second, first))
    assert sorted(SupportRequest.objects.values_list("state", flat=True)) == ["merged", "submitted"]
