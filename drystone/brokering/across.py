"""The one door between an alliance that asks for help and one that lends.

What crosses was written for whoever reads it. The rows of the other alliance are open only inside `both` and `beyond`,
one alliance and no other. Who holds both sides holds the first request, then the lending, then the borrowing: of two
who press at once, none waits for the other in a ring.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from drystone import walls
from drystone.alliances.models import Alliance

from .models import Borrowing, Lending, SupportRequest


@dataclass(frozen=True)
class Both:
    """The two sides as they are now, held until the transaction ends."""

    request: SupportRequest
    lending: Lending
    borrowing: Borrowing


def may_lend(lender: Alliance, borrower: Alliance) -> bool:
    """Whether its policy says so: to all, or to those it names."""
    named = not lender.lends_to or borrower.slug in lender.lends_to
    return lender.lends and named and lender.suspended_on is None and lender.pk != borrower.pk


def lenders(borrower: Alliance) -> list[Alliance]:
    """Whom an alliance may ask. That they lend, and to whom, is no secret of theirs."""
    return [each for each in Alliance.objects.filter(lends=True, suspended_on=None) if may_lend(each, borrower)]


@contextmanager
def beyond(alliance: Alliance) -> Iterator[None]:
    """For the row that is written for the other alliance when it is asked."""
    with walls.open_also(alliance.pk):
        yield


@contextmanager
def both(side: Borrowing | Lending) -> Iterator[Both]:
    """Both sides of a loan, seen from either."""
    other = side.lender_id if isinstance(side, Borrowing) else side.borrower_id
    with walls.open_also(other):
        yield hold(side.pk if isinstance(side, Borrowing) else side.crossing)


def hold(crossing: int) -> Both:
    of = Borrowing.objects.values_list("request", flat=True).get(pk=crossing)
    request = SupportRequest.objects.select_for_update(of=("self",)).select_related("alliance", "school").get(pk=of)
    lendings = Lending.objects.select_for_update(of=("self",))
    lending = lendings.select_related("alliance", "borrower", "school", "designation").get(crossing=crossing)
    borrowings = Borrowing.objects.select_for_update(of=("self",))
    borrowing = borrowings.select_related("alliance", "lender", "request__school").get(pk=crossing)
    return Both(request, lending, borrowing)
