"""A visit as the school that is visited sees it, on a telephone, by the link of the mail."""

import pytest

from drystone.register import assurance
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.people.mailbox import token_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_letter_for_the_reception_is_one_press_from_the_mail(live_server, open_browser, looks_right, support):
    given = {"level": "enhanced", "confirmed_by": "Ann Peel, headteacher", "by": support.margaret, "at": NOW}
    assurance.record(support.tom, **given)
    support.planned(day=17)
    for kind in (PHONE, DESK):
        susan = open_browser(kind).new_page()
        susan.goto(f"{live_server.url}/l/{token_of(support.link(support.susan, 'visit'), NOW)}/")
        looks_right(susan, "visit")
    with susan.expect_download() as download:
        susan.get_by_role("link", name="Letter of assurance for Tom Raine").click()
    assert download.value.suggested_filename.endswith(".pdf")
