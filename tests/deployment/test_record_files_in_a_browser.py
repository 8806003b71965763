"""Thirty photos go with a visit record over a line that breaks: each goes on where it stood, and is there once."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route

from drystone.deployment.models import RecordFile, Visit
from tests.browsing import PHONE
from tests.pictures import content, jpeg

from .test_without_a_signal import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PHOTOS = {f"books {number}.jpg": jpeg(number, 400_000) for number in range(1, 31)}


def chosen(photos: dict[str, bytes], kind: str = "image/jpeg") -> list[dict]:
    return [{"name": name, "mimeType": kind, "buffer": content} for name, content in photos.items()]


def opened(browser, url: str, visit: Visit) -> Page:
    page = browser.new_page()
    page.goto(url + reverse("leader-record-files", args=[visit.pk]))
    page.get_by_role("button", name="Add these files").wait_for(state="hidden")
    return page


def bad_line(page: Page) -> list[str]:
    """Every seventh request is lost on its way there, every seventh on its way back."""
    lost: list[str] = []
    turn = iter(range(10**6))

    def through(route: Route) -> None:
        which = next(turn) % 7
        if which == 3:
            lost.append("there")
            route.abort("connectionreset")
        elif which == 5:
            route.fetch()
            lost.append("back")
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/files/*/*/", through)
    return lost


def test_thirty_photos_over_a_line_that_breaks_are_there_once_each(live_server, open_browser, support, looks_right):
    visit = support.begun()
    phone = open_browser(PHONE)
    sign_in(phone, live_server.url, support)
    page = opened(phone, live_server.url, visit)
    lost = bad_line(page)
    box = page.get_by_label("Add files")
    box.set_input_files([*chosen(PHOTOS), *chosen({"lesson.mp4": b"\0\0\0\x18ftypmp42" * 90}, "video/mp4")])
    page.locator("[data-state=kept]").nth(4).wait_for()
    phone.set_offline(True)
    page.get_by_text("No signal just now: it goes on by itself.").first.wait_for()
    told = page.locator("[data-files-sum]")
    assert "Leave this page open: files are not kept on this device" in told.inner_text()
    looks_right(page, "no signal")
    assert 5 <= RecordFile.objects.exclude(kept_at=None).count() < 30
    phone.set_offline(False)
    page.get_by_text("30 of 31 files kept; 1 could not be kept.").wait_for(timeout=120_000)
    assert {"there", "back"} <= {*lost}
    kept = {file.name: content(file) for file in RecordFile.objects.exclude(kept_at=None)}
    assert kept == PHOTOS
    film = page.locator("[data-file]", has_text="lesson.mp4")
    assert "Choose a PDF" in film.inner_text()
    looks_right(page, "all but one")
    film.get_by_role("button", name="Remove").click()
    page.get_by_text("30 of 30 files kept.").wait_for()
    box.set_input_files(chosen({"again.jpg": PHOTOS["books 1.jpg"]}))  # the same picture, chosen once more
    page.get_by_text("“again.jpg” is the same file as “books 1.jpg”, and is there once.").wait_for()
    assert RecordFile.objects.count() == 30


def test_after_the_tab_was_closed_a_file_that_is_chosen_again_goes_on(live_server, open_browser, support):
    visit = support.begun()
    phone = open_browser(PHONE)
    sign_in(phone, live_server.url, support)
    page = opened(phone, live_server.url, visit)
    photo = {"plan.jpg": jpeg(99, 900_000)}
    page.route("**/files/*/131072/", lambda route: route.abort("connectionreset"))  # never more than the first piece
    page.get_by_label("Add files").set_input_files(chosen(photo))
    page.get_by_text("No signal just now: it goes on by itself.").wait_for()
    page.close(run_before_unload=False)
    page = opened(phone, live_server.url, visit)
    page.get_by_text("14 % sent. Choose the file again, and it goes on from there.").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/files/" in request.url else None)
    page.get_by_label("Add files").set_input_files(chosen(photo))
    page.get_by_text("1 of 1 files kept.").wait_for()
    assert not any(each.endswith("/0/") for each in asked)
    assert content(RecordFile.objects.get()) == photo["plan.jpg"]
