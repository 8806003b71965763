"""Decisions: prepared, seen by a second person, released; the designation that follows; equality."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.register.certificates import CERTIFICATE
from drystone.register.models import Designation
from drystone.selection import applications, decisions, equality
from drystone.selection.independence import Tied
from drystone.selection.models import Application, Decision, EqualityAnswers, Interview, Reference
from drystone.selection.outcomes import CannotDecide
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import not_shortlisted, with_reference
from tests.selection.stage import (
    BY_MAY,
    DECIDED,
    Stage,
    checked,
    interviewed,
    submitted,
)

pytestmark = pytest.mark.django_db


def test_released_she_is_a_system_leader_for_four_years_to_the_day(at: Stage):
    decision = decisions.release(checked(at), by=at.manager, at=DECIDED)
    designation = decision.designation
    assert (designation.person.name, designation.home_school) == ("Rosie Metcalfe", at.school)
    assert (designation.starts, designation.ends) == (date(2026, 12, 15), date(2030, 12, 14))
    assert (designation.state, designation.shown_in_directory) == ("active", True)
    assert [(row.area, row.phases) for row in designation.areas.all()] == [(at.area, ["primary"])]
    assert decision.rests_on == Reference.objects.get()
    assert decision.application.state == "decided"


def test_released_letter_and_certificate_are_sealed_and_both_are_told(at: Stage):
    decision = decisions.release(checked(at), by=at.manager, at=DECIDED)
    certificate = Paper.objects.of(decision.designation).get(kind=CERTIFICATE)
    assert papers.read(decision.letter)[:5] == papers.read(certificate)[:5] == b"%PDF-"
    told = Message.objects.filter(kind__in=["selection.decision_released", "selection.head_told_designated"])
    assert sorted(told.values_list("to_name", flat=True)) == ["Ann Peel", "Rosie Metcalfe"]


def test_nobody_is_designated_without_a_given_reference(at: Stage):
    application = interviewed(at)
    Reference.objects.filter(application=application).update(state="declined")
    with pytest.raises(CannotDecide, match="no given reference"):
        checked(at, application)


def test_nobody_is_designated_on_the_reference_of_somebody_else(at: Stage):
    application = interviewed(at)
    Reference.objects.filter(application=application).update(kind="second")
    with pytest.raises(CannotDecide, match="headteacher"):
        checked(at, application)
    Application.objects.filter(pk=application.pk).update(is_headteacher=True)
    Reference.objects.filter(application=application).update(kind="headteacher")
    application.refresh_from_db()
    with pytest.raises(CannotDecide, match="governing body"):
        checked(at, application)


def test_nobody_is_designated_whose_head_does_not_support_it(at: Stage):
    application = interviewed(at)
    Reference.objects.filter(application=application).update(supports=False)
    with pytest.raises(CannotDecide, match="supports the application"):
        checked(at, application)


def test_a_reference_lost_after_the_check_stops_the_release(at: Stage):
    decision = checked(at)
    Reference.objects.update(state="declined")
    with pytest.raises(CannotDecide):
        decisions.release(decision, by=at.manager, at=DECIDED)
    assert (Designation.objects.count(), Application.objects.get().state) == (0, "interviewed")


def test_nobody_is_designated_without_an_interview_and_agreed_marks(at: Stage):
    application = not_shortlisted(at, with_reference(at))
    with pytest.raises(CannotDecide, match="interviewed"):
        checked(at, application)


def test_nobody_is_designated_before_the_panel_has_agreed_its_marks(at: Stage):
    application = interviewed(at)
    Interview.objects.update(agreed=None)
    with pytest.raises(CannotDecide, match="agreed its marks"):
        checked(at, application)


def test_the_database_refuses_a_designation_before_release_or_without_reference(at: Stage):
    decision = checked(at)
    designation = cast.leader(at.alliance, at.school)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(designation=designation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            state="released", released_at=DECIDED, designation=designation, rests_on=None
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(checked_by=decision.prepared_by)


def test_a_second_person_sees_it_before_it_is_released(at: Stage):
    application = interviewed(at)
    decision = decisions.prepare(application, "designate", by=at.manager, at=DECIDED)
    with pytest.raises(AlreadyMoved):
        decisions.release(decision, by=at.manager, at=DECIDED)
    with pytest.raises(NotAllowed):
        decisions.check(decision, by=at.manager, at=DECIDED)
    assert decisions.check(decision, by=at.second, at=DECIDED).checked_by == at.second


def test_prepared_again_it_is_seen_again(at: Stage):
    decision = checked(at)
    again = decisions.prepare(
        decision.application, "unsuccessful", reason="impact", feedback="Not yet.", by=at.manager, at=DECIDED
    )
    assert (again.pk, again.state, again.checked_by, again.outcome) == (decision.pk, "prepared", None, "unsuccessful")


def test_an_officer_of_the_same_school_does_not_approve(at: Stage):
    application = interviewed(at)
    cast.post(at.second, Role.STAFF, at.alliance, at.school)
    decision = decisions.prepare(application, "designate", by=at.manager, at=DECIDED)
    with pytest.raises(Tied):
        decisions.check(decision, by=at.second, at=DECIDED)
    with pytest.raises(Tied):
        decisions.prepare(application, "designate", by=at.second, at=DECIDED)


@pytest.mark.parametrize("outcome", ["unsuccessful", "defer"])
def test_every_no_comes_with_feedback(at: Stage, outcome: str):
    application = not_shortlisted(at, with_reference(at))
    with pytest.raises(CannotDecide, match="feedback"):
        decisions.prepare(application, outcome, terms="Spring 2027", reason="impact", by=at.manager, at=DECIDED)
    decision = decisions.prepare(
        application,
        outcome,
        terms="Spring 2027",
        reason="impact",
        feedback="More evidence.",
        by=at.manager,
        at=DECIDED,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(feedback="")


def test_support_and_condition_come_with_their_terms(at: Stage):
    application = interviewed(at)
    for outcome in ("with_support", "with_condition"):
        with pytest.raises(CannotDecide, match="Write down the"):
            checked(at, application, outcome)
    decision = decisions.release(
        checked(at, application, "with_condition", terms="Complete core training."), by=at.manager, at=DECIDED
    )
    condition = decision.designation.conditions.get()
    assert (decision.designation.state, condition.terms) == ("pending", "Complete core training.")
    assert (condition.kind, condition.due_on) == ("condition", BY_MAY)


def test_a_no_designates_nobody_and_her_head_learns_no_more_than_that_it_was_decided(at: Stage):
    decision = checked(at, not_shortlisted(at, with_reference(at)), "unsuccessful", feedback="CANARY feedback")
    decisions.release(decision, by=at.manager, at=DECIDED)
    assert Designation.objects.count() == 0
    assert Message.objects.get(kind="selection.head_told_decided").to_name == "Ann Peel"
    assert [m.pk for m in Message.objects.all() if "CANARY" in m.text] == []


def test_she_learns_nothing_before_the_release(at: Stage):
    decision = checked(at)
    who = cast.acting(decision.application.person)
    assert not Decision.objects.visible_to(who, on=DECIDED.date()).exists()
    decisions.release(decision, by=at.manager, at=DECIDED)
    assert Decision.objects.visible_to(who, on=DECIDED.date()).get() == decision


def test_released_twice_it_is_released_once(at: Stage):
    decision = checked(at)
    same = Decision.objects.get(pk=decision.pk)
    decisions.release(decision, by=at.manager, at=DECIDED)
    with pytest.raises(AlreadyMoved):
        decisions.release(same, by=at.manager, at=DECIDED)
    assert Designation.objects.count() == 1


def test_only_the_office_prepares_and_releases(at: Stage):
    decision = checked(at)
    for other in (cast.acting(decision.application.person), at.heads[0]):
        with pytest.raises(NotAllowed):
            decisions.release(decision, by=other, at=DECIDED)
        with pytest.raises(NotAllowed):
            decisions.prepare(decision.application, "designate", by=other, at=DECIDED)


def test_equality_answers_name_nobody_and_leave_no_trace(at: Stage):
    submitted(at)
    before = events.Event.objects.count()
    answers = equality.give(at.round, {"age": "30_to_39", "sex": None})
    assert answers.answers == {"age": "30_to_39"}
    assert {f.name for f in EqualityAnswers._meta.concrete_fields} == {"alliance", "round", "id", "answers"}
    assert events.Event.objects.count() == before


def test_withdrawn_nothing_is_released(at: Stage):
    decision = checked(at)
    applications.withdraw(decision.application, by=cast.acting(decision.application.person), at=NOW)
    decision = Decision.objects.get(pk=decision.pk)
    with pytest.raises((AlreadyMoved, CannotDecide)):
        decisions.release(decision, by=at.manager, at=DECIDED)
    assert Designation.objects.count() == 0
