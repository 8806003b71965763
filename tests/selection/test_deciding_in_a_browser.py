"""Decisions as their people meet them in a browser: one letter held back, an appeal upheld, a certificate checked."""

import re
from typing import Any

import pytest
from django.urls import reverse

from drystone.people.models import Person
from drystone.register.models import Designation
from drystone.selection import decisions
from drystone.selection.models import Appeal, Decision
from tests import cast
from tests.browsing import DESK, PHONE
from tests.selection.pressing import not_shortlisted, with_reference
from tests.selection.stage import DECIDED, Stage, checked, for_two_areas, interviewed
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def as_(open_browser, live_server, looks_right) -> Any:
    """`as_(person, PHONE)` is a page of hers; `page.there(name, *args)` goes to an address and looks it over."""

    class Hers:
        def __init__(self, who: Person | None, kind: dict[str, Any]):
            self.page = signed_in(open_browser(kind), live_server.url, who).new_page()

        def there(self, name: str, *args: Any) -> Any:
            self.page.goto(live_server.url + reverse(name, args=args))
            self.looked_at(name)
            return self.page

        def looked_at(self, name: str) -> None:
            looks_right(self.page, name)

    return Hers


def refused(at: Stage, name: str) -> Decision:
    """A no that a second person has seen."""
    application = not_shortlisted(at, with_reference(at, name))
    return checked(at, application, "unsuccessful", feedback="Show us more of what changed.")


def account(decision: Decision) -> Person:
    """The applicant, as she signs in."""
    return Person.objects.get(pk=decision.application.person_id)


def test_a_round_is_released_and_one_letter_held_back(at: Stage, as_, clock):
    """Features 28: Outgoing letters held for a check before sending."""
    kept, gone = refused(at, "Rosie Metcalfe"), refused(at, "Tess Hird")
    clock.move_to(DECIDED)
    office = as_(at.manager, DESK)
    page = office.there("office-round-release", at.round.pk)
    page.get_by_role("link", name="Hold back the decision on Rosie Metcalfe").click()
    page.get_by_label("Why is it held back?").fill("We ring her first.")
    office.looked_at("office-decision-holding")
    page.get_by_role("button", name="Hold the decision back").click()
    page.get_by_role("heading", name="Release 1 decision").wait_for()
    office.looked_at("office-round-release")
    page.get_by_role("button", name="Release all of them now").click()
    page.get_by_text("Released. Everybody is told in two minutes").wait_for()
    page.get_by_text("We ring her first.").wait_for()
    assert decisions.issue_letters(at=DECIDED) == 1
    hers = as_(Person.objects.get(pk=gone.application.person_id), PHONE).there(
        "apply-application", gone.application_id
    )
    hers.get_by_text("We are sorry that we cannot offer you the role this time.").wait_for()
    hers.get_by_role("link", name="Decision letter").wait_for()
    waits = as_(Person.objects.get(pk=kept.application.person_id), PHONE).there(
        "apply-application", kept.application_id
    )
    waits.get_by_text("Waiting for us.").wait_for()
    assert waits.get_by_text("We are sorry").count() == 0
    phone = as_(at.manager, PHONE).there("office-round-release", at.round.pk)
    phone.get_by_role("button", name=re.compile("Let it go with the others.*Rosie Metcalfe")).click()
    phone.get_by_role("heading", name="Release 1 decision").wait_for()


