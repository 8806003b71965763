"""Before and while she writes: who may take part, what does not fit the round, starting from earlier answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.sheets import Unfinished
from drystone.schools.models import Membership
from drystone.selection import applications, earlier, eligibility, fitting, rounds
from drystone.selection.applications import CannotApply
from drystone.selection.eligibility import NoMember
from drystone.selection.models import Application, Round
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import ELIGIBLE, words
from tests.selection.stage import CLOSES, Stage, applicant, draft, fill, open_round, stage, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def for_members(at: Stage) -> Round:
    at.round.members_only = True
    at.round.save()
    return at.round


def join(at: Stage) -> Membership:
    return Membership.objects.create(alliance=at.alliance, organisation=at.school, starts=NOW.date())


def test_a_round_for_members_refuses_other_schools_before_anything_is_written(at: Stage, for_members: Round):
    who = applicant()
    with pytest.raises(NoMember, match="Reeth Community Primary School is not one yet"):
        applications.start(at.round, who, school=at.school.urn, by=who, at=NOW)
    with pytest.raises(NoMember, match="your school is not one yet"):
        applications.start(at.round, who, by=who, at=NOW)
    assert Application.objects.count() == 0
    join(at)
    application = applications.start(at.round, who, school=at.school.urn, by=who, at=NOW)
    assert sheets.value(application.sheet, "school")["key"] == at.school.urn


TWO_AREAS = {
    "offers_second_area": "yes",
    "second_area": "maths",
    "second_area_phases": ["primary"],
    "second_area_years": "3",
    "offers_third_area": "no",
}


def test_what_does_not_fit_the_round_is_said_while_she_writes_and_stops_it_at_the_end(at: Stage):
    application = draft(at, **TWO_AREAS)
    assert fitting.misfits(application, on=NOW.date()) == []
    rounds.edit(at.round, {"members_only": True, "areas_limit": 1, "second_reference": True}, by=at.manager, at=NOW)
    application = Application.objects.get()
    said = {problem.question: problem.text for problem in fitting.misfits(application, on=NOW.date())}
    assert said["offers_second_area"] == "This round takes one area of expertise at most. Take one back."
    assert "is not one yet" in said["school"]
    with pytest.raises(Unfinished) as unfinished:
        applications.submit(application, by=cast.acting(application.person), at=NOW)
    problems = [problem.question for problem in unfinished.value.problems]
    assert list(dict.fromkeys(problems)) == ["second_referee", *said]
    assert Application.objects.get().state == "draft"


def test_the_check_before_asks_for_the_school_where_the_round_is_for_members(at: Stage, for_members: Round):
    check = reverse("apply-eligibility", args=[for_members.pk])
    assert "Which school do you work at?" in words(Client().get(check))
    said = words(Client().post(check, ELIGIBLE | {"school": at.school.urn}))
    assert (
        "This round is for member schools of the Alliance, and Reeth Community Primary School is not one yet" in said
    )
    join(at)
    start = Client().post(check, ELIGIBLE | {"school": at.school.urn})["Location"]
    assert start == f"{reverse('apply-start', args=[for_members.pk])}?school={at.school.urn}"
    client = sign_in(Client(), applicant())
    assert at.school.urn in client.get(start).content.decode()
    client.post(start, {"school": at.school.urn})
    assert sheets.value(Application.objects.get().sheet, "school")["key"] == at.school.urn


def test_whoever_starts_without_the_check_is_asked_for_her_school_first(at: Stage, for_members: Round):
    client, start = sign_in(Client(), applicant()), reverse("apply-start", args=[for_members.pk])
    assert "Choose a school for" in words(client.post(start))
    assert "Choose your school again" in words(client.post(start, {"school": at.school.urn}))
    assert Application.objects.count() == 0


def test_a_round_asks_questions_of_its_own_before_anybody_applies(at: Stage):
    own = [
        ("Can you come to the induction on 12 January?", "Induction is where leaders meet. Write to us."),
        (" ", ""),
    ]
    for _ in range(2):
        kept = eligibility.ask(at.round, own, by=at.manager, at=NOW)
    assert kept.own_questions == [["Can you come to the induction on 12 January?", own[0][1]]]
    check = reverse("apply-eligibility", args=[at.round.pk])
    assert "Can you come to the induction on 12 January?" in words(Client().get(check))
    assert "Induction is where leaders meet." in words(Client().post(check, ELIGIBLE | {"own_0": "no"}))
    assert Client().post(check, ELIGIBLE | {"own_0": "yes"}).status_code == 302
    assert "Choose an answer to “Can you come" in words(Client().post(check, ELIGIBLE))


def test_what_does_not_fit_stands_on_her_page_with_a_link_to_the_question(at: Stage):
    application = draft(at, **TWO_AREAS)
    Round.objects.update(areas_limit=1)
    client = sign_in(Client(), application.person)
    for name in ("apply-application", "apply-check"):
        page = client.get(reverse(name, args=[application.pk])).content.decode()
        assert "This round takes one area of expertise at most. Take one back." in page
        assert f"{reverse('apply-section', args=[application.pk, 'areas'])}#id_offers_second_area" in page
    assert "Send in my application" not in page


def a_year_ago(at: Stage, who: Any, **answers: Any) -> Application:
    """An application that she wrote in an earlier round."""
    before = open_round(at.alliance, title="Spring 2026")
    application = applications.start(before, who, by=who, at=NOW - timedelta(days=1))
    fill(application.sheet, draft_answers(at) | answers)
    return application


def draft_answers(at: Stage) -> dict[str, Any]:
    return {
        "impact": "Reading went up.",
        "school": at.school.urn,
        "job": "Head of English",
        "headteacher": {"name": "Ann Peel", "role": "Headteacher", "email": "head@reeth.example"},
        "second_referee": {"name": "Tess Hird", "role": "Teacher", "email": "tess@reeth.example"},
        "read_privacy": "on",
        "signature": {"name": "Rosie Metcalfe", "role": "Head of English", "agreed": "on"},
    }


def test_she_starts_from_what_she_wrote_before_and_names_and_signs_anew(at: Stage):
    who = applicant()
    before = a_year_ago(at, who)
    again = applications.start(at.round, who, like=before, by=who, at=NOW)
    kept = sheets.values(again.sheet)
    assert (kept["impact"], kept["job"], kept["school"]["key"]) == (
        "Reading went up.",
        "Head of English",
        at.school.urn,
    )
    assert not {"headteacher", "second_referee", "read_privacy", "signature"} & set(kept)
    assert again.references.count() == 0
    left = earlier.left_behind(again)
    assert left
    assert {"Your headteacher", "How we use your data", "Your signature"} <= set(left.anew)
    fill(again.sheet, {"headteacher": {"name": "Ivy Raw", "role": "Headteacher", "email": "ivy@reeth.example"}})
    assert "Your headteacher" not in earlier.left_behind(again).anew


def test_what_we_know_today_goes_before_what_she_wrote_then(at: Stage):
    who = cast.acting(cast.person("Rosie Metcalfe"))
    before = a_year_ago(at, who, job="Teacher of English")
    post = cast.post(who, Role.STAFF, at.alliance, at.school)
    post.title = "Assistant head"
    post.save()
    again = applications.start(at.round, cast.acting(who), like=before, by=who, at=NOW)
    assert sheets.value(again.sheet, "job") == "Assistant head"


def test_nobody_starts_from_what_somebody_else_wrote(at: Stage):
    before = a_year_ago(at, applicant("Tess Hird"))
    who = applicant()
    with pytest.raises(CannotApply):
        applications.start(at.round, who, like=before, by=who, at=NOW)
    elsewhere = stage("Wensleydale Alliance", default=False)
    mine = a_year_ago(elsewhere, who)
    with pytest.raises(CannotApply):
        applications.start(at.round, who, like=mine, by=who, at=NOW)
    assert earlier.offered_to(who, at.round) == []


def test_the_page_offers_her_own_earlier_applications_and_says_what_was_left_behind(at: Stage):
    who = applicant()
    before, foreign = a_year_ago(at, who), a_year_ago(at, applicant("Tess Hird"))
    client, start = sign_in(Client(), who), reverse("apply-start", args=[at.round.pk])
    page = words(client.get(start))
    assert "Take over my answers of Spring 2026, which I did not send in" in page
    assert page.count("Take over my answers") == 1
    client.post(start, {"before": foreign.pk})
    assert not Application.objects.filter(round=at.round).exists()
    went = client.post(start, {"before": before.pk})["Location"]
    said = words(client.get(went))
    assert "Taken over from Spring 2026" in said
    assert "Not taken over, to be given again: Your headteacher; How we use your data" in said


def test_an_application_within_the_grace_is_taken_and_known_to_be_late(at: Stage, clock):
    Round.objects.update(grace_hours=24)
    application = draft(at)
    who = cast.acting(application.person)
    client, page = sign_in(Client(), who), reverse("apply-application", args=[application.pk])
    clock.move_to(CLOSES + timedelta(hours=23))
    client = sign_in(Client(), who)
    assert "We still take your application until Saturday 28 November 2026 at 11:59pm" in words(client.get(page))
    client.post(reverse("apply-check", args=[application.pk]))
    application.refresh_from_db()
    assert application.state == "submitted"
    office = sign_in(Client(), at.manager)
    for name, record in (("office-application", application), ("office-round", at.round)):
        assert "Sent in late" in words(office.get(reverse(name, args=[record.pk])))


def test_when_the_grace_is_over_it_is_over_and_nobody_begins_in_it(at: Stage):
    Round.objects.update(grace_hours=24)
    at.round.refresh_from_db()
    application = draft(at)
    with pytest.raises(CannotApply):
        applications.submit(application, by=cast.acting(application.person), at=CLOSES + timedelta(hours=24))
    with pytest.raises(CannotApply):
        applications.start(at.round, applicant("Tess Hird"), by=applicant("Una Bell"), at=CLOSES)
    sent = submitted(at, applicant("Una Raw"))
    with pytest.raises(CannotApply):
        applications.reopen(sent, by=cast.acting(sent.person), at=CLOSES)


def test_whoever_was_given_more_time_is_not_late(at: Stage, clock):
    application = draft(at)
    until = CLOSES + timedelta(days=2)
    rounds.extend(at.round, application.person, until=until, reason="ill", by=at.manager, at=NOW)
    applications.submit(application, by=cast.acting(application.person), at=CLOSES + timedelta(days=1))
    office = sign_in(Client(), at.manager)
    assert "Sent in late" not in words(office.get(reverse("office-application", args=[application.pk])))
