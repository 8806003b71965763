"""What waits, step by step through three stories: the office's list and a person's own say the same as the journey."""

from datetime import date, timedelta

import pytest
from django.db.models import Value
from django.urls import reverse

from drystone.brokering import enquiries, offers, requests, running_out
from drystone.deployment import consents, deployments, records
from drystone.deployment.models import Deployment
from drystone.groups import actions, feedback, registers
from drystone.mail.models import Message
from drystone.payments import statements
from drystone.people.models import Person
from drystone.reports import promised, waiting
from drystone.selection import appeals, assessments, corrections, decisions
from drystone.selection.models import Application
from drystone.web import tasks
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER as OVER
from tests.groups.stage import Stage
from tests.payments.owed import AFTER, Owed
from tests.selection import stage
from tests.selection.pressing import not_shortlisted, with_reference
from tests.supporting import Support

pytestmark = pytest.mark.django_db


def office(alliance, at=NOW) -> set[str]:
    """The kinds that wait for the office; each has its words and its page."""
    found = waiting.for_office(alliance, at=at)
    assert all(tasks.line(each, *tasks.FOR_OFFICE[each.kind]).title for each in found)
    return {each.kind for each in found}


def hers(person: Person, at=NOW) -> set[str]:
    reader = cast.acting(person, at.date())
    found = waiting.for_person(reader, at=at)
    assert len(tasks.lines(found, tasks.FOR_PERSON, reader=reader)) == len(found)
    return {each.kind for each in found}


def test_an_application_waits_for_one_after_the_other():
    at = stage.stage()
    alliance, who = at.alliance, stage.applicant()
    application = stage.draft(at, who)
    assert (office(alliance), hers(who)) == (set(), {"application-draft"})

    stage.applications.submit(application, by=who, at=NOW)
    assert office(alliance) == {"reference-to-confirm"}  # who applied may still change it
    assert {"reference-to-confirm", "round-to-share-out"} <= office(alliance, stage.LATER)
    reference = stage.asked(at, application)
    assert "reference-to-give" in hers(reference.referee)
    stage.given(at, application)
    assert "reference-to-give" not in hers(reference.referee)

    assessor = at.panel[2]
    stage.scored(at, application, assessor)
    assert "assessment-to-make" in hers(assessor, stage.LATER)
    assessments.lock(application.assessments.get(), by=assessor, at=stage.LATER)
    assert office(alliance, stage.LATER) == {"round-to-share-out"}  # two assessors read each
    stage.locked(at, application, at.panel[3])
    assert office(alliance, stage.LATER) == {"application-to-moderate"}
    agreed = {line.key: line.together for line in stage.criteria.compared(application)}
    assessments.moderate(application, agreed, reason="", by=at.manager, at=stage.LATER)
    assert office(alliance, stage.LATER) == {"application-to-shortlist"}
    assessments.not_shortlist(application, by=at.manager, at=stage.LATER)
    assert office(alliance, stage.LATER) == {"application-to-decide"}


def test_a_shortlisted_applicant_waits_for_an_interview_and_a_decision():
    at = stage.stage()
    alliance, application = at.alliance, stage.shortlisted(at)
    assert office(alliance, stage.LATER) == {"interview-to-offer"}
    interview = stage.booked(at, application)
    assert "interview-to-score" in hers(at.heads[0], stage.LATER)
    assert (office(alliance, stage.LATER), office(alliance, stage.AFTER)) == (set(), {"interview-to-record"})
    interview.refresh_from_db()
    ready = Application.objects.get(pk=application.pk)
    stage.interviews.hold(interview, by=at.manager, at=stage.AFTER)
    assert "interview-to-score" in hers(at.heads[0], stage.AFTER)
    for member in interview.panel.all():
        stage.marked(at, member)
    assert "interview-to-score" not in hers(at.heads[0], stage.AFTER)
    agreed = {line.key: line.together for line in stage.criteria.compared_marks(interview)}
    stage.interviews.agree(interview, agreed, reason="All convinced.", by=at.heads[0], at=stage.AFTER)
    assert office(alliance, stage.AFTER) == {"application-to-decide"}
    ready.refresh_from_db()
    decision = decisions.prepare(ready, "designate", by=at.manager, at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"decision-to-check"}
    decisions.check(decision, by=at.second, at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"decision-to-release"}
    decisions.release(decision, by=at.manager, at=stage.DECIDED)
    assert "decision-to-release" not in office(alliance, stage.DECIDED)


