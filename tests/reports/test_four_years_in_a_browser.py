"""What her years hold, as a leader and the office look at it in a browser."""

import pytest
from django.urls import reverse

from drystone.groups import resources
from drystone.groups.models import Resource
from drystone.register.models import Training
from tests import cast
from tests.browsing import DESK, PHONE
from tests.reports.test_four_years import six_months_on, told
from tests.selection.test_in_a_browser import signed_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_sees_on_her_phone_what_her_years_hold_and_takes_it_along(open_browser, live_server, looks_right):
    """The dossier gathers by itself: days, schools, quotes with permission, follow-ups, groups, learning."""
    at = Support(cast.alliance())
    review = told(at, quote="Tom listens first, and then he asks the one question.", quotable="school")
    six_months_on(review.deployment, at.susan, shows="Books show it, and so does the talk.", quotable="anonymous")
    Training.objects.create(
        alliance=at.alliance, person=at.tom.person, kind="coaching", title="Joan", on=cast.TODAY, minutes=90
    )
    resources.share(
        at.alliance, "Ten minutes on plans", cast.area(), url="https://dale.example/v", made_by=at.tom,
        **at.by(at.leader),
    )  # fmt: skip
    Resource.objects.update(views=7)
    for kind in (PHONE, DESK):
        hers = signed_in(open_browser(kind), live_server.url, at.tom.person).new_page()
        hers.goto(live_server.url + reverse("leader-home"))
        hers.get_by_role("link", name="What your years hold").click()
        hers.get_by_text("Tom listens first").wait_for()
        looks_right(hers, "leader-four-years")
    hers.emulate_media(media="print")
    looks_right(hers, "leader-four-years-printed")
    hers.emulate_media(media="screen")
    with hers.expect_download() as saved:
        hers.get_by_role("link", name="All of it as a PDF").click()
    assert saved.value.suggested_filename == "What the years of Tom Raine hold.pdf"
    office = signed_in(open_browser(PHONE), live_server.url, at.margaret).new_page()
    office.goto(live_server.url + reverse("office-leader", args=[at.tom.pk]))
    office.get_by_role("link", name="Years").click()
    office.get_by_text("Tom listens first").wait_for()
    looks_right(office, "office-leader-years")


def test_years_that_hold_nothing_yet_say_so(open_browser, live_server, looks_right):
    dales = cast.alliance()
    tom = cast.leader(dales, cast.school())
    hers = signed_in(open_browser(PHONE), live_server.url, tom.person).new_page()
    hers.goto(live_server.url + reverse("leader-profile"))
    hers.get_by_role("link", name="What your years hold").click()
    hers.get_by_text("Nothing has gathered yet").wait_for()
    looks_right(hers, "leader-four-years-empty")
