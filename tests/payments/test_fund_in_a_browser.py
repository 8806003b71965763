"""A grant that runs out: it is opened, promised, used up; the payer carries the rest to the penny."""

import pytest
from django.urls import reverse

from drystone.payments.models import DueLine, Fund
from tests.browsing import DESK, PHONE
from tests.payments.funded import Funded, split
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_grant_that_runs_out(live_server, open_browser, looks_right):
    at, where = Funded(), live_server.url
    work = at.agreed(half_days=6, flow="grant")
    office = signed_in(open_browser(DESK), where, at.finn).new_page()
    opened(office, where, looks_right)
    promised(office, where, work, looks_right)

    at.worked(work, 9, 10)
    first, second = DueLine.objects.order_by("on")
    assert split(first) == ([("School Improvement Fund", 300_00)], 0)
    assert split(second) == ([("School Improvement Fund", 100_01)], 199_99)

    for kind in (DESK, PHONE):
        page = signed_in(open_browser(kind), where, at.finn).new_page()
        page.goto(where + reverse("office-fund", args=[Fund.objects.get().pk]))
        page.get_by_text("Of £400.01, £0 is not delivered yet").first.wait_for()
        page.get_by_text("All of it is spent.").wait_for()
        page.get_by_text("The same as a table").click()
        looks_right(page, f"a fund that ran out, {kind['viewport']['width']}")

    school = signed_in(open_browser(PHONE), where, at.susan).new_page()
    consent = work.agreements.get().consents.get(party="receiving")
    school.goto(where + reverse("school-agreement", args=[consent.pk]))
    school.get_by_text("School Improvement Fund carries £400.01 of the cost; £400.01 so far.").wait_for()
    looks_right(school, "what the fund carries")


def opened(office, where: str, looks_right) -> None:
    office.goto(where + reverse("office-statements"))
    office.get_by_role("link", name="Funds").click()
    looks_right(office, "no fund yet")
    office.get_by_role("link", name="Open a fund").click()
    office.get_by_label("Name", exact=True).fill("School Improvement Fund")
    for group, day in (("From", ("1", "9", "2026")), ("To", ("31", "8", "2027"))):
        for name, value in zip(("Day", "Month", "Year"), day, strict=True):
            office.get_by_role("group", name=group, exact=True).get_by_label(name).fill(value)
    office.get_by_label("In all, pounds").fill("£400.01")
    looks_right(office, "open a fund")
    office.get_by_role("button", name="Open the fund").click()
    office.get_by_text("The fund is open.").wait_for()


def promised(office, where: str, work, looks_right) -> None:
    office.goto(where + reverse("office-deployment", args=[work.pk]))
    office.get_by_role("link", name="Which funds carry it").click()
    office.get_by_text("£400.01 left for this school.").wait_for()
    office.get_by_label("School Improvement Fund, pounds").fill("900")
    office.get_by_role("button", name="Keep it").click()
    office.get_by_text("it cannot carry £900").first.wait_for()
    office.get_by_label("School Improvement Fund, pounds").fill("400.01")
    looks_right(office, "which funds carry it")
    office.get_by_role("button", name="Keep it").click()
    office.get_by_text("The payer carries whatever no fund does.").wait_for()
