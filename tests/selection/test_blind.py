"""Reading blind: nobody who scores learns whose application it is, on any page, in any file or mail, before it is
sifted; and whoever is close to an applicant says so beforehand."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from drystone.history.models import Event
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.selection import applications, assessments, blind, names, reading_room, rounds, sharing_out
from drystone.selection.assessments import CannotAssess
from drystone.selection.independence import Tied
from drystone.selection.models import Application, Assessment, DeclaredConflict, NamesRead
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.selection.stage import LATER, Stage, applicant, fill, given, known_head, rated, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TELLING = ("Rosie", "Metcalfe", "Reeth", "Ann Peel", "Peel", "@reeth")


@pytest.fixture
def reading(at: Stage) -> Assessment:
    """A round read blind, an application that says whose it is wherever one could, and one who is to read it."""
    at.round.blind = True
    at.round.save()
    known_head(at)
    application = submitted(
        at,
        expertise="I, Rosie Metcalfe, lead reading at Reeth Primary; write to rosie@reeth.example.",
        has_conflicts="yes",
        conflicts="I am a governor of Reeth Nursery.",
    )
    given(at, application, statement="Rosie is the best leader at Reeth. Ann Peel")
    return assessments.assign(application, at.panel[2], by=at.manager, at=LATER)


@pytest.fixture
def reader(at: Stage, reading: Assessment) -> Client:
    """Her browser, after she has gone through the names."""
    names.declare(at.round, {}, by=at.panel[2], at=LATER)
    return sign_in(Client(), at.panel[2])


def panel_pages(reading: Assessment) -> Iterator[str]:
    yield reverse("home")
    yield reverse("panel-home")
    for page in ("panel-assessment", "panel-assessment-lock", "panel-assessment-conflict"):
        yield reverse(page, args=[reading.pk])
    for section in ("scores", "view"):
        yield reverse("panel-assessment-section", args=[reading.pk, section])
    round_ = reading.application.round_id
    yield reverse("panel-answers", args=[round_])
    for key in ("expertise", "job", "main_area"):
        yield reverse("panel-answer", args=[round_, key])
    yield reverse("api:tasks")


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def body(response: Any) -> str:
    """What a page says between its header and its footer: there she finds herself, and how to write to the office."""
    assert response.status_code == 200, response.status_code
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")] if "<main" in text else text


def test_no_page_or_file_or_mail_tells_the_reader_whose_it_is(at: Stage, reading: Assessment, reader: Client):
    """Features 17: Blind / anonymised review."""
    for page in panel_pages(reading):
        text = body(reader.get(page))
        assert not [word for word in TELLING if word in text], page
    whole = words(reader.get(reverse("panel-assessment", args=[reading.pk])))
    assert "Application 1" in whole
    assert "I, [name], lead reading at [school] Primary; write to [address]." in whole
    assert "[name] is the best leader at [school]. [name]" in whole
    pack = pdf_text(reader.get(reverse("panel-pack", args=[at.round.pk])).getvalue())
    assert "Application 1" in pack
    assert "lead reading" in pack
    assert not [word for word in TELLING if word in pack]
    for mail in Message.objects.filter(person_id=at.panel[2].pk):
        assert not [word for word in TELLING if word in mail.subject + mail.text], mail.kind


def test_questions_that_tell_who_it_is_cannot_be_read_across(at: Stage, reading: Assessment, reader: Client):
    for key in ("surname", "school", "headteacher", "signature", "conflicts", "email"):
        assert reader.get(reverse("panel-answer", args=[at.round.pk, key])).status_code == 404, key


def test_the_pack_that_the_office_takes_for_her_tells_no_more(at: Stage, reading: Assessment, reader: Client):
    pack = pdf_text(reading_room.pack(at.round, at.panel[2], by=at.manager, at=LATER))
    assert "[name] is the best leader" in pack
    assert not [word for word in TELLING if word in pack]
    assert Event.objects.filter(verb="looked", by_id=at.manager.pk).count() == 1


def test_from_the_moment_it_is_sifted_it_says_whose_it_is(at: Stage, reading: Assessment, reader: Client):
    page = reverse("panel-assessment", args=[reading.pk])
    fill(reading.sheet, rated(reading.sheet.form, 2) | {"recommendation": "invite"}, LATER)
    assessments.lock(reading, by=at.panel[2], at=LATER)
    other = at.panel[3]
    names.declare(at.round, {}, by=other, at=LATER)
    second = assessments.assign(reading.application, other, by=at.manager, at=LATER)
    fill(second.sheet, rated(second.sheet.form, 2) | {"recommendation": "invite"}, LATER)
    assessments.lock(second, by=other, at=LATER)
    assert "Rosie" not in body(reader.get(page))
    from_both = {line.key: line.together for line in assessments.criteria.compared(reading.application)}
    assessments.moderate(reading.application, from_both, reason="", by=at.manager, at=LATER)
    assert "Rosie" not in body(reader.get(page))
    assessments.shortlist(reading.application, by=at.manager, at=LATER)
    assert "Rosie Metcalfe, Reeth Community Primary School" in words(reader.get(page))


def test_database_and_page_call_it_the_same(at: Stage, reading: Assessment):
    def both() -> tuple[str, str]:
        row = Application.objects.annotate(said=blind.read_as()).get(pk=reading.application_id)
        return row.said, row.read_as

    for state in ("draft", "submitted", "ineligible", "withdrawn"):
        Application.objects.filter(pk=reading.application_id).update(state=state)
        assert both() == ("Application 1", "Application 1"), state
    for state in ("shortlisted", "not_shortlisted", "interviewed", "decided"):
        Application.objects.filter(pk=reading.application_id).update(state=state)
        said, shown = both()
        assert (said, shown) == ("Rosie Metcalfe", "Rosie Metcalfe, Reeth Community Primary School"), state
    at.round.blind = False
    at.round.save()
    Application.objects.filter(pk=reading.application_id).update(state="submitted")
    assert both()[0] == "Rosie Metcalfe"


def test_applications_are_numbered_as_they_come_in_and_keep_their_numbers(at: Stage):
    first, second = submitted(at), submitted(at, applicant("Bea Raw"))
    assert (first.number, second.number) == (1, 2)
    who = cast.acting(first.person)
    again = applications.submit(applications.reopen(first, by=who, at=NOW), by=who, at=NOW)
    assert again.number == 1
    assert submitted(at, applicant("Cora Bell")).number == 3


def test_before_she_reads_she_goes_through_the_names(at: Stage, reading: Assessment):
    client = sign_in(Client(), at.panel[2])
    page = reverse("panel-assessment", args=[reading.pk])
    go_through = reverse("panel-names", args=[at.round.pk])
    for closed in (
        page,
        reverse("panel-answers", args=[at.round.pk]),
        reverse("panel-assessment-lock", args=[reading.pk]),
    ):
        assert client.get(closed).headers["Location"] == go_through
    fill(reading.sheet, rated(reading.sheet.form, 2) | {"recommendation": "invite"}, LATER)
    with pytest.raises(CannotAssess, match="close to anybody"):
        assessments.lock(reading, by=at.panel[2], at=LATER)
    assert "Rosie Metcalfe, Reeth Community Primary School" in words(client.get(go_through))
    assert client.post(go_through).headers["Location"] == reverse("panel-home")
    assert client.get(page).status_code == 200


def test_one_that_comes_in_later_is_gone_through_too(at: Stage, reading: Assessment, reader: Client):
    late = submitted(at, applicant("Zoe Late"))
    Application.objects.filter(pk=late.pk).update(submitted_at=LATER + timedelta(hours=1))
    assessment = assessments.assign(late, at.panel[2], by=at.manager, at=LATER)
    go_through = reverse("panel-names", args=[at.round.pk])
    assert reader.get(reverse("panel-assessment", args=[assessment.pk])).headers["Location"] == go_through
    assert reader.get(reverse("panel-assessment", args=[reading.pk])).status_code == 200
    assert re.search(r"Zoe Late, [^<]*<strong[^>]*>\s*New", body(reader.get(go_through)))


def test_the_names_stand_in_the_alphabet_and_lead_to_no_number(at: Stage, reading: Assessment):
    for name in ("Zoe Last", "Amy First"):
        submitted(at, applicant(name))
    listed = names.listed(at.round, at.panel[2])
    assert [each.name for each in listed] == ["Amy First", "Rosie Metcalfe", "Zoe Last"]
    others = {each.key for each in names.listed(at.round, at.panel[3])}
    assert len(others) == 3
    assert others.isdisjoint(each.key for each in listed)
    text = body(sign_in(Client(), at.panel[2]).get(reverse("panel-names", args=[at.round.pk])))
    assert "Application" not in text
    assert not {str(row.pk) for row in Application.objects.all()} & set(re.findall(r'value="([^"]*)"', text))


def test_a_school_that_the_office_has_not_settled_yet_stands_as_it_was_described(at: Stage, reading: Assessment):
    fields = {"school": None, "unlisted_school": "Keld Hall, Keld"}
    Application.objects.filter(pk=submitted(at, applicant("Amy First")).pk).update(**fields)
    assert names.listed(at.round, at.panel[2])[0].school == "Keld Hall, Keld"


def test_whoever_says_she_is_close_reads_and_scores_it_no_more(at: Stage, reading: Assessment):
    client = sign_in(Client(), at.panel[2])
    go_through, [rosie] = reverse("panel-names", args=[at.round.pk]), names.listed(at.round, at.panel[2])
    asked = client.post(go_through, {"close": rosie.key})
    assert "What connects you with Rosie Metcalfe" in words(asked)
    told = {"close": rosie.key, "explained": "yes"}
    assert "Say what connects you" in words(client.post(go_through, told))
    other = told | {f"choice_{rosie.key}": "other"}
    assert "Say in a few words" in words(client.post(go_through, other))
    for _ in range(2):
        assert client.post(go_through, other | {f"note_{rosie.key}": "We sing together"}).status_code == 302
    declared = DeclaredConflict.objects.get()
    assert declared.reason == "Something else. We sing together"
    assert client.get(reverse("panel-assessment", args=[reading.pk])).status_code == 404
    assert Assessment.objects.get(pk=reading.pk).state == "conflict_declared"
    assert Message.objects.filter(kind="selection.assessor_needed").count() == 2  # the manager and the coordinator
    assert "We sing together" in words(client.get(go_through))


def test_nobody_is_asked_to_read_for_one_to_whom_she_is_close(at: Stage, reading: Assessment):
    names.declare(at.round, {reading.application_id: "Family."}, by=at.panel[3], at=LATER)
    with pytest.raises(Tied, match="declared a conflict"):
        assessments.assign(reading.application, at.panel[3], by=at.manager, at=LATER)


def test_a_conflict_by_name_alone_closes_the_page(at: Stage, reading: Assessment, reader: Client):
    """Whatever came first: she was asked a moment after she had said it, say."""
    fields = {"application": reading.application, "person": at.panel[2], "reason": "Family.", "at": LATER}
    DeclaredConflict.objects.create(alliance=at.alliance, **fields)
    assert reader.get(reverse("panel-assessment", args=[reading.pk])).status_code == 404
    assert reader.get(reverse("panel-answers", args=[at.round.pk])).status_code == 404


def test_nothing_is_shared_out_to_whoever_is_close(at: Stage):
    at.round.blind = True
    at.round.save()
    application = submitted(at)
    for who in at.panel[:3]:
        names.declare(at.round, {application.pk: "Family."}, by=who, at=LATER)
    [share] = sharing_out.plan(at.round, on=LATER.date())
    assert share.readers == (at.panel[3],)
    assert share.lacks == 1


def test_a_locked_score_is_the_offices_to_set_aside(at: Stage, reading: Assessment):
    names.declare(at.round, {}, by=at.panel[2], at=LATER)
    fill(reading.sheet, rated(reading.sheet.form, 2) | {"recommendation": "invite"}, LATER)
    assessments.lock(reading, by=at.panel[2], at=LATER)
    with pytest.raises(names.TooLate):
        names.declare(at.round, {reading.application_id: "Family."}, by=at.panel[2], at=LATER)
    assert not DeclaredConflict.objects.exists()


def test_the_names_are_the_panels_of_a_round_read_blind(at: Stage, reading: Assessment):
    page = reverse("panel-names", args=[at.round.pk])
    assert sign_in(Client(), at.heads[0]).get(page).status_code == 200
    stranger: Person = cast.acting(cast.person("Nina Nobody"))
    assert sign_in(Client(), stranger).get(page).status_code == 403
    at.round.blind = False
    at.round.save()
    assert sign_in(Client(), at.heads[0]).get(page).status_code == 404
    at.round.blind, at.round.decisions_by = True, date(2026, 12, 11)
    assert names.are_to_be_seen(at.round, date(2026, 12, 11))
    assert not names.are_to_be_seen(at.round, date(2026, 12, 12))
    assert not NamesRead.objects.exists()


def test_what_readers_see_stays_once_somebody_was_asked(at: Stage, reading: Assessment):
    with pytest.raises(rounds.Unfit) as unfit:
        rounds.edit(at.round, {"blind": False}, by=at.manager, at=LATER)
    assert set(unfit.value.problems) == {"blind"}


def test_side_by_side_costs_the_same_for_one_and_for_many(at: Stage, reading: Assessment, reader: Client, query_count):
    page = reverse("panel-answer", args=[at.round.pk, "expertise"])

    def cost() -> int:
        reader.get(page)
        with query_count() as counted:
            assert reader.get(page).status_code == 200
        return len(counted)

    one = cost()
    for name in ("Amy First", "Bea Raw", "Cora Bell"):
        assessments.assign(submitted(at, applicant(name)), at.panel[2], by=at.manager, at=LATER)
    assert cost() == one <= 14


def test_one_application_costs_its_reader_eight_questions(at: Stage, reading: Assessment, reader: Client, query_count):
    page = reverse("panel-assessment", args=[reading.pk])
    reader.get(page)
    with query_count() as counted:
        assert reader.get(page).status_code == 200
    assert len(counted) == 8 + OPENING
