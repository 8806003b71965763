"""Planning a year, changing a meeting, signing up and reading a paper, on pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.groups import meetings, registers, sign_ups
from drystone.groups.meetings import Details
from drystone.groups.models import Meeting, MeetingPaper, SignUp
from drystone.groups.registers import Line
from drystone.people import links
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER, ENDS, STARTS, Stage
from tests.signing_in import sign_in
from tests.supporting_pages import opened, said

pytestmark = pytest.mark.django_db
TIMES = {"starts": "13:30", "ends": "15:00", "place": "Reeth"}
VIDEO = "https://meet.example/room"


@pytest.fixture
def tom(stage: Stage) -> Client:
    return sign_in(Client(), stage.leader)


def test_a_year_is_proposed_changed_and_planned(tom: Client, stage: Stage):
    cast.terms(stage.alliance)
    here = reverse("leader-group-series", args=[stage.group.pk])
    asked = {**TIMES, "first": "2026-11-26", "every": "2", "times": "3"}
    page = said(tom.get(here, asked))
    assert "Thursday 10 December 2026" in page
    assert "Thursday 7 January 2027" in page
    assert "Choose a day from Monday" in said(tom.get(here, {**asked, "first": "2026-11-28"}))
    tom.post(here, {**asked, "day_0": "2026-11-26", "day_1": "2026-12-11", "day_2": ""})
    planned = Meeting.objects.order_by("starts_at").values_list("starts_at__date", flat=True)
    assert [f"{day:%d %m}" for day in planned] == ["26 11", "11 12"]


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "ftp://meet.example/x", "see the mail", "https://"])
def test_a_video_link_that_is_no_link_is_said_so_and_what_was_typed_stays(tom: Client, stage: Stage, wrong: str):
    meeting = stage.plan()
    given = {**TIMES, "day": "2026-11-18", "link": wrong, "agenda": "1. Welcome"}
    page = said(tom.post(reverse("leader-meeting-change", args=[meeting.pk]), given))
    assert "Give a whole web address" in page
    assert "1. Welcome" in page
    meeting.refresh_from_db()
    assert meeting.link == ""


def open_to_schools(stage: Stage) -> Meeting:
    details = Details("Reeth", link=VIDEO, focus="Oracy", open_to_schools=True, places=1)
    return meetings.plan(stage.group, details, starts_at=STARTS, ends_at=ENDS, by=stage.leader, at=NOW)


def test_a_school_signs_a_colleague_up_who_comes_by_her_link_and_says_that_she_cannot(stage: Stage):
    meeting = open_to_schools(stage)
    public = reverse("meeting-sign-up", args=[meeting.pk])
    given = {"name": "Una Dent", "email": "una@bedale.example", "school": stage.home.urn, "signed_by": "Neil Prudhoe"}
    page = said(Client().post(public, given, follow=True))
    assert "Una Dent has a place" in page
    assert "All places are taken" in page
    assert VIDEO not in page
    una = SignUp.objects.get()
    assert (una.school, una.signed_by) == (stage.home, "Neil Prudhoe")
    link = links.invite(una.person, "meeting", meeting, alliance=stage.alliance, by=None, at=NOW)
    browser, here = opened(link)
    assert VIDEO in said(browser.get(here))
    place = reverse("leader-meeting-place", args=[meeting.pk, una.pk])
    for pressed, stands in (({}, "coming"), ({"sure": "on"}, "withdrawn")):  # a mail filter ticks nothing
        browser.post(place, pressed)
        una.refresh_from_db()
        assert una.state == stands
    other = sign_ups.invite(meeting, "Gail Guest", "gail@guest.example", by=stage.leader, at=NOW)
    hers = reverse("leader-meeting-place", args=[meeting.pk, other.pk])
    assert browser.post(hers, {"sure": "on"}).status_code == 403
    assert browser.post(reverse("leader-meeting-change", args=[meeting.pk]), given).status_code == 403


def test_a_meeting_of_members_has_no_public_page(stage: Stage):
    assert Client().get(reverse("meeting-sign-up", args=[stage.plan().pk])).status_code == 404


def test_a_paper_is_read_by_whoever_comes_and_nobody_else(tom: Client, stage: Stage):
    meeting = stage.plan()
    add = reverse("leader-meeting-papers", args=[meeting.pk])
    assert "one of the two" in said(tom.post(add, {"title": "Agenda"}))
    tom.post(add, {"title": "Agenda", "upload": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")})
    paper = reverse("leader-meeting-paper", args=[meeting.pk, MeetingPaper.objects.get().pk])
    kate, stranger = sign_in(Client(), stage.teacher), sign_in(Client(), cast.person("Nora Nobody"))
    assert b"".join(kate.get(paper).streaming_content) == b"%PDF-1.7 x"
    assert stranger.get(paper).status_code == 404
    assert kate.get(add).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_a_meetings_page_asks_the_same_number_of_questions(tom: Client, stage: Stage, number: int, query_count):
    meeting = open_to_schools(stage)
    for each in range(number):
        sign_ups.invite(meeting, f"Guest {each}", f"g{each}@guest.example", by=stage.leader, at=NOW)
    here = reverse("leader-meeting", args=[meeting.pk])
    tom.get(here)
    with query_count() as queries:
        tom.get(here)
    assert len(queries) <= 12


def test_called_off_after_the_register_was_taken_the_page_says_why_not_and_keeps_what_was_typed(
    tom: Client, stage: Stage
):
    meeting = stage.plan()
    registers.take(meeting, {stage.leader: Line(True)}, by=stage.leader, at=AFTER)
    off = reverse("leader-meeting-cancellation", args=[meeting.pk])
    for _ in range(2):
        page = said(tom.post(off, {"why": "Snow on the tops"}))
        assert "The register was taken, so this meeting took place" in page
        assert "Snow on the tops" in page
    meeting.refresh_from_db()
    assert (meeting.state, meeting.register.count()) == ("held", 1)


HUGE = str(2 * 1024**3)


@pytest.mark.parametrize("page", ["leader-meeting-papers", "leader-resource-new"])
def test_two_gigabytes_are_refused_unread_and_nothing_is_kept(tom: Client, stage: Stage, page: str):
    meeting = stage.plan()
    there = reverse(page, args=[meeting.pk] if page == "leader-meeting-papers" else [])
    kind = "multipart/form-data; boundary=x"
    answer = tom.post(there, b"--x", content_type=kind, CONTENT_LENGTH=HUGE)
    assert answer.status_code == 413
    assert "too much at once" in said(answer)
    assert not MeetingPaper.objects.exists()


def test_a_paper_that_is_too_large_is_said_so_beside_its_title(tom: Client, stage: Stage):
    add = reverse("leader-meeting-papers", args=[stage.plan().pk])
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7 ".ljust(10_000_001))
    page = said(tom.post(add, {"title": "All our books", "upload": upload}))
    assert "larger than 10 MB" in page
    assert "All our books" in page


@pytest.mark.parametrize("address", ["leader-group-meetings", "leader-group-series"])
def test_a_link_that_is_none_is_said_so_wherever_a_meeting_is_planned(tom: Client, stage: Stage, address: str):
    here, wrong = reverse(address, args=[stage.group.pk]), {"link": "javascript:alert(1)"}
    given = {**TIMES, **wrong, "day": "2026-11-18", "first": "2026-11-26", "every": "2", "times": "3"}
    answer = tom.get(here, given) if address == "leader-group-series" else tom.post(here, given)
    assert "Give a whole web address" in said(answer)
    assert not Meeting.objects.exists()
