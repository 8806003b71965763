"""The panel's evening, read blind: on a telephone and at a desk, with a conflict; then the office agrees and draws a
line."""

import re
from typing import Any

import pytest
from django.urls import reverse

from drystone.selection import assessments, names
from drystone.selection.models import Application, Assessment, Round
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.selection.stage import LATER, Stage, applicant, fill, given, known_head, rated, submitted
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = PHONE | {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def evening(at: Stage) -> Stage:
    """Three sent in, one with a reference, all to be read by the same two."""
    Round.objects.filter(pk=at.round.pk).update(blind=True)
    at.round.refresh_from_db()
    known_head(at)
    given(at, submitted(at, expertise="I, Rosie Metcalfe, have led reading at Reeth Primary since 2019."))
    submitted(at, applicant("Tess Hird"), expertise="Before that I led phonics.")
    submitted(at, applicant("Una Bell"), expertise="I lead early reading.")
    for application in Application.objects.all():
        for reader in at.panel[2:4]:
            assessments.assign(application, reader, by=at.manager, at=NOW)
    return at


def score_all_green(page: Any) -> None:
    """From the page of an application to her locked scores."""
    page.get_by_role("button", name="Score this application").click()
    page.get_by_role("heading", name="Your scores").wait_for()
    for group in page.get_by_role("group").all():
        green = group.get_by_label("Green: met, with clear evidence")
        if green.count() == 1:
            green.check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Invite to interview").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Lock my scores").click()
    page.get_by_text("Your scores are locked.").wait_for()


def test_an_evening_with_a_conflict(evening: Stage, open_browser, live_server, looks_right):
    """Features 18: Conflict of interest declared and enforced."""
    page = signed_in(open_browser(NARROW), live_server.url, evening.panel[2]).new_page()
    page.goto(live_server.url + reverse("panel-home"))
    page.get_by_role("link", name="Application 1").wait_for()
    looks_right(page, "panel-home")
    page.get_by_role("link", name="Application 1").click()
    page.get_by_role("heading", name="Are you close to anybody who applied?").wait_for()
    looks_right(page, "panel-names")
    page.get_by_label("Tess Hird").check()
    page.get_by_role("button", name="I have gone through the names").click()
    page.get_by_role("heading", name="What connects you?").wait_for()
    looks_right(page, "panel-names-close")
    page.get_by_role("button", name="Declare these conflicts").click()
    page.get_by_role("link", name="Say what connects you with Tess Hird").wait_for()
    page.get_by_label("We are related or close friends").check()
    page.get_by_role("button", name="Declare these conflicts").click()
    page.get_by_text("You read none of those to whom you are close").wait_for()
    assert page.get_by_role("link", name="Application 2").count() == 0
    page.get_by_role("link", name="read answers side by side").click()
    page.get_by_role("link", name="Next:").wait_for()
    page.get_by_text("I, [name], have led reading at [school] Primary since 2019.").wait_for()
    looks_right(page, "panel-answer")
    page.get_by_role("link", name=re.compile("Read it whole.*Application 1")).click()
    page.get_by_text("This round is read without names and schools").wait_for()
    looks_right(page, "panel-assessment")
    score_all_green(page)
    assert "Rosie" not in page.content()
    page.goto(live_server.url + reverse("panel-home"))
    with page.expect_download() as download:
        page.get_by_role("link", name="print what I have to read").click()
    assert download.value.suggested_filename == "To read for Autumn 2026.pdf"
    assert (
        Assessment.objects.get(assessor=evening.panel[2], state="locked").application.person.name == "Rosie Metcalfe"
    )


def lock_all(at: Stage, points: dict[str, tuple[int, int]]) -> None:
    for n, reader in enumerate(at.panel[2:4]):
        names.declare(at.round, {}, by=cast.acting(reader), at=LATER)
        for reading in Assessment.objects.filter(assessor=reader).select_related("application__person"):
            point = points[reading.application.person.name][n]
            fill(reading.sheet, rated(reading.sheet.form, point) | {"recommendation": "invite"}, LATER)
            assessments.lock(reading, by=reader, at=LATER)


def test_the_office_agrees_what_is_alike_talks_about_the_rest_and_draws_the_line(
    evening: Stage, open_browser, live_server, looks_right
):
    lock_all(evening, {"Rosie Metcalfe": (2, 2), "Tess Hird": (0, 2), "Una Bell": (1, 1)})
    for kind in (DESK, NARROW):
        page = signed_in(open_browser(kind), live_server.url, evening.manager).new_page()
        page.goto(live_server.url + reverse("office-scores", args=[evening.round.pk]))
        page.get_by_text("2 steps").wait_for()
        looks_right(page, "office-scores")
    page.get_by_role("button", name="Agree those ticked").click()
    page.get_by_text("Agreed as all gave them: 50.0%.").wait_for()
    page.get_by_role("button", name="Agree the scores on which all gave the same").click()
    page.get_by_text("Done for").wait_for()
    page.goto(live_server.url + reverse("office-line", args=[evening.round.pk]))
    page.get_by_label("Everybody from (percent)").fill("60")
    page.get_by_role("button", name="Draw the line").click()
    page.get_by_text("of 2 applications with agreed scores stand above the line").wait_for()
    looks_right(page, "office-line")
    page.get_by_role("button", name="Go on with those ticked").click()
    page.get_by_text("Nothing has happened yet").wait_for()
    page.get_by_role("button", name="Move to the shortlist").click()
    page.get_by_text("Done for").wait_for()
    assert Application.objects.get(state="shortlisted").person.name == "Rosie Metcalfe"
    for name in ("office-weights", "office-sharing-out", "office-round-edit"):
        page.goto(live_server.url + reverse(name, args=[evening.round.pk]))
        looks_right(page, name)
