"""The pages of selection as their readers see them: on a telephone, at a desk, with nothing for axe to find."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from drystone.people.models import Link, Person
from drystone.selection import assessments, decisions
from drystone.selection.models import Application, Reference
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.people.mailbox import token_of
from tests.selection.stage import (
    AFTER,
    DECIDED,
    LATER,
    Stage,
    applicant,
    asked,
    booked,
    checked,
    draft,
    given,
    held,
    interviewed,
    locked,
    moderated,
    offered,
    scored,
    shortlisted,
    submitted,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[..., Page]


@pytest.fixture
def look(open_browser, live_server, looks_right) -> Look:
    """`look(person, "office-round", pk)` opens a page as somebody, on a telephone and at a desk."""

    def through(person: Person | None, *pages: tuple) -> None:
        for kind in (PHONE, DESK):
            page = signed_in(open_browser(kind), live_server.url, person).new_page()
            for name, *args in pages:
                page.goto(live_server.url + reverse(name, args=args))
                looks_right(page, name)

    return through


def signed_in(browser: BrowserContext, url: str, person: Person | None) -> BrowserContext:
    if person:
        cookies = sign_in(Client(), person).cookies
        browser.add_cookies([{"name": c.key, "value": c.value, "url": url} for c in cookies.values()])
    return browser


def test_the_public(at: Stage, look: Look):
    look(None, ("round-page", at.round.pk), ("public-interest",), ("apply-eligibility", at.round.pk))


def test_an_applicant_before_sending(at: Stage, look: Look):
    application = draft(at, impact="")
    sections = [section.key for section in application.sheet.form.sections]
    look(
        application.person,
        ("apply-application", application.pk),
        *[("apply-section", application.pk, key) for key in sections],
        ("apply-check", application.pk),
    )
    look(applicant("Tess Hird"), ("apply-start", at.round.pk))


def test_an_applicant_after_sending(at: Stage, look: Look, clock):
    application = shortlisted(at)
    offered(at, application)
    clock.move_to(LATER)
    look(
        application.person,
        ("apply-application", application.pk),
        ("apply-interview", application.pk),
        ("apply-withdrawal", application.pk),
        ("apply-equality", application.pk),
    )


def test_an_applicant_at_the_end(at: Stage, look: Look, clock):
    yes = decisions.release(checked(at), by=at.manager, at=DECIDED)
    no = submitted(at, applicant("Tess Hird"))
    given(at, no)
    assessments.not_shortlist(moderated(at, no), by=at.manager, at=LATER)
    decided = checked(
        at, no, "unsuccessful", feedback="More evidence of what changed.\nWe would like to see you again."
    )
    decisions.release(decided, by=at.manager, at=DECIDED)
    clock.move_to(DECIDED)
    look(yes.application.person, ("apply-application", yes.application_id))
    look(no.person, ("apply-application", no.pk), ("apply-appeal", no.pk))


def open_link(page: Page, at: Stage, url: str) -> Reference:
    """A reference is asked for, and the referee opens the link in her message."""
    reference = asked(at)
    link = Link.objects.to_do(reference, "reference").get()
    page.goto(f"{url}/l/{token_of(link, NOW)}/")
    return reference


def test_a_head_gives_her_reference_in_at_most_fifteen_presses_on_three_pages(
    at: Stage, open_browser, live_server, picture, axe
):
    """Features 9: Reference by e-mailed link, no account."""
    page, presses = open_browser(PHONE).new_page(), []

    def press(role: str, name: str, within: str = "") -> None:
        place = page.get_by_role("group", name=within) if within else page
        place.get_by_role(role, name=name).click()
        presses.append(name)

    def seen(name: str) -> None:
        assert axe(page) == [], name
        picture(page, name)

    reference = open_link(page, at, live_server.url)
    seen("start")
    page.get_by_label("How do you know the applicant").fill("I have line-managed her for three years.")
    for question in ("hold the leadership role", "two years or more", "Do you support"):
        press("radio", "Yes", question)
    page.get_by_label("how many days a school year").fill("7.5")
    press("radio", "Yes", "pay for core training")
    press("checkbox", "I know that I can refuse")
    seen("support")
    press("button", "Save and continue")
    page.get_by_label("What should the panel know?").fill("She is very good.")
    press("radio", "Green", "All of these")
    seen("seen")
    press("button", "Save and continue")
    press("radio", "No", "Is there any reason")
    press("radio", "No", "May the applicant read")
    page.get_by_label("Your full name").fill("Ann Peel")
    press("checkbox", "I give this reference")
    seen("signing")
    press("button", "Sign and send")
    page.get_by_text("Given on Wednesday 11 November 2026").wait_for()
    seen("thanks")
    reference.refresh_from_db()
    assert (reference.state, len(presses)) == ("given", 12)


def test_a_referee_who_would_rather_not(at: Stage, open_browser, live_server, picture, axe):
    page = open_browser(PHONE).new_page()
    reference = open_link(page, at, live_server.url)
    for name in ("I am not the right person", "I would rather not"):
        with page.expect_navigation():
            page.get_by_role("link", name=name).click()
        assert axe(page) == []
        picture(page, name)
        if name != "I would rather not":
            page.go_back()
    page.get_by_label("I do not have the time").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("asked to name somebody else").wait_for()
    reference.refresh_from_db()
    assert reference.state == "declined"


def test_a_panel_member(at: Stage, look: Look, clock):
    application = submitted(at)
    given(at, application)
    assessment = scored(at, application, at.panel[2])
    clock.move_to(LATER)
    look(
        at.panel[2],
        ("panel-home",),
        ("panel-assessment", assessment.pk),
        ("panel-assessment-section", assessment.pk, "scores"),
        ("panel-assessment-lock", assessment.pk),
        ("panel-assessment-conflict", assessment.pk),
    )


def test_an_interviewer(at: Stage, look: Look, clock):
    interview = held(at, shortlisted(at))
    clock.move_to(AFTER)
    look(
        at.heads[0],
        ("panel-interview", interview.pk),
        ("panel-interview-section", interview.pk, "answers"),
        ("panel-interview-marks", interview.pk),
    )


def test_the_office_with_a_round(at: Stage, look: Look, clock):
    shortlisted(at)
    asked(at, submitted(at, applicant("Tess Hird")))
    submitted(at, applicant("Una Bell"))
    booked(at, Application.objects.get(person__name="Rosie Metcalfe"))
    clock.move_to(LATER)
    look(
        at.manager,
        ("office-rounds",),
        ("office-round-new",),
        ("office-round", at.round.pk),
        ("office-sharing-out", at.round.pk),
        ("office-slots", at.round.pk),
        ("office-extension", at.round.pk),
    )


def test_the_office_with_an_application(at: Stage, look: Look, clock):
    application = submitted(at)
    reference = given(at, application)
    clock.move_to(LATER)
    look(at.manager, ("office-application", application.pk), ("office-assessors", application.pk))
    for who in at.panel[2:4]:
        locked(at, application, who)
    look(at.manager, ("office-moderation", application.pk), ("office-reference", reference.pk))


def test_the_office_deciding(at: Stage, look: Look, clock):
    application = interviewed(at)
    clock.move_to(DECIDED)
    look(at.manager, ("office-decision", application.pk), ("office-marks", application.interview.pk))
    decision = checked(at, application)
    look(
        at.second,
        ("office-application", application.pk),
        ("office-decision-check", decision.pk),
        ("office-decision-release", decision.pk),
        ("office-round-release", at.round.pk),
        ("office-panel", application.interview.pk),
    )
