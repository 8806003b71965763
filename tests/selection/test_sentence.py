"""Every application says in one plain sentence whom it waits for; the applicant's says no more than she may know."""

import pytest

from drystone.selection import applications, assessments, decisions, interviews, queries, references
from drystone.selection.models import Application
from drystone.selection.sentences import for_applicant, waiting_for
from tests import cast
from tests.clock import NOW
from tests.selection.stage import (
    AFTER,
    CLOSES,
    DECIDED,
    LATER,
    Stage,
    applicant,
    asked,
    checked,
    draft,
    given,
    held,
    interviewed,
    locked,
    marked,
    moderated,
    offered,
    scored,
    shortlisted,
    slot,
    submitted,
)

pytestmark = pytest.mark.django_db


def office(application: Application, moment=LATER) -> str:
    return waiting_for(queries.with_all(Application.objects.filter(pk=application.pk)).get(), moment)


def hers(application: Application, moment=LATER) -> str:
    return for_applicant(queries.with_all(Application.objects.filter(pk=application.pk)).get(), moment)


def test_from_draft_to_shortlist(at: Stage):
    application = draft(at)
    assert (
        office(application, NOW) == "Waiting for Rosie Metcalfe to send it in by Friday 27 November 2026 at 11:59pm."
    )
    assert office(application, CLOSES) == "Not sent in by the deadline. The office may give more time."
    applications.submit(application, by=cast.acting(application.person), at=NOW)
    assert office(application) == "Waiting for the office to confirm the address of Ann Peel."
    asked(at, application)
    assert office(application) == (
        "Waiting for the reference of Ann Peel, asked on Wednesday 11 November 2026. Reminders go by themselves."
    )
    given(at, application)
    assert office(application) == "Waiting for the office to assign two assessors."
    scored(at, application, at.panel[2])
    locked(at, application, at.panel[3])
    assert office(application) == "Waiting for Mark Calvert to lock their scores."
    assessments.lock(application.assessments.first(), by=at.panel[2], at=LATER)
    assert office(application) == "Waiting for the office to agree the scores."


def test_from_shortlist_to_decision(at: Stage):
    application = shortlisted(at)
    assert office(application) == "Waiting for the office to invite the applicant to an interview."
    interview = offered(at, application)
    assert office(application) == "Waiting for Rosie Metcalfe to choose a time, since Wednesday 2 December 2026."
    interviews.book(interview, at.round.slots.get(), by=at.manager, at=LATER)
    assert office(application) == "Interview on Tuesday 8 December 2026 at 10am."
    assert office(application, AFTER) == (
        "Waiting for the office to record the interview of Tuesday 8 December 2026 at 10am as held."
    )


def test_after_the_interview(at: Stage):
    application = shortlisted(at)
    interview = held(at, application)
    assert office(application) == "Waiting for the marks of Joan Iveson and Mark Calvert."
    for member in interview.panel.all():
        marked(at, member)
    assert office(application) == "Waiting for the agreed marks."


def test_from_decision_to_letter(at: Stage):
    application = interviewed(at)
    assert office(application) == ("Waiting for the office to prepare the decision, due by Friday 18 December 2026.")
    decisions.prepare(application, "unsuccessful", reason="impact", feedback="Not yet.", by=at.manager, at=DECIDED)
    assert office(application) == "Waiting for a second person to see the decision that Margaret Alderson prepared."
    decision = decisions.check(application.decision, by=at.second, at=DECIDED)
    assert office(application) == "Ready: waiting for the office to release the round's decisions."
    decisions.release(decision, by=at.manager, at=DECIDED)
    assert office(application) == "Decided on Tuesday 15 December 2026: unsuccessful."


def test_declined_the_applicant_must_name_another(at: Stage):
    application = submitted(at)
    reference = asked(at, application)
    references.decline(reference, "time", by=cast.acting(reference.referee), at=NOW)
    assert office(application) == "Waiting for Rosie Metcalfe to name another referee."
    assert hers(application) == "Waiting for you to name another referee."


def test_withdrawn(at: Stage):
    application = submitted(at)
    applications.withdraw(application, by=cast.acting(application.person), at=NOW)
    assert office(application) == "Withdrawn on Wednesday 11 November 2026."
    assert hers(application) == "You withdrew this application on Wednesday 11 November 2026."


def test_the_applicant_cannot_tell_a_yes_from_a_no_before_the_release(at: Stage):
    yes, no = shortlisted(at), submitted(at, applicant("Tess Hird"))
    given(at, no)
    assessments.not_shortlist(moderated(at, no), by=at.manager, at=LATER)
    ineligible = submitted(at, applicant("Una Bell"))
    given(at, ineligible)
    assessments.find_ineligible(ineligible, note="One year.", by=at.manager, at=LATER)
    waiting = "Waiting for us. We tell everybody our decision by Friday 18 December 2026."
    assert [hers(each) for each in (yes, no, ineligible)] == [waiting] * 3
    slot(at)
    interviews.offer(yes, by=at.manager, at=LATER)
    assert hers(yes) == "You are invited to an interview. Waiting for you to choose a time."
    decisions.prepare(no, "unsuccessful", reason="impact", feedback="More.", by=at.manager, at=DECIDED)
    assert hers(no, DECIDED) == waiting


def test_a_list_of_sentences_costs_the_same_for_one_as_for_three(at: Stage, django_assert_num_queries):
    def sentences() -> list[str]:
        return [waiting_for(row, LATER) for row in queries.with_all(at.round.applications.all())]

    checked(at)
    with django_assert_num_queries(5):
        assert len(sentences()) == 1
    shortlisted(at, applicant("Tess Hird"))
    submitted(at, applicant("Una Bell"))
    with django_assert_num_queries(5):
        assert len(sentences()) == 3
