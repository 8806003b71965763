"""Applications: started, sent in until the deadline, changed until then, withdrawn."""

from datetime import timedelta

import pytest

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.models import Link
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.sheets import Sealed, Unfinished
from drystone.schools.models import LocalDetails
from drystone.selection import applications, assessments, references, rounds, sentences
from drystone.selection.applications import CannotApply
from drystone.selection.models import Application, Round
from drystone.selection.references import CannotAsk
from tests import cast
from tests.clock import NOW
from tests.selection.stage import (
    CLOSES,
    Stage,
    applicant,
    asked,
    booked,
    draft,
    fill,
    known_head,
    open_round,
    shortlisted,
    stage,
    submitted,
)

pytestmark = pytest.mark.django_db
ZALGO = "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍a̴̵̜̰͔ͫ͗͢l̠ͨͧͩ͘g̴͓̖̬̏̇o̶͔"


def test_a_draft_knows_already_what_we_know(at: Stage):
    who = cast.acting(cast.person("Rosie Anne Metcalfe", email="rosie@reeth.example"))
    post = cast.post(who, Role.STAFF, at.alliance, at.school)
    post.title = "Head of English"
    post.save()
    application = applications.start(at.round, who, by=who, at=NOW)
    assert sheets.values(application.sheet) == {
        "first_name": "Rosie Anne",
        "surname": "Metcalfe",
        "email": "rosie@reeth.example",
        "school": {"key": at.school.urn, "label": sheets.value(application.sheet, "school")["label"]},
        "job": "Head of English",
        "is_headteacher": False,
    }


def test_started_twice_it_is_the_same_draft(at: Stage):
    who = applicant()
    first = applications.start(at.round, who, by=who, at=NOW)
    assert applications.start(at.round, who, by=who, at=NOW) == first
    assert Application.objects.count() == 1


def test_nobody_starts_before_the_round_opens_or_after_it_closes(at: Stage):
    who = applicant()
    for moment in (at.round.opens_at - timedelta(seconds=1), CLOSES):
        with pytest.raises(CannotApply):
            applications.start(at.round, who, by=who, at=moment)
    unpublished = open_round(at.alliance, state="draft", title="Not yet")
    with pytest.raises(CannotApply):
        applications.start(unpublished, who, by=who, at=NOW)


def test_sent_in_it_holds_what_rules_need_and_the_head_is_asked_at_once(at: Stage):
    head = known_head(at)
    application = submitted(at, headteacher={"name": "Ann Peel", "role": "Headteacher", "email": head.email})
    assert (application.state, application.school, application.job) == ("submitted", at.school, "Head of English")
    assert [(row.area, row.phases, row.years, row.is_main) for row in application.areas.all()] == [
        (at.area, ["primary"], 6, True)
    ]
    reference = application.references.get()
    assert (reference.kind, reference.state, reference.referee) == ("headteacher", "asked", head)
    assert [m.kind for m in Message.objects.order_by("id")] == [
        "selection.reference_asked",
        "selection.application_submitted",
    ]
    assert Link.objects.get(purpose="reference").record == reference


def test_an_address_of_the_schools_own_domain_is_asked_at_once(at: Stage):
    LocalDetails.objects.create(alliance=at.alliance, organisation=at.school, office_email="office@reeth.example")
    assert submitted(at).references.get().state == "asked"


def test_an_unknown_address_waits_for_the_office_and_nothing_goes_to_it(at: Stage):
    reference = submitted(at).references.get()
    assert reference.state == "waiting"
    assert Message.objects.filter(to_address="head@reeth.example").count() == 0
    told = Message.objects.filter(kind="selection.address_to_confirm").values_list("to_name", flat=True)
    assert sorted(told) == ["Margaret Alderson", "Peter Coates"]


def test_a_mailbox_that_anybody_may_open_never_counts_as_the_schools(at: Stage):
    LocalDetails.objects.create(alliance=at.alliance, organisation=at.school, office_email="reeth.school@gmail.com")
    forged = {"name": "Ann Peel", "role": "Headteacher", "email": "ann.peel.head@gmail.com"}
    assert submitted(at, headteacher=forged).references.get().state == "waiting"


def test_a_headteacher_is_spoken_for_by_her_governing_body(at: Stage):
    chair = {"name": "Bill Hird", "role": "Chair of governors", "email": "bill@hird.example"}
    application = submitted(at, is_headteacher="yes", governing_body=chair)
    assert [(r.kind, r.referee.name) for r in application.references.all()] == [("governing_body", "Bill Hird")]


def test_a_second_reference_is_asked_for_where_the_round_wants_one(at: Stage):
    Round.objects.update(second_reference=True)
    at.round.refresh_from_db()
    second = {"name": "Tess Hird", "role": "Teacher", "email": "tess@other.example"}
    application = submitted(at, second_referee=second)
    assert [r.kind for r in application.references.all()] == ["headteacher", "second"]


def test_nobody_is_her_own_referee(at: Stage):
    who = applicant()
    application = draft(at, who, headteacher={"name": "A Head", "role": "Head", "email": who.email.upper()})
    with pytest.raises(CannotAsk):
        applications.submit(application, by=who, at=NOW)
    application.refresh_from_db()
    assert (application.state, application.references.count()) == ("draft", 0)


