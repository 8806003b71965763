"""The life of a designation after it is made: conditions, pauses, endings, days asked of the home school."""

from datetime import date, datetime, timedelta

import pytest

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.models import Link
from drystone.people.roles import Role
from drystone.register import conditions, contributions, designations, directory, release
from drystone.register.conditions import Asked
from drystone.register.models import Contribution, Designation
from tests import cast
from tests.clock import LONDON, NOW

BY_MAY = date(2027, 4, 30)
pytestmark = pytest.mark.django_db


class Stage:
    def __init__(self):
        self.alliance = cast.alliance()
        self.home = cast.school()
        self.manager = cast.officer(self.alliance)
        self.head = cast.head(self.alliance, self.home)
        self.terms = cast.terms(self.alliance)

    def designate(self, **fields) -> Designation:
        areas = [(cast.area(), ["primary"], 2)]
        made = designations.designate(
            cast.person("Tom Raine"),
            alliance=self.alliance,
            home_school=self.home,
            areas=areas,
            by=self.manager,
            at=NOW,
            **fields,
        )
        designations.begin(made, by=self.manager, at=NOW)
        return made


@pytest.fixture
def stage() -> Stage:
    return Stage()


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_the_home_head_is_asked_for_days_when_a_designation_is_made(stage: Stage):
    """Features 14: Employer confirms release of the person."""
    designation = stage.designate()
    link = Link.objects.get(purpose="release")
    assert (link.person_id, link.record_id) == (stage.head.pk, designation.pk)
    assert kinds() == ["register.release_asked"]


def test_nobody_is_asked_while_a_condition_stands(stage: Stage):
    designation = stage.designate(asking=[Asked(cast.area(), "condition", "Complete core training", BY_MAY)])
    assert not Link.objects.filter(purpose="release").exists()
    conditions.meet(designation.conditions.get(), note="Certificate seen", by=stage.manager, at=NOW)
    designation.refresh_from_db()
    assert designation.state == "active"
    assert kinds() == ["register.condition_met", "register.release_asked"]


def test_for_a_head_the_chair_of_governors_is_asked(stage: Stage):
    chair = cast.person("Brian Outhwaite", account=False)
    cast.post(chair, Role.CHAIR, stage.alliance, stage.home)
    stage.head.has_account = True
    made = designations.designate(
        stage.head, alliance=stage.alliance, home_school=stage.home, areas=[], is_headteacher=True,
        by=stage.manager, at=NOW,
    )  # fmt: skip
    designations.begin(made, by=stage.manager, at=NOW)
    assert Link.objects.get(purpose="release").person_id == chair.pk
    with pytest.raises(NotAllowed):
        release.settle(made, {}, {}, by=stage.head, at=NOW)
    release.settle(made, {stage.terms[0]: 6}, {}, by=cast.acting(chair), at=NOW)


def test_where_nobody_is_known_nobody_is_asked_and_the_designation_stands(stage: Stage):
    lonely = cast.school("Gunnerside Methodist Primary School")
    made = designations.designate(
        cast.person("Lucy Arden"), alliance=stage.alliance, home_school=lonely, areas=[], by=stage.manager, at=NOW
    )
    assert made.state == "active"
    assert release.ask(made, by=stage.manager, at=NOW) is None


def test_the_head_says_days_for_the_leader_and_for_the_school(stage: Stage):
    """Features 14: Employer confirms release of the person."""
    designation = stage.designate()
    autumn, spring, _ = stage.terms
    release.settle(designation, {autumn: 6, spring: 4}, {autumn: 5, spring: None}, by=stage.head, at=NOW)
    meters = release.meters(stage.alliance.pk, designation.person, stage.home, [autumn, spring])
    assert [(m.granted, m.promised, m.left) for m in meters] == [(6, 0, 5), (4, 0, 4)]
    release.settle(designation, {autumn: 6}, {autumn: None}, by=stage.head, at=NOW)
    assert release.meters(stage.alliance.pk, designation.person, stage.home, [autumn])[0].left == 6


