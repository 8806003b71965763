"""Every kind of page of a round in a browser: on a telephone, at a desk, by keyboard alone, on paper."""

import pytest
from django.urls import reverse

from drystone.people.models import Person
from drystone.selection import assessments, interests
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.hands import by_keyboard, on_paper, skipped
from tests.people.mailbox import code_for
from tests.selection.pressing import by_link
from tests.selection.stage import (
    LATER,
    Stage,
    applicant,
    asked,
    booked,
    draft,
    given,
    open_round,
    shortlisted,
    submitted,
)
from tests.selection.test_in_a_browser import signed_in
from tests.selection.test_unlisted import MUKER

pytestmark = pytest.mark.django_db(transaction=True)


def pages_of(at: Stage) -> list[tuple[Person | None, str, list]]:
    """Who looks, at which address, of what."""
    interests.note(at.alliance, "Tess Hird", "tess@reeth.example", at=NOW)
    before = open_round(at.alliance, title="Spring 2026")
    again = applicant("Una Bell")
    earlier = Stage(**vars(at) | {"round": before})
    draft(earlier, again)
    unknown = submitted(at, applicant("Wilf Alderson"), school=MUKER)
    mine = submitted(at, applicant("Meg Raw"))
    given(at, mine)
    reading = assessments.assign(mine, at.panel[2], by=at.manager, at=LATER)
    interview = booked(at, shortlisted(at))
    return [
        (None, "public-home", []),
        (None, "public-interest", []),
        (None, "round-page", [at.round.pk]),
        (None, "apply-eligibility", [at.round.pk]),
        (again, "apply-start", [at.round.pk]),
        (interview.application.person, "apply-application", [interview.application_id]),
        (interview.application.person, "apply-equality", [interview.application_id]),
        (at.panel[2], "panel-home", []),
        (at.panel[2], "panel-answers", [at.round.pk]),
        (at.panel[2], "panel-assessment", [reading.pk]),
        (at.panel[2], "panel-assessment-section", [reading.pk, "scores"]),
        (at.panel[2], "panel-assessment-conflict", [reading.pk]),
        (at.heads[0], "panel-interview", [interview.pk]),
        (at.manager, "office-home", []),
        (at.manager, "office-rounds", []),
        (at.manager, "office-round", [at.round.pk]),
        (at.manager, "office-round-edit", [at.round.pk]),
        (at.manager, "office-interests", []),
        (at.manager, "office-interview-questions", []),
        (at.manager, "office-slots", [at.round.pk]),
        (at.manager, "office-sharing-out", [at.round.pk]),
        (at.manager, "office-scores", [at.round.pk]),
        (at.manager, "office-application", [unknown.pk]),
        (at.manager, "office-application-school", [unknown.pk]),
        (at.manager, "office-policies", []),
    ]


def test_what_a_referee_reads_of_the_application(at: Stage, open_browser, live_server, looks_right):
    at.round.referees_read_application = True
    at.round.save()
    reference = asked(at, submitted(at))
    client = by_link(reference)
    address = reverse("school-reference-application", args=[reference.pk])
    digits = client.get(address)["Location"]
    client.post(digits, {"send": "yes"})
    client.post(digits, {"code": code_for(reference.referee.email)})
    for kind in (PHONE, DESK):
        context = open_browser(kind)
        cookies = [{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()]
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(live_server.url + address)
        page.get_by_text("I teach and lead reading.").wait_for()
        looks_right(page, "application for the referee")
        assert [*by_keyboard(page), *on_paper(page)] == []


def test_every_kind_of_page_by_keyboard_and_on_paper(at: Stage, open_browser, live_server, looks_right, clock):
    faults: dict[str, list[str]] = {}
    shown = pages_of(at)
    clock.move_to(NOW)
    for kind in (PHONE, DESK):
        opened: dict[int | None, object] = {}
        for who, name, args in shown:
            key = who.pk if who else None
            if key not in opened:
                opened[key] = signed_in(open_browser(kind), live_server.url, who).new_page()
            page = opened[key]
            page.goto(live_server.url + reverse(name, args=args))
            looks_right(page, name)
            if kind is DESK:
                found = [*by_keyboard(page), *on_paper(page)]
                if found:
                    faults[name] = found
                if not skipped(page):
                    faults.setdefault(name, []).append("the skip link does not lead past the navigation")
    assert faults == {}


def test_what_a_hand_would_miss_is_found(at: Stage, open_browser, live_server):
    page = signed_in(open_browser(DESK), live_server.url, at.manager).new_page()
    page.goto(live_server.url + reverse("office-round", args=[at.round.pk]))
    assert by_keyboard(page) == []
    assert page.evaluate("window.stops.size") > 30
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(".govuk-link, .govuk-link:focus { all: unset !important }"
            + " main { width: 3000px } @media print { .filters { display: flex !important } }");
          document.adoptedStyleSheets = [sheet];
          window.stops = new Set();
        }"""
    )
    assert [fault for fault in by_keyboard(page) if fault.startswith("one does not see that one stands on a ")]
    found = on_paper(page)
    assert any("pixels are cut off" in fault for fault in found)
    assert any(fault.startswith("form ") for fault in found)
