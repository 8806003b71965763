"""Whoever says no, and however: but for this one request nothing changes by it, in any list, report or page."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.brokering import candidates, enquiries, running_out
from drystone.reports.listing import REPORTS
from tests import cast
from tests.clock import NOW
from tests.supporting import Support

pytestmark = pytest.mark.django_db
REFUSALS = ("no", "not_now", "changed", "by phone", "asked to be rung", "ran out")


def refused(support: Support, enquiry, how: str) -> None:
    hers = support.by(cast.acting(enquiry.asked))
    if how == "by phone":
        enquiries.record(enquiry, "no", note="By phone", reason="Private", **support.office)
    elif how == "asked to be rung":
        enquiries.answer(enquiry, "call", call_number="01748 555 010", **hers)
        enquiries.record(enquiry, "no", note="Rung", **support.office)
    elif how == "ran out":
        running_out.expire_late(at=NOW.replace(day=30))
    else:
        enquiries.answer(enquiry, "no" if how == "changed" else how, reason="Private", **hers)
        if how == "changed":
            enquiries.answer(enquiry, "not_now", **hers)


def all_that_others_read(support: Support, other) -> dict[str, object]:
    """The candidates for another request, and every report of the year."""
    read: dict[str, object] = {"ranked": candidates.rank(other, on=cast.TODAY).candidates}
    read |= {slug: repr(report.make(support.alliance, 2026)) for slug, report in REPORTS.items()}
    return read


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hows=some.lists(some.sampled_from(REFUSALS), min_size=1, max_size=4), of_leader=some.booleans())
def test_a_refusal_changes_nothing_for_anybody_else(support: Support, hows: list[str], of_leader: bool):
    with transaction.atomic():
        support.add_leader("Hannah Alderson")
        other, asked = support.accepted(), []
        for number, _ in enumerate(hows):
            request = support.accepted(half_days=number + 1)
            if of_leader:
                home = support.home_yes(request)
                asked.append(enquiries.ask_leader(request, home.designation, **support.office))
            else:
                asked.append(support.home_asked(request))
        before = all_that_others_read(support, other)
        for enquiry, how in zip(asked, hows, strict=True):
            enquiry.refresh_from_db()
            if enquiry.state == "asked":
                refused(support, enquiry, how)
        assert all_that_others_read(support, other) == before
        transaction.set_rollback(True)