def test_neither_the_leader_nor_another_head_says_how_many_days(stage: Stage):
    designation = stage.designate()
    elsewhere = cast.head(stage.alliance, cast.school("Hawes Primary School"), "Nora Fell")
    for stranger in (cast.acting(designation.person), elsewhere):
        with pytest.raises(NotAllowed):
            release.settle(designation, {stage.terms[0]: 6}, {}, by=stranger, at=NOW)


def test_a_leader_who_has_become_head_of_her_school_does_not_release_herself(stage: Stage):
    designation = stage.designate()
    cast.post(designation.person, Role.HEAD, stage.alliance, stage.home)
    with pytest.raises(NotAllowed):
        release.settle(designation, {stage.terms[0]: 6}, {}, by=cast.acting(designation.person), at=NOW)


@pytest.mark.parametrize(
    ("end", "ending"),
    [
        (designations.resign, "resigned"),
        (designations.withdraw, "withdrawn"),
    ],
)
def test_every_ending_has_its_day_and_its_reason_and_closes_the_link(stage: Stage, end, ending):
    designation = stage.designate()
    end(designation, note="As agreed by telephone", by=stage.manager, at=NOW)
    designation.refresh_from_db()
    assert (designation.state, designation.ending, designation.ended_on) == ("ended", ending, cast.TODAY)
    assert events.record_of(designation).last().note == "As agreed by telephone"
    assert not Link.objects.unfinished().filter(purpose="release").exists()
    assert "register.ended" in kinds()
    with pytest.raises(AlreadyMoved):
        end(designation, note="Again", by=stage.manager, at=NOW)


def test_she_may_resign_herself_and_nobody_else_may_for_her(stage: Stage):
    designation = stage.designate()
    with pytest.raises(NotAllowed):
        designations.resign(designation, by=stage.head, at=NOW)
    assert designations.resign(designation, by=cast.acting(designation.person), at=NOW).ending == "resigned"


def test_it_runs_out_on_the_day_after_its_last_and_not_before(stage: Stage):
    designation = stage.designate()
    assert designations.expire(at=datetime(2030, 11, 10, 23, 59, tzinfo=LONDON)) == 0
    assert designations.expire(at=datetime(2030, 11, 11, 6, 0, tzinfo=LONDON)) == 1
    designation.refresh_from_db()
    assert (designation.ending, designation.ended_on) == ("expired", date(2030, 11, 10))
    assert designations.expire(at=datetime(2030, 11, 12, 6, 0, tzinfo=LONDON)) == 0


def test_a_designation_that_was_ended_earlier_keeps_its_ending(stage: Stage):
    designation = stage.designate()
    designations.resign(designation, by=stage.manager, at=NOW)
    assert designations.expire(at=NOW + timedelta(days=5000)) == 0


def test_only_she_enters_the_directory_and_the_office_may_take_her_out(stage: Stage):
    designation = stage.designate()
    herself = cast.acting(designation.person)
    with pytest.raises(NotAllowed):
        directory.enter(designation, shown=True, portrait="", by=stage.manager, at=NOW)
    directory.enter(designation, shown=True, portrait="I listen first.", by=herself, at=NOW)
    assert list(directory.listed(stage.alliance, on=cast.TODAY)) == [designation]
    directory.enter(designation, shown=False, portrait="I listen first.", by=stage.manager, at=NOW)
    assert list(directory.listed(stage.alliance, on=cast.TODAY)) == []


def test_a_contribution_noted_twice_counts_once(stage: Stage):
    designation = stage.designate()
    for _ in range(2):
        contributions.note(
            designation, kind="resource", title="A film on phonics", on=cast.TODAY, by=stage.manager, at=NOW
        )
    assert Contribution.objects.count() == 1


def test_she_her_head_and_the_office_see_a_designation_and_nobody_else(stage: Stage):
    designation = stage.designate()
    other = cast.alliance("Wharfedale Alliance", default=False)
    stranger = cast.head(stage.alliance, cast.school("Hawes Primary School"), "Nora Fell")
    see = [cast.acting(designation.person), stage.head, stage.manager]
    blind = [stranger, cast.officer(other, "Olive Best")]

    def visible(person) -> bool:
        return Designation.objects.visible_to(person, on=cast.TODAY).filter(pk=designation.pk).exists()

    assert [visible(person) for person in (*see, *blind)] == [True, True, True, False, False]
