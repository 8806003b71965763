"""Some months after the work the school is asked what has lasted."""

from datetime import date, datetime, timedelta

import pytest

from drystone.deployment import following_up, reviews, summaries
from drystone.deployment.models import Deployment, Review, Visit
from drystone.mail.models import Message
from tests.clock import LONDON
from tests.deployment.reviewing import given, moment, of, readers
from tests.supporting import Support


def followed_up(support: Support, *, last: date = date(2026, 11, 10)) -> Deployment:
    """Evaluated, and closed; the last visit was on that day."""
    deployment = support.evaluated().deployment
    starts = datetime(last.year, last.month, last.day, 9, tzinfo=LONDON)
    Visit.objects.update(starts_at=starts, ends_at=starts + timedelta(hours=3))
    return Deployment.objects.get(pk=deployment.pk)


@pytest.mark.parametrize(
    ("last", "months", "before", "due"),
    [
        (date(2026, 11, 10), 6, moment(2027, 5, 7), moment(2027, 5, 10)),
        (date(2026, 8, 31), 6, moment(2027, 2, 25), moment(2027, 3, 1)),  # the 28th is a Sunday
        (date(2027, 11, 29), 3, moment(2028, 2, 28), moment(2028, 2, 29)),
        (date(2028, 2, 29), 12, moment(2029, 2, 27), moment(2029, 2, 28)),
    ],
)
def test_a_follow_up_is_asked_so_many_months_after_the_last_visit(support, last, months, before, due):
    followed_up(support, last=last)
    support.alliance.follow_up_months = [months]
    support.alliance.save()
    assert following_up.ask_due(at=before) == 0
    assert [following_up.ask_due(at=due) for _ in range(2)] == [1, 0]
    assert of("follow_up").months == months


def test_in_the_holidays_nobody_is_asked_and_after_them_it_is_made_up_for(support):
    followed_up(support, last=date(2026, 6, 22))  # six months on lies in the holidays of Christmas
    assert following_up.ask_due(at=moment(2026, 12, 23)) == 0
    assert following_up.ask_due(at=moment(2027, 1, 12)) == 1


def test_several_follow_ups_are_asked_each_once_and_none_where_none_is_ticked(support):
    followed_up(support)
    support.alliance.follow_up_months = [3, 6]
    support.alliance.save()
    days = (moment(2027, 2, 22), moment(2027, 5, 11), moment(2027, 5, 12))
    assert [following_up.ask_due(at=day) for day in days] == [1, 1, 0]
    assert sorted(Review.objects.filter(kind="follow_up").values_list("months", flat=True)) == [3, 6]
    Review.objects.filter(kind="follow_up").delete()
    support.alliance.follow_up_months = []
    support.alliance.save()
    assert following_up.ask_due(at=moment(2027, 5, 11)) == 0


def test_whoever_heads_the_school_by_then_is_asked_and_told_what_it_is_about(support):
    followed_up(support)
    support.susan.posts.update(ends=date(2026, 12, 31))
    came = support.another_head(support.leyburn, "Neil Prudhoe")
    following_up.ask_due(at=moment(2027, 5, 11))
    assert of("follow_up").asked == came
    told = Message.objects.get(kind="deployment.follow_up_asked")
    assert "the last visit was on Tuesday 10 November 2026" in told.text


def test_a_follow_up_is_read_beside_what_was_said_at_the_end(support):
    followed_up(support)
    later = moment(2027, 5, 11)
    following_up.ask_due(at=later)
    review = of("follow_up")
    (aim,) = review.sheet.lists["objectives"]
    given(support, review, at=later, objectives={aim[0]: "partly"})
    (change,) = summaries.changes(of("deployment"), review)
    assert (change.then, change.now, change.how) == ("Fully", "Partly", "further back")
    assert readers(support, Review.objects.filter(kind="follow_up")) == {"margaret", "susan"}


def test_a_follow_up_that_nobody_answers_lapses_without_a_word_and_its_link_says_so(support):
    followed_up(support)
    asked = moment(2027, 5, 11)
    following_up.ask_due(at=asked)
    late = asked + timedelta(weeks=9)
    before = Message.objects.count()
    assert [reviews.lapse_late(at=late) for _ in range(2)] == [2, 0]  # and the leader's looking back
    assert of("follow_up").state == "lapsed"
    assert Message.objects.count() == before
    assert support.link(support.susan, "deployment-evaluation").revoked_because.startswith("The time to answer")
    reviews.remind_late(at=late)
    assert Message.objects.count() == before
