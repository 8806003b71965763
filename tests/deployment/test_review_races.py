"""Two at once about one review: given twice, given while the office does without it, asked by two clocks."""

import pytest

from drystone.deployment import closing, midpoint, reviews
from drystone.deployment.models import Closing, Deployment, Review
from drystone.jobs.demonstration.filling import fill
from drystone.mail.models import Message
from tests.clock import NOW
from tests.racing import at_once
from tests.supporting import SIGNATURE, Support

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def support() -> Support:
    return Support()


def filled(support: Support) -> Review:
    review = support.finished()
    fill(review.sheet, NOW, signature=SIGNATURE)
    return review


def fresh(review: Review) -> Review:
    return Review.objects.select_related("deployment", "alliance", "asked", "sheet__version").get(pk=review.pk)


def test_an_evaluation_given_twice_at_once_is_given_once(support):
    review = filled(support)
    copies = [fresh(review) for _ in range(2)]
    twice = [lambda each=each: reviews.give(each, **support.by(support.susan)) for each in copies]
    assert sorted(at_once(*twice)) == ["done", "too late"]
    assert (Deployment.objects.get().state, Closing.objects.count()) == ("closed", 1)
    assert Message.objects.filter(kind="deployment.evaluation_copied").count() == 1


def test_given_while_the_office_does_without_it_one_of_the_two_happens_whole(support):
    review = filled(support)
    given, waived = fresh(review), fresh(review)
    acts = (
        lambda: reviews.give(given, **support.by(support.susan)),
        lambda: reviews.waive(waived, note="The school has closed.", **support.office),
    )
    assert sorted(at_once(*acts)) == ["done", "too late"]
    review.refresh_from_db()
    assert review.state in {"given", "not_needed"}
    assert bool(fresh(review).sheet.sealed_at) == (review.state == "given")
    assert Closing.objects.count() == 1


def test_given_while_the_office_closes_it_is_closed_once(support):
    review = filled(support)
    given, deployment = fresh(review), Deployment.objects.get()
    acts = (
        lambda: reviews.give(given, **support.by(support.susan)),
        lambda: closing.close(deployment, "met", without="Long overdue.", **support.office),
    )
    at_once(*acts)
    assert (Deployment.objects.get().state, Closing.objects.count()) == ("closed", 1)


def test_two_clocks_ask_half_way_once(support):
    deployment = support.agreed()
    for day, half_days in ((9, 1), (10, 2)):
        support.written_up(support.planned(deployment, day=day, half_days=half_days))
    at_once(*(lambda: midpoint.ask_due(at=NOW) for _ in range(2)))
    assert Review.objects.filter(kind="midpoint").count() == 1
    assert Message.objects.filter(kind="deployment.midpoint_asked").count() == 1


def test_asked_again_twice_at_once_is_asked_once(support):
    review = support.finished()
    reviews.waive(review, note="Not now.", **support.office)
    copies = [fresh(review) for _ in range(2)]
    twice = [lambda each=each: reviews.ask_again(each, **support.office) for each in copies]
    assert sorted(at_once(*twice)) == ["done", "too late"]


def test_reopened_twice_at_once_it_is_reopened_once(support):
    deployment = support.evaluated().deployment
    copies = [Deployment.objects.get(pk=deployment.pk) for _ in range(2)]
    twice = [lambda each=each: closing.reopen(each, note="A visit.", **support.office) for each in copies]
    assert sorted(at_once(*twice)) == ["done", "too late"]
    assert Closing.objects.filter(reopened_at=None).count() == 0
