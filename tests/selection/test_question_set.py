"""What panels ask in each area of expertise: on every member's sheet, the same for the whole panel."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.selection import criteria, interviews, panels, question_sets
from drystone.selection.interviews import CannotInterview
from drystone.selection.models import PanelMember
from tests import cast
from tests.selection.pressing import words
from tests.selection.stage import AFTER, LATER, Stage, fill, held, offered, rated, shortlisted, stage

pytestmark = pytest.mark.django_db
ASKED = ["How do you teach a child to love reading?", "What makes a good phonics lesson?"]


def rows(member: PanelMember) -> list[str]:
    return [text for _, text in member.sheet.form.question("questions").rows]


def test_the_questions_of_her_area_stand_on_each_sheet_after_those_that_everybody_is_asked(at: Stage):
    question_sets.write(at.alliance, at.area, [f"  {ASKED[0]} ", "", ASKED[1]], by=at.manager, at=LATER)
    other = cast.area("mathematics", "Mathematics")
    question_sets.write(at.alliance, other, ["What is a half of a half?"], by=at.manager, at=LATER)
    interview = offered(at, shortlisted(at))
    panels.name(interview, [at.heads[0], at.panel[2]], at.heads[0], by=at.manager, at=LATER)
    for member in interview.panel.all():
        assert len(rows(member)) == 7
        assert rows(member)[5:] == [f"{at.area.name}: {question}" for question in ASKED]


def test_a_panel_keeps_its_questions_whatever_is_changed_and_whoever_joins(at: Stage):
    question_sets.write(at.alliance, at.area, ASKED, by=at.manager, at=LATER)
    interview = held(at, shortlisted(at))
    interview.state = "booked"
    interview.save()
    question_sets.write(at.alliance, at.area, ["Something else?"], by=at.manager, at=LATER)
    panels.name(interview, [at.heads[0], at.panel[2], at.panel[3]], at.heads[0], by=at.manager, at=LATER)
    assert {tuple(rows(member)[5:]) for member in interview.panel.all()} == {
        tuple(f"{at.area.name}: {question}" for question in ASKED)
    }
    interview.state = "held"
    interview.save()
    for member in interview.panel.all():
        fill(member.sheet, rated(member.sheet.form, 2) | {"recommendation": "designate", "feedback": "Good."}, AFTER)
        interviews.give_marks(member, by=cast.acting(member.person), at=AFTER)
    names = [line.name for line in criteria.compared_marks(interview)]
    assert f"{at.area.name}: {ASKED[0]}" in names


def test_what_is_asked_is_the_offices_own_short_and_noted_once(at: Stage):
    for too_much in (["Why?"] * 7, ["x" * 201]):
        with pytest.raises(CannotInterview):
            question_sets.write(at.alliance, at.area, too_much, by=at.manager, at=LATER)
    with pytest.raises(NotAllowed):
        question_sets.write(at.alliance, at.area, ASKED, by=at.heads[0], at=LATER)
    for _ in range(2):
        kept = question_sets.write(at.alliance, at.area, ASKED, by=at.manager, at=LATER)
    assert events.record_of(kept).filter(verb="changed").count() == 1


def test_another_alliance_asks_its_own_questions(at: Stage):
    other = stage("Wensleydale Alliance", default=False)
    question_sets.write(other.alliance, other.area, ASKED, by=other.manager, at=LATER)
    interview = offered(at, shortlisted(at))
    panels.name(interview, [at.heads[0], at.panel[2]], at.heads[0], by=at.manager, at=LATER)
    assert len(rows(interview.panel.first())) == 5


def test_the_office_reads_and_changes_them(at: Stage, office: Client):
    page = reverse("office-interview-questions")
    assert "What are you proudest of having changed" in words(office.get(page))
    one = f"{page}?area={at.area.pk}"
    assert office.post(one, {"text": "Why?\n" * 7}).status_code == 200
    assert office.post(one, {"text": "\n".join(ASKED)}).status_code == 302
    assert ASKED[1] in words(office.get(page))
    assert ASKED[0] in words(office.get(one))
    assert "None of its own" in words(office.get(f"{page}?area=9999"))
