"""A round that opens and closes by itself, and one application on which several people work, each at her own part."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.questions import sheets
from drystone.selection import applications, references
from drystone.selection.models import Application, Round
from tests import cast
from tests.browsing import PHONE
from tests.clock import NOW
from tests.selection.pressing import words
from tests.selection.stage import CLOSES, Stage, applicant, draft, scored, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def begins(at: Stage, name: str) -> bool:
    """Whether somebody who presses "Start" now has an application afterwards."""
    client = sign_in(Client(), applicant(name))
    client.post(reverse("apply-start", args=[at.round.pk]))
    return Application.objects.filter(person__name=name).exists()


def test_a_round_opens_and_closes_to_the_second_and_nobody_presses_anything(at: Stage, clock):
    """Features 1: Dated rounds / windows that open and close by themselves."""
    page = reverse("round-page", args=[at.round.pk])
    found = {}
    for name, moment in {
        "Ada Early": at.round.opens_at - SECOND,
        "Betty First": at.round.opens_at,
        "Clara Last": CLOSES - SECOND,
        "Dora Late": CLOSES,
    }.items():
        clock.move_to(moment)
        assert Client().get(page).status_code == 200
        found[name] = begins(at, name)
    assert found == {"Ada Early": False, "Betty First": True, "Clara Last": True, "Dora Late": False}


def test_applicant_referees_and_office_each_add_a_part_of_their_own_at_the_same_time(at: Stage, office: Client):
    """Features 6: Several people work on one application.

    The applicant alone writes the application, on any number of screens. Her head and a second referee write their
    references while she may still change it, and assessors score it each on a sheet of their own. Nobody writes in
    another's part, and what each wrote stands together for the office.
    """
    Round.objects.update(second_reference=True)
    at.round.refresh_from_db()
    second = {"name": "Una Bell", "role": "Head of Year 6", "email": "una@reeth.example"}
    application = submitted(at, second_referee=second)
    head, other = (application.references.get(kind=kind) for kind in ("headteacher", "second"))
    for reference in (head, other):
        if reference.state == "wanted":
            references.ask(reference, by=at.manager, at=NOW)
    her = cast.acting(application.person)
    applications.reopen(application, by=her, at=NOW)
    sheets.save(head.sheet, "statement", "She is very good.", at=NOW)
    sheets.save(application.sheet, "impact", "Reading went up, and stayed.", at=NOW)
    sheets.save(other.sheet, "statement", "She helped me.", at=NOW)
    applications.submit(application, by=her, at=NOW)
    scores = [scored(at, application, assessor) for assessor in at.panel[2:]]
    parts = [application.sheet, *(each.sheet for each in (head, other, *scores))]
    assert len({sheet.pk for sheet in parts}) == len(parts) == 5
    assert [sheets.value(each.sheet, "statement") for each in (head, other)] == ["She is very good.", "She helped me."]
    said = words(office.get(reverse("office-application", args=[application.pk])))
    for word in ("Reading went up, and stayed.", "Ann Peel", "Una Bell", "Mark Calvert", "Sara Fawcett"):
        assert word in said
    for stranger in (at.manager, at.panel[2], applicant("Tess Hird")):
        section = reverse("apply-section", args=[application.pk, "evidence"])
        assert sign_in(Client(), stranger).get(section).status_code == 404


def test_what_is_typed_is_kept_though_nothing_was_pressed(at: Stage, open_browser, live_server):
    """Features 5: Autosave while typing."""
    application = draft(at, impact="")
    section = live_server.url + reverse("apply-section", args=[application.pk, "evidence"])
    for kind in ({}, PHONE):
        browser = open_browser(kind) if kind else open_browser()
        cookies = sign_in(Client(), application.person).cookies
        browser.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in cookies.values()])
        page = browser.new_page()
        page.goto(section)
        box = page.get_by_label("What has got better in your own school because of your leadership?")
        if not kind:
            box.fill("Reading went up.")
            page.get_by_text(re.compile(r"^Saved \d\d:\d\d$")).wait_for()
    assert box.input_value() == "Reading went up."
