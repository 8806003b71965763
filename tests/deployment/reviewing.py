"""Steps of the tests about what is asked of a whole deployment."""

from datetime import datetime

from drystone.deployment import reviews
from drystone.deployment.models import Review
from drystone.jobs.demonstration.filling import fill
from tests import cast
from tests.clock import LONDON, NOW
from tests.supporting import SIGNATURE, Support


def given(support: Support, review: Review, *, at: datetime = NOW, **said) -> Review:
    """It is answered and given by whoever is asked."""
    fill(review.sheet, at, signature=SIGNATURE, **said)
    return reviews.give(review, by=cast.acting(review.asked), at=at)


def of(kind: str) -> Review:
    return Review.objects.get(kind=kind)


def readers(support: Support, rows) -> set[str]:
    who = ("margaret", "leader", "ann", "susan", "kate")
    return {name for name in who if rows.visible_to(getattr(support, name), on=cast.TODAY).exists()}


def moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 7, tzinfo=LONDON)
