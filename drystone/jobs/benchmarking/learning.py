"""What leaders learn and give, in bulk: groups with registers and feedback, notes, resources; one for years."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from drystone.groups.models import Attendance, Feedback, Group, Meeting, Member, Project, Resource
from drystone.questions.models import Answer, AnswerSheet
from drystone.register.models import Contribution, Designation, InductionItem, Training

from .building import BATCH, Built, save
from .work import sheets_of

GROUPS, MEMBERS, MEETINGS = 6, 8, 6
LONG, OF_THE_FIRST = 40, 60
"""Meetings of the first group of all, and notes of the first leader: years of them."""


def learn(built: Built, leaders: list[Designation]) -> None:
    """In every alliance the group of all leaders and a few others; of each leader some notes and contributions."""
    by_alliance: dict[int, list[Designation]] = {}
    for each in leaders:
        by_alliance.setdefault(each.alliance_id, []).append(each)
    save(Training, (training(built, each, n) for at, each in enumerate(leaders) for n in range(notes_of(at))))
    save(Contribution, (contribution(built, each, n) for each in leaders for n in range(2)))
    save(Resource, (resource(built, each) for each in leaders[::5]))
    save(InductionItem, (item(built, each, n) for each in leaders for n in range(3)))
    meet(built, by_alliance)
    run_projects(built, by_alliance)


def notes_of(place: int) -> int:
    return 3 if place else OF_THE_FIRST


def training(built: Built, leader: Designation, number: int) -> Training:
    return Training(
        alliance_id=leader.alliance_id,
        person_id=leader.person_id,
        kind=("core", "coaching", "reading")[number % 3],
        title=f"Course {number}",
        on=built.at.date() - timedelta(days=17 * number),
        minutes=90,
        reflection="I ask more, and tell less." if number % 2 else "",
    )


def contribution(built: Built, leader: Designation, number: int) -> Contribution:
    return Contribution(
        alliance_id=leader.alliance_id,
        person_id=leader.person_id,
        kind=("need", "facilitation")[number],
        title="Phonics at a school nearby",
        on=built.at.date() - timedelta(days=40 * number),
    )


def resource(built: Built, leader: Designation) -> Resource:
    return Resource(
        alliance_id=leader.alliance_id,
        made_by_id=leader.person_id,
        title="Ten minutes on planning",
        url="https://video.bench.example/planning",
        on=built.at.date() - timedelta(days=60),
        views=12,
    )


def item(built: Built, leader: Designation, number: int) -> InductionItem:
    """The first two are done, the last is to do."""
    done: dict[str, Any] = {} if number == 2 else {"done_on": built.at.date()}
    if done:
        done["signed_off_by_id"] = built.officers[leader.alliance_id]
    return InductionItem(
        alliance_id=leader.alliance_id,
        designation=leader,
        title=("Read the handbook", "Meet the coordinator", "Shadow a visit")[number],
        due_on=leader.starts + timedelta(days=60 * (number + 1)),
        **done,
    )


def meet(built: Built, by_alliance: dict[int, list[Designation]]) -> None:
    """Groups, their members, meetings held and planned, who came, and what they said of it."""
    groups = save(Group, (group(built, a.pk, n) for a in built.alliances for n in range(GROUPS)))
    members = {each.pk: chosen(by_alliance.get(each.alliance_id, []), n) for n, each in enumerate(groups)}
    save(Member, (member(built, g, leader, n) for g in groups for n, leader in enumerate(members[g.pk])))
    long = groups[1].pk  # the first of all is the group of all leaders
    meetings = save(Meeting, (m for g in groups for m in meetings_of(built, g, LONG if g.pk == long else MEETINGS)))
    held = [meeting for meeting in meetings if meeting.state == "held"]
    save(Attendance, (came(m, leader, n) for m in held for n, leader in enumerate(members[m.group_id])))
    told = [(m, leader) for m in held if m.group_id == long for leader in members[long][1:]]
    hear(built, told)


def chosen(leaders: list[Designation], number: int) -> list[Designation]:
    """Some of an alliance's leaders; the first leads the group."""
    place = number % GROUPS
    return [*leaders[place - 1 :], *leaders[: place - 1]][:MEMBERS] if place else []


def group(built: Built, alliance: int, number: int) -> Group:
    kinds = ("system_leaders", "joint_practice", "development", "network", "network", "network")
    return Group(
        alliance_id=alliance,
        kind=kinds[number],
        name="System Leaders" if number == 0 else f"Group {number}",
        started_on=built.at.date() - timedelta(days=1300),
    )


def member(built: Built, group: Group, leader: Designation, number: int) -> Member:
    return Member(
        alliance_id=group.alliance_id,
        group=group,
        person_id=leader.person_id,
        facilitates=number == 0,
        starts=group.started_on,
    )


def meetings_of(built: Built, group: Group, number: int) -> Iterator[Meeting]:
    """One to come, the others held, a month apart."""
    for place in range(number):
        starts = built.at + timedelta(days=10 - 30 * place)
        yield Meeting(
            alliance_id=group.alliance_id,
            group=group,
            state="held" if place else "planned",
            state_since=built.at,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place="At a school of the Alliance",
            focus="What we tried since last time",
        )


def came(meeting: Meeting, leader: Designation, number: int) -> Attendance:
    return Attendance(
        alliance_id=meeting.alliance_id,
        meeting=meeting,
        person_id=leader.person_id,
        school_id=leader.home_school_id,
        came=number % 4 != 3,
        facilitated_half_days=int(number == 0),
    )


def hear(built: Built, told: list[tuple[Meeting, Designation]]) -> None:
    """Everybody says how it was."""
    answers = {"useful": "very", "made_difference": "yes", "difference": "We plan together now."}
    sheets = save(AnswerSheet, sheets_of("group_feedback", (m.alliance_id for m, _ in told), built.at, sealed=False))
    answer(built, ((sheet, answers) for sheet in sheets))
    save(
        Feedback,
        (
            Feedback(
                alliance_id=m.alliance_id,
                meeting=m,
                person_id=leader.person_id,
                sheet=sheet,
                asked_at=built.at,
                given_at=built.at,
            )
            for (m, leader), sheet in zip(told, sheets, strict=True)
        ),
    )


def answer(built: Built, sheets: Iterable[tuple[AnswerSheet, dict[str, Any]]]) -> None:
    """What stands on these sheets, which are sealed then: to a sealed one nothing can be added."""
    filled = list(sheets)
    rows = ((sheet, key, value) for sheet, said in filled for key, value in said.items())
    save(Answer, (Answer(sheet=sheet, key=key, value=value, saved_at=built.at) for sheet, key, value in rows))
    for first in range(0, len(filled), BATCH):
        batch = [sheet.pk for sheet, _ in filled[first : first + BATCH]]
        AnswerSheet.objects.filter(pk__in=batch).update(sealed_at=built.at, digest="0" * 64)


def run_projects(built: Built, by_alliance: dict[int, list[Designation]]) -> None:
    """One in every alliance, with three leaders."""
    start = built.at.date() - timedelta(days=100)
    made = save(Project, (Project(alliance=a, name="Reading aloud", started_on=start) for a in built.alliances))
    works = Project.leaders.through
    save(
        works,
        (
            works(project_id=each.pk, person_id=leader.person_id)
            for each in made
            for leader in by_alliance.get(each.alliance_id, [])[:3]
        ),
    )
