"""What was written about work is erased when its time is over: it stands in no table and in no file any more."""

from datetime import timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from drystone.deployment import (
    concerns,
    consents,
    deployments,
    evidence,
    forgetting,
    having_read,
    preparations,
    reader_feedback,
    readings,
    records,
    reviews,
    sampling,
)
from drystone.deployment.concerns import Sorted
from drystone.deployment.evidence import Given
from drystone.deployment.models import (
    Agreement,
    Closing,
    Concern,
    ConsentProof,
    Deployment,
    Evidence,
    ReaderFeedback,
    Reading,
    Review,
    Visit,
    VisitRecord,
    Why,
)
from drystone.documents.models import Paper
from drystone.history.models import Event
from drystone.jobs.demonstration.filling import fill
from drystone.privacy import requests, written_work
from drystone.privacy.models import Retention
from drystone.questions.models import AnswerSheet
from drystone.register.models import Designation
from tests import cast
from tests.clock import NOW
from tests.supporting import SIGNATURE, Support
from tests.supporting_pages import account, said

pytestmark = pytest.mark.django_db
CANARY = "wagtail"
PDF = b"%PDF-1.7\n1 0 obj\n<</Title (wagtail)>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LATER = NOW + timedelta(hours=1)
OVER = NOW + relativedelta(months=72, days=1)
JUST_KEPT = NOW + relativedelta(months=72) - timedelta(hours=12)


def file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + name.encode())


def tables() -> list[str]:
    """Every table in which the word stands."""
    kinds = [kind for kind in apps.get_models(include_auto_created=True) if kind._meta.managed]
    return [
        kind._meta.label
        for kind in kinds
        if CANARY in str([[str(bytes(v)) if isinstance(v, memoryview) else v for v in row]
                          for row in kind._base_manager.values_list()])
    ]  # fmt: skip


def lying() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.fixture
def support() -> Support:
    return Support()


@pytest.fixture
def before() -> set[Path]:
    """What earlier tests left lying is none of ours."""
    return lying()


@pytest.fixture
def told(support: Support, before: set[Path]) -> Deployment:
    """A word is said wherever anybody may say one, from agreeing to the office's last word."""
    agreement = support.drawn_up()
    receiving = support.consent(agreement, "receiving")
    consents.ask_question(receiving, "Which mornings, wagtail?", **support.by(support.susan))
    consents.answer(receiving, "Tuesdays, wagtail.", **support.office)
    home = support.consent(agreement, "home")
    consents.record(home, agreed=True, note="By telephone.", proof=file("proof.pdf"), **support.office)
    support.agree(agreement)
    visit = support.planned(Deployment.objects.get(), day=10)
    before_a_visit(support, visit)
    written_up(support, visit)
    read(support)
    given = Given("feedback", "Feedback of wagtail", "The wagtail team plans.")
    evidence.add(Deployment.objects.get(), given, upload=file("evidence.pdf"), **support.by(support.leader))
    evaluated(support)
    return Deployment.objects.get()


def before_a_visit(support: Support, visit: Visit) -> None:
    made = preparations.ask(visit, at=NOW - timedelta(days=3))
    assert made
    fill(made.sheet, NOW - timedelta(days=2), helps_most="A wagtail in the hall.")
    preparations.give(made, by=cast.acting(made.asked), at=NOW - timedelta(days=2))


def written_up(support: Support, visit: Visit) -> None:
    record, half = records.begin(visit, **support.by(support.leader))
    actions = [{"what": "Count each wagtail", "who": "Kate", "by": "2026-11-24"}]
    fill(record.sheet, NOW, notes="We saw a wagtail.", actions=actions)
    fill(half.sheet, NOW, comment="Kate is quick as a wagtail.")
    records.send(record, **support.by(support.leader))
    records.give_evaluation(half, **support.by(support.leader))
    records.dispute(record, "It was no wagtail.", **support.by(support.kate))
    records.amend(record, "A wagtail all the same.", files=[file("wagtail.pdf")], **support.by(support.leader))
    records.settle(record, note="Spoken to both of the wagtail.", **support.office)
    having_read.amend_evaluation(half, "And one wagtail more.", **support.by(support.leader))
    later = support.planned(visit.deployment, day=11)
    support.written_up(later)  # its sheet brings what was agreed on the visit before


