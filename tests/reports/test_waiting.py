import pytest

from drystone.reports import waiting
from tests import cast

pytestmark = pytest.mark.django_db


def test_nothing_waits_in_a_new_alliance(django_assert_num_queries):
    dales = cast.alliance()
    with django_assert_num_queries(1):
        assert waiting.for_office(dales, at=cast.NOW) == []


def test_nothing_waits_for_a_stranger(django_assert_num_queries):
    stranger = cast.acting(cast.person("Nobody Known"))
    with django_assert_num_queries(1):
        assert waiting.for_person(stranger, at=cast.NOW) == []
