"""The pages of visits, their two documents, concerns and the evaluation, for the right people."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate

from drystone.deployment import calling_off, records
from drystone.deployment.models import (
    Concern,
    Deployment,
    Visit,
    VisitEvaluation,
    VisitRecord,
)
from drystone.history.models import Event
from drystone.jobs.demonstration.filling import fill
from drystone.mail.models import Message
from drystone.register import assurance
from drystone.register.models import Assurance
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting import SIGNATURE
from tests.supporting_pages import account, opened, said, unlocked

PLANNED = "deployment.visit_planned"


@pytest.fixture
def office(support):
    return account(support.margaret)


@pytest.fixture
def tom(support):
    return account(support.tom.person)


def page_of(client, name: str, pk: int, *more: str) -> str:
    response = client.get(reverse(name, args=[pk, *more]))
    assert response.status_code == 200, response.status_code
    return said(response)


def test_the_leader_plans_moves_and_calls_off_a_visit(tom, support):
    deployment = support.agreed()
    plan = reverse("leader-visit-plan", args=[deployment.pk])
    given = {"day": "2026-11-17", "starts": "09:00", "ends": "12:00", "half_days": "1"}
    for _ in range(2):
        assert tom.post(plan, given).status_code == 302
    visit = Visit.objects.get()
    late = {"day": "2027-06-01", "starts": "09:00", "ends": "12:00", "reason": "clash"}
    assert "outside the dates" in said(tom.post(reverse("leader-visit-move", args=[visit.pk]), late))
    tom.post(reverse("leader-visit-move", args=[visit.pk]), {**late, "day": "2026-11-18"})
    tom.post(reverse("leader-visit-cancel", args=[visit.pk]), {"why": "illness"})
    visit.refresh_from_db()
    assert (visit.state, visit.moved) == ("cancelled", 2)


def test_a_visit_that_is_over_is_the_next_thing_on_the_leaders_page(tom, support):
    visit = support.planned(day=17)
    visits = Visit.objects.filter(pk=visit.pk)
    visits.update(starts_at=visit.starts_at - timedelta(days=14), ends_at=visit.ends_at - timedelta(days=14))
    shown = page_of(tom, "leader-deployment", visit.deployment_id)
    assert "Waiting for <strong>you</strong> to write up the visit of Tuesday 3 November 2026" in shown
    assert shown.index("Write up the visit") < shown.index("Plan a visit")


def test_everybody_gets_the_visit_for_her_calendar_and_the_head_may_call_it_off(support):
    visit = support.planned(day=17)
    for person in (support.susan, support.kate):
        client, page = opened(support.link(person, "visit"))
        assert "17 November" in said(client.get(page))
        assert b"BEGIN:VEVENT" in client.get(reverse("school-visit-calendar", args=[visit.pk])).getvalue()
    away = reverse("school-visit-cancellation", args=[visit.pk])
    assert client.post(away, {"why": "clash"}).status_code == 403
    client, _ = opened(support.link(support.susan, "visit"))
    assert client.post(away, {"go": "1"}).status_code == 200
    client.post(away, {"why": "clash"})
    assert Visit.objects.get().state == "cancelled"


def test_a_visit_is_written_up_once_and_both_halves_go(tom, support):
    visit = support.planned()
    start = tom.post(reverse("leader-write-up-begin", args=[visit.pk]))["Location"]
    assert "Never shown to governors" in said(tom.get(start))
    support.begun(Visit.objects.get())
    check = reverse("leader-write-up-check", args=[visit.pk])
    shown = said(tom.get(check))
    assert "Never shown to the colleague helped" in shown
    for _ in range(2):
        assert tom.post(check).status_code == 302
    assert (VisitRecord.objects.get().state, VisitEvaluation.objects.get().state) == ("sent", "given")
    assert tom.get(check)["Location"] == reverse("leader-visit", args=[visit.pk])  # nothing is left to send
    assert "Kate Lister" in page_of(tom, "leader-visit", visit.pk)


def test_a_press_during_which_the_database_goes_away_sends_neither_half(tom, support):
    def lost(execute, sql, *given):
        if sql.startswith('UPDATE "deployment_visitevaluation"'):
            raise psycopg.OperationalError("server closed the connection")
        return execute(sql, *given)

    tom.raise_request_exception = False
    visit = support.begun()
    check, before = reverse("leader-write-up-check", args=[visit.pk]), Message.objects.count()
    with connection.execute_wrapper(lost):
        assert tom.post(check).status_code == 503
    assert (VisitRecord.objects.get().state, VisitEvaluation.objects.get().state) == ("draft", "due")
    assert Message.objects.count() == before
    tom.post(check)
    assert (VisitRecord.objects.get().state, VisitEvaluation.objects.get().state) == ("sent", "given")


def test_a_write_up_without_its_answers_goes_nowhere(tom, support):
    visit = support.planned()
    tom.post(reverse("leader-write-up-begin", args=[visit.pk]))
    assert "Still missing" in said(tom.post(reverse("leader-write-up-check", args=[visit.pk])))
    assert VisitRecord.objects.get().state == "draft"


def test_the_colleague_reads_and_confirms_her_record_by_link(support):
    support.written_up()
    client, page = opened(support.link(support.kate, "visit-record"))
    shown = said(client.get(page))
    assert "We watched one lesson together." in shown
    assert "Kate makes fast progress" not in shown
    client.post(page, {"go": "1"})
    assert VisitRecord.objects.get().state == "sent"
    for _ in range(2):
        client.post(page, {"said": "confirm", "text": "Thank you."})
    record = VisitRecord.objects.get()
    assert (record.state, record.lines.count()) == ("confirmed", 1)


def test_the_receiving_head_reads_the_evaluation_only_after_a_code_and_never_the_concern(support):
    visit = support.written_up(raises_concern="yes", concern_note="Nobody answers my e-mails.")
    client, page = opened(support.link(support.susan, "visit-evaluation"))
    assert client.get(page).status_code == 302
    client, page = unlocked(support.link(support.susan, "visit-evaluation"))
    shown = said(client.get(page))
    assert "Kate makes fast progress." in shown
    assert "e-mails" not in shown
    assert "concern that only" not in shown
    kate = account(support.kate)
    assert kate.get(reverse("school-visit-evaluation", args=[visit.evaluation.pk])).status_code == 404


def test_a_concern_is_read_by_manager_and_quality_lead_and_each_look_is_written_down(office, support):
    support.written_up(raises_concern="yes", concern_note="Nobody answers my e-mails.")
    concern = Concern.objects.get()
    for client in (office, account(support.quality())):
        assert "Nobody answers my e-mails." in page_of(client, "office-concern", concern.pk)
    assert Event.objects.filter(verb="looked", record_id=concern.pk).count() == 2
    closing = {"outcome": "put_right", "note": "Spoken to the head."}
    office.post(reverse("office-concern-move", args=[concern.pk, "resolve"]), closing)
    assert Concern.objects.get().state == "resolved"


def test_the_coordinator_sees_no_concern(support):
    visit = support.written_up(raises_concern="yes", concern_note="Nobody answers my e-mails.")
    client = account(support.coordinator())
    assert client.get(reverse("office-concern", args=[Concern.objects.get().pk])).status_code in (403, 404)
    assert "Concern" not in page_of(client, "office-deployment", visit.deployment_id)
    evaluation = page_of(client, "school-visit-evaluation", visit.evaluation.pk)
    assert "e-mails" not in evaluation


def test_a_disputed_record_is_settled_by_the_office(office, support):
    record = support.written_up().record
    records.dispute(record, "We did not meet.", **support.by(support.kate))
    here = reverse("office-record-settle", args=[record.pk])
    assert "We did not meet." in said(office.get(here))
    office.post(here, {"note": "Spoken to both."})
    assert VisitRecord.objects.get().state == "sent"


def test_the_deployment_evaluation_is_given_by_link_and_closes_the_deployment(support):
    review = support.finished()
    client, page = opened(support.link(support.susan, "deployment-evaluation"))
    assert "What has changed?" in said(client.get(page))
    fill(review.sheet, NOW, signature=SIGNATURE, to_alliance="For the office alone.")
    for _ in range(2):
        client.post(reverse("school-evaluation-check", args=[review.pk]), {"go": "1"})
    assert Deployment.objects.get().state == "closed"
    assert "Thank you" in said(client.get(page))


def test_what_was_written_for_the_office_alone_is_read_there_alone(office, support):
    review = support.evaluated()
    here = reverse("school-evaluation-given", args=[review.pk])
    assert "a difficult start" in said(office.get(here))
    assert "a difficult start" not in said(account(support.ann).get(here))
    for stranger in (support.tom.person, support.kate):
        assert account(stranger).get(here).status_code == 404


def test_the_office_does_without_an_evaluation(office, support):
    review = support.finished()
    office.post(reverse("office-review-waive", args=[review.pk]), {"note": "The school has closed."})
    review.refresh_from_db()
    assert (review.state, Deployment.objects.get().state) == ("not_needed", "closed")


def test_finishing_too_early_says_what_comes_first(office, support):
    support.written_up()
    support.planned(Deployment.objects.get(), day=17)
    here = reverse("office-deployment-end", args=[Deployment.objects.get().pk, "finish"])
    assert "A visit is still planned: Tuesday 17 November 2026." in said(office.post(here, {}))
    visit = Deployment.objects.get().visits.get(state="planned")
    assert office.post(here, {f"visit_{visit.pk}": "called_off"}).status_code == 302
    assert Deployment.objects.get().state == "evaluation_due"


@pytest.mark.parametrize("verb", ["stop", "hand_over"])
def test_the_office_ends_a_deployment_with_its_reason(office, support, verb):
    deployment = support.written_up().deployment
    here = reverse("office-deployment-end", args=[deployment.pk, verb])
    assert office.get(here).status_code == 200
    assert office.post(here, {"reason": "leader", "text": "Tom is ill."}).status_code == 302
    deployment.refresh_from_db()
    assert deployment.state in {"stopped_early", "handed_over"}


def test_the_school_that_is_visited_has_the_letter_of_assurance_for_its_reception(support, query_count):
    visit = support.planned(day=17)
    letter = reverse("school-visit-assurance", args=[visit.pk])
    susan, page = opened(support.link(support.susan, "visit"))
    assert "has confirmed its checks on Tom Raine" in said(susan.get(page))  # by telephone, before there were letters
    Assurance.objects.all().delete()
    assert "has not confirmed its checks for this day yet" in said(susan.get(page))
    assert susan.get(letter).status_code == 404
    office = {"by": support.margaret, "at": NOW}
    given = assurance.record(support.tom, level="enhanced", confirmed_by="Ann Peel, headteacher", **office)
    with query_count() as queries:
        assert letter in said(susan.get(page))
    assert len(queries) == 12 + OPENING
    assert susan.get(letter).getvalue()[:5] == b"%PDF-"
    kate, _ = opened(support.link(support.kate, "visit"))
    assert letter not in said(kate.get(page))
    assert kate.get(letter).status_code == 403
    for who in (support.tom.person, support.margaret):
        assert account(who).get(letter).getvalue()[:5] == b"%PDF-"
    Assurance.objects.filter(pk=given.pk).update(until=localdate(visit.starts_at) - timedelta(days=1))
    assert susan.get(letter).status_code == 404


def test_a_visit_that_is_over_or_called_off_gives_no_letter_out(support):
    visit = support.planned(day=17)
    office = {"by": support.margaret, "at": NOW}
    assurance.record(support.tom, level="enhanced", confirmed_by="Ann Peel, headteacher", **office)
    susan, page = opened(support.link(support.susan, "visit"))
    calling_off.cancel(visit, why="illness", by=support.margaret, at=NOW)
    assert "For your reception" not in said(susan.get(page))
    assert susan.get(reverse("school-visit-assurance", args=[visit.pk])).status_code == 404


def test_the_mail_about_a_visit_tells_the_head_alone_of_the_letter(support):
    assurance.record(support.tom, level="enhanced", confirmed_by="Ann Peel", by=support.margaret, at=NOW)
    support.planned(day=17)
    told = {row.to_name: "for your reception" in row.text for row in Message.objects.filter(kind=PLANNED)}
    assert told == {"Tom Raine": False, support.susan.name: True, support.kate.name: False}
