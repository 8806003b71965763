"""One outcome for each area that was applied for: in the decision, the letter, the register, on the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.documents import papers
from drystone.register import certificates, directory
from drystone.register.models import Designation
from drystone.selection import appeals, corrections, decisions, documents, outcomes, releases
from drystone.selection.models import Application, ApplicationArea, Correction, Decision, Outcome, Reason
from drystone.selection.outcomes import AreaOutcome, CannotDecide
from drystone.selection.sentences import waiting_for
from tests import cast
from tests.selection.pressing import words
from tests.selection.stage import BY_MAY, DECIDED, Stage, checked, for_two_areas, interviewed
from tests.selection.test_letters import printed
from tests.selection.test_lists import taken
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
FEEDBACK = "Show us in Maths what changed for pupils."
MENTOR = AreaOutcome("with_support", "A mentor for two terms.", BY_MAY)
TRAINING = AreaOutcome("with_condition", "Complete core training.", BY_MAY)
NOT_YET = AreaOutcome("unsuccessful", reason="impact")


@pytest.fixture
def both(at: Stage) -> Application:
    return for_two_areas(at)


def numbers(application: Application) -> tuple[int, int]:
    """English and Maths, as they were applied for."""
    english, maths = application.areas.values_list("pk", flat=True)
    return english, maths


def apart(application: Application, english: AreaOutcome, maths: AreaOutcome) -> dict[int, AreaOutcome]:
    return dict(zip(numbers(application), (english, maths), strict=True))


def decided(at: Stage, application: Application, english: AreaOutcome, maths: AreaOutcome) -> Decision:
    """Prepared, seen and released; each area by itself."""
    decision = decisions.prepare(
        application,
        "designate",
        apart=apart(application, english, maths),
        feedback=FEEDBACK,
        by=at.manager,
        at=DECIDED,
    )
    decisions.check(decision, by=at.second, at=DECIDED)
    return decisions.release(decision, by=at.manager, at=DECIDED)


def held(designation: Designation) -> list[str]:
    return [str(row) for row in designation.areas.counting().select_related("area")]


def test_one_area_is_granted_and_another_is_not_with_a_coded_reason(at: Stage, both: Application):
    """Features 24: Coded, structured reasons for a 'no'."""
    decision = decided(at, both, AreaOutcome("designate"), NOT_YET)
    assert (decision.outcome, held(decision.designation)) == ("designate", ["English"])
    assert list(both.areas.values_list("outcome", "reason")) == [("designate", ""), ("unsuccessful", "impact")]
    letter = printed(papers.read(decision.letter))
    for part in (
        "We are delighted to designate you",
        FEEDBACK,
        "English Designated.",
        "Maths Not this time. Not enough evidence yet of what changed for pupils.",
        "You may appeal about Maths within 10 working days",
    ):
        assert part in letter
    certificate = printed(papers.read(certificates.standing_certificate(decision.designation)))
    assert ("English" in certificate, "Maths" in certificate) == (True, False)


def test_each_area_with_its_own_terms_and_its_own_day(at: Stage, both: Application):
    later = BY_MAY + timedelta(days=31)
    decision = decided(at, both, MENTOR, AreaOutcome("with_condition", "Complete core training.", later))
    designation = decision.designation
    asked = [(str(each.area), each.kind, each.terms, each.due_on) for each in designation.conditions.all()]
    assert asked == [
        ("English", "support", "A mentor for two terms.", BY_MAY),
        ("Maths", "condition", "Complete core training.", later),
    ]
    assert (decision.outcome, designation.state, held(designation)) == ("with_support", "active", ["English"])
    letter = printed(papers.read(decision.letter))
    assert "with support from us: A mentor for two terms, by Friday 30 April 2027." in letter
    assert "Maths Designated as soon as this is met, by Monday 31 May 2027: Complete core training." in letter
    certificate = printed(papers.read(certificates.standing_certificate(designation)))
    assert "Maths, once a condition is met by Monday 31 May 2027" in certificate


def test_what_depends_on_a_condition_stands_in_no_directory_and_is_found_for_nobody(at: Stage, both: Application):
    decided(at, both, AreaOutcome("designate"), TRAINING)
    (listed,) = directory.listed(at.alliance, on=DECIDED.date())
    assert [str(row.area) for row in listed.areas.all()] == ["English"]
    assert not directory.listed(at.alliance, on=DECIDED.date(), area="maths").exists()
    assert [area.code for area in directory.areas_of(at.alliance, on=DECIDED.date())] == ["english"]


@pytest.mark.parametrize(
    ("english", "maths", "together"),
    [
        (TRAINING, AreaOutcome("designate"), "designate"),
        (TRAINING, MENTOR, "with_support"),
        (TRAINING, NOT_YET, "with_condition"),
        (AreaOutcome("defer", "Autumn 2027", reason="experience"), NOT_YET, "defer"),
        (NOT_YET, NOT_YET, "unsuccessful"),
    ],
)
def test_a_decision_as_a_whole_is_the_best_of_its_areas(
    at: Stage, both: Application, english: AreaOutcome, maths: AreaOutcome, together: str
):
    decision = decided(at, both, english, maths)
    assert decision.outcome == together
    assert bool(decision.designation) == together.startswith(("designate", "with"))
    for area, each in outcomes.lines(both):
        assert (area, outcomes.in_words(each)) in documents.facts(decision, outcomes.lines(both))


def test_the_same_for_all_is_said_once(at: Stage, both: Application):
    decision = checked(at, both)
    assert ("Areas of expertise", ["English", "Maths"]) in documents.letter_words(decision)["facts"]
    assert outcomes.summary(outcomes.lines(both), decision.outcome) == "Designate"
    assert [row.said for row in releases.of_round(at.round)] == ["Designate"]  # type: ignore[attr-defined]


def test_where_they_differ_every_list_says_so(at: Stage, both: Application, clock):
    decision = decided(at, both, AreaOutcome("designate"), NOT_YET)
    said = waiting_for(Application.objects.get(pk=decision.application_id), DECIDED)
    assert said == "Decided on Tuesday 15 December 2026: English: designate; Maths: unsuccessful."
    clock.move_to(DECIDED)
    heads, row = taken(at, sign_in(Client(), at.manager), "applications")
    assert dict(zip(heads, row, strict=True))["Decided"] == "English: designate; Maths: unsuccessful"


def test_the_list_of_leaders_says_which_area_waits_for_a_condition(at: Stage, both: Application, clock):
    """Features 30: Register of appointed people with term + expiry."""
    decided(at, both, AreaOutcome("designate"), TRAINING)
    clock.move_to(DECIDED)
    said = words(sign_in(Client(), at.manager).get(reverse("office-leaders")))
    assert "English, Maths (waits for a condition)" in said


@pytest.mark.parametrize(
    ("english", "said"),
    [
        (AreaOutcome("with_condition", " ", BY_MAY), "Write down the condition, for each area"),
        (AreaOutcome("with_support", "A mentor."), "by which day"),
        (AreaOutcome("with_support", "A mentor.", DECIDED.date()), "still to come"),
        (AreaOutcome("unsuccessful"), "Choose the reason"),
        (AreaOutcome("defer", "", reason="impact"), "to which round"),
    ],
)
def test_what_belongs_to_an_outcome_is_asked_for(at: Stage, both: Application, english: AreaOutcome, said: str):
    each = apart(both, english, AreaOutcome("designate"))
    with pytest.raises(CannotDecide, match=said):
        decisions.prepare(both, "designate", apart=each, feedback="x", by=at.manager, at=DECIDED)


def test_one_area_that_is_not_granted_needs_feedback_as_much_as_all(at: Stage, both: Application):
    each = apart(both, AreaOutcome("designate"), NOT_YET)
    with pytest.raises(CannotDecide, match="feedback"):
        decisions.prepare(both, "designate", apart=each, by=at.manager, at=DECIDED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "perhaps"},
        {"outcome": "with_support", "terms": "A mentor."},
        {"outcome": "with_condition", "due_on": BY_MAY},
        {"outcome": "designate", "terms": "A mentor."},
        {"outcome": "designate", "due_on": BY_MAY},
        {"outcome": "designate", "reason": "impact"},
        {"outcome": "unsuccessful"},
        {"outcome": "unsuccessful", "reason": "hope"},
    ],
)
def test_the_database_refuses_an_outcome_without_what_belongs_to_it(at: Stage, wrong: dict[str, Any]):
    """Features 24: Coded, structured reasons for a 'no'."""
    application = interviewed(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationArea.objects.filter(application=application).update(**wrong)


def test_every_reason_has_words_that_fit_the_letter():
    """Features 24: Coded, structured reasons for a 'no'."""
    for reason in Reason.values:
        said = outcomes.in_words(AreaOutcome(Outcome.UNSUCCESSFUL, reason=reason))
        assert said == f"Not this time. {Reason(reason).label}."


def test_a_correction_grants_one_area_more_and_keeps_what_stands(at: Stage, both: Application):
    first = decided(at, both, MENTOR, NOT_YET)
    number, support = first.designation.number, first.designation.conditions.get()
    correction = corrections.prepare(
        first, "designate", apart=apart(both, MENTOR, TRAINING), because="Wrong letter.", by=at.manager, at=DECIDED
    )
    assert list(both.areas.values_list("outcome", flat=True)) == ["with_support", "unsuccessful"]
    corrections.check(correction, by=at.second, at=DECIDED)
    decision = corrections.release(correction, by=at.manager, at=DECIDED)
    designation = Designation.objects.get()
    assert (designation.number, designation.state, held(designation)) == (number, "active", ["English"])
    asked = {str(each.area): (each.pk, each.kind) for each in designation.conditions.standing()}
    assert asked["English"] == (support.pk, "support")
    assert asked["Maths"][1] == "condition"
    before = outcomes.read(Correction.objects.get().before["areas"])
    assert list(before.values()) == [MENTOR, NOT_YET]
    assert "Designated as soon as this is met" in printed(papers.read(decision.letter))


def test_she_appeals_against_the_area_that_was_not_granted(at: Stage, both: Application):
    """Features 29: Appeal / undo of a decision."""
    first = decided(at, both, AreaOutcome("designate"), NOT_YET)
    assert appeals.against(first) == ["Maths"]
    who = cast.acting(both.person)
    appeal = appeals.open(first, "evidence", "Page 3.", by=who, at=DECIDED)
    appeals.decide(appeal, "uphold", "Yes.", by=cast.officer(at.alliance, "Nell Spence"), at=DECIDED)
    all_of_it = corrections.prepare(first, "designate", because="Appeal.", by=at.manager, at=DECIDED)
    corrections.check(all_of_it, by=at.second, at=DECIDED)
    decision = corrections.release(all_of_it, by=at.manager, at=DECIDED)
    assert held(decision.designation) == ["English", "Maths"]
    assert appeals.against(decision) == []
