"""Transfers: asked, agreed, prepared by one and seen by a second; one designation ends and the other begins."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.models import Link, Post
from drystone.people.roles import Role
from drystone.privacy import holdings
from drystone.register import areas, designations, pauses, removals, training
from drystone.register.models import Condition, DesignatedArea, Designation
from drystone.selection import arrivals, crossing, departures, transfers
from drystone.selection.models import Arrival, ArrivalRefusal, Departure
from tests import cast
from tests.selection.transferring import AT, NEXT, TODAY, Between, on

pytestmark = pytest.mark.django_db
SECRET = "Two of us know them too well."


@pytest.fixture
def two() -> Between:
    return Between()


def kinds(alliance) -> list[str]:
    rows = Message.objects.filter(alliance_id=alliance.pk, queued_at__gte=AT)
    return sorted(rows.values_list("kind", flat=True))


def states(arrival: Arrival) -> tuple[str, str]:
    return Arrival.objects.get(pk=arrival.pk).state, Departure.objects.get(pk=arrival.crossing).state


def now(designation: Designation) -> Designation:
    return Designation.objects.get(pk=designation.pk)


def test_one_designation_ends_the_day_before_the_other_begins_and_the_period_stays(two: Between):
    arrival = two.confirmed()
    old, new = now(two.rosie), arrival.designation
    assert new
    assert (old.state, old.ending, old.ended_on) == ("ended", "transferred", TODAY - timedelta(days=1))
    assert (new.alliance, new.state, new.starts, new.ends) == (two.there.alliance, "active", TODAY, old.ends)
    assert new.number != old.number
    assert (new.is_unanswered, new.renews, new.shown_in_directory) == (False, None, False)
    assert states(arrival) == ("done", "done")
    assert vars(crossing.grounds(new)) == vars(crossing.grounds(old))
    assert [row.area for row in new.areas.all()] == [row.area for row in old.areas.all()]
    assert Post.objects.get(alliance=two.there.alliance, person=new.person).role == Role.STAFF
    assert new.placements.get().school == old.home_school


def test_everybody_who_has_a_part_in_it_is_told_once(two: Between):
    two.confirmed()
    assert kinds(two.here.alliance) == [
        "register.ended", "selection.transfer_asked", "selection.transfer_head_told",
        *["selection.transfer_moved"] * 4, "selection.transfer_news",
    ]  # fmt: skip
    assert kinds(two.there.alliance) == [*["selection.arrival_proposed"] * 2, "selection.transferred_in"]


def test_each_alliance_reads_its_own_history_only(two: Between):
    arrival = two.confirmed()
    old, new = now(two.rosie), arrival.designation
    assert {event.alliance_id for event in events.of(old)} == {two.here.alliance.pk}
    assert {event.alliance_id for event in events.of(new)} == {two.there.alliance.pk}
    assert not Departure.objects.visible_to(two.there.manager, on=TODAY).exists()
    assert not Arrival.objects.visible_to(two.here.manager, on=TODAY).exists()
    assert not Designation.objects.visible_to(two.there.manager, on=TODAY).filter(pk=old.pk).exists()


def test_on_a_day_to_come_it_happens_by_the_clock_once(two: Between):
    arrival = two.confirmed(NEXT)
    assert (now(two.rosie).state, states(arrival)) == ("active", ("confirmed", "accepted"))
    assert transfers.take_due(at=on(NEXT - timedelta(days=1))) == 0
    assert [transfers.take_due(at=on(NEXT)) for _ in range(2)] == [1, 0]
    assert now(two.rosie).ended_on == NEXT - timedelta(days=1)
    assert Designation.objects.get(alliance=two.there.alliance).starts == NEXT


def test_what_is_told_is_what_a_transfer_needs_and_none_of_her_own_words(two: Between):
    own = areas.add(two.here.alliance, "Dales history", by=two.here.manager, at=AT)
    DesignatedArea.objects.create(alliance=two.here.alliance, designation=two.rosie, area=own, phases=["primary"])
    course = {"kind": "course", "title": "Coaching in Kendal", "on": TODAY, "minutes": 90, "reflection": "I cried."}
    training.note(two.rosie, **course, by=two.herself, at=AT)
    arrival = two.proposed()
    common, theirs = arrival.areas.all()
    assert (common.common, theirs.common, theirs.name) == (two.rosie.areas.first().area, None, "Dales history")
    assert arrival.learned[1:] == ["Course or conference: 1½ hours."]
    assert "Kendal" not in str(vars(arrival))


def test_an_own_area_is_taken_as_another_or_left_and_not_two_as_one(two: Between):
    own = areas.add(two.here.alliance, "Dales history", by=two.here.manager, at=AT)
    DesignatedArea.objects.create(alliance=two.here.alliance, designation=two.rosie, area=own, phases=["primary"])
    arrival = two.proposed()
    common, theirs = arrival.areas.all()
    acting = {"by": two.there.manager, "at": AT}
    with pytest.raises(Refused, match="one area at least"):
        arrivals.prepare(arrival, {common: None, theirs: None}, TODAY, **acting)
    with pytest.raises(Refused, match="as the same one"):
        arrivals.prepare(arrival, {common: common.common, theirs: common.common}, TODAY, **acting)
    maths = cast.area("mathematics", "Mathematics")
    arrivals.prepare(arrival, {common: None, theirs: maths}, TODAY, **acting)
    made = arrivals.confirm(arrival, by=two.there.second, at=AT).designation
    assert [row.area for row in made.areas.all()] == [maths]


def test_a_condition_goes_along_and_keeps_her_pending_there(two: Between):
    area = two.rosie.areas.get().area
    Condition.objects.create(
        alliance=two.here.alliance, designation=two.rosie, area=area, kind="condition", terms="Shadow a visit.",
        first_due_on=NEXT, due_on=NEXT, state_since=AT,
    )  # fmt: skip
    made = two.confirmed().designation
    assert made.state == "pending"
    assert list(made.conditions.values_list("terms", "due_on")) == [("Shadow a visit.", NEXT)]


def test_who_prepared_it_does_not_accept_it_and_the_database_says_so_too(two: Between):
    arrival = two.prepared()
    with pytest.raises(Refused, match="You prepared it"):
        arrivals.confirm(arrival, by=two.there.manager, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrival.objects.filter(pk=arrival.pk).update(state="confirmed", checked_by=two.there.manager)
    assert now(two.rosie).state == "active"


def test_nobody_of_her_school_and_not_she_herself_takes_her_in(two: Between):
    arrival = two.proposed()
    taken = {row: row.common for row in arrival.areas.all()}
    near = cast.officer(two.there.alliance, "Nell Spence", Role.COORDINATOR)
    cast.post(near, Role.STAFF, two.there.alliance, two.rosie.home_school)
    cast.post(two.rosie.person, Role.COORDINATOR, two.there.alliance)
    for who in (near, two.rosie.person):
        with pytest.raises(Refused, match="about you or a colleague"):
            arrivals.prepare(arrival, taken, TODAY, by=cast.acting(who), at=AT)


def test_only_who_manages_starts_it_and_only_who_manages_there_decides(two: Between):
    for stranger in (two.there.manager, two.herself, two.head):
        with pytest.raises(NotAllowed):
            departures.start(two.rosie, to=two.there.alliance, by=stranger, at=AT)
    arrival = two.prepared()
    for stranger in (two.here.manager, two.herself):
        with pytest.raises(NotAllowed):
            arrivals.confirm(arrival, by=stranger, at=AT)
        with pytest.raises(NotAllowed):
            arrivals.decline(arrival, SECRET, by=stranger, at=AT)


def test_she_may_say_no_and_the_other_alliance_never_hears_of_it(two: Between):
    departure = departures.refuse(two.started(), by=two.herself, at=AT)
    assert (departure.state, now(two.rosie).state) == ("refused", "active")
    assert (Arrival.objects.count(), kinds(two.there.alliance)) == (0, [])
    assert not Link.objects.unfinished().filter(purpose="transfer").exists()
    assert departures.start(two.rosie, to=two.there.alliance, by=two.here.manager, at=AT) != departure


def test_declined_she_stays_and_why_is_read_by_the_alliance_that_declined_alone(two: Between):
    arrival = arrivals.decline(two.proposed(), SECRET, by=two.there.manager, at=AT)
    assert (states(arrival), now(two.rosie).state) == (("declined", "declined"), "active")
    readers = [two.there.manager, two.here.manager, two.herself, two.head]
    assert [ArrivalRefusal.objects.visible_to(who, on=TODAY).exists() for who in readers] == [
        True,
        False,
        False,
        False,
    ]
    written = [*events.Event.objects.values_list("note", flat=True), *Message.objects.values_list("text", flat=True)]
    assert not [text for text in written if SECRET in text]


@pytest.mark.parametrize("far", ["started", "proposed", "prepared", "accepted"])
def test_called_off_before_it_has_happened_nothing_changes(two: Between, far: str):
    {"started": two.started, "proposed": two.proposed, "prepared": two.prepared}.get(
        far, lambda: two.confirmed(NEXT)
    )()
    departures.call_off(Departure.objects.get(), by=two.here.manager, at=AT)
    assert list(Arrival.objects.values_list("state", flat=True)) in ([], ["withdrawn"])
    assert transfers.take_due(at=on(NEXT)) == 0
    assert now(two.rosie).state == "active"
    assert not Designation.objects.filter(alliance=two.there.alliance).exists()


def test_once_it_has_happened_it_is_not_called_off_and_not_accepted_twice(two: Between):
    arrival = two.confirmed()
    with pytest.raises(AlreadyMoved):
        departures.call_off(Departure.objects.get(), by=two.here.manager, at=AT)
    assert arrivals.confirm(arrival, by=two.there.second, at=AT) == arrival
    with pytest.raises(AlreadyMoved):
        arrivals.confirm(arrival, by=cast.officer(two.there.alliance, "Nell Spence"), at=AT)
    assert Designation.objects.filter(alliance=two.there.alliance).count() == 1


def test_nothing_is_started_without_a_reference_and_a_decision(two: Between):
    unknown = cast.leader(two.here.alliance, cast.school())
    with pytest.raises(Refused, match="No given reference"):
        departures.start(unknown, to=two.there.alliance, by=two.here.manager, at=AT)


def test_nothing_is_started_in_a_pause_under_notice_or_to_itself(two: Between):
    acting = {"by": two.here.manager, "at": AT}
    with pytest.raises(Refused, match="which other alliance"):
        departures.start(two.rosie, to=two.here.alliance, **acting)
    notice = removals.give_notice(two.rosie, ground="role", why=SECRET, answer_by=NEXT, **acting)
    with pytest.raises(Refused, match="notice of removal"):
        two.started()
    removals.drop(notice, **acting)
    pauses.pause(two.rosie, reason="other", starts=TODAY, back_on=NEXT, **acting)
    with pytest.raises(Refused, match="Record the return"):
        two.started()


def test_a_notice_given_meanwhile_holds_it_up_and_the_other_alliance_does_not_learn_of_what(two: Between):
    arrival = two.prepared()
    removals.give_notice(two.rosie, ground="role", why=SECRET, answer_by=NEXT, by=two.here.manager, at=AT)
    with pytest.raises(Refused, match="something to settle first"):
        arrivals.confirm(arrival, by=two.there.second, at=AT)
    assert states(arrival) == ("prepared", "agreed")


def test_a_pause_set_after_it_was_accepted_holds_it_up_until_the_return(two: Between):
    two.confirmed(NEXT)
    held = pauses.pause(two.rosie, reason="other", starts=TODAY, back_on=NEXT, by=two.here.manager, at=AT)
    assert transfers.take_due(at=on(NEXT)) == 0
    pauses.come_back(held, on=NEXT, by=two.here.manager, at=on(NEXT))
    assert transfers.take_due(at=on(NEXT)) == 1


def test_who_resigns_meanwhile_is_not_transferred_and_both_alliances_learn_of_it(two: Between):
    arrival = two.confirmed(NEXT)
    designations.resign(two.rosie, by=two.herself, at=AT)
    assert transfers.take_due(at=on(NEXT)) == 0
    assert states(arrival) == ("withdrawn", "called_off")
    assert kinds(two.there.alliance).count("selection.arrival_off") == 2
    assert now(two.rosie).ending == "resigned"


def test_who_is_a_system_leader_there_already_is_not_made_one_twice(two: Between):
    arrival = two.prepared()
    twin = cast.leader(two.there.alliance, cast.school())
    Designation.objects.filter(pk=twin.pk).update(person=two.rosie.person)
    with pytest.raises(Refused, match="System Leader here already"):
        arrivals.confirm(arrival, by=two.there.second, at=AT)


def test_pressed_twice_it_is_started_prepared_and_asked_once(two: Between):
    assert two.started() == two.started()
    arrival = two.prepared()
    lines = events.record_of(arrival).count()
    taken = {row: row.common for row in arrival.areas.all()}
    arrivals.prepare(arrival, taken, TODAY, by=two.there.manager, at=AT)
    assert events.record_of(arrival).count() == lines


def test_with_another_term_decided_nothing_is_started_and_nothing_happens(two: Between):
    arrival = two.prepared()
    Designation.objects.create(
        alliance=two.here.alliance, person=two.rosie.person, home_school=two.rosie.home_school, number="SL-NEXT",
        starts=two.rosie.ends + timedelta(days=1), ends=two.rosie.ends + timedelta(days=1461), state="to_come",
        state_since=AT, renews=two.rosie,
    )  # fmt: skip
    with pytest.raises(Refused, match="something to settle first"):
        arrivals.confirm(arrival, by=two.there.second, at=AT)
    departures.call_off(Departure.objects.get(), by=two.here.manager, at=AT)
    with pytest.raises(Refused, match="Another term is decided"):
        two.started()


def test_what_is_held_about_her_tells_of_the_transfer_and_not_why_it_was_declined(two: Between):
    arrivals.decline(two.proposed(), SECRET, by=two.there.manager, at=AT)
    held = str(holdings.everything(two.rosie.person, at=AT))
    assert "Wensleydale Alliance" in held
    assert SECRET not in held
