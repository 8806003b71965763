"""Assessing: who may read, conflicts, scores hidden until locked, one agreed view, shortlisting."""

from datetime import date, timedelta

import pytest

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.sheets import Sealed
from drystone.selection import assessments, criteria, references
from drystone.selection.assessments import CannotAssess
from drystone.selection.conflicts import Unexplained, words_of
from drystone.selection.independence import Tied, ties
from drystone.selection.models import Application, Assessment, Reference, Round
from tests import cast
from tests.clock import NOW
from tests.selection.stage import (
    LATER,
    Stage,
    draft,
    given,
    known_head,
    locked,
    moderated,
    rated,
    scored,
    stage,
    submitted,
)

pytestmark = pytest.mark.django_db


def agreed(application: Application, **changed: str) -> dict[str, str]:
    return {line.key: line.together or line.given[0] for line in criteria.compared(application)} | changed


def test_an_assessor_is_asked_once(at: Stage):
    """Features 15: Assign reviewers (manual, rules, auto)."""
    application = submitted(at)
    first = assessments.assign(application, at.panel[2], by=at.manager, at=LATER)
    assert assessments.assign(application, at.panel[2], by=at.manager, at=LATER) == first
    assert Message.objects.filter(kind="selection.assessment_assigned").count() == 1


def test_nobody_reads_for_a_person_of_her_own_school(at: Stage):
    application = submitted(at)
    cast.post(at.panel[2], Role.STAFF, at.alliance, at.school)
    with pytest.raises(Tied, match="They work at the applicant's school"):
        assessments.assign(application, at.panel[2], by=at.manager, at=LATER)


def test_a_colleague_of_the_trust_does_not_read_where_the_alliance_says_so(at: Stage):
    at.school.trust_name = "Dales Trust"
    at.school.save()
    cast.post(at.panel[2], Role.STAFF, at.alliance, cast.school("Askrigg School", trust_name="Dales Trust"))
    application = submitted(at)
    assert ties([at.panel[2]], application, on=LATER.date()) == {at.panel[2].pk: "They work in the applicant's trust."}
    application.alliance.same_trust_is_conflict = False
    assert ties([at.panel[2]], application, on=LATER.date()) == {}


def test_a_post_that_has_ended_ties_nobody(at: Stage):
    application = submitted(at)
    post = cast.post(at.panel[2], Role.STAFF, at.alliance, at.school)
    post.ends = date(2026, 8, 31)
    post.save()
    assert ties(at.panel, application, on=LATER.date()) == {}


def test_a_referee_does_not_read(at: Stage):
    head = known_head(at)
    cast.post(head, Role.PANEL, at.alliance)
    other = cast.school("Gunnerside School")
    application = submitted(
        at, school=other.urn, headteacher={"name": "Ann Peel", "role": "Head", "email": head.email}
    )
    assert application.references.get().referee == head
    with pytest.raises(Tied, match="They were asked for a reference"):
        assessments.assign(application, head, by=at.manager, at=LATER)


def test_nobody_reads_her_own_application(at: Stage):
    application = submitted(at, at.panel[3])
    with pytest.raises(Tied, match="It is their own application"):
        assessments.assign(application, at.panel[3], by=at.manager, at=LATER)


def test_only_panel_members_read_and_only_the_office_assigns(at: Stage):
    application = submitted(at)
    with pytest.raises(CannotAssess):
        assessments.assign(application, at.second, by=at.manager, at=LATER)
    with pytest.raises(NotAllowed):
        assessments.assign(application, at.panel[2], by=at.panel[2], at=LATER)


def test_a_draft_is_not_read(at: Stage):
    with pytest.raises(CannotAssess):
        assessments.assign(draft(at), at.panel[2], by=at.manager, at=LATER)


def test_a_conflict_hides_the_application_and_asks_the_office_for_another(at: Stage):
    """Features 18: Conflict of interest declared and enforced."""
    application = submitted(at)
    given(at, application)
    assessment = scored(at, application, at.panel[2])
    today = LATER.date()
    assert set(Application.objects.visible_to(at.panel[2], on=today)) == {application}
    assessments.declare_conflict(assessment, "We are cousins.", by=at.panel[2], at=LATER)
    assert set(Application.objects.visible_to(at.panel[2], on=today)) == set()
    assert set(Reference.objects.visible_to(at.panel[2], on=today)) == set()
    assert set(Assessment.objects.visible_to(at.panel[2], on=today)) == set()
    assert Message.objects.filter(kind="selection.assessor_needed").count() == 2
    with pytest.raises(AlreadyMoved):
        assessments.score(assessment, by=at.panel[2], at=LATER) and assessments.lock(
            assessment, by=at.panel[2], at=LATER
        )


def test_something_else_needs_a_few_words():
    assert words_of("line", "") == "One of us manages or managed the other."
    with pytest.raises(Unexplained):
        words_of("other", "  ")


def test_scores_are_hidden_from_the_other_until_both_are_locked(at: Stage):
    application = submitted(at)
    mine, theirs = scored(at, application, at.panel[2]), scored(at, application, at.panel[3])
    today = LATER.date()
    assessments.lock(theirs, by=at.panel[3], at=LATER)
    assert set(Assessment.objects.visible_to(at.panel[2], on=today)) == {mine}
    assert set(Assessment.objects.visible_to(at.panel[3], on=today)) == {theirs}
    assessments.lock(mine, by=at.panel[2], at=LATER)
    assert set(Assessment.objects.visible_to(at.panel[2], on=today)) == {mine, theirs}


