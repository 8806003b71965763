"""The scores of a round together: what to agree first, what counts how much, and the line of the shortlist."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.selection import assessments, criteria, scores, sharing_out, together, weights
from drystone.selection.models import Application, Assessment, Moderation, Round
from drystone.selection.scores import Line
from drystone.selection.sharing_out import Rule
from drystone.selection.weights import Settled
from tests import cast
from tests.selection.pressing import cost, words
from tests.selection.stage import LATER, Stage, applicant, locked, moderated, scored, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
RED, AMBER, GREEN = 0, 1, 2


def read(at: Stage, name: str, first: int, second: int) -> Application:
    """Locked by two who gave the same point throughout."""
    application = submitted(at, applicant(name))
    locked(at, application, at.panel[2], first)
    locked(at, application, at.panel[3], second)
    return Application.objects.get(pk=application.pk)


def agree(at: Stage, application: Application, point: str = "green", reason: str = "Looked at again.") -> Moderation:
    agreed = {line.key: point for line in criteria.compared(application)}
    return assessments.moderate(application, agreed, reason=reason, by=at.manager, at=LATER)


def test_how_far_apart_they_are_is_kept_as_they_lock_and_leave(at: Stage):
    application = submitted(at)

    def apart() -> int | None:
        return Application.objects.get(pk=application.pk).apart

    locked(at, application, at.panel[2], GREEN)
    assert apart() is None
    second = scored(at, application, at.panel[3], RED)
    assert apart() is None
    assessments.lock(second, by=at.panel[3], at=LATER)
    assert apart() == 2
    third = scored(at, application, at.heads[0], GREEN)
    assert apart() is None, "somebody scores again"
    assessments.declare_conflict(third, "Family.", by=at.heads[0], at=LATER)
    assert apart() == 2


def test_what_is_not_agreed_comes_first_and_of_that_the_furthest_apart(at: Stage, office: Client):
    read(at, "Amy Alike", GREEN, GREEN)
    read(at, "Bea Apart", GREEN, RED)
    read(at, "Cora Close", GREEN, AMBER)
    done = read(at, "Dot Done", GREEN, RED)
    agree(at, done, reason="The impact is proved on page two.")
    submitted(at, applicant("Eve Unread"))
    names = [row.person.name for row in scores.to_moderate(at.round)]
    assert names == ["Bea Apart", "Cora Close", "Amy Alike", "Dot Done"]
    said = words(office.get(reverse("office-scores", args=[at.round.pk])))
    assert re.search(r"Bea Apart .*2 steps .*Cora Close .*1 step .*Amy Alike .*All alike", said)
    assert re.search(
        r"Dot Done .*100.0% The impact is proved on page two. Margaret Alderson, Wednesday 2 December", said
    )
    assert "Eve Unread" not in said


def test_those_on_which_all_gave_the_same_are_agreed_in_one_press(at: Stage, office: Client):
    alike, differ = read(at, "Amy Alike", AMBER, AMBER), read(at, "Bea Apart", GREEN, RED)
    page = reverse("office-together", args=[at.round.pk])
    press = {"act": "agree", "of": "ticked", "tick": [alike.pk, differ.pk]}
    looked = words(office.post(page, press))
    assert "Agreed as all gave them: 50.0%." in looked
    assert "Assessors differ on “Leads well" in looked
    assert not Moderation.objects.exists()
    office.post(page, press | {"sure": "yes"})
    assert Moderation.objects.get().application == alike
    [again] = together.perform("agree", at.round, [alike], by=at.manager, at=LATER)
    assert (again.done, again.said) == (False, "The scores are agreed already.")


def test_a_criterion_counts_as_often_as_the_round_says(at: Stage):
    """Features 16: Scored criteria with weights."""
    keys = [key for key, _, _ in weights.weighed(at.round)]
    weights.weigh(at.round, {**dict.fromkeys(keys, 0), keys[0]: 3, keys[1]: 1}, by=at.manager, at=LATER)
    at.round.refresh_from_db()
    application = read(at, "Amy Alike", GREEN, GREEN)
    lines = criteria.compared(application)
    agreed = {line.key: "red" for line in lines} | {keys[0]: "green", "areas": "red"}
    assert criteria.total(lines, agreed, at.round.weights) == Decimal("75.0")
    assert criteria.total(lines, agreed | {keys[0]: "amber"}, at.round.weights) == Decimal("37.5")
    assert criteria.total(lines, agreed | {keys[2]: "green"}, at.round.weights) == Decimal("75.0")
    assert criteria.total([], {}, {}) == 0


def test_a_total_is_rounded_half_up_to_a_tenth_and_leaves_areas_out(at: Stage):
    application = read(at, "Amy Alike", GREEN, GREEN)
    lines = criteria.compared(application)
    of_areas = [line.key for line in lines if line.key.startswith(criteria.AREAS)]
    assert of_areas
    agreed = {line.key: "red" for line in lines} | dict.fromkeys(of_areas, "green")
    assert criteria.total(lines, agreed, {}) == 0
    one_amber = agreed | {next(line.key for line in lines if line.key not in of_areas): "amber"}
    assert criteria.total(lines, one_amber, {}) == Decimal("5.6"), "1 of 18"


def test_on_the_scale_of_numbers_too(at: Stage):
    at.round.scale = Round.Scale.FOUR
    at.round.save()
    application = read(at, "Amy Alike", 3, 3)
    assert assessments.agree_alike(application, by=at.manager, at=LATER).total == Decimal("75.0")


def test_weights_are_settled_before_anybody_knows_a_score(at: Stage):
    keys = [key for key, _, _ in weights.weighed(at.round)]
    with pytest.raises(Settled, match="At least one"):
        weights.weigh(at.round, dict.fromkeys(keys, 0), by=at.manager, at=LATER)
    with pytest.raises(NotAllowed):
        weights.weigh(at.round, {keys[0]: 2}, by=at.panel[2], at=LATER)
    weights.weigh(at.round, {keys[0]: 2}, by=at.manager, at=LATER)
    locked(at, submitted(at), at.panel[2])
    with pytest.raises(Settled, match="locked their scores"):
        weights.weigh(at.round, {keys[0]: 3}, by=at.manager, at=LATER)
    weights.weigh(at.round, {keys[0]: 2}, by=at.manager, at=LATER)


def test_the_manager_weighs_on_a_page(at: Stage, office: Client):
    page = reverse("office-weights", args=[at.round.pk])
    keys = [key for key, _, _ in weights.weighed(at.round)]
    assert "How often each criterion counts" in words(office.get(page))
    assert office.post(page, dict.fromkeys(keys, "1") | {keys[0]: "2"}).status_code == 302
    at.round.refresh_from_db()
    assert at.round.weights == {keys[0]: 2}
    assert "less than or equal to 5" in words(office.post(page, dict.fromkeys(keys, "1") | {keys[0]: "9"}))


@pytest.mark.parametrize(
    ("line", "total", "is_needed", "above"),
    [
        (Line(), "100.0", False, False),
        (Line(Decimal(60)), "60.0", False, True),
        (Line(Decimal(60)), "59.9", True, False),
        (Line(Decimal(60), Decimal(50)), "50.0", True, True),
        (Line(Decimal(60), Decimal(50)), "50.0", False, False),
        (Line(None, Decimal(50)), "99.0", False, False),
        (Line(Decimal(40), Decimal(50)), "45.0", True, True),
    ],
)
def test_who_stands_above_a_line(line: Line, total: str, is_needed: bool, above: bool):
    assert line.has(Decimal(total), is_needed=is_needed) is above


def test_the_line_is_drawn_by_score_and_by_needed_area(at: Stage, office: Client):
    maths = cast.area("mathematics")
    at.round.priority_areas.set([maths])
    best, good, poor = (read(at, name, GREEN, GREEN) for name in ("Amy Best", "Bea Good", "Cora Poor"))
    for each, point in ((best, "green"), (good, "amber"), (poor, "red")):
        agree(at, each, point)
    good.areas.update(area=maths)
    poor.areas.update(area=maths)
    page = reverse("office-line", args=[at.round.pk])
    above = lambda **line: words(office.get(page, line))  # noqa: E731
    assert "0 of 3 applications with agreed scores stand above" in above()
    assert "1 of 3 applications" in above(score="60")
    shown = above(score="60", needed="50")
    assert "2 of 3 applications" in shown
    assert re.search(rf"{maths.name} 2 1 0.0%", shown)
    ticked = re.findall(
        r'value="(\d+)" id="tick-\d+" checked', office.get(page, {"score": "60", "needed": "50"}).content.decode()
    )
    assert ticked == [str(best.pk), str(good.pk)]
    looked = words(
        office.post(
            reverse("office-together", args=[at.round.pk]), {"act": "shortlist", "of": "ticked", "tick": ticked}
        )
    )
    assert looked.count("Shortlisted.") == 2
    assert "0 of 3 applications" in above(score="nonsense")


def test_the_scores_cost_the_same_for_one_and_for_many(at: Stage, office: Client, query_count):
    pages = [reverse(name, args=[at.round.pk]) for name in ("office-scores", "office-line")]
    agree(at, read(at, "Amy First", GREEN, GREEN))
    one = [cost(office, page, query_count) for page in pages]
    for name in ("Bea Raw", "Cora Bell", "Dot Hird"):
        agree(at, read(at, name, GREEN, AMBER))
    assert [cost(office, page, query_count) for page in pages] == one
    assert max(one) <= 12


def test_applications_for_one_area_are_shared_out_among_some(at: Stage, office: Client):
    """Features 15: Assign reviewers (manual, rules, auto)."""
    english, maths = submitted(at, applicant("Amy English")), submitted(at, applicant("Bea Maths"))
    maths.areas.update(area=cast.area("mathematics"))
    rule = Rule(cast.area("mathematics").pk, frozenset({at.panel[2].pk, at.heads[0].pk}))
    [share] = sharing_out.plan(at.round, rule, on=LATER.date())
    assert share.application == maths
    assert set(share.readers) == {at.panel[2], at.heads[0]}
    page = reverse("office-sharing-out", args=[at.round.pk])
    address = f"{page}?area={rule.area}&among={at.panel[2].pk}&among={at.heads[0].pk}"
    shown = office.get(address)
    assert "Amy English" not in words(shown)
    plan = re.search(r'name="plan" value="(\w+)"', shown.content.decode())
    assert plan
    assert office.post(address, {"plan": plan[1]}).status_code == 302
    assert set(Assessment.objects.values_list("assessor", flat=True)) == rule.among
    assert not english.assessments.exists()
    assert "Mark Calvert 1 0" in words(office.get(page))


def test_the_office_takes_a_pack_for_a_reader(at: Stage, office: Client):
    assessments.assign(submitted(at), at.panel[2], by=at.manager, at=LATER)
    response = office.get(reverse("office-pack", args=[at.round.pk, at.panel[2].pk]))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.getvalue().startswith(b"%PDF")
    assert office.get(reverse("office-pack", args=[at.round.pk, at.panel[3].pk])).status_code == 404
    stranger = sign_in(Client(), at.panel[2])
    assert stranger.get(reverse("office-pack", args=[at.round.pk, at.panel[2].pk])).status_code == 403


def test_agreeing_again_weighs_again(at: Stage):
    application = moderated(at, submitted(at))
    assert Moderation.objects.get().total == Decimal("100.0")
    agree(at, application, "amber")
    assert Moderation.objects.get().total == Decimal("50.0")
