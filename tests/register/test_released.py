"""Your System Leaders: a head changes days by one press, by account or by link; the office for her."""

import pytest
from django.urls import reverse

from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.register import release, released
from drystone.register.models import Designation, ReleaseBudget
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting import Support
from tests.supporting_pages import account, opened, said


@pytest.fixture
def support(db) -> Support:
    return Support(granted=6)


def press(support, to: int, *, was: int = 6, leader: Designation | None = None, term: int = 0) -> dict:
    return {"change": f"{(leader or support.tom).pk}:{support.terms[term].pk}:{was}:{to}"}


def granted(support) -> int:
    return ReleaseBudget.objects.get(person=support.tom.person, term=support.terms[0]).half_days


def test_one_press_changes_the_days_another_takes_it_back_and_the_leader_is_told_once(support):
    ann, here = account(support.ann), reverse("school-leaders")
    for _ in range(2):
        assert ann.post(here, press(support, 7)).status_code == 302
    assert granted(support) == 7
    assert "Back to 3 days" not in said(ann.get(here))  # half a day less says the same
    ann.post(here, press(support, 0, was=7))
    assert f"{support.tom.pk}:{support.terms[0].pk}:0:7" in said(ann.get(here))
    ann.post(here, press(support, 7, was=0))
    assert granted(support) == 7
    assert Message.objects.filter(kind="register.days_changed").count() == 1
    assert Event.objects.filter(verb="changed_days").count() == 3


def test_who_presses_on_an_older_page_is_told_what_stands_now(support):
    ann, here = account(support.ann), reverse("school-leaders")
    ann.post(here, press(support, 7))
    assert "Meanwhile it was changed to 3½ days in Autumn term 2026." in said(ann.post(here, press(support, 5)))
    assert granted(support) == 7


def test_by_link_she_types_once_who_she_is(support):
    release.ask(support.tom, **support.office)
    client, page = opened(support.link(support.ann, "release"))
    assert "All your System Leaders" in said(client.get(page))
    here = reverse("school-leaders-of", args=[support.tom.pk])
    assert "There is a problem" in said(client.post(here, press(support, 5)))
    assert granted(support) == 6
    client.post(here, {**press(support, 5), "said_by": "Ann Peel, headteacher"})
    assert granted(support) == 5
    assert 'value="Ann Peel, headteacher"' in said(client.get(here))


def test_what_is_promised_stands_when_no_more_is_given(support):
    deployment = support.agreed()
    page = said(account(support.ann).get(reverse("school-leaders")))
    assert "Leyburn Primary School" in page
    assert "<strong>3 days</strong> promised, of 3 days; 0 days left" in page
    released.change(support.tom, support.terms[0], was=6, to=2, **support.by(support.ann))
    assert deployment.visits.model.objects.count() == 0
    assert "too many" in said(account(support.ann).get(reverse("school-leaders")))


def test_the_office_presses_for_her_and_says_who_told_it(support):
    office, there = account(support.margaret), reverse("office-leader-days-change", args=[support.tom.pk])
    assert "Write who told you" in said(office.post(there, press(support, 8), follow=True))
    office.post(there, {**press(support, 8), "said_by": "Ann Peel, by telephone"})
    assert (granted(support), Event.objects.get(verb="changed_days").note) == (8, "Ann Peel, by telephone")


def test_nobody_changes_her_own_days_or_those_of_another_school(support):
    with pytest.raises(NotAllowed):
        released.change(support.tom, support.terms[0], was=6, to=9, **support.by(support.leader))
    account(support.susan).post(reverse("school-leaders"), press(support, 9))
    assert granted(support) == 6
    with pytest.raises(Refused):
        released.change(support.tom, support.terms[0], was=1, to=9, **support.by(support.ann))


def test_the_chair_of_governors_has_the_head_who_is_one_and_she_has_not_herself(support):
    who = support.susan
    home = support.leyburn
    hers = Designation.objects.create(
        alliance=support.alliance, person=who, home_school=home, is_headteacher=True, number="SL-CHAIR-0001",
        starts=support.tom.starts, ends=support.tom.ends, state="active", state_since=NOW,
    )  # fmt: skip
    chair = cast.person("Brian Outhwaite")
    cast.post(chair, Role.CHAIR, support.alliance, home)
    assert list(released.by(cast.acting(chair), support.alliance)) == [hers]
    assert list(released.by(who, support.alliance)) == []
    assert "Susan Iveson" in said(account(chair).get(reverse("school-leaders")))


@pytest.mark.parametrize("leaders", [1, 3])
def test_the_page_asks_the_same_however_many_leaders(support, query_count, leaders):
    for number in range(leaders - 1):
        support.add_leader(f"Leader {number}")
    ann, here = account(support.ann), reverse("school-leaders")
    ann.get(here)
    with query_count() as queries:
        page = said(ann.get(here))
    assert page.count("Half a day more") == 3 * leaders
    assert len(queries) == 8 + OPENING
    release.ask(support.tom, **support.office)
    client, _ = opened(support.link(support.ann, "release"))
    with query_count() as queries:
        client.get(reverse("school-leaders-of", args=[support.tom.pk]))
    assert len(queries) == 7 + OPENING
