"""A designation is renewed while she is asked for, and while she works: all of it goes along to the new term."""

from datetime import date, datetime, timedelta

import pytest

from drystone.brokering import candidates
from drystone.brokering import renewed as asked
from drystone.deployment import renewed as working
from drystone.deployment.deployments import LIVING
from drystone.deployment.models import Deployment
from drystone.history import events
from drystone.register import designations, placements, redesignation
from drystone.register.models import Designation
from tests.clock import LONDON, NOW
from tests.supporting import Support

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 30)
FIRST = datetime(2026, 12, 1, 7, 0, tzinfo=LONDON)


def again(support: Support) -> Designation:
    """Tom is designated again, from December on."""
    Designation.objects.filter(pk=support.tom.pk).update(ends=LAST)
    tom = Designation.objects.locked(support.tom.pk)
    areas = [(row.area, row.phases, row.level) for row in tom.areas.select_related("area")]
    return designations.designate(
        tom.person, alliance=support.alliance, home_school=tom.home_school, areas=areas, renews=tom, **support.office
    )


def test_a_deployment_that_is_not_over_goes_along():
    support = Support()
    under_way = support.written_up().deployment
    new = again(support)
    redesignation.begin_due(at=FIRST)
    assert working.follow(at=FIRST) == 1
    assert working.follow(at=FIRST) == 0
    under_way.refresh_from_db()
    assert under_way.designation == new
    assert [event.verb for event in events.record_of(under_way)][-1] == "went_along"
    there = placements.on(new, FIRST.date() + timedelta(days=9))
    assert there
    assert there.school == support.reeth


def test_one_that_is_over_stays_where_it_was():
    support = Support()
    over = support.evaluated().deployment
    was = Deployment.objects.get(pk=over.pk)
    again(support)
    redesignation.begin_due(at=FIRST)
    assert working.follow(at=FIRST) == (was.state in LIVING)
    over.refresh_from_db()
    assert over.designation_id == was.designation_id


def test_whoever_is_asked_is_asked_in_the_new_term():
    support = Support()
    request = support.accepted()
    enquiry = support.home_yes(request)
    new = again(support)
    redesignation.begin_due(at=FIRST)
    assert asked.follow(at=FIRST) == 1
    enquiry.refresh_from_db()
    assert (enquiry.designation, enquiry.state) == (new, "yes")


def test_of_two_terms_the_one_in_which_the_request_begins_is_found():
    support = Support()
    request = support.accepted()
    new = again(support)
    found = candidates.rank(request, on=NOW.date()).candidates
    assert [each.designation_id for each in found] == [support.tom.pk]
    request.from_on = date(2027, 1, 11)
    request.until_on = date(2027, 3, 1)
    request.save()
    found = candidates.rank(request, on=NOW.date()).candidates
    assert [each.designation_id for each in found] == [new.pk]
