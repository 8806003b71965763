"""Which entry of the navigation a page stands under."""

import pytest

from drystone.web.navigation import current

OFFICE = {"office-home": "/office/", "office-rounds": "/office/rounds/", "office-statements": "/office/statements/"}
PUBLIC = {"public-home": "/", "public-directory": "/directory/"}


@pytest.mark.parametrize(
    ("pages", "path", "under"),
    [
        (OFFICE, "/office/", "office-home"),
        (OFFICE, "/office/rounds/3/slots/", "office-rounds"),
        (OFFICE, "/office/applications/8/", "office-rounds"),
        (OFFICE, "/office/rates/", "office-statements"),
        (OFFICE, "/office/nowhere/", ""),
        (PUBLIC, "/", "public-home"),
        (PUBLIC, "/directory/", "public-directory"),
        (PUBLIC, "/account/login/", ""),
    ],
)
def test_a_page_stands_under_its_own_entry_and_under_no_first_page(pages, path, under):
    assert current(path, pages) == under