def test_her_first_score_comes_with_what_is_typed_and_with_the_button_at_once(at: Stage):
    first = assessments.assign(submitted(at), at.panel[2], by=at.manager, at=NOW)
    second = Assessment.objects.get(pk=first.pk)
    assessments.score(first, by=at.panel[2], at=NOW)
    assert assessments.score(second, by=at.panel[2], at=NOW).state == "scored"
    assert events.record_of(first).filter(verb="score").count() == 1


def test_unfinished_scores_are_not_locked_and_locked_ones_do_not_change(at: Stage):
    application = submitted(at)
    assessment = assessments.assign(application, at.panel[2], by=at.manager, at=LATER)
    with pytest.raises(CannotAssess):
        assessments.lock(assessment, by=at.panel[2], at=LATER)
    done = locked(at, application, at.panel[3])
    with pytest.raises(Sealed):
        sheets.save(done.sheet, "feedback", "more", at=LATER)
    with pytest.raises(NotAllowed):
        assessments.lock(scored(at, application, at.panel[2]), by=at.panel[3], at=LATER)


def test_an_area_applied_for_is_scored_too(at: Stage):
    application = submitted(at)
    sheet = assessments.assign(application, at.panel[2], by=at.manager, at=LATER).sheet
    assert sheet.form.question("areas").rows == ((f"area{application.areas.get().pk}", "English"),)


def test_a_round_on_numbers_gives_its_own_scale(at: Stage):
    Round.objects.update(scale="four")
    at.round.refresh_from_db()
    sheet = assessments.assign(submitted(at), at.panel[2], by=at.manager, at=LATER).sheet
    assert [key for key, _ in sheet.form.question("criteria").points] == ["p0", "p1", "p2", "p3", "p4"]


def test_moderation_waits_for_two_locked_and_nobody_still_scoring(at: Stage):
    """Features 19: Review phases, moderation, chair decides."""
    application = submitted(at)
    locked(at, application, at.panel[2])
    with pytest.raises(CannotAssess):
        assessments.moderate(application, {}, reason="", by=at.manager, at=LATER)
    third = scored(at, application, at.heads[0])
    locked(at, application, at.panel[3])
    assert assessments.ready_to_moderate(application) is False
    assessments.lock(third, by=at.heads[0], at=LATER)
    assert assessments.ready_to_moderate(application) is True


def test_those_furthest_apart_come_first_and_need_a_reason(at: Stage):
    application = submitted(at)
    form = scored(at, application, at.panel[2]).sheet.form
    split = rated(form, 2)
    split["criteria"]["coaching"] = "red"
    assessments.lock(application.assessments.get(), by=at.panel[2], at=LATER)
    locked(at, application, at.panel[3], **split)
    first = criteria.compared(application)[0]
    assert (first.key, first.given, first.spread) == ("criteria.coaching", ["green", "red"], 2)
    with pytest.raises(CannotAssess, match="two steps"):
        assessments.moderate(application, agreed(application), reason=" ", by=at.manager, at=LATER)
    moderation = assessments.moderate(
        application, agreed(application), reason="We talked it through.", by=at.manager, at=LATER
    )
    assert (moderation.scores["criteria.coaching"], moderation.by, moderation.at) == ("green", at.manager, LATER)


def test_every_criterion_gets_a_point_of_the_scale(at: Stage):
    application = submitted(at)
    for who in at.panel[2:4]:
        locked(at, application, who)
    with pytest.raises(CannotAssess):
        assessments.moderate(
            application, agreed(application, **{"criteria.impact": "purple"}), reason="", by=at.manager, at=LATER
        )


def test_shortlisting_waits_for_the_agreed_scores_and_can_be_undone(at: Stage):
    application = submitted(at)
    with pytest.raises(CannotAssess):
        assessments.shortlist(application, by=at.manager, at=LATER)
    moderated(at, application)
    assessments.not_shortlist(application, by=at.manager, at=LATER)
    assessments.shortlist(application, by=at.manager, at=LATER, note="The list was one short.")
    assert [e.now for e in events.record_of(application) if e.verb.endswith("shortlist")] == [
        "not_shortlisted",
        "shortlisted",
    ]


def test_ineligible_needs_the_condition_and_can_be_reconsidered(at: Stage):
    application = submitted(at)
    with pytest.raises(CannotAssess):
        assessments.find_ineligible(application, note="", by=at.manager, at=LATER)
    assessments.find_ineligible(application, note="One year of leading.", by=at.manager, at=LATER)
    assessments.reconsider(application, note="It is three.", by=at.manager, at=LATER)
    assert application.state == "submitted"


def test_the_panel_stops_seeing_thirty_days_after_the_round_and_without_her_post(at: Stage):
    application = submitted(at)
    scored(at, application, at.panel[2])
    last = at.round.decisions_by + timedelta(days=30)
    seen = [
        Application.objects.visible_to(cast.acting(at.panel[2], day), on=day).exists()
        for day in (NOW.date(), last, last + timedelta(days=1))
    ]
    assert seen == [True, True, False]
    post = at.panel[2].posts.get(role=Role.PANEL)
    post.ends = NOW.date() - timedelta(days=1)
    post.save()
    assert not Application.objects.visible_to(cast.acting(at.panel[2]), on=NOW.date()).exists()


def test_a_panel_post_in_another_alliance_opens_nothing_here(at: Stage):
    application = submitted(at)
    scored(at, application, at.panel[2])
    other = stage("Wensleydale Alliance", default=False)
    at.panel[2].posts.filter(role=Role.PANEL).update(alliance=other.alliance)
    assert not Application.objects.visible_to(cast.acting(at.panel[2]), on=NOW.date()).exists()


def test_the_right_reference_for_each(at: Stage):
    application = submitted(at)
    assert references.right_kind(application) == "headteacher"
    application.is_headteacher = True
    assert references.right_kind(application) == "governing_body"
