"""The policies of an alliance: changed by its manager, within bounds, with who did it when, and no promise broken."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.alliances.models import BOUNDS, Alliance, PolicyChange
from drystone.deployment.models import VisitEvaluation, VisitRecord
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import policies
from drystone.people.roles import Role
from drystone.register.models import Designation
from drystone.selection import appeals, assessments, decisions
from drystone.selection.models import Decision
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import LONDON, NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.selection.stage import DECIDED, LATER, Stage, checked, given, moderated, stage, submitted
from tests.selection.test_in_a_browser import signed_in
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def office(at: Stage) -> Client:
    return sign_in(Client(), at.manager)


def refused(at: Stage) -> Decision:
    """A no that was released on 15 December, with its letter."""
    application = submitted(at)
    given(at, application)
    assessments.not_shortlist(moderated(at, application), by=at.manager, at=LATER)
    return decisions.release(checked(at, application, "unsuccessful", feedback="Not yet."), by=at.manager, at=DECIDED)


def test_the_manager_changes_a_policy_and_history_says_so_once(at: Stage, office: Client):
    page = reverse("office-policy", args=["selection"])
    shown = office.get(page).context["form"].initial
    for _ in range(2):
        assert office.post(page, shown | {"appeal_working_days": "15"})["Location"] == reverse("office-policies")
    at.alliance.refresh_from_db()
    assert at.alliance.appeal_working_days == 15
    assert [(row.name, row.was) for row in PolicyChange.objects.all()] == [("appeal_working_days", 10)]
    (line,) = events.of(at.alliance).filter(verb="policy_changed")
    assert (line.by_name, line.note) == ("Margaret Alderson", "Working days to appeal: 10; now 15")
    said = words(office.get(reverse("office-policies")))
    assert "Margaret Alderson changed a policy Working days to appeal: 10; now 15" in said
    assert "Working days to appeal: 10; now 15" in words(office.get(reverse("office-history")))


def test_a_letter_that_has_gone_keeps_its_days_to_appeal(at: Stage):
    decision = refused(at)
    promised = appeals.last_day(decision)
    assert promised == date(2027, 1, 13)
    for days in (3, 20):
        policies.change(at.alliance, {"appeal_working_days": days}, by=at.manager, at=DECIDED + A_DAY * days)
        assert appeals.last_day(Decision.objects.get()) == promised
    until = datetime(2027, 1, 13, 12, tzinfo=LONDON)
    appeal = appeals.open(
        decision, "procedure", "Nobody asked me.", by=cast.acting(decision.application.person), at=until
    )
    assert appeal.state == "open"


def test_a_decision_released_later_goes_by_what_holds_then(at: Stage):
    policies.change(at.alliance, {"appeal_working_days": 3}, by=at.manager, at=NOW)
    assert appeals.last_day(refused(at)) == date(2026, 12, 18)


def test_designations_keep_the_days_they_were_told(at: Stage):
    made = decisions.release(checked(at), by=at.manager, at=DECIDED).designation
    values = {"designation_years": 2, "acceptance_working_days": 1}
    policies.change(at.alliance, values, by=at.manager, at=DECIDED + A_DAY)
    kept = Designation.objects.get()
    assert (kept.ends, kept.accept_by) == (made.ends, made.accept_by)


def test_home_heads_never_read_what_was_sent_before_they_were_let_to():
    support = Support()
    support.written_up()
    sent = VisitRecord.objects.get().sent_at
    both = {"home_heads_read_records_since": True, "home_heads_read_evaluations_since": True}

    def read() -> list[int]:
        on = NOW.date()
        return [kind.objects.visible_to(support.ann, on=on).count() for kind in (VisitRecord, VisitEvaluation)]

    policies.change(support.alliance, both, by=support.margaret, at=sent + A_DAY)
    assert read() == [0, 0]
    VisitRecord.objects.update(sent_at=sent + 2 * A_DAY)
    VisitEvaluation.objects.update(given_at=sent + 2 * A_DAY)
    assert read() == [1, 1]
    policies.change(support.alliance, dict.fromkeys(both, False), by=support.margaret, at=sent + 3 * A_DAY)
    assert read() == [0, 0]


# How far a visit may be moved late stands on a page of its own: test_cancellation.py.
@pytest.mark.parametrize("name", sorted(set(BOUNDS) - {"rearranged_within_days"}))
def test_what_lies_outside_the_bounds_is_said_and_taken_by_no_database(at: Stage, office: Client, name: str):
    least, most = BOUNDS[name]
    part = next(
        part
        for part in ("selection", "support", "groups", "visits", "quality", "reviews")
        if name in shown(office, part)
    )
    for value in (str(least - 1), str(most + 1), "ten", "", "9" * 30):
        answer = office.post(reverse("office-policy", args=[part]), shown(office, part) | {name: value})
        assert answer.status_code == 200
        assert policies.NAMES[name] + ":" in words(answer)
        assert value in answer.content.decode()
    for number in (least - 1, most + 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Alliance.objects.filter(pk=at.alliance.pk).update(**{name: number})
    assert not PolicyChange.objects.exists()


def shown(office: Client, part: str) -> dict:
    return office.get(reverse("office-policy", args=[part])).context["form"].initial


def test_an_address_or_a_colour_that_is_none_is_not_taken_and_stays_in_its_box(at: Stage, office: Client):
    page = reverse("office-policy", args=["office"])
    wrong = {"contact_email": "not an address", "colour": "blue"}
    answer = office.post(page, shown(office, "office") | wrong)
    assert "Give a colour as # and six digits" in words(answer)
    assert 'value="not an address"' in answer.content.decode()
    office.post(page, shown(office, "office") | {"contact_name": "Peter Coates", "colour": "#7a1f3d"})
    at.alliance.refresh_from_db()
    assert (at.alliance.signatory["name"], at.alliance.colour) == ("Peter Coates", "#7a1f3d")
    assert office.get(reverse("office-policy", args=["nothing"])).status_code == 404


def test_nobody_but_a_manager_of_this_alliance_changes_its_policies(at: Stage):
    elsewhere = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Una Bell")
    for who in (cast.officer(at.alliance, "Jill Harker", Role.FINANCE), at.panel[0], elsewhere):
        with pytest.raises(NotAllowed):
            policies.change(at.alliance, {"reach_miles": 1}, by=who, at=NOW)
    assert not PolicyChange.objects.exists()


def test_the_page_costs_the_same_after_many_changes(at: Stage, office: Client, query_count):
    def cost() -> int:
        with query_count() as counted:
            assert office.get(reverse("office-policies")).status_code == 200
        return len(counted)

    policies.change(at.alliance, {"reach_miles": 9}, by=at.manager, at=NOW)
    once = cost()
    for miles in range(10, 20):
        policies.change(at.alliance, {"reach_miles": miles}, by=at.manager, at=NOW)
    assert cost() == once <= 6 + OPENING


@pytest.mark.django_db(transaction=True)
def test_the_manager_lets_an_appeal_wait_longer_in_a_browser(at: Stage, open_browser, live_server, looks_right):
    for kind, days in ((PHONE, "12"), (DESK, "14")):
        page = signed_in(open_browser(kind), live_server.url, at.manager).new_page()
        page.goto(live_server.url + reverse("office-home"))
        page.get_by_role("link", name="Policies of the Alliance").click()
        page.get_by_role("heading", level=1, name="Policies of the Alliance").wait_for()
        page.get_by_role("link", name="Change working days to appeal").click()
        looks_right(page, "policy")
        page.get_by_label("Working days to appeal").fill("0")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Working days to appeal: choose from 1 to 60.").wait_for()
        looks_right(page, "policy refused")
        page.get_by_label("Working days to appeal").fill(days)
        page.get_by_role("button", name="Save").click()
        page.get_by_text("It holds from now on").wait_for()
        looks_right(page, "policies")
        for part in ("office", "support", "visits"):
            page.goto(live_server.url + reverse("office-policy", args=[part]))
            looks_right(page, part)
    at.alliance.refresh_from_db()
    assert at.alliance.appeal_working_days == 14