def read(support: Support) -> None:
    priya = support.quality()
    draw = sampling.draw(support.terms[0], per_cent=100, after=0, by=support.margaret, at=LATER)
    readings.share_out(draw, [priya], due_on=NOW.date(), by=support.margaret, at=LATER)
    for reading in Reading.objects.all():
        begun = readings.begin(reading, by=priya, at=LATER)
        fill(begun.sheet, LATER, feedback="Name the wagtail.", comment="A wagtail of a record.")
        readings.give(begun, by=priya, at=LATER)
    reader_feedback.release(draw, by=priya, at=LATER)
    for feedback in ReaderFeedback.objects.all():
        reader_feedback.answer(feedback, "Which wagtail?", by=support.leader, at=LATER)


def evaluated(support: Support) -> None:
    deployments.finish(Deployment.objects.get(), **support.office)
    review = Review.objects.get(kind="deployment")
    fill(review.sheet, NOW, signature=SIGNATURE, to_alliance="A wagtail start.", lasts="The wagtail walk.")
    reviews.give(review, **support.by(support.susan))
    for left in Review.objects.filter(state__in=Review.OPEN):
        reviews.waive(left, note="Enough was said.", **support.office)
    Closing.objects.update(note="All wagtail.")
    Why.objects.create(
        alliance=support.alliance, deployment=review.deployment, verb="pause", reason="leader", text="A wagtail.",
        by=support.margaret, at=NOW,
    )  # fmt: skip


@pytest.fixture
def concern(support: Support, told: Deployment) -> Concern:
    said_ = {"summary": "He shouted at a wagtail.", "urgency": "week", "spoken_to": "no"}
    made = concerns.confide(told, said_, Sorted("conduct", "leader", support.leader), by=support.kate, at=NOW)
    concerns.note(made, "A wagtail was heard.", **support.office)
    return made


def test_after_its_time_no_word_of_it_stands_in_any_table_or_file(
    support, told, concern, before, django_capture_on_commit_callbacks
):
    concerns.resolve(concern, "put_right", note="No wagtail left.", **support.office)
    Designation.objects.filter(pk=support.tom.pk).update(state="ended", ending="expired", ended_on=NOW.date())
    assert len(tables()) > 10
    assert written_work.erase(at=JUST_KEPT) == 0
    kept = lying()
    rows = Visit.objects.count(), VisitRecord.objects.count(), Agreement.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        assert written_work.erase(at=OVER) == 1 + 1 + 1 + 1 + 2
    assert tables() == []
    assert [path for path in lying() - before if CANARY.encode() in path.read_bytes()] == []
    (paper,) = Paper.objects.all()
    assert (paper.kind, len(kept - lying())) == ("Deployment agreement", 4)
    assert (Visit.objects.count(), VisitRecord.objects.count(), Agreement.objects.count()) == rows
    assert written_work.erase(at=OVER) == 0
    erased = (
        Event.objects.filter(verb__startswith="erased", by_id=None).order_by("verb").values_list("verb", flat=True)
    )
    assert sorted(set(erased)) == ["erased", "erased_evaluations", "erased_visits", "erased_words"]
    assert len(erased) == 3 + 1 + 2 + 1


