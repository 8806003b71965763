"""The page after something was told in confidence, as it looks."""

import pytest
from django.urls import reverse

from drystone.deployment.models import Concern
from tests.browsing import DESK, PHONE
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("told", ["quality", "directors", "safeguarding"])
def test_the_thanks_say_who_reads_it_and_lead_back_to_the_visit(live_server, open_browser, support, looks_right, told):
    visit = support.planned()
    here = reverse("school-visit-confidence", args=[visit.pk])
    for device in (DESK, PHONE):
        page = signed_in(open_browser(device), live_server.url, support.susan).new_page()
        page.goto(f"{live_server.url}{here}?told={told}")
        looks_right(page, f"thanks {told}")
        assert page.get_by_text("Who will read this").is_visible()
        page.get_by_role("link", name="Back to the visit").click()
        page.wait_for_url(live_server.url + reverse("school-visit", args=[visit.pk]))
    assert not Concern.objects.exists()
