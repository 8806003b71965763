"""Renewals, transfers, removals, pauses and moves of one and the same System Leader, at the same time."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.mail.models import Message
from drystone.register import designations, directory, pauses, placements, redesignation, removals
from drystone.register.models import Designation
from drystone.register.placements import Change
from drystone.selection import assessments, decisions, departures, renewals, transfers
from drystone.selection.models import Arrival, Decision, Departure
from drystone.selection.outcomes import CannotDecide
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.ending import ending, renewed, sent_in
from tests.selection.pressing import words
from tests.selection.stage import DECIDED, LATER, Stage, checked, moderated
from tests.selection.transferring import AT, NEXT, Between, on
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
BEGINS = datetime(2027, 9, 1, 7, 0, tzinfo=LONDON)


@pytest.fixture
def two() -> Between:
    return Between()


def now(designation: Designation) -> Designation:
    return Designation.objects.get(pk=designation.pk)


def ready(at: Stage, held: Designation) -> Decision:
    """A yes to another term that two have seen and nobody has released."""
    application = moderated(at, sent_in(at, held))
    assessments.spare_interview(application, by=at.manager, at=LATER)
    return checked(at, application)


# A renewal, and the designation ends otherwise


@pytest.mark.parametrize("verb", ["resign", "withdraw", "remove"])
def test_who_has_resigned_or_was_removed_meanwhile_is_not_designated_again(at: Stage, held: Designation, verb: str):
    decision = ready(at, held)
    by = cast.acting(held.person) if verb == "resign" else at.manager
    more = {"note": ""} if verb == "withdraw" else {}
    getattr(designations, verb)(now(held), by=by, at=LATER, **more)
    with pytest.raises(CannotDecide, match="has ended"):
        decisions.release(Decision.objects.get(pk=decision.pk), by=at.manager, at=DECIDED)
    assert not Designation.objects.filter(renews=held).exists()


def test_while_a_transfer_is_open_another_term_is_not_released(at: Stage, held: Designation):
    decision = ready(at, held)
    Departure.objects.create(
        alliance=at.alliance, designation=held, to_name="Teesdale Alliance", started_by=at.manager, state_since=NOW
    )
    with pytest.raises(CannotDecide, match="transfer"):
        decisions.release(Decision.objects.get(pk=decision.pk), by=at.manager, at=DECIDED)
    departures.call_off(Departure.objects.get(), by=at.manager, at=DECIDED)
    assert decisions.release(Decision.objects.get(pk=decision.pk), by=at.manager, at=DECIDED).designation


@pytest.mark.django_db(transaction=True)  # as pages are: on PostgreSQL a row may not be held outside a transaction
def test_the_page_of_the_decision_says_so_beforehand(at: Stage, held: Designation):
    application = moderated(at, sent_in(at, held))
    assessments.spare_interview(application, by=at.manager, at=LATER)
    designations.resign(now(held), by=cast.acting(held.person), at=LATER)
    page = sign_in(Client(), at.manager).get(reverse("office-decision", args=[application.pk]))
    assert "The designation that it renews has ended: resigned" in words(page)


# A removal, and another term


def notice(at: Stage, held: Designation, when: datetime) -> removals.Removal:
    made = removals.give_notice(
        held, ground="left_support", why="Left.", answer_by=when.date() + timedelta(days=20), by=at.manager, at=when
    )
    return removals.answer(made, "I was ill.", by=cast.acting(held.person), at=when)


def test_a_notice_of_removal_goes_along_into_the_next_term(at: Stage, held: Designation):
    new = renewed(at, held)
    given = notice(at, held, BEGINS - timedelta(days=10))
    redesignation.begin_due(at=BEGINS)
    given.refresh_from_db()
    second = cast.acting(at.second, BEGINS.date())
    removals.decide(given, "All the same.", by=second, at=BEGINS)
    assert (now(new).state, now(new).ending) == ("ended", "removed")


def test_an_appeal_that_is_upheld_brings_the_next_term_back_too(at: Stage, held: Designation):
    new, nell = renewed(at, held), cast.officer(at.alliance, "Nell Spence")
    given = removals.decide(notice(at, held, DECIDED), "All the same.", by=at.second, at=DECIDED)
    assert now(new).ending == "removed"
    removals.appeal(given, "Ask the hospital.", by=cast.acting(held.person), at=DECIDED)
    removals.uphold(given, "You were ill.", by=nell, at=DECIDED)
    assert (now(held).state, now(new).state, now(new).ended_on) == ("active", "to_come", None)
    assert redesignation.begin_due(at=BEGINS) == 1
    assert now(new).state == "active"


def test_a_next_term_that_she_declined_stays_declined_after_an_appeal(at: Stage, held: Designation):
    new, nell = renewed(at, held), cast.officer(at.alliance, "Nell Spence")
    designations.decline(new, by=cast.acting(held.person), at=DECIDED)
    given = removals.decide(notice(at, now(held), DECIDED), "All the same.", by=at.second, at=DECIDED)
    removals.appeal(given, "Ask the hospital.", by=cast.acting(held.person), at=DECIDED)
    removals.uphold(given, "You were ill.", by=nell, at=DECIDED)
    assert (now(held).state, now(new).ending) == ("active", "declined")


# What goes along into the next term, and what is said of it


def test_what_she_wrote_for_the_directory_goes_along(at: Stage, held: Designation):
    directory.enter(held, shown=True, portrait="I help with phonics.", by=cast.acting(held.person), at=NOW)
    new = renewed(at, held)
    redesignation.begin_due(at=BEGINS)
    assert now(new).portrait == "I help with phonics."


def test_a_term_that_she_declined_is_not_said_to_be_granted(at: Stage, held: Designation):
    new = renewed(at, held)
    designations.decline(new, by=cast.acting(held.person), at=DECIDED)
    row = renewals.told(Designation.objects.filter(pk=held.pk)).get()
    assert renewals.standing_of(row) == "Applied: decided"


def test_whoever_is_told_late_reads_her_own_deadline(at: Stage, held: Designation):
    late = ending(at, "Beth Lundy", ends=date(2026, 12, 18))
    when = datetime(2026, 11, 12, 7, 0, tzinfo=LONDON)
    first = ending(at, "Ann Fawcett", ends=date(2026, 12, 20))
    renewals.tell(first, at=when - timedelta(days=200))
    renewals.tell(late, at=when)
    letter = Message.objects.get(kind="selection.renewal_opened", to_address=late.person.email)
    assert "Thursday 24 December 2026" in letter.text
    shown = words(sign_in(Client(), cast.acting(late.person)).get(reverse("leader-renewal", args=[late.renewal.pk])))
    assert "24 December 2026" in shown


def test_the_page_of_a_designation_that_was_given_up_offers_no_renewal(at: Stage, held: Designation):
    renewal = renewals.tell(held, at=NOW)
    designations.resign(held, by=cast.acting(held.person), at=NOW)
    page = sign_in(Client(), cast.acting(held.person)).get(reverse("leader-renewal", args=[renewal.pk]))
    assert "has ended, and cannot be renewed" in words(page)
    assert "Begin my application" not in words(page)


# A transfer, and what changes before its day


def test_after_a_move_she_arrives_from_the_school_where_she_is_now(two: Between):
    arrival, gayle = two.confirmed(NEXT), cast.school("Gayle Primary School")
    cast.head(two.here.alliance, gayle, "Susan Iveson")
    change = Change(gayle, is_headteacher=False, job_title="Teacher", starts=AT.date())
    placements.change(now(two.rosie), change, by=two.here.manager, at=AT)
    assert transfers.take_due(at=on(NEXT)) == 1
    arrival.refresh_from_db()
    assert (arrival.designation.home_school, arrival.school) == (gayle, gayle)


def test_days_that_a_pause_added_are_not_lost_by_a_transfer(two: Between):
    arrival, manager = two.confirmed(NEXT), two.here.manager
    two.here.alliance.pause_stops_clock = True
    held = pauses.pause(
        now(two.rosie), reason="leave", starts=AT.date(), back_on=AT.date() + timedelta(days=10), by=manager, at=AT
    )
    type(held).objects.filter(pk=held.pk).update(stops_clock=True)
    back = AT + timedelta(days=10)
    pauses.come_back(type(held).objects.get(pk=held.pk), on=back.date(), by=manager, at=back)
    ends = now(two.rosie).ends
    assert ends > arrival.ends
    transfers.take_due(at=on(NEXT))
    arrival.refresh_from_db()
    assert arrival.designation.ends == ends


def test_who_is_a_system_leader_there_already_does_not_stop_the_clock(two: Between):
    arrival = two.confirmed(NEXT)
    cast.leader(two.there.alliance, two.there.school, arrival.person.name)
    here = Designation.objects.get(alliance=two.there.alliance)
    Designation.objects.filter(pk=here.pk).update(person=arrival.person)
    assert transfers.take_due(at=on(NEXT)) == 0
    assert Arrival.objects.get(pk=arrival.pk).state == "confirmed"


def test_the_page_says_what_keeps_a_transfer_back(two: Between):
    departure_page = reverse("office-transfer", args=[two.confirmed(NEXT).crossing])
    pauses.pause(
        now(two.rosie), reason="leave", starts=AT.date(), back_on=NEXT + timedelta(days=9), by=two.here.manager, at=AT
    )
    shown = words(sign_in(Client(), two.here.manager).get(departure_page))
    assert "Waiting for you to settle" in shown