def test_a_second_too_late_is_too_late_and_nothing_is_lost(at: Stage):
    application = draft(at)
    who = cast.acting(application.person)
    with pytest.raises(CannotApply):
        applications.submit(application, by=who, at=CLOSES)
    assert sheets.value(application.sheet, "impact") == "Reading went up."
    rounds.extend(at.round, who, until=CLOSES + timedelta(days=1), reason="ill", by=at.manager, at=NOW)
    assert "The deadline is Saturday 28 November" in sentences.for_applicant(application, CLOSES)
    assert "to send it in by" in sentences.waiting_for(application, CLOSES)
    assert applications.submit(application, by=who, at=CLOSES).state == "submitted"


def test_what_is_missing_is_named_page_by_page(at: Stage):
    application = draft(at, impact="")
    with pytest.raises(Unfinished) as unfinished:
        applications.submit(application, by=cast.acting(application.person), at=NOW)
    assert [problem.question for problem in unfinished.value.problems] == ["impact"]


def test_twenty_thousand_words_are_kept_and_refused_only_when_sent_in(at: Stage):
    long = " ".join(["word"] * 20_000)
    application = draft(at, impact=long)
    assert sheets.value(application.sheet, "impact") == long
    with pytest.raises(Unfinished) as unfinished:
        applications.submit(application, by=cast.acting(application.person), at=NOW)
    assert "20000" in unfinished.value.problems[0].text.replace(",", "")


@pytest.mark.parametrize("name", ["آن بیل", "Seán O’Hara-Ní 🎓", ZALGO, "Xu"])
def test_names_of_every_kind_go_all_the_way(at: Stage, name: str):
    who = cast.acting(cast.person(name, email="somebody@reeth.example"))
    application = submitted(at, who, headteacher={"name": name, "role": "Head", "email": "head@reeth.example"})
    assert application.person.name == name
    assert Message.objects.get(kind="selection.application_submitted").to_name == name


def test_sent_in_twice_it_is_sent_in_once(at: Stage):
    application = draft(at)
    who = cast.acting(application.person)
    same = Application.objects.get(pk=application.pk)
    applications.submit(application, by=who, at=NOW)
    with pytest.raises(AlreadyMoved):
        applications.submit(same, by=who, at=NOW)
    assert application.references.count() == 1


def test_only_the_applicant_sends_it_in(at: Stage):
    application = draft(at)
    for who in (at.manager, at.panel[0], applicant("Tess Hird")):
        with pytest.raises(NotAllowed):
            applications.submit(application, by=who, at=NOW)


def test_it_may_be_changed_until_the_deadline_and_referees_stay_asked(at: Stage):
    application = submitted(at)
    reference = asked(at, application)
    who = cast.acting(application.person)
    applications.reopen(application, by=who, at=NOW)
    assert (application.state, application.submitted_at) == ("draft", None)
    fill(application.sheet, {"impact": "Writing went up."})
    applications.submit(application, by=who, at=NOW + timedelta(days=1))
    assert [row.pk for row in application.references.all()] == [reference.pk]
    with pytest.raises(CannotApply):
        applications.reopen(application, by=who, at=CLOSES)


def test_another_referee_named_on_change_takes_the_first_ones_place(at: Stage):
    application = submitted(at)
    asked(at, application)
    who = cast.acting(application.person)
    applications.reopen(application, by=who, at=NOW)
    fill(application.sheet, {"headteacher": {"name": "Ivy Raw", "role": "Head", "email": "ivy@reeth.example"}})
    applications.submit(application, by=who, at=NOW)
    assert [(r.referee.name, r.state) for r in application.references.all()] == [
        ("Ann Peel", "replaced"),
        ("Ivy Raw", "waiting"),
    ]
    assert Message.objects.get(kind="selection.reference_not_needed").to_name == "Ann Peel"


def test_once_somebody_reads_it_its_answers_are_fixed(at: Stage):
    application = submitted(at)
    assessments.assign(application, at.panel[2], by=at.manager, at=NOW)
    with pytest.raises(CannotApply):
        applications.reopen(application, by=cast.acting(application.person), at=NOW)
    with pytest.raises(Sealed):
        sheets.save(application.sheet, "impact", "Something else", at=NOW)


def test_withdrawn_referees_are_let_off_and_the_office_is_told(at: Stage):
    application = submitted(at)
    reference = asked(at, application)
    who = cast.acting(application.person)
    applications.withdraw(application, reason="I have moved.", by=who, at=NOW)
    assert application.state == "withdrawn"
    assert Link.objects.to_do(reference, "reference").get().revoked_because == references.NO_LONGER
    assert Message.objects.filter(kind="selection.reference_not_needed").count() == 1
    assert Message.objects.filter(kind="selection.application_withdrawn").count() == 2
    assert events.record_of(application).last().note == "I have moved."


def test_withdrawn_the_time_for_the_interview_is_free_again(at: Stage):
    application = shortlisted(at)
    interview = booked(at, application)
    applications.withdraw(application, by=cast.acting(application.person), at=NOW)
    interview.refresh_from_db()
    assert (interview.state, interview.slot) == ("called_off", None)
    assert at.round.slots.free(NOW).count() == 1


def test_after_withdrawing_she_may_start_again(at: Stage):
    application = draft(at)
    who = cast.acting(application.person)
    applications.withdraw(application, by=who, at=NOW)
    assert applications.start(at.round, who, by=who, at=NOW) != application


def test_who_sees_an_application(at: Stage):
    application = submitted(at)
    other = stage("Wensleydale Alliance", default=False)
    today = NOW.date()
    seen_by = [
        set(Application.objects.visible_to(who, on=today)) == {application}
        for who in (cast.acting(application.person), at.manager, at.panel[2], applicant("Tess Hird"), other.manager)
    ]
    assert seen_by == [True, True, False, False, False]