def test_an_interview_waits_for_times_for_a_panel_and_for_another_day():
    at = stage.stage()
    alliance, application = at.alliance, stage.shortlisted(at)
    interview, who = stage.offered(at, application), cast.acting(application.person)
    stage.interviews.wish(interview, "Fridays", by=who, at=stage.LATER)
    assert office(alliance, stage.LATER) == {"times-wanted"}
    stage.interviews.book(interview, at.round.slots.get(), by=who, at=stage.LATER)
    assert office(alliance, stage.LATER) == {"panel-to-name"}
    stage.panels.name(interview, at.heads, at.heads[0], by=at.manager, at=stage.LATER)
    stage.interviews.miss(interview, reason="She was ill.", by=at.manager, at=stage.AFTER)
    assert office(alliance, stage.AFTER) == {"interview-missed"}


def test_whoever_is_not_the_right_referee_waits_for_another():
    at = stage.stage()
    reference = stage.asked(at)
    stage.references.not_me(reference, "not_head", by=cast.acting(reference.referee), at=NOW)
    assert office(at.alliance) == {"reference-declined"}


def test_an_appeal_waits_for_an_answer_and_then_for_a_correction_that_two_people_see():
    at = stage.stage()
    alliance, ready = at.alliance, stage.interviewed(at)
    told = stage.checked(at, ready, "unsuccessful", feedback="More evidence.")
    first = decisions.release(told, by=at.manager, at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == set()
    appeal = appeals.open(first, "process", "Page 3.", by=cast.acting(ready.person), at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"appeal-to-decide"}
    assert office(alliance, stage.DECIDED + timedelta(days=60)) == {"appeal-overdue"}
    appeals.decide(appeal, "uphold", "Yes.", by=cast.officer(alliance, "Nell Spence"), at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"appeal-upheld"}
    right = corrections.prepare(first, "designate", because="Appeal.", by=at.manager, at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"correction-to-check"}
    corrections.check(right, by=at.second, at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"correction-to-release"}
    corrections.release(right, by=at.manager, at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == set()


def test_whoever_is_interviewed_after_an_appeal_waits_for_a_correction_and_for_no_new_decision():
    at = stage.stage()
    alliance, no = at.alliance, not_shortlisted(at, with_reference(at))
    first = decisions.release(
        stage.checked(at, no, "unsuccessful", feedback="More evidence."), by=at.manager, at=stage.DECIDED
    )
    appeal = appeals.open(first, "process", "Page 3.", by=cast.acting(no.person), at=stage.DECIDED)
    appeals.decide(appeal, "uphold", "Yes.", by=cast.officer(alliance, "Nell Spence"), at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"appeal-upheld"}
    again = appeals.hear_again(appeal, by=at.manager, at=stage.DECIDED)
    assert office(alliance, stage.DECIDED) == {"interview-to-offer"}
    stage.interviewed(at, again)
    assert office(alliance, stage.DECIDED) == {"appeal-upheld"}


def test_a_request_waits_for_one_after_the_other():
    support = Support()
    alliance, tom = support.alliance, support.tom
    request = support.asked()
    assert office(alliance) == {"request-to-answer"}
    days = {"from_on": date(2026, 11, 2), "until_on": date(2026, 12, 18)}
    accepted = requests.accept(
        request, area=cast.area(), half_days=6, need="Help with writing", phase="primary", **days, **support.office
    )
    assert office(alliance) == {"request-to-match"}

    enquiry = support.home_asked(accepted)
    assert (office(alliance), "enquiry-to-answer" in hers(support.ann)) == (set(), True)
    enquiries.answer(enquiry, "yes", **support.by(support.ann))
    assert office(alliance) == {"leader-to-ask"}
    asked = enquiries.ask_leader(accepted, tom, **support.office)
    assert "enquiry-to-answer" in hers(tom.person)
    enquiries.answer(asked, "yes", **support.by(support.leader))
    assert office(alliance) == {"leader-to-offer"}


def test_nobody_answers_an_enquiry():
    support = Support()
    support.home_asked()
    running_out.expire_late(at=NOW + timedelta(days=60))
    assert "enquiry-expired" in office(support.alliance)


def test_what_the_school_chose_becomes_a_deployment():
    support = Support()
    offered = support.offered()
    assert "leader-to-choose" in hers(support.susan)
    offers.choose(offered, **support.by(support.susan))
    assert office(support.alliance) == {"deployment-to-propose"}


def test_an_agreement_waits_for_its_parties():
    support = Support()
    deployment = support.proposed()
    assert office(support.alliance) == {"agreement-to-draw-up"}
    agreement = support.drawn_up(deployment)
    assert "agreement-to-answer" in hers(support.ann)
    home = support.consent(agreement, "home")
    consents.ask_question(home, "Which days?", **support.by(support.ann))
    assert "party-to-answer" in office(support.alliance)
    assert "consent-late" in office(support.alliance, NOW + timedelta(days=90))


def test_a_visit_waits_to_be_written_up_confirmed_and_evaluated():
    support = Support()
    visit = support.planned()
    later = visit.ends_at + timedelta(hours=1)
    assert "visit-to-write-up" in hers(support.leader, later)
    visit = support.written_up(visit)
    assert "record-to-confirm" in hers(support.kate)
    records.dispute(visit.record, "It was an hour.", **support.by(support.kate))
    assert "record-disputed" in office(support.alliance)


def test_when_the_work_is_done_the_school_is_asked():
    support = Support()
    support.written_up()
    deployment = Deployment.objects.get()
    assert office(support.alliance) == {"deployment-to-plan-or-finish"}
    deployments.finish(deployment, **support.office)
    review = deployment.reviews.get(kind="deployment")
    assert "evaluation-to-give" in hers(review.asked)
    assert "evaluation-late" in office(support.alliance, NOW + timedelta(days=120))


def test_a_statement_waits_for_one_after_the_other():
    owed = Owed()
    draft = owed.draft()
    kinds = lambda: {kind for kind in office(owed.alliance, AFTER) if kind.startswith("statement")}  # noqa: E731
    assert kinds() == {"statement-to-send"}
    statements.send(draft, by=owed.finn, at=AFTER)
    assert (kinds(), "statement-to-confirm" in hers(owed.ann, AFTER)) == (set(), True)
    statements.query(draft, "One day too few.", by=owed.ann, at=AFTER)
    assert kinds() == {"statement-queried"}


def test_a_confirmed_statement_waits_for_a_second_person_and_for_finance():
    owed = Owed()
    confirmed = owed.confirmed()
    assert "statement-to-approve" in office(owed.alliance, AFTER)
    statements.approve(confirmed, by=owed.margaret, at=AFTER)
    assert "statement-to-hand-over" in office(owed.alliance, AFTER)


def test_a_meeting_waits_for_its_register_what_was_taken_on_and_how_it_was():
    at = Stage()
    meeting = at.plan()
    actions.add(meeting, at.teacher, "Bring books", due_on=date(2026, 12, 1), by=at.leader, at=NOW)
    assert (hers(at.leader), hers(at.teacher)) == (set(), {"action-to-do"})
    assert hers(at.leader, OVER) == {"register-to-take"}
    registers.take(meeting, {at.teacher: registers.Line(True)}, by=at.leader, at=OVER)
    feedback.ask(meeting, by=at.leader, at=OVER)
    assert (hers(at.leader, OVER), hers(at.teacher, OVER)) == (set(), {"action-to-do", "feedback-to-give"})


def test_what_did_not_arrive_waits_for_the_office_of_its_alliance_only():
    support = Support()
    support.asked()
    message = Message.objects.filter(alliance_id=support.alliance.pk).first()
    Message.objects.filter(pk=message.pk).update(state="bounced", needs_look=True)
    other = cast.alliance("Wharfedale Alliance", default=False)
    assert "message-undelivered" in office(support.alliance)
    assert office(other) == set()


def every_kind(parts) -> set[str]:
    annotations = [part.query.annotations["w_kind"] for part in parts]
    return {each.value for each in annotations if isinstance(each, Value)}


def test_every_kind_that_can_wait_has_its_words_and_a_page():
    alliance, person = cast.alliance(), cast.acting(cast.person("Tom Raine"))
    parts = [
        *waiting.selecting(alliance, NOW),
        *waiting.brokering(alliance, NOW),
        *waiting.deploying(alliance, NOW),
        *waiting.paying(alliance, NOW),
    ]
    theirs = [*waiting.as_candidate(person), *waiting.as_judge(person), *waiting.as_party(person)]
    assert every_kind(parts) - set(promised.QUIET) <= tasks.FOR_OFFICE.keys()
    theirs += [*waiting.as_leader(person, NOW), *waiting.learning(person, NOW)]
    assert every_kind(theirs) <= tasks.FOR_PERSON.keys()
    for address, _, _ in (*tasks.FOR_OFFICE.values(), *tasks.FOR_PERSON.values()):
        assert reverse(address, args=[1])