def test_whoever_opens_it_afterwards_reads_that_it_was_erased(support, told):
    written_work.erase(at=OVER)
    visit, office = Visit.objects.order_by("pk")[0], account(support.margaret)
    for name, pk in (("record", visit.record.pk), ("evaluation", visit.evaluation.pk)):
        shown = said(office.get(reverse(f"school-visit-{name}", args=[pk])))
        assert "Erased on Friday 12 November 2032, when its time was over" in shown
        assert office.get(reverse(f"school-visit-{name}-paper", args=[pk])).status_code == 200
    deployment = said(office.get(reverse("office-deployment", args=[told.pk])))
    assert "Drystone erased what visit records said, whose time was over" in deployment


def test_while_anything_is_open_nothing_of_that_work_goes(support, told, concern):
    assert written_work.erase(at=OVER) == 0
    concerns.resolve(concern, "put_right", **support.office)
    record = VisitRecord.objects.first()
    VisitRecord.objects.filter(pk=record.pk).update(state="disputed")
    Concern.objects.update(state_since=OVER)
    assert written_work.erase(at=OVER) == 0
    VisitRecord.objects.update(state="confirmed")
    Review.objects.filter(kind="deployment").update(state="draft")
    assert written_work.erase(at=OVER) == 0
    Review.objects.update(state="given", given_at=NOW)
    assert written_work.erase(at=OVER) == 3


@pytest.mark.parametrize("who", ["leader", "kate", "susan", "ann"])
def test_whoever_waits_for_an_answer_about_her_data_finds_it_there(support, told, concern, who):
    concerns.resolve(concern, "put_right", **support.office)
    asked = requests.ask(support.alliance, "access", "All of it.", by=getattr(support, who), at=NOW)
    erased = written_work.erase(at=OVER)
    assert erased == (1 if who in ("susan", "ann") else 0)  # the concern is none of theirs
    requests.answer(asked, "Here it is.", **support.office)
    assert written_work.erase(at=OVER) == 4 - erased


def test_an_alliance_keeps_it_for_as_long_as_it_says_and_others_as_usual(support, told):
    Retention.objects.create(alliance=support.alliance, kind="evaluation", months=1)
    Retention.objects.create(alliance=cast.alliance("Another", default=False), kind="visit", months=1)
    assert written_work.erase(at=NOW + relativedelta(months=2)) == 1
    assert not Evidence.objects.exists()
    sheet = AnswerSheet.objects.get(pk=VisitRecord.objects.first().sheet_id)
    assert (sheet.erased_at, ConsentProof.objects.count()) == (None, 1)


def test_work_that_goes_on_and_leaders_who_go_on_are_kept(support, told):
    Deployment.objects.update(state="under_way")
    assert written_work.erase(at=OVER) == 0
    Designation.objects.filter(pk=support.tom.pk).update(state="ended", ending="renewed", ended_on=NOW.date())
    following = cast.leader(support.alliance, support.reeth, "Tom Following")
    Designation.objects.filter(pk=following.pk).update(person=support.tom.person)
    assert written_work.erase(at=OVER) == 0
    following.delete()
    assert written_work.erase(at=OVER) == 2


def refused(told: Deployment, number: int) -> None:
    """So many pieces of work that came to nothing, each with a reason in private."""
    for _ in range(number):
        who = {name: getattr(told, name) for name in ("alliance", "request", "designation", "leader")}
        schools = {name: getattr(told, name) for name in ("home_school", "receiving_school")}
        made = Deployment.objects.create(**who, **schools, state="refused", state_since=NOW)
        Why.objects.create(
            alliance=told.alliance, deployment=made, verb="stop", reason="other", text="No.", by=told.leader, at=NOW
        )


def test_many_are_erased_a_few_at_a_time_with_no_question_more_for_each(support, told, query_count, monkeypatch):
    written_work.erase(at=OVER)
    counted = []
    for number in (1, 4):
        refused(told, number)
        with query_count() as queries:
            written_work.erase(at=OVER)
        counted.append(len(queries))
    assert not Why.objects.exists()
    assert counted[0] == counted[1] <= 35
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    refused(told, 5)
    assert written_work.erase(at=OVER) == 5
    assert not Why.objects.exists()
