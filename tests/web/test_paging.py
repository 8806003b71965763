"""Long lists are turned page by page, without counting, in any order, and no row is lost or shown twice."""

import base64
import json
from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drystone.schools.models import Organisation
from drystone.web.components import paging

pytestmark = pytest.mark.django_db
ORDERS = [("name", "id"), ("-name", "-id"), ("-name", "id"), ("town", "name", "id"), ("id",)]

odd = st.sampled_from([None, float("inf"), float("nan"), "\0", "\ud800", [], {}, "31 February", True])
nonsense = st.tuples(st.sampled_from("<>=x"), odd, odd, odd).map(
    lambda parts: base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()
)


@pytest.fixture
def schools() -> QuerySet[Organisation]:
    """Seven schools, two of one name in one town."""
    for number, (name, town) in enumerate(
        [("Reeth", "Richmond"), ("Reeth", "Richmond"), ("Alne", "York"), ("Bedale", "Bedale"), ("Reeth", "Leyburn"),
         ("Catterick", "Richmond"), ("Éclair", "York")]
    ):  # fmt: skip
        Organisation.objects.create(name=name, town=town, urn=str(900_000 + number))
    return Organisation.objects.all()


@pytest.mark.parametrize("by", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 10])
@pytest.mark.parametrize("is_wide", [False, True])
def test_turning_forwards_and_back_shows_every_row_once(
    schools: QuerySet, by: tuple[str, ...], size: int, is_wide: bool
) -> None:
    whole = list(schools.order_by(*by))
    forwards = [page := paging.page(schools, by, size=size, is_wide=is_wide)]
    while page.later:
        forwards.append(page := paging.page(schools, by, page.later, size, is_wide=is_wide))
    assert [row for page in forwards for row in page.rows] == whole
    assert forwards[0].earlier == ""
    back = [page]
    while page.earlier:
        back.append(page := paging.page(schools, by, page.earlier, size, is_wide=is_wide))
    assert [row for page in reversed(back) for row in page.rows] == whole


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("is_wide", [False, True])
def test_a_page_is_one_query_however_long_the_list(
    schools: QuerySet, query_count: Callable, rows: int, is_wide: bool
) -> None:
    with query_count() as queries:
        some = schools.filter(pk__in=list(schools.values_list("pk", flat=True)[:rows]))
        paging.page(some, ("name", "id"), is_wide=is_wide)
    assert len(queries) == 2  # one of them is the test's own


def test_an_empty_list_has_one_empty_page() -> None:
    assert paging.page(Organisation.objects.none(), ("name", "id")) == paging.Page([])


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.one_of(st.text(max_size=20), nonsense))
def test_a_word_that_makes_no_sense_gives_the_first_page(schools: QuerySet, at: str) -> None:
    by = ("name", "opened_on", "id")
    assert paging.page(schools, by, at).rows == list(schools.order_by(*by))
    assert paging.page(schools, by, at, is_wide=True).rows == list(schools.order_by(*by))


def test_only_known_orders_are_obeyed() -> None:
    known = {"name": ("name", "id"), "newest": ("-opened_on", "-id")}
    assert paging.order("name", known, "newest") == paging.Order("name", ("name", "id"))
    assert paging.order("-name", known, "newest") == paging.Order("-name", ("-name", "-id"))
    assert paging.order("password", known, "newest") == paging.Order("newest", ("-opened_on", "-id"))
    assert paging.order("", known, "-name") == paging.Order("-name", ("-name", "-id"))


def test_a_list_that_is_known_whole_is_cut_by_number() -> None:
    rows = list(range(7))
    pages = [paging.cut(rows, str(number), size=3) for number in (1, 2, 3)]
    assert [page.rows for page in pages] == [[0, 1, 2], [3, 4, 5], [6]]
    assert [(page.earlier, page.later) for page in pages] == [("", "2"), ("1", "3"), ("2", "")]
    assert paging.cut([], "2").rows == []
    assert {tuple(paging.cut(rows, word, size=3).rows) for word in ("", "x", "0", "²", "-1")} == {(0, 1, 2)}
    assert paging.cut(rows, "99", size=3).rows == [6]
