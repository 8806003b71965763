"""The private address of a leader's visits and meetings: what stands in it, and for whom it opens."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from drystone.deployment import calling_off, rearranging
from drystone.deployment.rearranging import Why
from drystone.groups import meetings
from drystone.groups.meetings import Details
from drystone.groups.models import Group
from drystone.history import events
from drystone.people import accounts, calendar_keys
from drystone.people.models import CalendarKey
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting import Support
from tests.supporting_pages import account, said

pytestmark = pytest.mark.django_db
PAGE = "/account/calendar/"


@pytest.fixture
def support() -> Support:
    return Support()


def made(support) -> str:
    key = calendar_keys.make(support.leader, instead_of=None, **support.by(support.leader))
    return reverse("calendar-feed", args=[key])


def read(address: str) -> dict:
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return {str(each["UID"]).partition("@")[0]: each for each in Calendar.from_ical(answer.getvalue()).walk("VEVENT")}


def test_the_address_is_made_once_shown_once_and_stopped(support):
    tom = account(support.leader)
    assert PAGE in said(tom.get("/account/")) or PAGE in tom.get("/account/").content.decode()
    tom.post(PAGE, {})
    assert not CalendarKey.objects.exists()
    first, second = said(tom.post(PAGE, {"make": "new"})), said(tom.post(PAGE, {"make": "new"}))
    assert ".ics" in first
    assert ".ics" not in second
    assert "An address has just been made" in second
    key = CalendarKey.objects.get()
    address = re.search(r"/account/calendar/[\w-]+\.ics", first)[0]
    assert key.digest not in address
    assert Client().get(address).status_code == 200
    assert ".ics" in said(tom.post(PAGE, {"make": key.pk}))
    assert Client().get(address).status_code == 404  # another was made instead
    for _ in range(2):
        tom.post(PAGE, {"stop": "yes"})
    assert not CalendarKey.objects.exists()
    verbs = [each.verb for each in events.of(support.leader)]
    assert (verbs.count("made_calendar_address"), verbs.count("stopped_calendar_address")) == (2, 1)


def test_it_holds_times_and_places_of_her_own_and_no_word_of_the_work(support):
    work = support.agreed()
    visit, gone = support.planned(work, day=17), support.planned(work, day=24)
    old = support.planned(work, day=26)
    type(old).objects.filter(pk=old.pk).update(
        starts_at=NOW - timedelta(days=61), ends_at=NOW - timedelta(days=61) + timedelta(hours=3)
    )
    hours = {"starts_at": visit.starts_at + timedelta(days=1), "ends_at": visit.ends_at + timedelta(days=1)}
    rearranging.move(visit, **hours, why=Why("clash", "The nativity."), **support.by(support.leader))
    calling_off.cancel(gone, why="illness", words="Tom is ill.", **support.by(support.leader))
    address = made(support)
    found = read(address)
    assert set(found) == {f"visit-{visit.pk}", f"visit-{gone.pk}"}
    shown, off = found[f"visit-{visit.pk}"], found[f"visit-{gone.pk}"]
    assert (shown["SUMMARY"], shown["DESCRIPTION"]) == ("Visit to Leyburn Primary School", support.alliance.name)
    assert (shown["DTSTART"].dt, shown["SEQUENCE"], shown["STATUS"]) == (hours["starts_at"], 1, "CONFIRMED")
    assert (off["STATUS"], off["SUMMARY"]) == ("CANCELLED", "Called off: Visit to Leyburn Primary School")
    whole = Client().get(address).getvalue()
    assert not [word for word in (b"nativity", b"ill.", b"Kate", b"Raine") if word in whole]


def test_the_meetings_of_her_groups_stand_in_it(support):
    group = Group.objects.create(
        alliance=support.alliance, kind="system_leaders", name="Our leaders", started_on=NOW.date()
    )
    starts = NOW + timedelta(days=9)
    meeting = meetings.plan(
        group,
        Details(place="Town Hall", agenda="Budget."),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        **support.office,
    )
    event = read(made(support))[f"meeting-{meeting.pk}"]
    assert (event["SUMMARY"], event["LOCATION"]) == ("Our leaders", "Town Hall")


def test_it_costs_the_same_however_many_there_are_and_nothing_again_while_nothing_changes(support, query_count):
    work, address = support.agreed(), made(support)
    counts = []
    for day in (10, 17, 24):
        support.planned(work, day=day)
        with query_count() as queries:
            answer = Client().get(address)
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 16 + 2 * OPENING  # the secret opens the walls, too
    again = Client().get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    support.planned(work, day=25)
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_unknown_stopped_and_a_closed_account_open_nothing(support, caplog):
    address = made(support)
    accounts.close(support.leader, by=support.leader, at=NOW)
    for wrong in (address, reverse("calendar-feed", args=["no-such-key"])):
        answer = Client().get(wrong)
        assert (answer.status_code, answer.content) == (404, b"There is no calendar at this address.\n")
        assert wrong not in caplog.text
    assert 429 in {Client().get(address).status_code for _ in range(121)}
