"""What is asked of a whole deployment, from half-way to a year after: given, done without, asked of somebody else."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people import people
from drystone.people.models import Person
from drystone.questions import sheets

from . import closing, emails, evaluation_paper, inviting
from .access import office
from .lifecycle import REVIEW
from .models import Deployment, Review, ReviewState

FORGOTTEN = timedelta(days=60)  # nobody is reminded of what is so long past
LAPSES_AFTER = timedelta(weeks=6)  # after the day it was due
REMINDED = (*Review.HALFWAY, Review.Kind.DEPLOYMENT, Review.Kind.FOLLOW_UP)
GOES_ON = ("agreeing", "agreed", "under_way", "paused")


@transaction.atomic
def ask_for_evaluation(deployment: Deployment, *, by: Person | None, at: datetime) -> Review:
    """Asks the receiving head, or else whoever asked for help, what changed; the leader to look back, if she likes.

    Asking twice gives the same review; one that was done without is due again: the work had gone on.
    """
    if deployment.leader.email:
        ask_or_again(deployment, Review.Kind.REFLECTION, deployment.leader, by=by, at=at)
    asked = inviting.speaks_for_school(deployment, localdate(at))
    return ask_or_again(deployment, Review.Kind.DEPLOYMENT, asked, by=by, at=at)


def ask_or_again(deployment: Deployment, kind: str, asked: Person, *, by: Person | None, at: datetime) -> Review:
    review = inviting.ask(deployment, kind, asked, at=at)
    if review is None:
        standing = deployment.reviews.select_related("deployment", "alliance").get(kind=kind)
        return ask_again(standing, by=by, at=at) if standing.state == ReviewState.NOT_NEEDED else standing
    emails.asked_of(review, link=inviting.link_to(review, by=by, at=at), at=at)
    return review


@transaction.atomic
def give(review: Review, *, by: Person, at: datetime) -> Review:
    """It is given, as it was written. A deployment evaluation closes a deployment of which all is there.

    Raises questions' Unfinished when a needed answer is missing.
    """
    deployment = closing.locked(review.deployment_id)
    sheets.seal(review.sheet, at=at)
    REVIEW.move(review, "give", by=by, at=at, given_at=at)
    if review.kind == Review.Kind.DEPLOYMENT:
        share(review, by=by, at=at)
        closing.settle(deployment, by=by, at=at)
    emails.review_given(review, at=at)
    return review


def share(review: Review, *, by: Person, at: datetime) -> None:
    """The sealed copy is made; the home head is sent it where the Alliance does so, leader and payer the summary.

    That something did not take place is nobody's but the school's and the office's.
    """
    review.home_reads = review.alliance.home_heads_get_evaluations and took_place(review)
    review.paper = evaluation_paper.issue(review, by=by, at=at)
    review.save(update_fields=["home_reads", "paper"])
    if not took_place(review):
        return
    if review.home_reads:
        emails.evaluation_copied(review, at=at)
    emails.evaluation_summed_up(review, at=at)


def took_place(review: Review) -> bool:
    """Nobody said that it did not."""
    return sheets.value(review.sheet, "took_place") is not False


@transaction.atomic
def waive(review: Review, *, note: str, by: Person, at: datetime) -> Review:
    """The office does without this review, and says why; a deployment that waited for nothing else is closed."""
    deployment = closing.locked(review.deployment_id)
    closing.do_without(review, note=note, by=by, at=at)
    if review.kind == Review.Kind.DEPLOYMENT:
        closing.settle(deployment, by=by, at=at)
    return review


@transaction.atomic
def ask_again(review: Review, *, by: Person | None, at: datetime) -> Review:
    """What was done without, or not answered, is asked once more, with a new day to answer by."""
    due_on = inviting.due_on(review.deployment, review.kind, localdate(at))
    REVIEW.move(review, "ask_again", by=by, at=at, due_on=due_on)
    emails.asked_of(review, link=inviting.link_to(review, by=by, at=at), at=at)
    return review


@transaction.atomic
def ask_another(review: Review, name: str, email: str, *, by: Person, at: datetime) -> Review:
    """Somebody else is asked instead; what was written is kept for her. Nobody else than the leader looks back."""
    review = Review.objects.select_for_update(of=("self",)).select_related("deployment", "asked").get(pk=review.pk)
    if not office(by, review) or review.kind not in Review.OF_SCHOOL:
        raise NotAllowed(f"{by} may not ask somebody else for {review}")
    if not review.is_open:
        raise AlreadyMoved(review, "ask_another", review.state)
    who = people.known(name, email, review.alliance, also=[review.asked, review.deployment.request.contact])
    if who == review.asked and not inviting.is_disowned(review):
        return review
    inviting.stop_asking(review, by=by, at=at, because=f"The Alliance asks {who.name} now.")
    review.asked = who
    review.save(update_fields=["asked"])
    events.record(review, "asked_another", by=by, at=at)
    emails.asked_of(review, link=inviting.link_to(review, by=by, at=at), at=at)
    return review


def remind_late(*, at: datetime) -> int:
    """Reminds whoever owes a review: when it falls due, and a week on. Returns how many were queued."""
    today = localdate(at)
    late = Review.objects.filter(
        state__in=Review.OPEN, kind__in=REMINDED, due_on__lte=today, due_on__gt=today - FORGOTTEN
    )
    rows = late.select_related("alliance", "asked", "deployment__receiving_school", "deployment__leader")
    return sum(remind(review, at=at) for review in rows.iterator(chunk_size=200))


def remind(review: Review, *, at: datetime) -> bool:
    """The latest reminder that is due goes, if it has not gone; not to an address that was not hers."""
    if inviting.is_disowned(review):
        return False
    week = int((localdate(at) - review.due_on).days >= 7)
    link = inviting.link_to(review, by=None, at=at)
    return emails.review_due(review, link=link, key=f"{review.pk}/{review.asked_id}/{week}", at=at) is not None


def lapse_late(*, at: datetime) -> int:
    """What nobody answered lapses without a word; so does what was asked half-way, once the work is over.

    The evaluation at the end never does. Returns how many lapsed.
    """
    gone = Review.objects.filter(state__in=Review.OPEN).exclude(kind=Review.Kind.DEPLOYMENT)
    late = gone.filter(due_on__lt=localdate(at) - LAPSES_AFTER)
    over = gone.filter(kind__in=Review.HALFWAY).exclude(deployment__state__in=GOES_ON)
    rows = list((late | over).select_related("deployment", "alliance"))
    return sum(lapse(review, at=at) for review in rows)


@transaction.atomic
def lapse(review: Review, *, at: datetime) -> bool:
    """Whoever was quicker has her way."""
    try:
        REVIEW.move(review, "lapse", by=None, at=at)
    except AlreadyMoved:
        return False
    inviting.stop_asking(review, by=None, at=at, because="The time to answer this is over. Thank you all the same.")
    return True
