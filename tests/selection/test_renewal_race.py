"""Two at once about another term: told once, begun once, one application."""

from datetime import datetime

import pytest

from drystone.history.models import Event
from drystone.register import redesignation
from drystone.register.models import Designation
from drystone.selection import renewals
from drystone.selection.models import Application, Renewal, Round
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.ending import ending, mails, renewed
from tests.selection.stage import Stage
from tests.selection.test_race import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
FIRST = datetime(2027, 9, 1, 7, 0, tzinfo=LONDON)


def test_two_clocks_tell_of_an_end_once(at: Stage, held: Designation):
    ending(at, "Beth Lundy")
    results = race(lambda: renewals.announce(at=NOW), lambda: renewals.announce(at=NOW))
    assert sorted(results) == [0, 2]
    assert len(mails("renewal_opened")) == 2
    assert Round.objects.filter(renewing_from__isnull=False).count() == 1


def test_she_begins_while_the_clock_tells_her(at: Stage, held: Designation):
    tom = cast.acting(held.person)
    begin = lambda: renewals.begin(held, by=tom, at=NOW)  # noqa: E731
    race(begin, lambda: renewals.announce(at=NOW), begin)
    assert Renewal.objects.count() == 1
    assert Application.objects.filter(renews=held).count() == 1
    assert len(mails("renewal_opened")) == 1


def test_two_clocks_begin_the_next_term_once(at: Stage, held: Designation):
    new = renewed(at, held)
    assert sorted(race(lambda: redesignation.begin_due(at=FIRST), lambda: redesignation.begin_due(at=FIRST))) == [0, 1]
    assert Event.objects.filter(record_type="register.designation", record_id=new.pk, verb="begin").count() == 1
    assert Designation.objects.get(pk=new.pk).placements.count() == 1
