"""The two nights of the year in which the clocks change: what was promised for half past one holds to the second."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from drystone import saying
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.selection import applications, reminders
from drystone.selection.models import Reference, Round
from drystone.selection.refusals import Refused
from drystone.web.days import moment
from tests import cast
from tests.clock import LONDON
from tests.selection.pressing import dated
from tests.selection.stage import Stage, asked, draft
from tests.selection.test_round_pages import as_typed

pytestmark = pytest.mark.django_db
HALF_PAST_ONE, SPRING, AUTUMN = time(1, 30), date(2027, 3, 28), date(2027, 10, 31)


def test_a_moment_that_the_clocks_leave_out_is_refused_and_of_one_that_comes_twice_the_second_is_meant():
    with pytest.raises(forms.ValidationError, match="The clocks go forward in that hour"):
        moment(SPRING, HALF_PAST_ONE)
    assert moment(SPRING, time(2)).astimezone(UTC) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert moment(AUTUMN, HALF_PAST_ONE).astimezone(UTC) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert moment(AUTUMN, time(0, 59)).astimezone(UTC) == datetime(2027, 10, 30, 23, 59, tzinfo=UTC)


def test_the_office_is_told_at_the_time_and_what_it_typed_stays(at: Stage, office: Client):
    page = reverse("office-round-edit", args=[at.round.pk])
    typed = as_typed(office.get(page).context["form"].initial) | dated(closes_at="28 3 2027")
    answer = office.post(page, typed | {"closes_at_time": "1:30am", "title": "Spring and a night"})
    assert list(answer.context["form"].errors) == ["closes_at_time"]
    assert 'value="1:30am"' in (shown := answer.content.decode())
    assert "Spring and a night" in shown
    office.post(page, typed | dated(closes_at="31 10 2027") | {"closes_at_time": "1:30am"})
    assert not Round.objects.filter(closes_at__year=2027).exists()  # the dates after it come before it


def sends_in(at: Stage, name: str, closes: datetime, when: datetime) -> bool:
    who: Person = cast.acting(cast.person(name))
    application = draft(at, who)
    Round.objects.update(closes_at=closes, references_close_at=closes)
    try:
        applications.submit(applications.Application.objects.get(pk=application.pk), by=who, at=when)
    except Refused:
        return False
    finally:
        Round.objects.update(closes_at=at.round.closes_at, references_close_at=at.round.references_close_at)
    return True


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (moment(SPRING, time(2)), "Sunday 28 March 2027 at 2am"),
        (moment(AUTUMN, HALF_PAST_ONE), "Sunday 31 October 2027 at 1:30am"),
    ],
)
def test_a_deadline_in_the_night_is_one_second(at: Stage, closes: datetime, said: str):
    second = timedelta(seconds=1)
    assert saying.moment(closes) == said
    assert sends_in(at, "Tess Hird", closes, closes.astimezone(UTC) - second)
    assert not sends_in(at, "Una Bell", closes, closes.astimezone(UTC))


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_reminders_over_the_night_go_once_each_and_in_their_turn(at: Stage, night: date):
    """Asked three days before at half past one by London's clock; the chores look every hour."""
    reference = asked(at)
    begun = datetime.combine(night, HALF_PAST_ONE, LONDON).astimezone(UTC) - timedelta(days=3)
    Reference.objects.filter(pk=reference.pk).update(asked_at=begun)
    closes = datetime.combine(night + timedelta(days=16), time(17), LONDON)
    Round.objects.update(references_close_at=closes)
    sent: list[tuple[str, datetime]] = []
    for step in range(20 * 24):
        now = begun + timedelta(hours=step)
        if reminders.remind_late(at=now):
            newest = Message.objects.filter(kind="selection.reference_reminded").latest("pk")
            sent.append((newest.dedupe.rpartition("/")[2], now.astimezone(LONDON)))
    assert [name for name, _ in sent] == ["3-days", "7-days", "10-days", "close"]
    eve = sent[-1][1]
    assert (eve.hour, eve.weekday() < 5) == (7, True)
