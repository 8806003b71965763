import pytest

from drystone.schools import successors
from drystone.schools.models import Organisation, SchoolLink


def real(urn: str) -> Organisation:
    return Organisation.objects.get(urn=urn)


def urns(found: list[Organisation]) -> list[str | None]:
    return [school.urn for school in found]


def school(name: str, status: str = "2") -> Organisation:
    return Organisation.objects.create(name=name, urn=str(900_000 + Organisation.objects.count()), status=status)


def link(one: Organisation, other: Organisation, kind: str = "successor") -> None:
    SchoolLink.objects.create(organisation=one, other=other, kind=kind, wording=kind)


@pytest.mark.parametrize(
    ("closed", "now"),
    [
        ("121680", ["145090"]),  # Richmond School became an academy
        ("121298", ["143523"]),  # Hawes
        ("121512", ["144647"]),  # Trinity Academy
        ("121343", ["121344"]),  # Catterick Garrison: merged, with no day of closing
        ("121476", []),  # Arkengarthdale: nothing followed
    ],
)
def test_a_real_closed_school_leads_to_the_one_that_carries_on(north, closed, now):
    assert urns(successors.current(real(closed))) == now


def test_an_open_school_is_its_own_and_needs_no_query(north, django_assert_num_queries):
    richmond = real("145090")
    with django_assert_num_queries(0):
        assert successors.current(richmond) == [richmond]


def test_any_number_of_closed_schools_costs_one_query(north, django_assert_num_queries):
    closed = list(Organisation.objects.filter(status="2"))
    with django_assert_num_queries(1):
        found = successors.of_closed(closed)
    assert (len(closed), len(found)) == (551, 425)


@pytest.mark.django_db
def test_the_walk_goes_on_through_schools_that_closed_in_their_turn():
    oldest, old, new = school("Oldest"), school("Old"), school("New", "1")
    link(oldest, old)
    link(old, new)
    assert successors.current(oldest) == [new]


@pytest.mark.django_db
def test_a_school_that_was_split_leads_to_all_its_parts_nearest_first():
    old, between, far, near = school("Old"), school("Between"), school("A far one", "1"), school("Near", "3")
    link(old, between)
    link(between, far)
    link(old, near)
    assert successors.current(old) == [near, far]


@pytest.mark.django_db
def test_a_succession_that_only_the_younger_school_knows_of_is_found():
    old, new = school("Old"), school("New", "1")
    link(new, old, "predecessor")
    assert successors.current(old) == [new]


@pytest.mark.django_db
def test_two_ways_to_the_same_school_name_it_once():
    old, new = school("Old"), school("New", "1")
    link(old, new)
    link(new, old, "predecessor")
    link(old, new, "merger")
    assert successors.current(old) == [new]


@pytest.mark.django_db
@pytest.mark.parametrize("round_trip", [2, 3, 30])
def test_a_ring_of_closed_schools_ends(round_trip):
    ring = [school(f"Ring {n}") for n in range(round_trip)]
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        link(one, other)
    assert successors.current(ring[0]) == []


@pytest.mark.django_db
def test_a_chain_without_end_is_left_after_twelve_steps():
    chain = [school(f"Chain {n}") for n in range(14)]
    last = school("Open", "1")
    for one, other in zip(chain, [*chain[1:], last], strict=True):
        link(one, other)
    assert successors.current(chain[1]) == []
    assert successors.current(chain[2]) == [last]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["sixth_form", "other"])
def test_a_link_of_another_kind_is_no_succession(kind):
    old, other = school("Old"), school("Other", "1")
    link(old, other, kind)
    assert successors.current(old) == []


@pytest.mark.django_db
def test_a_school_not_open_yet_carries_nothing_on():
    old, planned = school("Old"), school("Planned", "4")
    link(old, planned)
    assert successors.current(old) == []
    assert successors.current(planned) == []
