"""All 51,012 rows and 33,801 links, as an installation takes them in on its first day."""

import pytest

from drystone.schools import register, search
from drystone.schools.models import Organisation, SchoolLink
from tests.clock import NOW


@pytest.mark.django_db
def test_the_whole_register_comes_in_and_is_searched_within_two_queries(django_assert_max_num_queries):
    assert not register.is_loaded()
    run = register.bring_in(register.BUNDLED_REGISTER, register.BUNDLED_LINKS, by=None, at=NOW)
    assert register.is_loaded()
    assert (run.rows, run.link_rows, run.report["links"]["without_school"]) == (51_012, 33_801, 1_058)
    assert (Organisation.objects.count(), Organisation.objects.open().count()) == (51_012, 27_108)
    assert SchoolLink.objects.count() == 32_743
    assert [line[:6] for line in run.report["lists"]["doubtful_places"]] == [
        "131910",
        "132438",
        "135025",
        "145241",
        "145293",
        "145468",
    ]
    assert "bad_rows" not in run.report["lists"]
    for typed in (
        "school",
        "st josephs catholic primary",
        "s",
        "richmond",
        "1",
        "sc pr ac co ch en st ma sa ca ho wa",
    ):
        with django_assert_max_num_queries(2):
            search.search(typed, open_only=True)
    alike = [each for each in search.search("st joseph's catholic primary school", limit=100) if each.is_open]
    assert len({search.hint(each) for each in alike}) == len(alike)
