"""The pages of matching: the list with its reasons, why not somebody, who is kept off, where somebody is not sent."""

from datetime import date

import pytest
from django.urls import reverse

from drystone.brokering import conflicts
from drystone.brokering.models import Conflict, Enquiry, Exclusion, Search, SupportRequest
from drystone.people.roles import Role
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, said

DAY = {"starts_0": "11", "starts_1": "11", "starts_2": "2026"}


@pytest.fixture
def office(support):
    return account(support.margaret)


def page_of(asked, query: str = "") -> str:
    return reverse("office-candidates", args=[asked.pk]) + query


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_as_much_for_three_leaders_as_for_one(office, support, query_count, rows):
    for number in range(rows - 1):
        support.add_leader(f"Leader {number}")
    asked = support.accepted()
    office.get(page_of(asked))
    with query_count() as queries:
        page = said(office.get(page_of(asked)))
    assert len(queries) == 9 + OPENING
    assert f"{rows} System Leader{'s' if rows > 1 else ''} of {rows} with this expertise may be asked" in page
    assert "not evaluated yet" in page


def test_what_schools_said_at_the_end_stands_beside_the_leader(office, support):
    support.evaluated()
    page = said(office.get(page_of(support.accepted(half_days=1))))
    assert "evaluated once: 1 would ask for them again" in page
    assert "has helped this school before" in page


def test_the_office_asks_why_not_somebody_and_reads_every_rule(office, support):
    other = support.add_leader("Farah Siddiqui", areas=(cast.area("maths", "Mathematics"),))
    conflicts.record(other, support.leyburn, "relative", starts=cast.TODAY, **support.office)
    asked = support.accepted()
    page = said(office.get(page_of(asked, "?who=farah")))
    assert "They do not hold English." in page
    assert "A conflict stands: relative there." in page
    assert "No rule keeps them out" in said(office.get(page_of(asked, "?who=Raine")))
    assert "has a name like “Nobody”" in said(office.get(page_of(asked, "?who=Nobody")))


def test_whoever_is_not_the_first_is_asked_with_a_reason_that_is_shown_with_the_list_later(office, support):
    other = support.add_leader("Abel Dent")
    asked = support.accepted()
    there = reverse("office-enquiries", args=[asked.pk])
    page = said(office.post(there, {"designation": other.pk}))
    assert "Tom Raine may be asked too" in page
    assert not Enquiry.objects.exists()
    assert "Why, in a sentence" in said(office.post(there, {"designation": other.pk, "reason": " "}))
    for _ in range(2):
        assert office.post(there, {"designation": other.pk, "reason": "He knows them."}).status_code == 302
    assert (Enquiry.objects.count(), Search.objects.count()) == (1, 1)
    seen = said(office.get(reverse("office-candidates-seen", args=[asked.pk])))
    assert "by Margaret Alderson" in seen
    assert "Abel Dent, not the first of the list" in seen
    assert "He knows them." in seen


def test_whoever_is_kept_off_a_request_is_no_candidate_until_that_is_undone(office, support):
    asked, other = support.accepted(), support.accepted()
    here = reverse("office-kept-off", args=[asked.pk])
    assert "Keep Tom Raine off this request" in said(office.get(f"{here}?leader={support.tom.pk}"))
    assert office.post(f"{here}?leader={support.tom.pk}", {"reason": ""}).status_code == 200
    for _ in range(2):
        office.post(f"{here}?leader={support.tom.pk}", {"reason": "They fell out."})
    made = Exclusion.objects.get()
    assert "Nobody fits" in said(office.get(page_of(asked)))
    assert "They fell out." in said(office.get(page_of(asked, "?who=Tom")))
    assert "Tom Raine" in said(office.get(page_of(other)))
    assert "They fell out." in said(office.get(here))
    for _ in range(2):
        office.post(reverse("office-let-in", args=[made.pk]))
    assert "1 System Leader of 1" in said(office.get(page_of(asked)))
    assert office.get(f"{here}?leader=9999").status_code == 404


def test_the_office_records_where_somebody_is_not_sent_and_ends_it(office, support):
    here = reverse("office-leader-conflicts", args=[support.tom.pk])
    told = {"school": support.leyburn.urn, "kind": "inspection", "starts": "2026-11-11", **DAY, "note": "Until May."}
    assert "No school is recorded." in said(office.get(here))
    wrong = said(office.post(here, {**told, "school": "", "note": "Until May."}))
    assert "Until May." in wrong
    for _ in range(2):
        assert office.post(here, told).status_code == 302
    made = Conflict.objects.get()
    assert "Recorded by Margaret Alderson." in said(office.get(here))
    end = reverse("office-conflict-end", args=[made.pk])
    assert office.get(end).status_code == 200
    for _ in range(2):
        office.post(end, {"last": "2026-11-20", "last_0": "20", "last_1": "11", "last_2": "2026"})
    made.refresh_from_db()
    assert made.ends == date(2026, 11, 20)


def test_a_leader_says_herself_where_she_should_not_be_sent_and_reads_nothing_that_others_told(support):
    conflicts.record(support.tom, support.leyburn, "inspection", starts=NOW.date(), note="Ofsted", **support.office)
    tom, here = account(support.tom.person), reverse("leader-conflicts")
    assert "You have not named any school." in said(tom.get(here))
    hawes = cast.school("Hawes Primary School")
    told = {"school": hawes.urn, "kind": "relative", "starts": "2026-11-11", **DAY, "note": "My wife"}
    assert tom.post(here, told).status_code == 302
    page = said(tom.get(here))
    assert "Hawes Primary School" in page
    assert "Ofsted" not in page
    assert tom.post(here, {**told, "kind": "inspection"}).status_code == 200
    hers, others = Conflict.objects.get(school=hawes), Conflict.objects.get(school=support.leyburn)
    assert tom.post(reverse("leader-conflict-end", args=[others.pk])).status_code == 404
    assert tom.post(reverse("leader-conflict-end", args=[hers.pk])).status_code == 302
    hers.refresh_from_db()
    assert hers.ends == cast.TODAY


def test_a_leader_who_works_in_the_office_too_finds_on_her_own_page_what_she_said_herself(support):
    """What others told the office, of her and of anybody, she reads where she works in it."""
    other = support.add_leader("Farah Siddiqui")
    cast.post(support.tom.person, Role.COORDINATOR, support.alliance)
    hawes, masham = (cast.school(f"{name} Primary School") for name in ("Hawes", "Masham"))
    hers = {"by": cast.acting(support.tom.person), "at": NOW}
    conflicts.record(support.tom, hawes, "relative", starts=NOW.date(), **hers)
    conflicts.record(support.tom, support.leyburn, "inspection", starts=NOW.date(), **support.office)
    conflicts.record(other, masham, "declared", starts=NOW.date(), **support.office)
    page = said(account(support.tom.person).get(reverse("leader-conflicts")))
    named = [name for name in ("Hawes", "Leyburn", "Masham") if f"{name} Primary School" in page]
    assert named == ["Hawes"]


def test_who_works_elsewhere_reads_no_list_and_keeps_nobody_off(support):
    asked = support.accepted()
    there = cast.alliance("Wensleydale Alliance", default=False)
    stranger = account(cast.officer(there, "Ruth Kearton"))
    for name in ("office-candidates", "office-candidates-seen", "office-kept-off"):
        assert stranger.get(reverse(name, args=[asked.pk])).status_code == 404
    assert stranger.get(reverse("office-leader-conflicts", args=[support.tom.pk])).status_code == 404
    assert SupportRequest.objects.count() == 1
