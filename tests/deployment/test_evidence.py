"""Evidence of what changed: who gives it, who reads it, how far it is told; and no list of pupils is ever kept."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from drystone.deployment import calling_off, evidence, impact, records, reviews
from drystone.deployment.evidence import Given
from drystone.deployment.models import Deployment, Evidence, EvidenceKind, MayRead, Review
from drystone.history.models import Event
from drystone.jobs.demonstration.filling import fill
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.roles import Role
from drystone.reports import case_study
from tests import cast
from tests.clock import NOW
from tests.supporting import SIGNATURE
from tests.supporting_pages import account, opened, said

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OFSTED = Given(EvidenceKind.OFSTED, "Inspection of March 2026", "Canary: planning is now shared across the team.")
FIGURES = {"before_percent": 52, "after_percent": 61, "pupils": 28}
OUTCOMES = Given(EvidenceKind.OUTCOMES, "Year 6, writing", "More reach the standard.", **FIGURES)


@pytest.fixture
def deployment(support) -> Deployment:
    return support.agreed()


def give(support, deployment, given=OFSTED, by=None, **more) -> Evidence:
    return evidence.add(deployment, given, **support.by(by or support.leader), **more)


@pytest.mark.parametrize(
    ("may_read", "who"),
    [
        (MayRead.OFFICE, ["margaret"]),
        (MayRead.PARTIES, ["margaret", "leader", "ann", "susan"]),
        (MayRead.WITH_NAME, ["margaret", "leader", "ann", "susan"]),
    ],
)
def test_it_is_read_as_far_as_was_said_and_never_by_the_colleague_helped(support, deployment, may_read, who):
    give(support, deployment, replace(OFSTED, may_read=may_read, allowed_by="Susan, by phone"), support.margaret)
    everybody = ("margaret", "leader", "ann", "susan", "kate")
    seen = [name for name in everybody if seen_by(getattr(support, name)).exists()]
    assert seen == who


def seen_by(person):
    return Evidence.objects.visible_to(person, on=cast.TODAY)


def test_whoever_gave_it_reads_it_whatever_else(support, deployment):
    give(support, deployment, replace(OFSTED, may_read=MayRead.OFFICE), support.leader)
    assert seen_by(support.leader).exists()
    assert not seen_by(support.susan).exists()


def test_it_is_given_once_and_written_into_the_history_of_the_deployment(support, deployment):
    assert give(support, deployment) == give(support, deployment)
    assert Event.objects.filter(verb="gave_evidence", about_id=deployment.pk).count() == 1


@pytest.mark.parametrize("who", ["ann", "kate"])
def test_the_home_head_and_the_colleague_give_none(support, deployment, who):
    with pytest.raises(NotAllowed):
        give(support, deployment, by=getattr(support, who))


def test_before_all_agreed_there_is_nothing_to_show(support):
    with pytest.raises(NotAllowed):
        give(support, support.drawn_up().deployment)


def test_a_leader_never_lets_anybody_read_and_the_office_says_who_at_the_school_allowed_it(support, deployment):
    told = replace(OFSTED, may_read=MayRead.WITHOUT_NAMES)
    with pytest.raises(NotAllowed):
        give(support, deployment, told)
    with pytest.raises(Refused, match="who at the school allowed"):
        give(support, deployment, told, support.margaret)
    assert give(support, deployment, told, support.susan).allowed_by == "Susan Iveson, who heads the school"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (replace(OUTCOMES, pupils=9), "Figures of fewer than 10 pupils"),
        (replace(OUTCOMES, after_percent=None), "Give both figures"),
        (replace(OFSTED, pupils=28), "for pupil outcomes alone"),
    ],
)
def test_pupil_outcomes_are_two_figures_of_many(support, deployment, given, says):
    with pytest.raises(Refused, match=says):
        give(support, deployment, given)


def test_pupil_outcomes_never_come_as_a_file(support, deployment):
    with pytest.raises(Refused, match="not a file"):
        give(support, deployment, OUTCOMES, upload=SimpleUploadedFile("results.pdf", PDF))


@pytest.mark.parametrize("figures", [{"pupils": 3}, {"pupils": None}, {"before_percent": None}])
def test_the_database_keeps_no_figures_of_a_few(support, deployment, figures):
    piece = give(support, deployment, OUTCOMES)
    with pytest.raises(IntegrityError):
        Evidence.objects.filter(pk=piece.pk).update(**figures)


def test_a_file_goes_with_its_piece(support, deployment, django_capture_on_commit_callbacks):
    piece = give(support, deployment, upload=SimpleUploadedFile("report.pdf", PDF))
    name = piece.file.name
    assert (piece.file_name, default_storage.exists(name)) == ("report.pdf", True)
    with pytest.raises(NotAllowed):
        evidence.take_away(piece, **support.by(support.susan))
    with django_capture_on_commit_callbacks(execute=True):
        evidence.take_away(piece, **support.office)
    assert not default_storage.exists(name)
    assert not deployment.evidence.exists()


def test_where_each_aim_stood_is_told_in_its_order_to_those_who_read_the_forms(support):
    review = told(support, objectives="mostly")
    found = impact.read(review.deployment, support.margaret, on=cast.TODAY)
    assert [(moment.title, moment.by_school) for moment in found.moments] == [
        ("Visit", False),
        ("Deployment evaluation", True),
    ]
    (aim,) = found.aims
    stood = [stand.said for _, stand in found.of(aim)]
    assert stood == ["Green: on the way to lasting change", "Mostly"]
    assert [stand.height for _, stand in found.of(aim)] == [1, pytest.approx(2 / 3)]
    assert impact.read(review.deployment, support.leader, on=cast.TODAY).moments == found.moments
    assert not impact.read(review.deployment, support.kate, on=cast.TODAY).moments


def told(support, objectives: str = "fully", **answers) -> Review:
    review = support.finished()
    aim = review.deployment.objectives.get()
    fill(review.sheet, NOW, signature=SIGNATURE, objectives={str(aim.pk): {"point": objectives}}, **answers)
    return reviews.give(review, **support.by(support.susan))


def test_each_rating_is_drawn_the_leaders_round_and_the_schools_square_and_stands_in_a_table(support, office):
    deployment = told(support, objectives="mostly").deployment
    page = said(office.get(reverse("office-what-changed", args=[deployment.pk])))
    assert page.count('<circle class="course__leader" cx="') == 1
    assert page.count('<rect class="course__school" x="') == 1
    assert "Latest, 11 Nov 2026, deployment evaluation: Mostly." in page
    assert 'data-label="The team plans together">Mostly' in page


QUOTED = {"quote": "The team plans as one.", "quotable": "school"}


def test_a_case_study_tells_what_was_allowed_and_no_more(support):
    deployment = told(support, **QUOTED, to_alliance="Canary: a difficult start.").deployment
    give(support, deployment, replace(OUTCOMES, may_read=MayRead.WITHOUT_NAMES), support.susan)
    give(support, deployment, replace(OFSTED, url="https://reports.example/leyburn"), support.margaret)
    named = str(case_study.assemble(deployment, named=True))
    unnamed = str(case_study.assemble(deployment, named=False))
    for study in (named, unnamed):
        assert "The team plans as one." in study
        assert "The team plans together" in study
        assert "Canary" not in study
        assert "Tom Raine" not in study
        assert "reports.example" not in study
    assert "Leyburn Primary School" in named
    assert "Leyburn" not in unnamed
    assert "Before: 52 %; after: 61 %, of 28 pupils." in unnamed
    assert "Before: 52 %" not in named


def test_no_link_gives_a_school_away(support):
    deployment = told(support, **QUOTED).deployment
    report = replace(OFSTED, url="https://reports.example/leyburn", may_read=MayRead.WITH_NAME)
    give(support, deployment, report, support.susan)
    assert "reports.example" in str(case_study.assemble(deployment, named=True))
    assert "reports.example" not in str(case_study.assemble(deployment, named=False))


@pytest.mark.parametrize(
    ("quotable", "named", "says"),
    [("no", False, "may not be quoted"), ("anonymous", True, "without its name only")],
)
def test_what_the_school_did_not_allow_is_not_made(support, quotable, named, says):
    deployment = told(support, quote="Well done.", quotable=quotable).deployment
    with pytest.raises(case_study.NotAllowed, match=says):
        case_study.assemble(deployment, named=named)


def test_what_is_taken_back_is_in_no_later_case_study(support):
    deployment = told(support, **QUOTED).deployment
    piece = give(support, deployment, replace(OFSTED, may_read=MayRead.WITH_NAME), support.susan)
    assert "Canary" in str(case_study.assemble(deployment, named=True))
    evidence.let_read(piece, MayRead.OFFICE, **support.by(support.susan))
    assert "Canary" not in str(case_study.assemble(deployment, named=True))


def test_the_case_study_is_one_page_and_a_word_file_with_headings(support, office):
    deployment = told(support, **QUOTED).deployment
    for number in range(case_study.MOST):
        piece = replace(OFSTED, title=f"Inspection {number}", says="S" * 200, may_read=MayRead.WITH_NAME)
        give(support, deployment, piece, support.susan)
    here = reverse("office-case-study-file", args=[deployment.pk, "pdf"])
    assert len(PdfReader(BytesIO(office.get(here, {"named": "yes"}).getvalue())).pages) == 1
    word = reverse("office-case-study-file", args=[deployment.pk, "word"])
    made = Document(BytesIO(office.get(word, {"named": "yes"}).getvalue()))
    headings = [each.text for each in made.paragraphs if each.style.name.startswith("Heading")]
    assert headings[0] == "English: Leyburn Primary School"
    assert "In the school’s words" in headings
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["The team plans together", "Fully"]


@pytest.fixture
def office(support):
    return account(support.margaret)


def typed(**changed) -> dict:
    return {"kind": "ofsted", "title": "Inspection", "says": "Planning is shared.", "may_read": "2", **changed}


def test_a_leader_adds_evidence_on_her_page_and_finds_it_among_all_of_hers(support, deployment):
    tom = account(support.tom.person)
    here = reverse("leader-evidence-new", args=[deployment.pk])
    assert "with the school’s name" not in said(tom.get(here))
    wrong = said(tom.post(here, typed(kind="outcomes", before_percent="5O", title="Year 6, writing")))
    assert "There is a problem" in wrong
    assert "Year 6, writing" in wrong
    assert tom.post(here, typed()).status_code == 302
    for page in (reverse("leader-what-changed", args=[deployment.pk]), reverse("leader-evidence")):
        assert "Planning is shared." in said(tom.get(page))


def test_figures_typed_before_another_kind_was_chosen_are_let_go(support, deployment):
    tom = account(support.tom.person)
    tom.post(reverse("leader-evidence-new", args=[deployment.pk]), typed(before_percent="52", pupils="3"))
    assert deployment.evidence.get().pupils is None


def test_the_school_gives_evidence_by_the_link_of_its_evaluation_and_a_filter_takes_none_away(support):
    review = support.finished()
    susan, _ = opened(support.link(support.susan, "deployment-evaluation"))
    susan.post(reverse("school-evidence-new", args=[review.pk]), typed(may_read="4"))
    piece = Evidence.objects.get()
    assert piece.may_read == MayRead.WITH_NAME
    removal = reverse("school-evidence-removal", args=[review.pk, piece.pk])
    susan.post(removal)
    assert Evidence.objects.exists()
    susan.post(removal, {"sure": "yes"})
    assert not Evidence.objects.exists()


def test_the_pages_cost_the_same_with_one_and_with_many(support, office, django_assert_max_num_queries):
    deployment, tom = support.agreed(), account(support.tom.person)
    for day in (3, 4, 5, 10):
        visit = support.written_up(support.planned(deployment, day=day))
        assert records.is_sent(visit)
    for number in range(10):
        give(support, deployment, replace(OFSTED, title=f"Inspection {number}"))
    with django_assert_max_num_queries(13):
        office.get(reverse("office-what-changed", args=[deployment.pk]))
    with django_assert_max_num_queries(10):
        tom.get(reverse("leader-evidence"))
    with django_assert_max_num_queries(10):
        office.get(reverse("office-leader-evidence", args=[support.tom.pk]))


def test_nobody_of_another_alliance_finds_a_piece_or_its_file(support, deployment):
    piece = give(support, deployment, upload=SimpleUploadedFile("report.pdf", PDF))
    other = cast.alliance("Wensleydale Alliance", default=False)
    stranger = account(cast.officer(other, "Nia Crossley", Role.MANAGER))
    assert stranger.get(reverse("office-evidence-file", args=[piece.pk])).status_code == 404
    assert account(support.margaret).get(reverse("office-evidence-file", args=[piece.pk])).status_code == 200


def test_a_visit_called_off_has_no_moment(support):
    deployment = support.agreed()
    calling_off.cancel(support.planned(deployment, day=20), why="illness", **support.office)
    assert not impact.read(deployment, support.margaret, on=cast.TODAY).moments
