"""Three calls for help: one is accepted after a look, one joins another, one is declined; on a phone and wide."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from drystone.brokering import outside
from drystone.brokering.models import SupportRequest
from tests import cast
from tests.browsing import DESK, PHONE
from tests.hands import by_keyboard, on_paper
from tests.selection.test_in_a_browser import signed_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def fill_day(page: Page, group: str, day: str, month: str, year: str) -> None:
    box = page.get_by_role("group", name=group)
    for part, number in (("Day", day), ("Month", month), ("Year", year)):
        box.get_by_role("textbox", name=part).fill(number)


def three(support: Support) -> list[SupportRequest]:
    needs = ("How writing is taught.", "Phonics in two classes.", "A speaker for the summer fair.")
    made = [support.asked() for _ in needs]
    for row, need in zip(made, needs, strict=True):
        SupportRequest.objects.filter(pk=row.pk).update(need=need)
    return made


def test_three_requests_are_triaged(open_browser, live_server, looks_right):
    """Features 41: triage queue with status and owner."""
    support, url = Support(), live_server.url
    first, second, third = three(support)
    heard = outside.Heard("hub", "An audit of early reading", cast.TODAY, giver_name="The English Hub")
    outside.note(support.alliance, support.leyburn, heard, **support.office)
    phone = signed_in(open_browser(PHONE), url, support.margaret).new_page()
    phone.goto(url + reverse("office-requests"))
    looks_right(phone, "the queue")
    after_a_look(phone, url, first, looks_right)
    joined(phone, url, second, first, looks_right)
    desk = signed_in(open_browser(DESK), url, support.margaret).new_page()
    declined(desk, url, third, looks_right)
    desk.goto(url + reverse("office-requests"))
    looks_right(desk, "the queue after it")
    assert [*by_keyboard(desk), *on_paper(desk)] == []
    states = SupportRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "merged", "declined"]
    what_the_school_reads(open_browser, url, support, third, looks_right)


def after_a_look(page: Page, url: str, asked: SupportRequest, looks_right) -> None:
    page.goto(url + reverse("office-request", args=[asked.pk]))
    page.get_by_role("link", name="Accept after a scoping visit").click()
    page.get_by_label("Who visits?").select_option(label="Margaret Alderson")
    fill_day(page, "By when?", "18", "11", "2026")
    page.get_by_role("button", name="Show me first what the school reads").click()
    page.get_by_text("By e-mail: Margaret Alderson would like to visit").wait_for()
    looks_right(page, "a scoping visit to arrange")
    page.get_by_role("button", name="Accept after a scoping visit").click()
    page.get_by_role("link", name="Write down what came of it").click()
    fill_day(page, "When was the visit?", "11", "11", "2026")
    page.get_by_label("What you found").fill("Two classes, one plan.")
    looks_right(page, "what came of the visit")
    page.get_by_role("button", name="What came of the scoping visit").click()
    looks_right(page, "a request after the visit")
    page.get_by_role("link", name="Accept", exact=True).click()
    looks_right(page, "a request to accept")
    page.get_by_role("button", name="Accept", exact=True).click()
    page.get_by_role("heading", name="Who could help").wait_for()


def joined(page: Page, url: str, asked: SupportRequest, into: SupportRequest, looks_right) -> None:
    page.goto(url + reverse("office-request", args=[asked.pk]))
    page.get_by_text("Other answers").click()
    page.get_by_role("link", name="Merge with another request").click()
    page.get_by_role("radio", name="How writing is taught.").check()
    looks_right(page, "two requests side by side")
    page.get_by_role("button", name="Merge with another request").click()
    page.get_by_text("It goes on as").wait_for()


def declined(page: Page, url: str, asked: SupportRequest, looks_right) -> None:
    page.goto(url + reverse("office-request", args=[asked.pk]))
    looks_right(page, "a request")
    page.get_by_text("Other answers").click()
    page.get_by_role("link", name="Decline").click()
    page.get_by_label("What the school reads").fill("The parents' association can help with this.")
    page.get_by_role("button", name="Decline").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    page.get_by_role("radio", name="Not what our System Leaders do").check()
    looks_right(page, "a request to decline")
    page.get_by_role("button", name="Decline").click()
    page.get_by_text("Declined. The school has been told").wait_for()
    page.get_by_role("link", name="Why, or change the priority").click()
    looks_right(page, "a priority")
    page.goto(url + reverse("office-school-support", args=[asked.school_id]))
    looks_right(page, "all support of a school")
    page.get_by_role("link", name="Note support by others").click()
    looks_right(page, "support by others")


def what_the_school_reads(open_browser, url: str, support: Support, asked: SupportRequest, looks_right) -> None:

    page = signed_in(open_browser(PHONE), url, support.susan).new_page()
    page.goto(url + reverse("school-request", args=[asked.pk]))
    page.get_by_text("We could not help this time.").first.wait_for()
    looks_right(page, "what the school reads")

    for word in ("English Hub", "Not what our", "priority", "Two classes"):
        assert word not in page.inner_text("body")
