"""Random people do random things to requests, enquiries and offers: no leader is asked before her school said yes, one
is chosen at most, nothing stands when a request is closed, and no day is kept twice."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.brokering.models import Offer
from tests.brokering.asking import Asking
from tests.supporting import Support

pytestmark = pytest.mark.django_db
moves = some.tuples(some.integers(0, 15), some.integers(0, 23), some.integers(0, 23))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(moves, min_size=12, max_size=40))
def test_whatever_anybody_does_the_order_of_asks_holds(support: Support, steps: list[tuple[int, int, int]]):
    """Features 46: Third party (employer) may veto."""
    with transaction.atomic():
        walk = Asking(support)
        for step in steps:
            walk.goes(*step)
            walk.holds()
        transaction.set_rollback(True)


def test_the_way_goes_all_the_way(support: Support):
    """The steps of the walk do lead to a choice: what holds is not held by nothing happening."""
    walk = Asking(support)
    for step, who, what in [(0, 0, 1), (1, 1, 0), (4, 1, 0), (1, 1, 1), (8, 1, 0), (9, 1, 0)]:
        walk.goes(step, who, what)
        walk.holds()
    assert Offer.objects.get().state == "chosen"
