"""Another term: told a year before, begun with what is known, confirmed by the head, decided, begun on its day."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.questions import sheets
from drystone.register import designations, placements, redesignation
from drystone.register.models import Designation
from drystone.register.placements import Change
from drystone.selection import (
    applications,
    assessments,
    changed,
    decisions,
    dossiers,
    evidence,
    reading_room,
    renewals,
    rounds,
)
from drystone.selection.applications import CannotApply
from drystone.selection.models import Application, Extension, Renewal, Round
from drystone.selection.refusals import Refused
from drystone.selection.renewals import NotYet
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.ending import ENDS, drafted, ending, mails, renewed, sent_in
from tests.selection.stage import (
    DECIDED,
    LATER,
    Stage,
    applicant,
    checked,
    fill,
    given,
    interviewed,
    moderated,
    submitted,
)
from tests.selection.test_document import PDF

pytestmark = pytest.mark.django_db

TOLD = datetime(2026, 11, 11, 7, 0, tzinfo=LONDON)


# Told


def test_a_year_before_the_end_the_leader_the_head_and_the_office_know_once(at: Stage, held: Designation):
    """Features 31: Renewal / re-designation with evidence."""
    ending(at, "Beth Lundy", ends=date(2027, 11, 20))  # in a year and nine days
    assert renewals.announce(at=TOLD) == 1
    assert renewals.announce(at=TOLD + timedelta(days=1)) == 0
    assert mails("renewal_opened") == [held.person.email]
    assert len(mails("head_of_renewal")) == 1
    assert len(mails("renewals_announced")) == 2  # the manager and the coordinator
    assert [event.verb for event in events.of(held)][-1] == "told_of_end"
    renewals.announce(at=TOLD + timedelta(days=9))
    assert len(mails("renewal_opened")) == 2


def test_all_who_end_in_one_term_renew_in_one_round(at: Stage, held: Designation):
    ending(at, "Beth Lundy", ends=date(2027, 4, 1))
    ending(at, "Ann Fawcett", ends=date(2027, 3, 31))
    renewals.announce(at=TOLD)
    rounds = {row.title: row for row in Round.objects.filter(renewing_from__isnull=False)}
    assert sorted(rounds) == ["Renewals, spring 2027", "Renewals, summer 2027"]
    summer = rounds["Renewals, summer 2027"]
    assert (summer.renewing_from, summer.renewing_to) == (date(2027, 4, 1), date(2027, 8, 31))
    assert summer.renewals.count() == 2
    assert summer.closes_at > NOW + timedelta(weeks=6) - timedelta(days=1)
    assert summer.decisions_by < ENDS
    assert not Round.objects.visible_to(None, on=cast.TODAY).filter(pk=summer.pk).exists()
    assert not Round.objects.visible_to(applicant(), on=cast.TODAY).filter(pk=summer.pk).exists()
    assert Round.objects.visible_to(cast.acting(held.person), on=cast.TODAY).filter(pk=summer.pk).exists()


def test_a_round_of_renewals_is_read_with_names_and_open_to_all_of_its_leaders(at: Stage, held: Designation):
    round_ = renewals.round_for(at.alliance, ENDS, at=TOLD)
    with pytest.raises(rounds.Unfit, match="is not read without names"):
        rounds.edit(round_, {"blind": True}, by=at.manager, at=NOW)
    with pytest.raises(rounds.Unfit, match="may renew it"):
        rounds.edit(Round.objects.get(pk=round_.pk), {"members_only": True}, by=at.manager, at=NOW)
    later = round_.closes_at + timedelta(hours=1)
    assert rounds.edit(Round.objects.get(pk=round_.pk), {"closes_at": later}, by=at.manager, at=NOW).closes_at == later


def test_told_when_the_round_has_closed_she_has_her_own_deadline(at: Stage, held: Designation):
    first = renewals.round_for(at.alliance, ENDS, at=TOLD)
    late = first.closes_at + timedelta(days=1)
    renewals.announce(at=late)
    until = Extension.objects.get(round=first, person=held.person).until
    assert until - late > timedelta(weeks=5)
    assert drafted(held, late).round == first


def test_told_late_she_is_reminded_by_her_own_deadline(at: Stage, held: Designation):
    late = renewals.round_for(at.alliance, ENDS, at=TOLD).closes_at + timedelta(days=1)
    renewals.announce(at=late)
    own = Extension.objects.get(person=held.person).until
    assert renewals.remind(at=late + timedelta(days=4)) == 1  # the one of twelve weeks before
    assert renewals.remind(at=own - timedelta(weeks=4, days=-1)) == 1
    assert renewals.remind(at=own - timedelta(days=5)) == 1
    assert renewals.remind(at=own + timedelta(days=1)) == 0


def test_whoever_does_not_want_another_term_is_not_asked_again(at: Stage, held: Designation):
    renewals.announce(at=TOLD)
    renewal = Renewal.objects.get()
    renewals.wish(renewal, False, by=cast.acting(held.person), at=NOW)
    renewals.wish(renewal, False, by=cast.acting(held.person), at=NOW)
    assert len(mails("renewal_unwanted")) == 2
    closes = renewal.round.closes_at
    assert renewals.remind(at=closes - timedelta(days=20)) == 0
    renewals.wish(renewal, True, by=at.manager, at=NOW)
    assert renewals.remind(at=closes - timedelta(days=20)) == 1
    assert renewals.remind(at=closes - timedelta(days=19)) == 0
    assert renewals.remind(at=closes - timedelta(days=6)) == 1
    with pytest.raises(NotAllowed):
        renewals.wish(renewal, False, by=at.heads[0], at=NOW)


# Applied for


def test_she_begins_with_what_is_known(at: Stage, held: Designation):
    application = renewals.begin(held, by=cast.acting(held.person), at=NOW)
    said = sheets.values(application.sheet)
    assert application.sheet.form.key == "redesignation"
    assert (said["first_name"], said["school"]["key"], said["main_area"]["key"]) == ("Tom", at.school.urn, "english")
    assert said["headteacher"]["name"] == "Ann Peel"
    assert said["is_headteacher"] is False
    assert renewals.begin(held, by=cast.acting(held.person), at=NOW) == application
    assert application.renews == held


def test_not_before_the_last_year_nor_by_anybody_else_nor_after_a_resignation(at: Stage, held: Designation):
    early = ending(at, "Beth Lundy", ends=date(2028, 8, 31))
    with pytest.raises(NotYet, match="You can renew it from Tuesday 31 August 2027"):
        renewals.begin(early, by=cast.acting(early.person), at=NOW)
    with pytest.raises(NotAllowed):
        renewals.begin(held, by=at.manager, at=NOW)
    designations.resign(held, by=cast.acting(held.person), at=NOW)
    with pytest.raises(NotYet, match="has ended"):
        renewals.begin(held, by=cast.acting(held.person), at=NOW)


def test_a_system_leader_does_not_apply_in_a_round_for_newcomers_nor_they_in_hers(at: Stage, held: Designation):
    with pytest.raises(CannotApply, match="You are a System Leader until Tuesday 31 August 2027"):
        applications.start(at.round, cast.acting(held.person), by=cast.acting(held.person), at=NOW)
    other = applicant()
    with pytest.raises(CannotApply, match="whose designation ends in it"):
        applications.start(renewals.round_for(at.alliance, ENDS, at=NOW), other, by=other, at=NOW)


def test_evidence_of_a_kind_with_a_link_or_a_file_until_it_is_sent_in(at: Stage, held: Designation):
    """Features 31: Renewal / re-designation with evidence."""
    application, tom = drafted(held), cast.acting(held.person)
    file = SimpleUploadedFile("review.pdf", PDF)
    said = {"kind": "la_review", "says": "Reading is led well now.", "school": cast.school("Gayle Primary School")}
    first = evidence.add(application, **said, dated=date(2026, 5, 4), upload=file, by=tom, at=NOW)
    assert evidence.add(application, **said, dated=date(2026, 5, 4), by=tom, at=NOW) == first
    second = evidence.add(application, kind="ofsted", says="Page 3.", url="https://reports.example/1", by=tom, at=NOW)
    evidence.take_away(second, by=tom, at=NOW)
    assert [(row.kind, row.file.name) for row in application.evidence.all()] == [("la_review", "review.pdf")]
    with pytest.raises(Refused, match="empty"):
        evidence.add(application, kind="other", says="x", upload=SimpleUploadedFile("a.pdf", b""), by=tom, at=NOW)
    with pytest.raises(NotAllowed):
        evidence.add(application, kind="other", says="x", by=at.manager, at=NOW)
    applications.submit(application, by=tom, at=NOW)
    with pytest.raises(AlreadyMoved):
        evidence.take_away(first, by=tom, at=NOW)
    application.refresh_from_db()
    with pytest.raises(AlreadyMoved):
        evidence.add(application, kind="other", says="y", by=tom, at=NOW)


def test_what_changed_since_is_said(at: Stage, held: Designation):
    gayle = cast.school("Gayle Primary School")
    cast.head(at.alliance, gayle, "Susan Iveson")
    move = Change(gayle, is_headteacher=False, job_title="Deputy headteacher", starts=date(2025, 9, 1))
    placements.change(held, move, by=at.manager, at=NOW)
    held.refresh_from_db()
    cast.area("maths", "Maths")
    application = drafted(held)
    fill(application.sheet, {"offers_second_area": "yes", "second_area": "maths", "second_area_phases": ["primary"],
                             "second_area_years": "3", "offers_third_area": "no"})  # fmt: skip
    applications.submit(application, by=cast.acting(held.person), at=NOW)
    found = {each.what: (each.then, each.now) for each in changed.since(Application.objects.get(pk=application.pk))}
    assert found["School"] == ("Reeth Community Primary School", "Gayle Primary School")
    assert found["Areas"] == ("English", "English and Maths")


# Decided


def test_the_head_confirms_on_one_page(at: Stage, held: Designation):
    application = applications.submit(drafted(held), by=cast.acting(held.person), at=NOW)
    reference = application.references.get()
    assert (reference.referee.name, reference.state) == ("Ann Peel", "asked")
    assert len(reference.sheet.form.sections) == 1
    given(at, application)
    reference.refresh_from_db()
    assert (reference.supports, reference.half_days_a_year) == (True, 15)


def test_the_next_term_begins_the_day_after_the_one_before_ends(at: Stage, held: Designation):
    """Features 31: Renewal / re-designation with evidence."""
    new = renewed(at, held)
    assert (new.state, new.starts, new.ends, new.renews) == ("to_come", date(2027, 9, 1), date(2031, 8, 31), held)
    held.refresh_from_db()
    assert (held.state, held.is_in_force(DECIDED.date())) == ("active", True)
    last = datetime(2027, 8, 31, 7, 0, tzinfo=LONDON)
    assert redesignation.begin_due(at=last) == 0
    assert designations.expire(at=last) == 0
    first = last + timedelta(days=1)
    assert designations.expire(at=first) == 0
    assert redesignation.begin_due(at=first) == 1
    assert redesignation.begin_due(at=first) == 0
    held.refresh_from_db()
    new.refresh_from_db()
    assert (held.state, held.ending, held.ended_on) == ("ended", "renewed", date(2027, 8, 31))
    assert (new.state, new.home_school, new.induction.count()) == ("active", at.school, 0)
    assert new.is_in_force(first.date())
    assert [row.area for row in new.areas.all()] == [at.area]


def test_of_a_first_application_an_interview_is_asked_for(at: Stage):
    application = submitted(at)
    given(at, application)
    moderated(at, application)
    with pytest.raises(NotAllowed):
        assessments.spare_interview(application, by=at.manager, at=LATER)


def test_no_renewal_without_agreed_scores_nor_without_the_heads_word(at: Stage, held: Designation):
    application = applications.submit(drafted(held), by=cast.acting(held.person), at=NOW)
    with pytest.raises(assessments.CannotAssess, match="Agree the scores first"):
        assessments.spare_interview(application, by=at.manager, at=LATER)
    given(at, application, supports_application="no")
    assessments.spare_interview(moderated(at, application), by=at.manager, at=LATER)
    with pytest.raises(decisions.CannotDecide, match="no given reference"):
        decisions.prepare(application, "designate", by=at.manager, at=DECIDED)


def test_a_renewal_may_be_interviewed_too(at: Stage, held: Designation):
    application = moderated(at, sent_in(at, held))
    assessments.spare_interview(application, by=at.manager, at=LATER)
    assessments.shortlist(application, by=at.manager, at=LATER)
    Round.objects.update(interviews_from=date(2026, 12, 7))
    at.round = Round.objects.get(pk=application.round_id)
    decision = decisions.release(checked(at, interviewed(at, application)), by=at.manager, at=DECIDED)
    assert decision.designation
    assert decision.designation.state == "to_come"


def test_refused_the_designation_runs_to_its_own_day(at: Stage, held: Designation):
    application = moderated(at, sent_in(at, held))
    assessments.spare_interview(application, by=at.manager, at=LATER)
    decision = checked(at, application, "unsuccessful", feedback="Thank you for four good years.")
    assert decisions.release(decision, by=at.manager, at=DECIDED).designation is None
    assert designations.expire(at=datetime(2027, 9, 1, 7, 0, tzinfo=LONDON)) == 1


def test_what_is_printed_holds_the_evidence_too(at: Stage, held: Designation):
    application, tom = drafted(held), cast.acting(held.person)
    gayle = cast.school("Gayle Primary School")
    says, url = "Reading is led well at Gayle.", "https://reports.example/gayle"
    evidence.add(application, kind="ofsted", says=says, school=gayle, url=url, by=tom, at=NOW)
    applications.submit(application, by=tom, at=NOW)
    reader = at.panel[2]
    assessments.assign(application, reader, by=at.manager, at=LATER)
    round_ = Round.objects.get(pk=application.round_id)
    printed = [
        dossiers.dossier(application, [], by=at.manager, at=LATER),
        reading_room.pack(round_, reader, by=at.manager, at=LATER),
    ]
    for made in printed:
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
        words = "".join(text.split())  # lines break where the column ends
        assert "ReadingisledwellatGayle." in words
        assert "GaylePrimarySchool;https://reports.example/gayle" in words
