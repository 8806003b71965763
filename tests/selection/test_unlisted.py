"""An applicant whose school is not in the list: she describes it, and the office settles which one it is."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.sheets import Unfinished
from drystone.schools.models import LocalDetails, Organisation
from drystone.selection import applications, assessments, board, sentences, sharing_out, unlisted
from drystone.selection.assessments import CannotAssess
from drystone.selection.board import Wanted
from drystone.selection.independence import Tied
from drystone.selection.models import Application, Round
from drystone.selection.unlisted import CannotSettle
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import words
from tests.selection.stage import LATER, Stage, applicant, draft, fill, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
MUKER = {"name": "Muker Field School", "town": "Muker", "postcode": "DL11 6QG"}
TYPED = "Muker Field School, Muker, DL11 6QG"


@pytest.fixture
def nowhere(at: Stage) -> Application:
    """Sent in from a school that is in no register."""
    return submitted(at, school=MUKER)


def test_she_describes_her_school_on_the_page_and_comes_back_to_what_she_wrote(at: Stage):
    application = draft(at, school="")
    client = sign_in(Client(), application.person)
    page = reverse("apply-section", args=[application.pk, "your_school"])
    opened = words(client.get(page))
    assert "My school is not in the list" in opened
    assert opened.count("Type its name, town, postcode or number (URN).") == 1
    typed = {f"school-{part}": text for part, text in MUKER.items()}
    client.post(page, {"school": "Muker", "school-unlisted": "on", **typed})
    assert sheets.value(application.sheet, "school")["label"] == TYPED
    shown = client.get(page).content.decode()
    assert 'value="Muker Field School"' in shown
    assert 'value="DL11 6QG"' in shown
    check = words(client.get(reverse("apply-check", args=[application.pk])))
    assert f"{TYPED} (not in the list of schools)" in check


def test_it_is_saved_while_she_types(at: Stage):
    application = draft(at, school="")
    typed = {"question": "school", "school": "", "school-unlisted": "on", "school-name": "Muker"}
    client = sign_in(Client(), application.person)
    assert client.post(reverse("apply-save", args=[application.pk]), typed).json() == {
        "saved": True, "problem": "Write the postcode of your school",
    }  # fmt: skip


def test_sent_in_it_waits_for_the_office_and_nobody_reads_it_meanwhile(at: Stage, nowhere: Application):
    assert (nowhere.state, nowhere.school, nowhere.unlisted_school) == ("submitted", None, TYPED)
    assert sentences.waiting_for(nowhere, NOW) == f"Waiting for the office to settle which school this is: {TYPED}."
    assert board.find(at.round, Wanted(waiting="to_settle"), at=NOW).numbers == [nowhere.pk]
    assert board.find(at.round, Wanted(words="muker"), at=NOW).numbers == [nowhere.pk]
    with pytest.raises(CannotAssess, match="Settle first"):
        assessments.assign(nowhere, at.panel[2], by=at.manager, at=LATER)
    assert sharing_out.plan(at.round, on=LATER.date()) == []


def test_a_referee_of_a_school_that_nobody_knows_yet_is_asked_only_when_the_office_has_looked(at: Stage):
    head = cast.acting(cast.person("Ann Peel"))
    cast.post(head, Role.HEAD, at.alliance, at.school)
    LocalDetails.objects.create(alliance=at.alliance, organisation=at.school, office_email="office@reeth.example")
    named = {"name": "Ann Peel", "role": "Headteacher", "email": head.email}
    assert submitted(at, school=MUKER, headteacher=named).references.get().state == "waiting"


def test_the_office_finds_it_in_the_register_and_who_works_there_reads_nothing(at: Stage, nowhere: Application):
    office = sign_in(Client(), at.manager)
    page = reverse("office-application-school", args=[nowhere.pk])
    assert page in office.get(reverse("office-application", args=[nowhere.pk])).content.decode()
    assert "Muker Field School Muker DL11 6QG" in words(office.get(page))
    assert "Which of these?" in words(office.post(page, {"which": "other", "other": "school"}))
    cast.post(at.panel[2], Role.STAFF, at.alliance, at.school)
    for _ in range(2):
        assert office.post(page, {"which": "other", "other": at.school.urn}).status_code == 302
    nowhere.refresh_from_db()
    assert (nowhere.school, sheets.value(nowhere.sheet, "school")["label"]) == (at.school, TYPED)
    assert [e.verb for e in events.record_of(nowhere)].count("school_settled") == 1
    with pytest.raises(Tied):
        assessments.assign(nowhere, cast.acting(at.panel[2]), by=at.manager, at=LATER)
    assert assessments.assign(nowhere, at.panel[3], by=at.manager, at=LATER)


def test_schools_at_her_postcode_or_of_that_name_are_offered_first(at: Stage):
    Organisation.objects.filter(pk=at.school.pk).update(postcode="DL11 6QG")
    school = Organisation.objects.get(pk=at.school.pk)
    school.save()
    application = submitted(at, school=MUKER | {"name": "Reeth school"})
    said = unlisted.described(application)
    assert said
    assert unlisted.likely(said) == [school]
    office = sign_in(Client(), at.manager)
    page = reverse("office-application-school", args=[application.pk])
    assert office.post(page, {"which": school.key}).status_code == 302
    application.refresh_from_db()
    assert application.school == school


def test_the_office_adds_it_as_a_school_of_its_own_once(at: Stage, nowhere: Application):
    office = sign_in(Client(), at.manager)
    page = reverse("office-application-school", args=[nowhere.pk])
    assert "Give the name and the postcode" in words(office.post(page, {"which": "own", "name": "Muker"}))
    for _ in range(2):
        assert office.post(page, {"which": "own", **MUKER}).status_code == 302
    nowhere.refresh_from_db()
    made = Organisation.objects.get(name="Muker Field School")
    assert (nowhere.school, made.kind, made.urn, made.town) == (made, "school", None, "Muker")


def test_sent_in_again_with_the_same_words_it_stays_settled_and_with_others_it_is_asked_anew(
    at: Stage, nowhere: Application
):
    who = cast.acting(nowhere.person)
    unlisted.settle(nowhere, at.school, by=at.manager, at=NOW)
    for typed, school in ((MUKER, at.school), (MUKER | {"name": "Muker Hill School"}, None)):
        again = applications.reopen(Application.objects.get(), by=who, at=NOW)
        fill(again.sheet, {"school": typed})
        assert applications.submit(again, by=who, at=NOW).school == school


def test_the_office_alone_settles_and_only_until_somebody_reads(at: Stage, nowhere: Application):
    with pytest.raises(NotAllowed):
        unlisted.settle(nowhere, at.school, by=at.panel[2], at=NOW)
    unlisted.settle(nowhere, at.school, by=at.manager, at=NOW)
    assessments.assign(Application.objects.get(), at.panel[2], by=at.manager, at=LATER)
    other = cast.school("Gunnerside Primary School")
    with pytest.raises(CannotSettle):
        unlisted.settle(nowhere, other, by=at.manager, at=LATER)
    listed = submitted(at, applicant("Tess Hird"))
    with pytest.raises(CannotSettle):
        unlisted.settle(listed, other, by=at.manager, at=LATER)


def test_in_a_round_for_members_it_is_said_before_and_the_office_cannot_get_round_it(at: Stage):
    application = draft(at, school=MUKER)
    Round.objects.update(members_only=True)
    application.round.refresh_from_db()
    with pytest.raises(Unfinished, match="your school is not one yet"):
        applications.submit(application, by=cast.acting(application.person), at=NOW)
    Round.objects.update(members_only=False)
    application.round.refresh_from_db()
    applications.submit(application, by=cast.acting(application.person), at=NOW)
    Round.objects.update(members_only=True)
    with pytest.raises(CannotSettle, match="is not one yet"):
        unlisted.settle(application, at.school, by=at.manager, at=NOW)


def test_the_database_shortlists_nobody_whose_school_is_not_settled(at: Stage, nowhere: Application):
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.update(state="shortlisted")
    assert nowhere.school is None
