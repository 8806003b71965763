"""Each area decided by itself on the pages: the office's form, what the second person and the applicant read."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drystone.people.models import Person
from drystone.selection import decisions, outcomes
from drystone.selection.models import Application, ApplicationArea, Correction, Decision
from drystone.selection.outcomes import AreaOutcome
from tests.selection.pressing import dated, words
from tests.selection.stage import BY_MAY, DECIDED, Stage, checked, for_two_areas, interviewed
from tests.selection.test_outcomes import FEEDBACK, NOT_YET, TRAINING, decided, numbers
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(at: Stage) -> Application:
    return for_two_areas(at)


def boxes(application: Application, english: dict[str, Any], maths: dict[str, Any]) -> dict[str, Any]:
    """What is posted where each area is decided by itself."""
    each = zip(numbers(application), (english, maths), strict=True)
    return {f"{pk}-{name}": value for pk, given in each for name, value in given.items()} | {"outcome": "differs"}


def test_each_area_is_decided_on_the_page_and_nothing_typed_is_lost(at: Stage, both: Application, clock):
    clock.move_to(DECIDED)
    office, page = sign_in(Client(), at.manager), reverse("office-decision", args=[both.pk])
    assert "Not the same for every area" in words(office.get(page))
    english = {"outcome": "with_support", "support": "A mentor."}
    said = words(office.post(page, boxes(both, english, {"outcome": "unsuccessful"}) | {"feedback": FEEDBACK}))
    assert "Say by when it is to be carried out" in said
    assert "Choose the reason" in said
    assert FEEDBACK in said
    assert not Decision.objects.exists()
    english |= dated(support_by="30 4 2027")
    sent = boxes(both, english, {"outcome": "unsuccessful", "why_not": "impact"}) | {"feedback": FEEDBACK}
    for _ in range(2):
        assert office.post(page, sent).status_code == 302
    assert list(outcomes.standing(both).values()) == [AreaOutcome("with_support", "A mentor.", BY_MAY), NOT_YET]
    again = office.get(page).context["form"]
    assert (again["outcome"].value(), again[f"{numbers(both)[0]}-support"].value()) == ("differs", "A mentor.")
    second = sign_in(Client(), at.second)
    said = words(second.get(reverse("office-decision-check", args=[Decision.objects.get().pk])))
    assert "English Designated with support, by Friday 30 April 2027: A mentor." in said
    assert "Maths Not this time. Not enough evidence yet" in said


def test_one_outcome_for_all_is_two_presses(at: Stage, both: Application, clock):
    clock.move_to(DECIDED)
    office, page = sign_in(Client(), at.manager), reverse("office-decision", args=[both.pk])
    assert office.post(page, {"outcome": "designate", "condition": "Left over from another box."}).status_code == 302
    assert [*outcomes.standing(both).values()] == [AreaOutcome("designate")] * 2


def test_of_one_area_nobody_is_asked_whether_all_are_the_same(at: Stage, clock):
    application = interviewed(at)
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    assert "Not the same" not in words(office.get(reverse("office-decision", args=[application.pk])))


def test_she_reads_what_came_of_each_area(at: Stage, both: Application, clock):
    decided(at, both, TRAINING, NOT_YET)
    clock.move_to(DECIDED)
    hers = sign_in(Client(), Person.objects.get(pk=both.person_id))
    said = words(hers.get(reverse("apply-application", args=[both.pk])))
    assert "as soon as a condition is met" in said
    assert "English Designated as soon as this is met, by Friday 30 April 2027: Complete core training." in said
    assert "Maths Not this time." in said
    assert "Appeal against this decision" in said
    assert "about what we could not grant: Maths" in words(hers.get(reverse("apply-appeal", args=[both.pk])))


def test_the_feedback_of_a_no_does_not_slip_into_its_correction(at: Stage, clock):
    first = decisions.release(
        checked(at, interviewed(at), "unsuccessful", feedback="CANARY feedback"), by=at.manager, at=DECIDED
    )
    clock.move_to(DECIDED)
    office, page = sign_in(Client(), at.manager), reverse("office-correction-new", args=[first.application_id])
    shown = office.get(page)
    assert not shown.context["form"]["feedback"].value()
    assert "CANARY feedback" in words(shown)  # above the form, as what was told
    assert office.post(page, {"outcome": "designate", "because": "Wrong."}).status_code == 302
    assert Correction.objects.get().feedback == ""


def test_a_day_that_does_not_exist_is_shown_as_it_was_typed(at: Stage, clock):
    application = interviewed(at)
    clock.move_to(DECIDED)
    office, page = sign_in(Client(), at.manager), reverse("office-decision", args=[application.pk])
    sent = {"outcome": "with_condition", "condition": "Core training."} | dated(condition_by="31 2 2027")
    shown = office.post(page, sent)
    assert shown.status_code == 200
    assert b'value="31"' in shown.content
    assert date(2027, 3, 3) not in ApplicationArea.objects.values_list("due_on", flat=True)
