"""What there is to do about a round, cut by the parts of its life, on the page of the round."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.people.roles import Role
from drystone.selection import decisions, eligibility, renewals
from drystone.selection.models import Application, Round
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import LONDON, NOW
from tests.postgres import OPENING
from tests.selection.pressing import cost, words
from tests.selection.stage import (
    DECIDED,
    INTERVIEW,
    LATER,
    Stage,
    applicant,
    asked,
    checked,
    draft,
    given,
    interviewed,
    moderated,
    offered,
    shortlisted,
    slot,
    submitted,
)
from tests.selection.test_in_a_browser import signed_in
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
READING = datetime(2026, 12, 3, 10, 0, tzinfo=LONDON)
IN_ORDER = ["Setting up", "Applications and references", "Reading", "Interviews", "Decisions"]
OF_ALL = ("round-new", "interview-questions")
FINISHED = datetime(2027, 1, 11, 10, 0, tzinfo=LONDON)


def parts(client: Client, round_: Round) -> dict[str, str]:
    """Each part of the page by its name, in the page's order, with what it says."""
    html = client.get(reverse("office-round", args=[round_.pk])).content.decode()
    found = re.findall(r'<section class="sheet[^>]*>(.*?)</section>', html, re.DOTALL)
    said = [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in found]
    return {name: part.removeprefix(name).strip() for part in said for name in IN_ORDER if part.startswith(name)}


def in_order(at: Stage) -> list[str]:
    """The parts as the manager sees them now; the first of them is marked."""
    found = parts(sign_in(Client(), at.manager), at.round)
    assert [name for name, said in found.items() if said.startswith("Now")] == list(found)[:1]
    return list(found)


def test_what_matters_now_stands_first_from_the_draft_to_the_end(at: Stage, clock):
    Round.objects.update(state="draft")
    assert in_order(at) == IN_ORDER
    Round.objects.update(state="published")
    for moment, name in (
        (at.round.opens_at - timedelta(days=1), "Setting up"),
        (NOW, "Applications and references"),
        (at.round.closes_at, "Applications and references"),
        (READING, "Reading"),
        (INTERVIEW, "Interviews"),
        (DECIDED, "Decisions"),
        (FINISHED, "Decisions"),
    ):
        clock.move_to(moment)
        assert in_order(at) == [name, *[each for each in IN_ORDER if each != name]]


def test_each_link_says_what_waits_behind_it(at: Stage, clock):
    draft(at, applicant("Una Bell"))
    asked(at, submitted(at, applicant("Wilf Alderson")))
    given(at, submitted(at, applicant("Tess Hird")))
    clock.move_to(LATER)
    office = sign_in(Client(), at.manager)
    said = parts(office, at.round)
    assert "Begun and not sent in 1 draft" in said["Applications and references"]
    assert "Waiting for a reference 1 application, overdue" in said["Applications and references"]
    assert "Share applications out 1 to share out" in said["Reading"]
    tess = Application.objects.get(person__name="Tess Hird")
    moderated(at, tess)
    assert "The line of the shortlist 1 to shortlist or not" in parts(office, at.round)["Reading"]
    shortlisted(at)
    assert "Times for interviews 0 free, 1 needed" in parts(office, at.round)["Interviews"]
    slot(at)
    said = parts(office, at.round)["Interviews"]
    assert "Times for interviews 1 free" in said
    assert "To invite to an interview 1 application" in said
    assert "needed" not in said


def test_what_waits_is_counted_of_the_whole_round_however_the_list_is_narrowed(at: Stage, office: Client):
    given(at, submitted(at))
    page = reverse("office-round", args=[at.round.pk])
    assert "1 to share out" in words(office.get(page, {"q": "nobody of this name"}))


def test_decisions_that_are_ready_are_said_where_they_are_released(at: Stage, clock):
    decision = checked(at)
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    assert "Release decisions 1 ready" in parts(office, at.round)["Decisions"]
    decisions.release(decision, by=at.manager, at=DECIDED)
    assert "ready" not in parts(office, at.round)["Decisions"]


def test_who_is_not_the_manager_is_shown_only_what_is_open_to_her(at: Stage):
    eligibility.ask(at.round, [("Do you drive?", "No.")], by=at.manager, at=NOW)
    others = sign_in(Client(), cast.officer(at.alliance, "Jill Harker", Role.FINANCE))
    assert "Change dates and terms" not in parts(others, at.round)["Setting up"]
    assert "A later deadline" not in words(others.get(reverse("office-round", args=[at.round.pk])))
    managers = parts(sign_in(Client(), at.manager), at.round)
    assert "Questions before applying 1 of your own" in managers["Setting up"]
    for page in ("office-round-edit", "office-round-questions", "office-weights", "office-extension"):
        assert others.get(reverse(page, args=[at.round.pk])).status_code == 403


def test_every_link_of_the_parts_opens(at: Stage, clock):
    draft(at, applicant("Una Bell"))
    asked(at, submitted(at, applicant("Wilf Alderson")))
    interviewed(at)
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    pages = [
        *("round", "round-edit", "round-questions", "round-areas", "weights", "round-new", "extension"),
        *("sharing-out", "scores", "line", "slots", "interview-questions", "round-release"),
    ]
    html = office.get(reverse("office-round", args=[at.round.pk])).content.decode()
    links = re.findall(r'class="govuk-link govuk-task-list__link" href="([^"#]+)', html)
    assert {reverse(f"office-{page}", args=() if page in OF_ALL else (at.round.pk,)) for page in pages} == {
        link.partition("?")[0] for link in links
    }
    for link in links:
        assert office.get(link.replace("&amp;", "&")).status_code == 200, link


def test_the_page_asks_as_much_of_a_full_round_as_of_an_empty_one(at: Stage, office: Client, query_count):
    page = reverse("office-round", args=[at.round.pk])
    shortlisted(at)
    one = cost(office, page, query_count)
    assert one <= MOST_QUERIES + OPENING
    for name in ("Wilf Alderson", "Tess Hird"):
        given(at, submitted(at, applicant(name)))
    assert cost(office, page, query_count) == one
    assert cost(office, f"{page}?q=tess", query_count) <= MOST_QUERIES + OPENING


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_round_in_every_part_of_its_life(at: Stage, open_browser, live_server, looks_right, clock):
    draft(at, applicant("Una Bell"))
    asked(at, submitted(at, applicant("Wilf Alderson")))
    given(at, submitted(at, applicant("Tess Hird")))
    moderated(at, given(at, submitted(at, applicant("Meg Raw"))).application)
    offered(at, shortlisted(at, applicant("Joe Dent")))
    moments = (("draft", NOW), ("open", NOW), ("reading", READING), ("deciding", DECIDED), ("finished", FINISHED))
    for name, moment in moments:
        Round.objects.update(state="draft" if name == "draft" else "published")
        clock.move_to(moment)
        for kind in (PHONE, DESK):
            page = signed_in(open_browser(kind), live_server.url, at.manager).new_page()
            page.goto(live_server.url + reverse("office-round", args=[at.round.pk]))
            page.get_by_role("heading", level=1, name="Autumn 2026").wait_for()
            looks_right(page, name)


def test_a_round_of_renewals_has_no_public_page_and_asks_nothing_before(at: Stage, office: Client):
    round_ = renewals.round_for(at.alliance, date(2027, 8, 31), at=NOW)
    page = office.get(reverse("office-round", args=[round_.pk])).content.decode()
    assert "Change dates and terms" in page
    assert "The public page of this round" not in page
    assert "Questions before applying" not in page
    assert "Only System Leaders whose designation ends from Thursday 1 April 2027" in page