def test_an_appeal_is_upheld_and_a_second_letter_puts_the_decision_right(at: Stage, as_, clock):
    """Features 29: Appeal / undo of a decision."""
    first = decisions.release(
        checked(at, interviewed(at), "unsuccessful", feedback="More evidence."), by=at.manager, at=DECIDED
    )
    clock.move_to(DECIDED)
    pk, hers = first.application_id, as_(account(first), PHONE)
    page = hers.there("apply-application", pk)
    page.get_by_role("link", name="Appeal against this decision").click()
    page.get_by_label("The process was not followed").check()
    page.get_by_role("textbox").fill("Nobody read page 3.")
    hers.looked_at("apply-appeal")
    page.get_by_role("button", name="Appeal").click()
    page.get_by_text("Your appeal: open. We answer by Wednesday 13 January 2027.").wait_for()
    third = as_(cast.officer(at.alliance, "Nell Spence"), DESK)
    page = third.there("office-appeal", Appeal.objects.get().pk)
    page.get_by_label("Upheld").check()
    page.get_by_role("textbox").fill("You are right: page 3 was not read.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("Appeal: Upheld.").wait_for()
    office = as_(at.manager, DESK)
    page = office.there("office-application", pk)
    page.get_by_role("link", name="Correct the decision").click()
    page.get_by_label("Designate", exact=True).check()
    page.get_by_label("Why is it corrected").fill("The appeal was upheld.")
    office.looked_at("office-correction-new")
    page.get_by_role("button", name="Save this correction").click()
    page.get_by_text("Prepared. A second person looks at it before it can be released.").wait_for()
    correction = first.corrections.get()
    second = as_(at.second, PHONE)
    page = second.there("office-correction", correction.pk)
    page.get_by_role("button", name="I have seen").click()
    page.get_by_role("link", name="Look at the correction").wait_for()
    page = office.there("office-correction", correction.pk)
    page.get_by_role("button", name="Release").click()
    page.get_by_text("Released. The applicant has the new letter and has been told.").wait_for()
    page = hers.there("apply-application", pk)
    page.get_by_text("You are a System Leader").wait_for()
    page.get_by_text("Replaced by a later one").wait_for()


def test_one_area_with_a_condition_and_one_refused_from_the_decision_to_the_day_it_is_met(at: Stage, as_, clock):
    """Features 24: Coded, structured reasons for a 'no'. Features 26: Candidate accepts or declines the offer."""
    application = for_two_areas(at)
    clock.move_to(DECIDED)
    office = as_(at.manager, DESK)
    decided_apart(office, application.pk)
    as_(at.manager, PHONE).there("office-decision", application.pk)
    decision = Decision.objects.get()
    page = as_(at.second, PHONE).there("office-decision-check", decision.pk)
    page.get_by_text("Not this time. Not enough evidence yet of what changed for pupils.").wait_for()
    page.get_by_role("button", name="I have seen this decision").click()
    page.get_by_text("Seen. It can be released now.").wait_for()
    page = office.there("office-decision-release", decision.pk)
    page.get_by_role("button", name="Release this decision now").click()
    page.get_by_text("Released.").wait_for()
    office.looked_at("office-application")
    hers = as_(account(decision), PHONE)
    page = hers.there("apply-application", application.pk)
    page.get_by_text("You will be a System Leader as soon as a condition is met.").wait_for()
    page.get_by_role("button", name="Accept or decline").click()
    page.get_by_role("button", name="I accept").click()
    page.get_by_text("Thank you. We are glad.").wait_for()
    page.get_by_text("Complete core training.").wait_for()
    hers.looked_at("leader-profile")
    settled(office, Designation.objects.get())
    page = hers.there("leader-profile")
    page.get_by_text("Waiting for a condition to be met").wait_for(state="detached")


def decided_apart(office: Any, application: int) -> None:
    """English under a condition, Maths not this time; what was left out first is said, and what was typed stays."""
    page = office.there("office-decision", application)
    page.get_by_label("Not the same for every area").check()
    english, maths = page.get_by_role("group", name="English"), page.get_by_role("group", name="Maths")
    english.get_by_label("Designate subject to a condition").check()
    english.get_by_label("The condition").fill("Complete core training.")
    for part, number in (("Day", "30"), ("Month", "4"), ("Year", "2027")):
        english.get_by_role("group", name="By when it is to be met").get_by_label(part).fill(number)
    maths.get_by_label("Unsuccessful").check()
    office.looked_at("office-decision")
    page.get_by_role("button", name="Save this decision").click()
    page.get_by_text("Choose the reason").first.wait_for()
    maths.get_by_label("Why not?").select_option("impact")
    page.get_by_label("Feedback").fill("Show us in Maths what changed for pupils.")
    office.looked_at("office-decision-with-a-mistake")
    page.get_by_role("button", name="Save this decision").click()
    page.get_by_text("Prepared. A second person looks at it").wait_for()


def settled(office: Any, made: Designation) -> None:
    """The office gives more time, and then records the condition as met."""
    page = office.there("office-leader", made.pk)
    page.get_by_role("link", name="Give more time").click()
    page.get_by_role("textbox", name="Month").fill("6")
    page.get_by_label("Why is there more time?").fill("Ill for a month.")
    office.looked_at("office-leader-condition")
    page.get_by_role("button", name="Give more time").click()
    page.get_by_text("first told: Friday 30 April 2027").wait_for()
    office.looked_at("office-leader")
    page.get_by_role("link", name="Record as met").click()
    page.get_by_label("Why, and how do you know?").fill("Certificate of training seen.")
    page.get_by_role("button", name="Record as met").click()
    page.get_by_text("Recorded. The System Leader is told.").wait_for()


def test_the_manager_puts_a_letter_into_other_words_and_looks_at_it_first(at: Stage, as_):
    """Features 25: Letter / e-mail templates edited by staff."""
    office = as_(at.manager, DESK)
    page = office.there("office-letters")
    page.get_by_role("link", name="Unsuccessful").click()
    page.get_by_label("What the letter says").fill("Thank you, {name}.\n\n{feedback}")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_text("Thank you, Rosie Metcalfe.").wait_for()
    page.get_by_text("Nothing has been saved yet.").wait_for()
    office.looked_at("office-letter")
    page.get_by_role("button", name="Save these words").click()
    page.get_by_role("link", name="Version 1").wait_for()
    as_(at.manager, PHONE).there("office-letter", "unsuccessful")
    as_(at.manager, PHONE).there("office-letters").get_by_text("Version 1, by Margaret Alderson").wait_for()


def test_who_would_rather_not_says_so_on_the_telephone_in_the_corridor(at: Stage, as_, clock):
    """Features 26: Candidate accepts or declines the offer."""
    yes = decisions.release(checked(at), by=at.manager, at=DECIDED)
    clock.move_to(DECIDED)
    hers = as_(account(yes), PHONE)
    page = hers.there("apply-application", yes.application_id)
    page.get_by_role("button", name="Accept or decline").click()
    page.get_by_role("link", name="I would rather not").click()
    page.get_by_text("You need give no reason").wait_for()
    hers.looked_at("leader-declining")
    page.get_by_role("button", name="Decline my designation").click()
    page.get_by_text("You have declined.").wait_for()
    assert Designation.objects.get().ending == "declined"


def test_anybody_checks_a_certificate(at: Stage, as_, clock):
    yes = decisions.release(checked(at), by=at.manager, at=DECIDED)
    clock.move_to(DECIDED)
    Designation.objects.update(shown_in_directory=True)
    assert yes.designation
    anybody = as_(None, PHONE)
    page = anybody.there("check-designation")
    page.get_by_label("Number on the certificate").fill(yes.designation.number.lower())
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Rosie Metcalfe is a System Leader of Swaledale Alliance").wait_for()
    page.get_by_text("English: Primary").wait_for()
    anybody.looked_at("check-designation")
    page.get_by_label("Number on the certificate").fill("SL-0000-0000")
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Not known.").wait_for()
