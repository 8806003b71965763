"""A round and its applications, pressed as the office presses them; what the pages cost."""

from datetime import UTC, date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.documents.models import Paper
from drystone.history import events
from drystone.mail.models import Message
from drystone.questions import sheets
from drystone.selection import assessments, decisions
from drystone.selection.models import (
    Appeal,
    Assessment,
    Decision,
    Round,
)
from drystone.web.days import moment
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import by_link, cost, dated, not_shortlisted, with_reference, words
from tests.selection.stage import (
    DECIDED,
    Stage,
    applicant,
    asked,
    booked,
    checked,
    fill,
    given,
    interviewed,
    open_round,
    rated,
    scored,
    shortlisted,
    stage,
    submitted,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


BY_POST = {
    "note": "By post on 10 November",
    "signed_name": "Ann Peel",
    "signed_role": "Headteacher",
    "supports": "yes",
    "days": "7.5",
    "knows_refusal": "on",
    "statement": "As written.",
}


def test_the_office_assigns_moderates_and_shortlists(at: Stage, office: Client):
    application = submitted(at)
    given(at, application)
    page = reverse("office-application", args=[application.pk])
    assert "Assign assessors" in words(office.get(page))
    both = {"assessors": [str(who.pk) for who in at.panel[2:4]]}
    for _ in range(2):
        assert office.post(reverse("office-assessors", args=[application.pk]), both).status_code in (200, 302)
    assert Assessment.objects.count() == 2
    for assessment in Assessment.objects.all():
        fill(assessment.sheet, rated(assessment.sheet.form, 2) | {"recommendation": "invite"}, NOW)
        assessments.lock(assessment, by=cast.acting(assessment.assessor), at=NOW)
    moderation = reverse("office-moderation", args=[application.pk])
    form = office.get(moderation).context["form"]
    data = {name: form[name].initial for name in form.fields}
    assert office.post(moderation, data).status_code == 302
    press = reverse("office-application-press", args=[application.pk, "shortlisting"])
    for _ in range(2):
        assert office.post(press)["Location"] == page
    application.refresh_from_db()
    assert application.state == "shortlisted"


def test_the_office_confirms_an_address_and_records_what_came_by_post(at: Stage, office: Client):
    reference = submitted(at).references.get()
    assert "Waiting for the office to confirm the address" in words(
        office.get(reverse("office-application", args=[reference.application_id]))
    )
    office.post(reverse("office-reference-request", args=[reference.pk]))
    data = BY_POST | {"paper": SimpleUploadedFile("letter.pdf", b"%PDF-1.7 x")}
    assert office.post(reverse("office-reference-record", args=[reference.pk]), data).status_code == 302
    reference.refresh_from_db()
    assert (reference.state, reference.half_days_a_year, reference.recorded_by) == ("given", 15, at.manager)
    assert sheets.value(reference.sheet, "days_a_year") == 15


def test_each_look_of_the_office_at_a_reference_and_its_letter_is_written_down(at: Stage, office: Client):
    reference = submitted(at).references.get()
    data = BY_POST | {"paper": SimpleUploadedFile("letter.pdf", b"%PDF-1.7 x")}
    office.post(reverse("office-reference-record", args=[reference.pk]), data)
    kept = reference.sheet.attachments.get()
    for page in (
        reverse("office-reference", args=[reference.pk]),
        reverse("office-reference-file", args=[reference.pk, kept.pk]),
    ):
        before = events.record_of(reference).filter(verb="looked", by_id=at.manager.pk).count()
        assert office.get(page).status_code == 200
        assert events.record_of(reference).filter(verb="looked", by_id=at.manager.pk).count() == before + 1


def test_the_office_decides_another_sees_it_and_it_is_released(at: Stage, office: Client, clock):
    application = interviewed(at)
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    page = reverse("office-decision", args=[application.pk])
    areas = [str(row.pk) for row in application.areas.all()]
    assert "Write down the condition" in words(office.post(page, {"outcome": "with_condition", "areas": areas}))
    assert office.post(page, {"outcome": "designate", "areas": areas}).status_code == 302
    decision = Decision.objects.get()
    check = reverse("office-decision-check", args=[decision.pk])
    assert office.post(check).status_code == 403
    second = sign_in(Client(), at.second)
    assert "delighted to designate you" in words(second.get(check))
    preview = second.get(reverse("office-decision-letter", args=[decision.pk]))
    assert b"".join(preview.streaming_content)[:5] == b"%PDF-"
    for _ in range(2):
        assert second.post(check).status_code == 302
    release = reverse("office-decision-release", args=[decision.pk])
    assert "Release" in words(office.get(release))
    for _ in range(2):
        assert office.post(release).status_code == 302
    decision.refresh_from_db()
    hers = sign_in(Client(), application.person)
    said = words(hers.get(reverse("apply-application", args=[application.pk])))
    assert "You are a System Leader" in said
    papers = Paper.objects.filter(kind__in=["Decision letter", "Certificate"])
    for paper in papers:
        file = hers.get(reverse("apply-paper", args=[application.pk, paper.pk]))
        assert b"".join(file.streaming_content)[:5] == b"%PDF-"
    assert len(papers) == 2


def test_an_appeal_from_the_page(at: Stage, office: Client, clock):
    decision = checked(at, not_shortlisted(at, with_reference(at)), "unsuccessful", feedback="More evidence.")
    decisions.release(decision, by=at.manager, at=DECIDED)
    clock.move_to(DECIDED)
    client = sign_in(Client(), decision.application.person)
    assert "You may appeal until Wednesday 13 January 2027" in words(
        client.get(reverse("apply-application", args=[decision.application_id]))
    )
    data = {"ground": "process", "grounds": "Nobody read page 3."}
    for _ in range(2):
        assert client.post(reverse("apply-appeal", args=[decision.application_id]), data).status_code == 302
    third = sign_in(Client(), cast.officer(at.alliance, "Nell Spence"))
    page = reverse("office-appeal", args=[Appeal.objects.get().pk])
    assert "Nobody read page 3." in words(third.get(page))
    assert third.post(page, {"verb": "dismiss", "answer": "We looked again."}).status_code == 302
    assert Appeal.objects.get().state == "dismissed"


def test_the_office_sets_down_a_round_and_publishes_it(at: Stage, office: Client):
    data = dated(
        opens_at="11 1 2027", closes_at="5 2 2027", references_close_at="9 2 2027", shortlist_by="26 2 2027",
        interviews_from="8 3 2027", interviews_to="12 3 2027", decisions_by="19 3 2027",
    )  # fmt: skip
    times = {"opens_at_time": "00:00", "closes_at_time": "23:59", "references_close_at_time": "17:00"}
    rest = {"title": "Spring 2027", "scale": "rag", "areas_limit": "2", "grace_hours": "0"}
    new = reverse("office-round-new")
    wrong = office.post(new, data | times | rest | {"decisions_by_day": "1"})
    assert "Decisions by (Monday 1 March 2027) cannot come before" in words(wrong)
    made = office.post(new, data | times | rest)
    round_ = Round.objects.get(title="Spring 2027")
    assert made["Location"] == reverse("office-round", args=[round_.pk])
    assert round_.closes_at.second == 59
    for _ in range(2):
        assert office.post(reverse("office-round-publication", args=[round_.pk])).status_code == 302
    assert words(office.get(reverse("office-round-edit", args=[round_.pk])))
    assert words(office.get(reverse("office-rounds")))


@pytest.mark.parametrize(
    ("on", "ends"),
    [((2026, 3, 28), "17:00"), ((2026, 3, 29), "16:00"), ((2026, 10, 24), "16:00"), ((2026, 10, 25), "17:00")],
)
def test_five_in_the_afternoon_is_that_on_the_wall_whatever_the_clocks_do_in_the_night(on, ends):
    assert f"{moment(date(*on), time(17)).astimezone(UTC):%H:%M}" == ends


def test_times_for_interviews_are_added_and_removed(at: Stage, office: Client):
    page = reverse("office-slots", args=[at.round.pk])
    data = dated(on="8 12 2026") | {"starts": "10:00", "ends": "10:40", "place": "Reeth"}
    for _ in range(2):
        assert office.post(page, data).status_code == 302
    only = at.round.slots.get()
    for _ in range(2):
        assert office.post(reverse("office-slot-removal", args=[only.pk])).status_code == 302
    assert at.round.slots.count() == 0


def test_one_person_gets_more_time_from_the_page(at: Stage, office: Client):
    who = applicant()
    page = reverse("office-extension", args=[at.round.pk])
    data = dated(until="30 11 2026") | {"until_time": "17:00", "reason": "Ill"}
    assert "Nobody has an account" in words(office.post(page, data | {"email": "nobody@reeth.example"}))
    assert office.post(page, data | {"email": who.email}).status_code == 302
    assert Message.objects.get(kind="selection.deadline_extended").to_address == who.email


def test_every_page_of_the_office_about_an_application_opens(at: Stage, office: Client):
    application = shortlisted(at)
    interview = booked(at, application)
    for name in (
        "office-panel", "office-interview-rearrangement", "office-interview-absence", "office-marks",
        "office-interview-time",
    ):  # fmt: skip
        assert words(office.get(reverse(name, args=[interview.pk])))
    for noun in ("ineligibility", "reconsideration", "withdrawal"):
        assert words(office.get(reverse("office-application-move", args=[application.pk, noun])))
    assert words(office.get(reverse("office-application", args=[application.pk])))


def test_the_office_of_another_alliance_finds_nothing(at: Stage):
    application = submitted(at)
    reference = given(at, application)
    other = sign_in(Client(), stage("Wensleydale Alliance", default=False).manager)
    for name, pk in [
        ("office-application", application.pk),
        ("office-reference", reference.pk),
        ("office-round", at.round.pk),
        ("office-assessors", application.pk),
    ]:
        assert other.get(reverse(name, args=[pk])).status_code == 404, name


def test_lists_cost_the_same_for_one_row_as_for_three(at: Stage, office: Client, query_count):
    pages = [reverse("office-round", args=[at.round.pk]), reverse("office-rounds")]
    shortlisted(at)
    assert [cost(office, page, query_count) for page in pages] == [12 + OPENING, 4 + OPENING]
    for name in ("Tess Hird", "Una Bell"):
        shortlisted(at, applicant(name))
        open_round(at.alliance, title=name)
    assert [cost(office, page, query_count) for page in pages] == [12 + OPENING, 4 + OPENING]


ON_ONE_WALL = {"record": 10, "applicant": 11, "reading": 8, "link": 6, "public": 4}


def test_what_the_pages_cost(at: Stage, office: Client, query_count):
    application = submitted(at)
    given(at, application)
    assessment = scored(at, application, at.panel[2])
    reference = asked(at, submitted(at, applicant("Tess Hird")))
    hers, panel = sign_in(Client(), application.person), sign_in(Client(), at.panel[2])
    costs = {
        "record": cost(office, reverse("office-application", args=[application.pk]), query_count),
        "applicant": cost(hers, reverse("apply-application", args=[application.pk]), query_count),
        "reading": cost(panel, reverse("panel-assessment", args=[assessment.pk]), query_count),
        "link": cost(by_link(reference), reverse("school-reference", args=[reference.pk]), query_count),
        "public": cost(Client(), reverse("round-page", args=[at.round.pk]), query_count),
    }
    assert costs == {kind: number + OPENING for kind, number in ON_ONE_WALL.items()}
