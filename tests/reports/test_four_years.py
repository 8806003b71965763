"""What four years hold: sums against rows made by hand, who reads which part, and what nobody reads there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from drystone.deployment import deployments, reviews
from drystone.deployment.models import Deployment, Review
from drystone.groups import projects, registers, resources
from drystone.groups.feedback import FEWEST
from drystone.groups.models import Feedback, Member, Resource
from drystone.groups.projects import About
from drystone.groups.registers import Line
from drystone.jobs.demonstration.filling import fill
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.register import contributions, training
from drystone.reports import four_years, four_years_told, said
from drystone.reports.four_years import Reader
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER, Stage
from tests.supporting import SIGNATURE, Support

pytestmark = pytest.mark.django_db
CANARY = "canary"


def gathered(support: Support, reads: Reader = Reader.LEADER, until: date = cast.TODAY) -> four_years.FourYears:
    return four_years.gather(support.tom, until=until, reads=reads)


def words(years: four_years.FourYears) -> str:
    """All that is told, on page and paper alike."""
    return " ".join(str(four_years_told.printed(chapter)) for chapter in four_years_told.chapters(years))


def told(support: Support, review: Review | None = None, **answers: Any) -> Review:
    """The receiving head gives her evaluation."""
    review = review or support.finished()
    fill(review.sheet, NOW, signature=SIGNATURE, **answers)
    return reviews.give(review, **support.by(support.susan))


def six_months_on(deployment: Deployment, asked: Person, **answers: Any) -> None:
    sheet = sheets.start("follow_up", deployment.alliance_id, at=NOW, lists={"objectives": {"1": "Writing"}})
    fill(sheet, NOW, **answers)
    sheets.seal(sheet, at=NOW)
    Review.objects.create(
        alliance=deployment.alliance, deployment=deployment, kind="follow_up", asked=asked, due_on=cast.TODAY,
        sheet=sheet, state="given", state_since=NOW, given_at=NOW,
    )  # fmt: skip


def learned(support: Support, title: str = "Coaching", minutes: int = 90) -> None:
    training.note(
        support.tom, kind="coaching", title=title, on=cast.TODAY, minutes=minutes, **support.by(support.leader)
    )


def test_days_and_schools_are_those_of_the_visits_that_took_place():
    support = Support()
    support.written_up()
    support.planned(Deployment.objects.get(), day=24)
    years = gathered(support)
    assert years.days == {("English", 2026): 1}
    (work,) = years.deployments
    assert (work.school, work.area, work.phase) == ("Leyburn Primary School", "English", "Primary")
    assert (work.agreed, work.held, work.stands) == (6, 1, "Under way")
    assert four_years_told.days(years).about == "½ day at 1 school."
    assert four_years_told.days(years).rows == (("English", "½ day", "½ day"),)


def test_only_the_years_of_this_designation_count_and_only_as_far_as_the_day_that_is_asked_about():
    support = Support()
    support.written_up()
    learned(support)
    assert gathered(support, until=date(2026, 11, 9)).deployments == ()
    assert gathered(support, until=date(2026, 11, 10)).half_days == 1
    support.tom.starts = date(2026, 11, 12)
    later = gathered(support, until=date(2026, 11, 20))
    assert (later.half_days, later.learning, later.progress.given) == (0, (), 0)


def test_work_that_stopped_early_counts_for_what_was_done_and_is_not_called_so():
    support = Support()
    deployment = support.written_up().deployment
    deployments.stop(deployment, reason="other", text=f"{CANARY}: the school had enough.", **support.office)
    years = gathered(support)
    assert (years.deployments[0].held, years.deployments[0].stands) == (1, "Ended")
    assert CANARY not in words(years)
    assert not {"Stopped", "early", "stopped"} & set(words(years).split())


def test_ratings_are_added_up_and_words_shown_only_where_their_writer_allows():
    support = Support()
    review = told(support, quote="Tom listens first.", quotable="school", use_again="yes")
    six_months_on(review.deployment, support.susan, lasted="all", shows="Books show it.", quotable="anonymous")
    years = gathered(support)
    sums = {each.asked: each.said for each in years.evaluations.sums}
    assert years.evaluations.given == 1
    assert (sums["Objectives"], sums["Expertise"]) == ("Fully: 1", "Excellent: 1")
    assert sums["Would you ask for such support again?"] == "Yes: 1"
    assert next((each.asked, each.said) for each in years.follow_ups.sums) == ("Lasted", "All of it: 1")
    assert [(each.text, each.whose) for each in years.quotes] == [
        ("Tom listens first.", "Leyburn Primary School"), ("Books show it.", ""),
    ]  # fmt: skip
    assert [each.said for each in years.progress.sums] == ["Green: on the way to lasting change: 1"]


@pytest.mark.parametrize("reads", Reader)
def test_nobody_reads_there_what_was_written_in_confidence_or_may_not_be_quoted(reads: Reader):
    support = Support()
    support.written_up(raises_concern="yes", concern_note=f"{CANARY} concern")
    deployment = Deployment.objects.get()
    deployments.finish(deployment, **support.office)
    told(
        support, deployment.reviews.get(kind="deployment"), quote=f"{CANARY} quote", quotable="no",
        lasts=f"{CANARY} lasts", to_alliance=f"{CANARY} office",
    )  # fmt: skip
    six_months_on(deployment, support.susan, shows=f"{CANARY} shows", quotable="no", needs_more="yes", more=CANARY)
    let(support)
    years = gathered(support, reads)
    assert (years.evaluations.given, years.follow_ups.given, years.quotes) == (1, 1, ())
    assert CANARY not in words(years)
    assert CANARY not in str(years)


def let(support: Support, at: Any = NOW - timedelta(days=1)) -> None:
    """The Alliance lets home heads read evaluations from that moment."""
    support.alliance.home_heads_read_evaluations_since = at
    support.alliance.save()
    support.tom.alliance = support.alliance


def test_a_home_head_reads_sums_of_evaluations_only_where_the_alliance_lets_her_and_what_was_given_since():
    support = Support()
    told(support, quote="Tom listens first.", quotable="anonymous")
    before = gathered(support, Reader.HOME)
    assert (before.evaluations, before.progress, before.follow_ups, before.feedback) == (None, None, None, None)
    assert (before.half_days, len(before.quotes)) == (1, 1)
    let(support, NOW + timedelta(minutes=1))
    assert gathered(support, Reader.HOME).evaluations.given == 0
    let(support)
    assert (gathered(support, Reader.HOME).evaluations.given, gathered(support, Reader.HOME).feedback) == (1, None)


def test_a_question_that_the_alliance_keeps_for_its_office_is_not_quoted():
    support = Support()
    review = told(support)
    six_months_on(review.deployment, support.susan, shows=f"{CANARY} shows", quotable="school")
    (spoken,) = (each for each in read(support) if each.sheet.kind == said.FOLLOW_UP)
    assert spoken.text("shows")
    kept = replace(spoken.form.question("shows"), confidential_to="office")
    section = replace(spoken.form.sections[0], questions=(kept,))
    assert replace(spoken, form=replace(spoken.form, sections=(section,))).text("shows") == ""


def read(support: Support) -> list[said.Said]:
    first, last = support.tom.starts, cast.TODAY
    return said.read(four_years.given(support.tom, first, last, last))


def tell_group(stage: Stage, meeting: Any, who: Person, **answers: Any) -> None:
    sheet = sheets.start("group_feedback", stage.alliance.pk, at=NOW)
    fill(sheet, NOW, **answers)
    sheets.seal(sheet, at=NOW)
    Feedback.objects.create(
        alliance=stage.alliance, meeting=meeting, person=who, sheet=sheet, asked_at=NOW, given_at=NOW
    )


def test_groups_are_told_with_what_was_said_of_them_once_three_have_answered():
    stage = Stage()
    hers = cast.leader(stage.alliance, stage.home)
    Member.objects.filter(person=stage.leader).update(person=hers.person)
    people = [stage.teacher, *(cast.person(f"Teacher {number}") for number in range(FEWEST - 1))]
    lines = {hers.person: Line(True, 1), **{who: Line(True) for who in people}}
    meeting = registers.take(stage.plan(), lines, by=stage.manager, at=AFTER)
    for number, who in enumerate(people):
        until = AFTER.date()
        years = four_years.gather(hers, until=until, reads=Reader.PANEL)
        assert (number, years.feedback) == (number, ())
        tell_group(
            stage, meeting, who, useful="very", next_topic=CANARY, changes=CANARY, difference=f"Change {number}."
        )  # fmt: skip
    years = four_years.gather(hers, until=until, reads=Reader.PANEL)
    (group,) = years.groups
    assert (group.name, group.facilitates, group.meetings, group.half_days) == ("Writing", True, 1, 1)
    (answered,) = years.feedback
    assert (answered.answers.given, answered.words) == (3, ("Change 0.", "Change 1.", "Change 2."))
    assert [each.said for each in answered.answers.sums] == ["Very useful: 3", "Yes: 3"]
    assert CANARY not in words(years)
    assert four_years.gather(hers, until=until, reads=Reader.HOME).feedback is None


def test_learning_projects_resources_and_what_was_given_beside_are_each_told_once():
    support = Support()
    learned(support)
    learned(support, "Coaching again", 60)
    projects.start(
        support.alliance, About("Reading aloud", "More of it", cast.TODAY, outputs="A handbook"),
        [support.tom.person], **support.office,
    )  # fmt: skip
    made = resources.share(
        support.alliance, "Ten minutes on plans", cast.area(), url="https://dale.example/v", made_by=support.tom,
        **support.by(support.leader),
    )  # fmt: skip
    Resource.objects.filter(pk=made.pk).update(views=7)
    given = {"kind": "need", "title": "Phonics at Hawes", "on": cast.TODAY}
    contributions.note(support.tom, **given, **support.by(support.leader))
    years = gathered(support)
    assert [(each.kind, each.times, each.minutes) for each in years.learning] == [("Coaching or mentoring", 2, 150)]
    assert [each.title for each in years.contributions] == ["Phonics at Hawes"]
    assert [(each.name, each.outputs) for each in years.projects] == [("Reading aloud", "A handbook")]
    assert [(each.title, each.views) for each in years.resources] == [("Ten minutes on plans", 7)]
    assert "Learning" not in four_years_told.missing(years)
    assert "Schools helped" in four_years_told.missing(years)


@pytest.mark.parametrize("reads", Reader)
def test_which_school_she_noted_a_need_for_is_known_to_her_and_the_office_alone(reads: Reader):
    support = Support()
    given = {"kind": "need", "title": "Phonics, Hawes Primary School", "on": cast.TODAY}
    contributions.note(support.tom, **given, **support.by(support.leader))
    told = words(gathered(support, reads))
    assert "Told the Alliance of a need" in told
    assert ("Hawes" in told) == (reads in (Reader.LEADER, Reader.OFFICE))


def test_ten_questions_of_the_database_however_long_the_years_were(query_count):
    support = Support()
    told(support)
    learned(support)
    for times in range(3):
        with query_count() as queries:
            years = gathered(support)
        assert (len(queries), years.half_days) == (10, 1 + 2 * times)
        deployment = Deployment.objects.first()
        visit = deployment.visits.first()
        for number in range(2):
            days = timedelta(days=times * 2 + number + 1)
            deployment.visits.create(
                alliance=support.alliance, starts_at=visit.starts_at - days, ends_at=visit.ends_at - days,
                half_days=1, state="held", state_since=NOW,
            )  # fmt: skip
            learned(support, f"Course {times}{number}")
