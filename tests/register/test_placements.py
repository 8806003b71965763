"""A leader changes school, job or headship: dated rows, begun by the clock, nothing rewritten."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drystone.brokering import candidates, enquiries
from drystone.brokering.models import SupportRequest
from drystone.deployment import deployments, moving, rearranging, visits
from drystone.deployment.rearranging import Why
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.models import Link, Post
from drystone.people.roles import Role
from drystone.register import placements, release
from drystone.register.models import Assurance, Placement, ReportedChange
from drystone.register.placements import Change
from drystone.schools.models import SchoolLink
from tests import cast
from tests.clock import LONDON, NOW
from tests.supporting import Support
from tests.supporting_pages import account, said

MONDAY = date(2026, 11, 16)


@pytest.fixture
def support(db) -> Support:
    made = Support()
    made.richmond = cast.school("Richmond Primary School", east=417_000, north=501_000)
    made.martin = cast.head(made.alliance, made.richmond, "Martin Hillary")
    return made


def to(support, starts: date = MONDAY, *, head: bool = False, title: str = "Leader of English", school=None) -> Change:
    return Change(school or support.richmond, head, title, starts)


def move(support, starts: date = MONDAY, **more) -> Placement:
    return placements.change(support.tom, to(support, starts, **more), **support.office)


def clock(on: date) -> int:
    return placements.begin_due(at=datetime(on.year, on.month, on.day, 6, tzinfo=LONDON))


def test_she_moves_on_the_day_and_the_past_stays_as_it_was(support):
    move(support)
    support.tom.refresh_from_db()
    assert (support.tom.home_school, clock(MONDAY - timedelta(days=1))) == (support.reeth, 0)
    assert (clock(MONDAY), clock(MONDAY)) == (1, 0)
    support.tom.refresh_from_db()
    assert (support.tom.home_school, support.tom.moved_on) == (support.richmond, MONDAY)
    where = [placements.on(support.tom, MONDAY + timedelta(days=days)).school for days in (-60, -1, 0, 60)]
    assert where == [support.reeth, support.reeth, support.richmond, support.richmond]
    posts = Post.objects.filter(person=support.tom.person).order_by("starts")
    assert [(post.organisation, post.ends) for post in posts] == [
        (support.reeth, MONDAY - timedelta(days=1)), (support.richmond, None)
    ]  # fmt: skip
    assert Link.objects.unfinished().get(purpose="release").person == support.martin
    assert "Leader of English at Richmond" in Message.objects.get(kind="register.placed").text


def test_a_leader_who_becomes_head_is_paid_as_one_and_the_governors_approve(support):
    chair = cast.person("Brian Outhwaite")
    cast.post(chair, Role.CHAIR, support.alliance, support.richmond)
    wanted = to(support, cast.TODAY, head=True, title="")
    follows = placements.consequences(support.tom, wanted, today=cast.TODAY)
    assert (
        "New agreements are at the headteachers’ rate from Wednesday 11 November 2026; those that stand keep theirs."
        in follows
    )
    assert follows[-1] == "Brian Outhwaite approves from Wednesday 11 November 2026."
    placements.change(support.tom, wanted, **support.office)
    support.tom.refresh_from_db()
    assert support.tom.is_headteacher
    assert Post.objects.get(person=support.tom.person, ends=None).role == Role.HEAD
    assert Link.objects.unfinished().get(purpose="release").person == chair


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        (date(2026, 9, 1), "Posts would overlap"),
        (date(2026, 8, 31), "not in force"),
        (date(2031, 1, 1), "not in force"),
    ],
)
def test_posts_do_not_overlap_and_lie_in_the_period(support, starts, sentence):
    with pytest.raises(Refused, match=sentence):
        move(support, starts)


def test_a_second_change_waits_until_the_first_is_begun_or_taken_back(support):
    coming = move(support)
    assert move(support) == coming
    with pytest.raises(Refused, match="takes that back first"):
        move(support, MONDAY + timedelta(days=7))
    placements.take_back(coming, **support.office)
    assert placements.latest(support.tom).school == support.reeth
    assert move(support, MONDAY + timedelta(days=7)).starts == date(2026, 11, 23)


def test_of_a_school_that_closed_into_two_the_office_is_asked_which(support):
    support.richmond.status = support.richmond.Status.CLOSED
    support.richmond.save()
    for name in ("Archbishop's School", "Abbey School"):
        other = cast.school(name)
        kind = SchoolLink.Kind.SUCCESSOR
        SchoolLink.objects.create(organisation=support.richmond, other=other, kind=kind, wording="Successor - Split")
    office = account(support.margaret)
    given_ = {"school": support.richmond.urn, "job": "staff", "starts": "2026-11-16", "sure": "yes"}
    page = said(office.post(reverse("office-leader-change", args=[support.tom.pk]), given_))
    assert "has closed, and Abbey School" in page
    assert "Which of them is it?" in page
    assert Placement.objects.count() == 1


def test_the_leader_tells_it_the_office_sees_it_waiting_and_confirms_it(support):
    tom, here = account(support.tom.person), reverse("leader-change")
    told = {"school": support.richmond.urn, "job": "staff", "job_title": "Leader of English", "starts": "2026-11-16"}
    support.planned(day=24)
    shown = said(tom.post(here, told))
    assert "Martin Hillary approves from Monday 16 November 2026." in shown
    assert (
        "Leyburn Primary School: the agreement with Reeth Primary School stands as it was signed; 1 visit stands"
        in shown
    )
    assert not ReportedChange.objects.exists()
    for _ in range(2):
        assert tom.post(here, {**told, "sure": "yes"}).status_code == 302
    assert Placement.objects.count() == 1
    office = account(support.margaret)
    assert "Confirm what changes for Tom Raine: Richmond Primary School" in said(office.get(reverse("office-home")))
    there = reverse("office-leader-change", args=[support.tom.pk])
    assert "Tom Raine said" in said(office.get(there))
    office.post(there, {**told, "sure": "yes"})
    assert placements.latest(support.tom).school == support.richmond
    assert "Confirm what changes" not in said(office.get(reverse("office-home")))


def test_a_mistake_is_laid_aside_and_nobody_but_these_may_say_it(support):
    placements.report(support.tom, to(support), **support.by(support.ann))
    account(support.margaret).post(reverse("office-leader-change-act", args=[support.tom.pk, "dismissal"]))
    assert ReportedChange.objects.get().settled_at == NOW
    for stranger in (support.susan, support.martin):
        with pytest.raises(NotAllowed):
            placements.report(support.tom, to(support), **support.by(stranger))
    with pytest.raises(NotAllowed):
        placements.change(support.tom, to(support, head=True), **support.by(support.leader))


def test_in_the_middle_of_her_work_what_is_agreed_stands_and_her_new_school_is_asked_for_the_rest(support):
    visit = support.planned(day=12)
    deployment = visit.deployment
    move(support)
    clock(MONDAY)
    assert moving.becomes(deployment, MONDAY).startswith("Leyburn Primary School: the agreement with Reeth")
    with pytest.raises(visits.CannotPlan, match="which has not agreed to this"):
        support.planned(deployment, day=24)
    later = visit.starts_at + timedelta(hours=1)
    rearranging.move(visit, starts_at=later, ends_at=visit.ends_at, why=Why(), **support.office)
    page = said(account(support.margaret).get(reverse("office-home")))
    assert "Tom Raine has moved to another school: hand over the work at Leyburn Primary School" in page
    of_visits = {visit.pk: "called_off"}
    deployments.hand_over(deployment, reason="leader", text="Moved.", of_visits=of_visits, **support.office)
    release.grant(
        support.richmond, support.terms[0], half_days=9, person=support.tom.person, **support.by(support.martin)
    )
    Assurance.objects.update(organisation=support.richmond)
    request = SupportRequest.objects.get()
    (found,) = candidates.rank(request, on=MONDAY).candidates
    assert found.school == "Richmond Primary School"
    support.tom.refresh_from_db()
    assert enquiries.ask_home(request, support.tom, **support.by(support.margaret)).asked == support.martin


days = st.lists(st.dates(date(2026, 9, 2), date(2030, 8, 31)), min_size=1, max_size=5, unique=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(starts=days, asked=st.dates(date(2026, 9, 1), date(2030, 8, 31)))
def test_on_any_day_she_is_at_one_school(support, starts, asked):
    """Whatever was recorded, accepted or refused, each day has one placement and they follow one another."""
    Placement.objects.all().delete()
    support.tom.refresh_from_db()
    placements.begin(support.tom)
    schools = [support.richmond, support.leyburn]
    for number, first in enumerate(starts):
        try:
            move(support, first, school=schools[number % 2], title=str(number))
        except Refused:
            continue
        clock(first)
    rows = list(Placement.objects.filter(designation=support.tom))
    assert Placement.objects.on(asked).filter(designation=support.tom).count() == 1
    assert all(a.ends == b.starts - timedelta(days=1) for a, b in pairwise(rows))
