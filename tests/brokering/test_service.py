"""What is promised to whoever asks, and by which day: always as it stands at a moment, never kept (feature 44)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drystone.alliances.models import Alliance
from drystone.brokering import looking_after, offers, requests, running_out
from drystone.brokering.models import SupportRequest
from drystone.brokering.service import CONTACT, MATCH, Service, promises
from drystone.people import policies
from tests import cast
from tests.clock import LONDON, NOW

FRIDAY = datetime(2026, 11, 13, 16, 0, tzinfo=LONDON)


def told(asked, at=NOW) -> list[str]:
    return [each.said for each in promises(SupportRequest.objects.get(pk=asked.pk), at)]


def test_the_first_answer_is_due_within_two_working_days(support):
    asked = support.asked()  # Wednesday 11 November
    assert told(asked) == ["First answer due Friday 13 November 2026"]
    assert told(asked, NOW + timedelta(days=1)) == ["First answer due tomorrow"]
    assert told(asked, NOW + timedelta(days=2)) == ["First answer due today"]
    assert told(asked, NOW + timedelta(days=3)) == ["First answer was due yesterday"]
    assert told(asked, NOW + timedelta(days=5)) == ["First answer was due Friday 13 November 2026"]


def test_weekends_and_holidays_do_not_count(support):
    asked = support.asked()
    SupportRequest.objects.filter(pk=asked.pk).update(state_since=FRIDAY)
    assert told(asked, FRIDAY) == ["First answer due Tuesday 17 November 2026"]
    SupportRequest.objects.filter(pk=asked.pk).update(state_since=datetime(2026, 12, 18, 9, tzinfo=LONDON))
    assert told(asked) == ["First answer due Wednesday 6 January 2027"]


def test_a_match_is_promised_from_acceptance_until_somebody_is_offered(support):
    said = support.leader_yes()
    assert told(said.request) == ["Somebody to choose due Friday 13 November 2026"]
    offers.offer(said.request, [(said.designation, "x")], **support.office)
    assert told(said.request) == []


def test_the_leaders_first_word_is_promised_from_the_choice_in_days_as_they_come(support):
    offer = support.chosen()
    assert told(offer.request) == ["The leader's first word due Wednesday 18 November 2026"]
    looking_after.say_in_touch(offer.request, **support.office)
    assert told(offer.request) == []


def test_a_visit_that_is_planned_says_that_leader_and_school_have_spoken(support):
    visit = support.planned()
    assert told(visit.deployment.request) == []
    assert SupportRequest.objects.get().in_touch_at == NOW


def test_a_request_that_ended_or_waits_is_promised_nothing(support):
    asked = support.asked()
    requests.wait(asked, until=date(2027, 1, 8), note="x", **support.office)
    assert told(asked) == []


def test_what_was_promised_under_an_earlier_policy_stays(support):
    first = support.asked()
    changed = NOW + timedelta(minutes=5)
    policies.change(support.alliance, {"first_answer_working_days": 5}, by=support.margaret, at=changed)
    second = support.asked()
    SupportRequest.objects.filter(pk=second.pk).update(state_since=changed + timedelta(minutes=5))
    assert told(first) == ["First answer due Friday 13 November 2026"]
    assert told(second) == ["First answer due Wednesday 18 November 2026"]


def test_near_and_missed_are_found_in_the_database_as_they_are_told(support):
    """Every request, in each of its promises, on each of twelve days: the filter says what the page says."""
    policies.change(support.alliance, {"first_answer_working_days": 1}, by=support.margaret, at=FRIDAY)
    rows = [support.asked(), support.accepted(half_days=1), support.chosen().request]
    for days in range(-4, 5):
        moved = support.asked()
        SupportRequest.objects.filter(pk=moved.pk).update(state_since=NOW + timedelta(days=days))
        rows.append(moved)
    found = SupportRequest.objects.exclude(state="draft")
    for days in range(12):
        at = NOW + timedelta(days=days)
        service = Service(Alliance.objects.get(pk=support.alliance.pk))
        said = {row.pk: service.promises(row, at) for row in found}
        missed = {pk for pk, each in said.items() if any(one.is_missed for one in each)}
        near = {pk for pk, each in said.items() if any(one.is_near for one in each)}
        assert set(found.filter(service.missed(at)).values_list("pk", flat=True)) == missed
        assert set(found.filter(service.near(at)).values_list("pk", flat=True)) == near


@pytest.mark.django_db
@given(hours=st.integers(0, 24 * 400), number=st.integers(1, 20))
def test_the_edge_of_what_is_due_before_a_day_is_where_the_day_falls(hours, number):
    service = Service(Alliance(pk=0, match_working_days=number, contact_days=number))
    since = NOW + timedelta(hours=hours)
    for kind in (MATCH, CONTACT):
        due = service.due(kind, since)
        assert since < service.latest(kind, number, due + timedelta(days=1))
        assert not since < service.latest(kind, number, due)


def test_promises_cost_two_queries_however_many_requests(support, django_assert_num_queries):
    for _ in range(3):
        support.asked()
    rows = list(SupportRequest.objects.with_next_step())
    with django_assert_num_queries(2):
        service = Service(support.alliance)
        assert all(service.promises(row, NOW) for row in rows)


def test_after_an_expired_enquiry_the_match_is_still_promised(support):
    home = support.home_asked()
    running_out.expire_late(at=NOW + timedelta(days=30))
    assert told(home.request, NOW + timedelta(days=30)) == ["Somebody to choose was due Friday 13 November 2026"]


def test_the_office_alone_says_that_they_have_spoken(support):
    offer = support.chosen()
    with pytest.raises(Exception, match="may not say"):
        looking_after.say_in_touch(offer.request, **support.by(support.susan))
    assert NOW.date() == cast.TODAY
