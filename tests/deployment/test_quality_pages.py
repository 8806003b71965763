"""The pages on which visit records are drawn, shared out, read, and told to their leaders."""

import pytest
from django.urls import reverse

from drystone.deployment import readings, sampling
from drystone.deployment.models import Draw, ReaderFeedback, Reading
from drystone.history.models import Event
from drystone.people.models import Person
from drystone.people.roles import Role
from tests import cast
from tests.deployment.test_reading import DUE, LATER, read, shared
from tests.supporting_pages import account, said


@pytest.fixture
def office(support, clock):
    clock.move_to(LATER)
    return account(support.margaret)


def page_of(client, name: str, *args) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, (name, response.status_code)
    return said(response)


def test_the_office_draws_shares_out_reads_and_releases(support, office):
    support.written_up(recommendation="pause")
    term = support.terms[0]
    assert "Draw" in page_of(office, "office-quality")
    new = reverse("office-draw-new", args=[term.pk])
    shown = said(office.get(new, {"per_cent": "10", "each_leader": "on"}))
    assert "<strong>1</strong> by chance, of 1 record sent in this term" in shown
    assert "the leader recommends to pause or to finish: 1" in shown
    assert "choose" not in shown
    for _ in range(2):
        assert office.post(new, {"per_cent": "10", "after": "0"}).status_code == 302
    draw = Draw.objects.get()
    shown = page_of(office, "office-draw", draw.pk)
    assert draw.seed in shown
    assert "The leader recommends to pause or to finish" in shown
    assert "the same records come out" in said(office.get(reverse("office-draw", args=[draw.pk]), {"check": "yes"}))
    readers = reverse("office-draw-readers", args=[draw.pk])
    assert "Tick who reads." in said(office.post(readers, {"due_on_day": "1"}))
    due = {"due_on_day": "25", "due_on_month": "11", "due_on_year": "2026"}
    assert office.post(readers, {"readers": [support.margaret.pk], **due}).status_code == 302
    read(Reading.objects.get(), support.margaret, comment="For us.")
    assert "For us." in page_of(office, "office-reading", Reading.objects.get().pk)
    feedback = reverse("office-draw-feedback", args=[draw.pk])
    assert "Name who does what." in said(office.get(feedback))
    assert Event.objects.filter(verb="looked", record_type="deployment.reading").count() == 2
    for _ in range(2):
        office.post(feedback)
    assert ReaderFeedback.objects.count() == 1
    tom = account(support.tom.person)
    assert "Name who does what." in (shown := page_of(tom, "leader-records-read"))
    assert "For us." not in shown
    assert "Margaret" not in shown.split("<main")[1]
    answer = reverse("leader-record-answer", args=[ReaderFeedback.objects.get().pk])
    assert "govuk-error-message" in said(tom.post(answer, {"line": " "}))
    tom.post(answer, {"line": "I will."})
    assert "I will." in page_of(office, "office-reading", Reading.objects.get().pk)


@pytest.mark.parametrize("asked", [{"per_cent": "101"}, {"per_cent": "ten"}, {"per_cent": ""}])
def test_a_number_that_makes_no_sense_is_said_and_draws_nothing(support, office, asked):
    support.written_up()
    new = reverse("office-draw-new", args=[support.terms[0].pk])
    for answer in (office.get(new, asked), office.post(new, asked)):
        assert answer.status_code == 200
        assert "govuk-error-message" in said(answer)
    assert not Draw.objects.exists()


def test_a_reader_of_the_panel_reads_the_record_and_nothing_of_the_evaluation(support, office):
    support.written_up(recommendation="pause")
    draw = sampling.draw(support.terms[0], per_cent=100, after=0, by=support.margaret, at=LATER)
    rita = cast.officer(support.alliance, "Rita Reader", Role.PANEL)
    reading = shared(draw, rita, by=support.margaret)
    reader = account(rita)
    assert "Tom Raine at Leyburn Primary School" in page_of(reader, "panel-readings")
    assert "Visit records to read (1)" in page_of(reader, "panel-home")
    shown = page_of(reader, "panel-reading", reading.pk)
    assert "We watched one lesson together." in shown
    assert "fast progress" not in shown
    assert "recommends" not in shown
    assert "The evaluation of this visit" not in shown
    begin = reverse("panel-reading-begin", args=[reading.pk])
    section = reader.post(begin)["Location"]
    assert reader.post(begin)["Location"] == section
    assert "We watched one lesson together." in said(reader.get(section)), "the record stands beside the sheet"
    check = reverse("panel-reading-check", args=[reading.pk])
    assert "Before you can send it" in said(reader.post(check))
    for name in ("office-draw", "office-quality-results"):
        assert reader.get(reverse(name, args=[draw.pk])).status_code == 403
    assert Event.objects.filter(verb="looked", record_type="deployment.reading", by_id=rita.pk).count() == 1


def test_who_is_of_the_office_reads_the_evaluation_beside_it(support, office):
    support.written_up()
    draw = sampling.draw(support.terms[0], per_cent=100, after=0, by=support.margaret, at=LATER)
    reading = shared(draw, support.margaret, by=support.margaret)
    assert "The evaluation of this visit" in page_of(office, "panel-reading", reading.pk)


def test_who_stands_back_twice_is_thanked_twice(support, office):
    support.written_up()
    draw = sampling.draw(support.terms[0], per_cent=100, after=0, by=support.margaret, at=LATER)
    reading = shared(draw, support.margaret, by=support.margaret)
    here = reverse("panel-reading-conflict", args=[reading.pk])
    assert said(office.get(here)).count("Leave it to somebody else") == 1
    for _ in range(2):
        assert office.post(here, {"because": "We share an office."}).status_code == 302
    assert office.get(reverse("panel-reading", args=[reading.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_quality_cost_as_much_for_three_records_as_for_one(support, office, rows, query_count):
    deployment = support.agreed()
    for day in range(rows):
        support.written_up(support.planned(deployment, day=9 - day if day else 10))
        deployment.refresh_from_db()
    draw = sampling.draw(support.terms[0], per_cent=100, after=0, by=support.margaret, at=LATER)
    readings.share_out(draw, [Person.objects.get(pk=support.margaret.pk)], due_on=DUE, **support.office)
    asked = {}
    for name, args in (
        ("office-quality", []),
        ("office-draw", [draw.pk]),
        ("panel-readings", []),
        ("office-draw-feedback", [draw.pk]),
        ("office-quality-results", [support.terms[0].pk]),
    ):
        with query_count() as queries:
            page_of(office, name, *args)
        asked[name] = len(queries)
    assert max(asked.values()) <= 13, asked
    COSTS.setdefault("pages", asked)
    assert asked == COSTS["pages"]


COSTS: dict = {}
