"""Which entry of the navigation a page stands under."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.people.roles import Role
from drystone.web.navigation import MONEY, current, money
from drystone.web.navigation import OFFICE as OFFICE_ENTRIES
from drystone.web.office import urls
from tests import cast
from tests.signing_in import sign_in

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


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.FINANCE])
def test_the_pages_of_money_lead_to_each_other_and_nobody_to_one_that_is_closed_to_her(client: Client, role: Role):
    officer = cast.officer(cast.alliance(), role=role)
    sign_in(client, officer)
    shown = [reverse(name) for _, name in money(cast.acting(officer))]
    for _, name in MONEY:
        page = client.get(reverse(name))
        assert (page.status_code == 200) == (reverse(name) in shown)
        if page.status_code == 200:
            nav = page.content.decode().split('<nav aria-label="Money">')[1].split("</nav>")[0]
            assert [address for address in shown if f'href="{address}"' in nav or address == reverse(name)] == shown
            assert nav.count("<li>") == len(shown)
            assert 'aria-current="page"' in nav


def test_every_page_of_the_office_stands_under_an_entry():
    entries = {name: reverse(name) for _, name in OFFICE_ENTRIES}
    paths = {f"/office/{str(each.pattern).replace('<int:pk>', '3')}" for each in urls.urlpatterns}
    assert {path.split("/")[2] for path in paths if not current(path, entries)} == set()
