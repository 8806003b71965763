"""Thanks to a home school: the words that may be quoted, and a message with the page at the end of each term."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from drystone.alliances.models import Term
from drystone.deployment import thanking
from drystone.deployment.models import Deployment, Review
from drystone.history.models import Event
from drystone.jobs.demonstration.filling import fill
from drystone.mail.models import Message
from drystone.people.models import Link, Post
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.register.models import Designation
from drystone.reports import thanks
from tests import cast
from tests.clock import LONDON, NOW
from tests.postgres import OPENING
from tests.supporting import Support
from tests.supporting_pages import opened, said

pytestmark = pytest.mark.django_db
LAST_WEEK, HOLIDAY = (datetime(2026, 12, day, 9, tzinfo=LONDON) for day in (14, 22))
SPRING = datetime(2027, 1, 5, 9, tzinfo=LONDON)


@pytest.fixture
def support() -> Support:
    return Support()


def spoke(deployment: Deployment, asked: Any, quotable: str, at: datetime = NOW) -> None:
    """A school says six months on what has lasted, and whether one may quote it."""
    sheet = sheets.start("follow_up", deployment.alliance_id, at=at, lists={"objectives": {"1": "Writing"}})
    fill(sheet, at, lasted="all", shows=f"{deployment.receiving_school} says so.", quotable=quotable)
    sheets.seal(sheet, at=at)
    Review.objects.create(
        alliance=deployment.alliance, deployment=deployment, kind="follow_up", asked=asked, due_on=cast.TODAY,
        sheet=sheet, state="given", state_since=at, given_at=at,
    )  # fmt: skip


def quotes(support: Support, term: int = 0) -> list[tuple[str, str]]:
    found = thanks.of_term(support.reeth, support.alliance, support.terms[term]).quotes
    return [(quote.text, quote.whose) for quote in found]


def test_a_school_that_lets_itself_be_quoted_is_quoted_in_the_term_in_which_it_spoke(support: Support):
    work = support.written_up().deployment
    spoke(work, support.susan, "school")
    assert quotes(support) == [("Leyburn Primary School says so.", "Leyburn Primary School")]
    assert quotes(support, term=1) == []
    Review.objects.update(given_at=HOLIDAY)
    assert quotes(support) == [("Leyburn Primary School says so.", "Leyburn Primary School")]
    Review.objects.update(given_at=SPRING)
    assert (quotes(support), len(quotes(support, term=1))) == ([], 1)


def test_who_does_not_let_itself_be_quoted_is_not(support: Support):
    spoke(support.written_up().deployment, support.susan, "no")
    assert quotes(support) == []


def test_words_without_a_name_are_shown_once_three_schools_have_spoken(support: Support):
    work = support.written_up().deployment
    spoke(work, support.susan, "anonymous")
    assert quotes(support) == []
    for number, name in enumerate(("Hawes Primary School", "Muker Primary School")):
        assert quotes(support) == []
        spoke(another(work, name, number), support.susan, "no")
    assert quotes(support) == [("Leyburn Primary School says so.", "")]


def another(work: Deployment, school: str, number: int) -> Deployment:
    """The same work at another school."""
    made = Deployment.objects.get(pk=work.pk)
    made.pk, made.receiving_school = None, cast.school(school)
    request = made.request
    request.pk, request.sheet_id = None, sheets.start("support_request", work.alliance_id, at=NOW).pk
    request.save(force_insert=True)
    made.request = request
    made.save(force_insert=True)
    return made


def told(at: datetime) -> int:
    return thanking.thank_due(at=at)


def test_at_the_end_of_a_term_the_head_is_thanked_once_with_the_page(support: Support, clock):
    support.written_up()
    assert told(LAST_WEEK - timedelta(days=3)) == 0
    assert [told(LAST_WEEK), told(LAST_WEEK), told(HOLIDAY), told(SPRING)] == [1, 0, 0, 0]
    message = Message.objects.get(kind="deployment.thanked")
    assert (message.to_name, message.due_at) == ("Ann Peel", LAST_WEEK)
    assert "your colleagues gave ½ day" in message.text
    assert Event.objects.get(verb="thanked").note == "Reeth Primary School, Autumn term 2026"
    clock.move_to(LAST_WEEK)
    ann, page = opened(Link.objects.get(purpose="thanks"))
    assert "In Autumn term 2026 your colleagues gave" in said(ann.get(page))


def test_in_the_holidays_it_waits_for_the_first_morning_and_shows_the_term_that_is_over(support: Support, clock):
    support.written_up()
    assert told(HOLIDAY) == 1
    due = Message.objects.get(kind="deployment.thanked").due_at
    assert due == datetime(2027, 1, 5, 7, 30, tzinfo=LONDON)
    clock.move_to(SPRING)
    assert thanks.latest(thanks.terms(support.alliance, SPRING.date()), SPRING.date()) == support.terms[0]


def test_nobody_is_thanked_where_nobody_went_out_nor_long_afterwards_nor_of_an_alliance_that_is_suspended(
    support: Support,
):
    assert told(LAST_WEEK) == 0
    support.written_up()
    assert told(LAST_WEEK + timedelta(days=60)) == 0
    support.alliance.suspended_on = cast.TODAY
    support.alliance.save()
    assert told(LAST_WEEK) == 0


def test_for_the_days_of_a_head_her_chair_is_thanked(support: Support):
    support.written_up()
    cast.post(support.tom.person, Role.HEAD, support.alliance, support.reeth)
    Post.objects.filter(person=support.ann).update(ends=cast.TODAY)
    Designation.objects.filter(pk=support.tom.pk).update(is_headteacher=True)
    assert told(LAST_WEEK) == 0  # nobody is known who releases him
    cast.post(cast.person("Clare Metcalfe"), Role.CHAIR, support.alliance, support.reeth)
    assert told(LAST_WEEK) == 1
    assert Message.objects.get(kind="deployment.thanked").to_name == "Clare Metcalfe"


def test_a_school_that_she_has_left_is_not_thanked_by_a_page_that_is_no_longer_its_own(support: Support):
    support.written_up()
    Designation.objects.filter(pk=support.tom.pk).update(home_school=support.leyburn)
    assert told(LAST_WEEK) == 0


@pytest.mark.parametrize("leaders", [1, 3])
def test_what_was_done_already_is_asked_in_the_same_number_of_questions(support: Support, leaders: int, query_count):
    support.written_up()
    for each in range(leaders - 1):
        support.add_leader(f"Leader {each}")
    told(LAST_WEEK)
    with query_count() as queries:
        assert told(LAST_WEEK) == 0
    assert len(queries) == 1 + 2 * Term.objects.filter(ends__lte="2026-12-20").count()


def test_the_page_by_link_asks_few_questions_and_other_terms_are_a_press_away(support: Support, clock, query_count):
    work = support.written_up().deployment
    spoke(work, support.susan, "school")
    told(LAST_WEEK)
    clock.move_to(SPRING)
    ann, page = opened(Link.objects.get(purpose="thanks"))
    with query_count() as queries:
        shown = said(ann.get(page))
    assert len(queries) <= 14 + OPENING
    assert "Leyburn Primary School says so." in shown
    assert "In Spring term 2027 nobody of your school was away" in said(ann.get(page, {"term": support.terms[1].pk}))
