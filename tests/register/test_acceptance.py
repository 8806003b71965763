"""Being designated is accepted or declined; whoever says nothing is asked once more, and the designation stands."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.models import Link
from drystone.register import designations
from drystone.register.models import Designation
from drystone.selection import decisions
from tests import cast
from tests.selection.pressing import words
from tests.selection.stage import DECIDED, Stage, checked, stage
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LATER = DECIDED + timedelta(days=1)


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def made(at: Stage) -> Designation:
    return decisions.release(checked(at), by=at.manager, at=DECIDED).designation


def hers(made: Designation):
    return cast.acting(made.person)


def test_she_is_asked_within_ten_working_days_and_says_yes_once(made: Designation):
    assert (made.accept_by, made.is_unanswered) == (date(2027, 1, 13), True)
    for _ in range(2):
        designations.accept(made, by=hers(made), at=LATER)
    assert (made.accepted_at, made.is_unanswered) == (LATER, False)
    assert Event.objects.filter(record_type="register.designation", verb="accept").count() == 1
    with pytest.raises(AlreadyMoved):
        designations.decline(made, by=hers(made), at=LATER)


def test_declined_it_ends_that_day_and_nobody_is_asked_for_days_any_more(at: Stage, made: Designation):
    designations.decline(made, note="A new baby.", by=hers(made), at=LATER)
    assert (made.state, made.ending, made.ended_on, made.is_unanswered) == ("ended", "declined", LATER.date(), False)
    assert not Link.objects.filter(purpose="release", revoked_at=None, spent_at=None).exists()
    with pytest.raises(AlreadyMoved):
        designations.accept(made, by=hers(made), at=LATER)


def test_nobody_else_accepts_or_declines_for_her_but_the_manager(at: Stage, made: Designation):
    for other in (at.heads[0], at.panel[2]):
        with pytest.raises(AlreadyMoved):
            designations.accept(made, by=other, at=LATER)
        with pytest.raises(NotAllowed):
            designations.decline(made, by=other, at=LATER)
    designations.accept(made, by=at.manager, at=LATER)
    assert made.accepted_at == LATER


def test_whoever_has_not_said_is_reminded_once(made: Designation):
    day = timedelta(days=1)
    reminded = [designations.remind_unanswered(at=DECIDED + day * n) for n in range(40)]
    assert sum(reminded) == 1
    assert Message.objects.get(kind="register.acceptance_reminded").to_name == "Rosie Metcalfe"
    assert Designation.objects.get().state == "active"


def test_whoever_accepted_is_not_reminded(made: Designation):
    designations.accept(made, by=hers(made), at=LATER)
    assert sum(designations.remind_unanswered(at=DECIDED + timedelta(days=n)) for n in range(40)) == 0


def test_she_accepts_on_her_page_and_then_may_resign(made: Designation, clock):
    """Features 26: Candidate accepts or declines the offer."""
    clock.move_to(LATER)
    browser, page = sign_in(Client(), made.person), reverse("leader-profile")
    said = words(browser.get(page))
    assert "Do you accept your designation? Please say so by Wednesday 13 January 2027" in said
    assert "Give up my designation" not in said
    assert "You are designated until Saturday 14 December 2030" in words(browser.get(reverse("leader-acceptance")))
    for _ in range(2):
        assert browser.post(reverse("leader-acceptance")).status_code == 302
    said = words(browser.get(page))
    assert "Do you accept" not in said
    assert "Give up my designation" in said


def test_she_declines_on_her_page(made: Designation, clock):
    """Features 26: Candidate accepts or declines the offer."""
    clock.move_to(LATER)
    browser = sign_in(Client(), made.person)
    assert "You need give no reason" in words(browser.get(reverse("leader-declining")))
    assert browser.post(reverse("leader-declining"), {"note": ""}).status_code == 302
    assert Designation.objects.get().ending == "declined"
    assert "Ended: declined" in words(browser.get(reverse("leader-profile")))


def test_the_office_records_her_answer_for_her(at: Stage, made: Designation, clock):
    clock.move_to(LATER)
    office, page = sign_in(Client(), at.manager), reverse("office-leader", args=[made.pk])
    said = words(office.get(page))
    assert "has not said yet whether they accept" in said
    assert "Record that it was declined" in said
    assert office.post(reverse("office-leader-acceptance", args=[made.pk])).status_code == 302
    said = words(office.get(page))
    assert "has not said yet" not in said
    assert "Record that it was declined" not in said
