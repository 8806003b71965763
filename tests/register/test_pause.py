"""A pause: from a day, until she is back; made longer; called off; the clock that stops, and the one that does not."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.register import designations, pauses
from drystone.register.models import Designation, Pause, WhyAway
from drystone.reports import waiting
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.pressing import dated, words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY, SPRING, EASTER = NOW.date(), date(2027, 1, 11), date(2027, 4, 12)


@pytest.fixture
def dales():
    return cast.alliance()


@pytest.fixture
def manager(dales):
    return cast.officer(dales)


@pytest.fixture
def tom(dales) -> Designation:
    return cast.leader(dales, cast.school())


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)


def away(tom: Designation, manager, *, starts: date = TODAY, back_on: date = EASTER) -> Pause:
    return pauses.pause(tom, reason="leave", starts=starts, back_on=back_on, note="Baby due", by=manager, at=NOW)


def test_paused_and_back_the_days_away_are_added(tom, manager):
    """Features 32: Pause, suspend, withdraw with reason + history."""
    ends, held = tom.ends, away(tom, manager)
    assert away(tom, manager) == held
    assert not tom.is_in_force(TODAY)
    for _ in range(2):
        pauses.come_back(held, on=EASTER, by=manager, at=at(EASTER))
    tom.refresh_from_db()
    assert (tom.state, tom.ends) == ("active", ends + (EASTER - TODAY))
    assert [pauses_on(tom, day) for day in (TODAY, EASTER - timedelta(days=1), EASTER)] == [1, 1, 0]
    assert list(Message.objects.order_by("id").values_list("kind", flat=True)) == ["register.paused", "register.back"]


def pauses_on(tom: Designation, day: date) -> int:
    return tom.pauses.on(day).count()


def test_while_the_clock_stands_still_nothing_runs_out_and_afterwards_it_does(tom, manager):
    held = away(tom, manager, back_on=tom.ends + timedelta(days=100))
    late = at(tom.ends + timedelta(days=50))
    assert designations.expire(at=late) == 0
    pauses.come_back(held, on=late.date(), by=manager, at=late)
    assert tom.ends == date(2030, 8, 31) + (late.date() - TODAY)
    assert designations.expire(at=at(tom.ends + timedelta(days=1))) == 1


def test_where_the_policy_says_so_the_designation_runs_on_and_ends_in_the_pause(dales, tom, manager):
    dales.pause_stops_clock = False
    dales.save()
    tom.refresh_from_db()
    with pytest.raises(Refused, match="runs out on Saturday 31 August 2030"):
        away(tom, manager, back_on=tom.ends + timedelta(days=1))
    held, ends = away(tom, manager), tom.ends
    pauses.come_back(held, on=EASTER, by=manager, at=at(EASTER))
    assert tom.ends == ends
    away_again = pauses.pause(
        tom, reason="illness", starts=EASTER, back_on=EASTER + timedelta(days=9), by=manager, at=at(EASTER)
    )
    assert designations.expire(at=at(ends + timedelta(days=1))) == 1
    away_again.refresh_from_db()
    assert away_again.ended_on == ends


@pytest.mark.parametrize(
    ("starts", "back_on", "says"),
    [
        (TODAY, TODAY, "has to come after"),
        (EASTER, TODAY, "has to come after"),
        (date(2026, 8, 31), EASTER, "has to lie in the designation"),
        (date(2030, 9, 1), date(2031, 1, 1), "has to lie in the designation"),
    ],
)
def test_days_that_cannot_be_are_said_and_nothing_changes(tom, manager, starts, back_on, says):
    with pytest.raises(Refused, match=says):
        away(tom, manager, starts=starts, back_on=back_on)
    tom.refresh_from_db()
    assert (tom.state, Pause.objects.count()) == ("active", 0)


def test_two_pauses_do_not_overlap(tom, manager):
    held = away(tom, manager)
    with pytest.raises(AlreadyMoved):
        away(tom, manager, back_on=EASTER + timedelta(days=1))
    pauses.come_back(held, on=EASTER, by=manager, at=at(EASTER))
    with pytest.raises(Refused, match="An earlier pause lasted longer"):
        pauses.pause(tom, reason="other", starts=SPRING, back_on=date(2027, 6, 1), by=manager, at=at(EASTER))
    one = {"alliance": tom.alliance, "starts": EASTER, "back_on": date(2027, 6, 1)}
    tom.pauses.create(**one, stops_clock=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        tom.pauses.create(**one, stops_clock=True)


def test_a_pause_to_come_begins_by_itself_and_may_be_called_off_before(tom, manager):
    held = away(tom, manager, starts=SPRING)
    assert (tom.state, pauses.begin_due(at=at(SPRING - timedelta(days=1)))) == ("active", 0)
    assert [pauses.begin_due(at=at(SPRING)) for _ in range(2)] == [1, 0]
    tom.refresh_from_db()
    assert tom.state == "paused"
    held.designation.refresh_from_db()
    pauses.come_back(held, on=SPRING, by=manager, at=at(SPRING))
    other = pauses.pause(tom, reason="other", starts=EASTER, back_on=date(2027, 6, 1), by=manager, at=at(SPRING))
    pauses.come_back(other, on=SPRING, by=manager, at=at(SPRING))
    assert (pauses.begin_due(at=at(EASTER)), pauses_on(tom, EASTER)) == (0, 0)
    tom.refresh_from_db()
    assert (tom.state, tom.ends) == ("active", date(2030, 8, 31))


def test_a_fortnight_before_the_day_she_is_asked_and_the_office_sees_it_until_it_is_settled(dales, tom, manager):
    held = away(tom, manager)
    before = at(EASTER - timedelta(days=15))
    assert pauses.remind_coming_back(at=before) == 0
    soon = at(EASTER - timedelta(days=14))
    assert [pauses.remind_coming_back(at=soon) for _ in range(2)] == [1, 0]
    assert "pause-over" in [each.kind for each in waiting.for_office(dales, at=soon)]
    pauses.lengthen(held, date(2027, 6, 1), by=manager, at=soon)
    assert "pause-over" not in [each.kind for each in waiting.for_office(dales, at=soon)]
    assert pauses.remind_coming_back(at=at(date(2027, 5, 20))) == 1


def test_why_is_read_by_who_manages_and_stands_in_no_history_and_no_mail(dales, tom, manager):
    clerk = cast.officer(dales, "Colin Thistlethwaite", Role.FINANCE)
    head = cast.head(dales, tom.home_school)
    told = {"reason": "illness", "starts": TODAY, "note": "An operation"}
    held = pauses.pause(tom, **told, back_on=EASTER, by=manager, at=NOW)
    for _ in range(2):
        pauses.lengthen(held, SPRING, note="The hospital", by=manager, at=NOW)
    assert WhyAway.objects.get().note == "An operation\nThe hospital"
    see = [cast.acting(tom.person), manager, head, clerk]
    assert [WhyAway.objects.visible_to(who, on=TODAY).exists() for who in see] == [False, True, False, False]
    words_out = [*Event.objects.values_list("note", flat=True), *Message.objects.values_list("text", flat=True)]
    words_out += map(str, Event.objects.values_list("details", flat=True))
    secrets = ("llness", "operation", "hospital")
    assert not [text for text in words_out for secret in secrets if secret in text]
    there = [reverse("office-leader", args=[tom.pk]), reverse("office-leader-part", args=[tom.pk, "past"])]
    asked = {"day_day": "11", "day_month": "11", "day_year": "2026"}
    for who, reads in ((manager, True), (clerk, False)):
        now, then = [words(sign_in(Client(), who).get(page, asked)) for page in there]
        assert "Paused, away until Monday 11 January 2027" in then
        assert "expected back on Monday 11 January 2027" in now
        assert ["Illness" in then, "illness" in now, "The hospital" in now] == [reads] * 3


def test_an_end_ends_the_pause_and_only_who_manages_pauses(dales, tom, manager):
    clerk = cast.officer(dales, "Colin Thistlethwaite", Role.FINANCE)
    with pytest.raises(NotAllowed):
        away(tom, clerk)
    held = away(tom, manager)
    with pytest.raises(NotAllowed):
        pauses.come_back(held, on=TODAY, by=clerk, at=NOW)
    designations.resign(tom, by=manager, at=NOW)
    held.refresh_from_db()
    assert held.ended_on == TODAY
    assert pauses.come_back(held, on=TODAY, by=manager, at=NOW).ended_on == TODAY
    tom.refresh_from_db()
    assert tom.state == "ended"


@given(gone=st.integers(1, 2000), back=st.integers(1, 2000))
def test_whatever_the_days_the_years_in_force_are_as_many_as_were_given(gone, back):
    """Days on which she may be asked: those of the designation, whenever she goes and comes back."""
    with transaction.atomic():
        alliance = cast.alliance(f"Alliance {gone} {back}", default=False)
        manager, tom = cast.officer(alliance), cast.leader(alliance, cast.school())
        whole = (tom.ends - tom.starts).days + 1
        starts = min(tom.starts + timedelta(days=gone), tom.ends)
        comes = starts + timedelta(days=back)
        held = pauses.pause(tom, reason="other", starts=starts, back_on=comes, by=manager, at=at(starts))
        pauses.come_back(held, on=comes, by=manager, at=at(comes))
        assert (tom.ends - tom.starts).days + 1 - (comes - starts).days == whole
        transaction.set_rollback(True)


def test_the_office_sets_lengthens_and_ends_it_on_the_pages(tom, manager, clock):
    office, pk = sign_in(Client(), manager), tom.pk
    page, there = reverse("office-leader", args=[pk]), reverse("office-leader-pause", args=[pk])
    wrong = {"reason": "leave", "note": "Baby due"} | dated(starts="11 11 2026", back_on="1 11 2026")
    said = words(office.post(there, wrong))
    assert "has to come after the first day away" in said
    assert "Baby due" in said
    assert office.post(there, wrong | dated(back_on="12 4 2027")).status_code == 302
    assert "expected back on Monday 12 April 2027" in words(office.get(page))
    longer = reverse("office-leader-longer", args=[pk])
    assert office.post(longer, {"note": ""} | dated(back_on="1 6 2027")).status_code == 302
    clock.move_to(at(EASTER))
    office = sign_in(Client(), manager)
    back = reverse("office-leader-return", args=[pk])
    assert "Choose a day from" in words(office.post(back, dated(on="1 5 2027")))
    for _ in range(2):
        assert office.post(back, dated(on="12 4 2027")).status_code == 302
    tom.refresh_from_db()
    assert (tom.state, tom.ends) == ("active", date(2030, 8, 31) + (EASTER - TODAY))
