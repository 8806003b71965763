"""The form of an application asks what its round takes, and no more."""

from dataclasses import replace

import pytest

from drystone.questions import sheets
from drystone.questions.sheets import Unfinished
from drystone.selection import applications, fitting, rounds
from drystone.selection.models import Application
from tests import cast
from tests.clock import NOW
from tests.selection.stage import Stage, applicant, draft, submitted

pytestmark = pytest.mark.django_db


def asks(application: Application) -> set[str]:
    """Which of the questions that depend on the round its form asks."""
    keys = Application.objects.get(pk=application.pk).sheet.form.by_key
    return {key for key in ("second_area", "offers_third_area", "third_area_years", "second_referee") if key in keys}


ALL_AREAS = {"second_area", "offers_third_area", "third_area_years"}


@pytest.mark.parametrize(("limit", "found"), [(1, set()), (2, {"second_area"}), (3, ALL_AREAS)])
def test_the_form_asks_for_no_more_areas_than_the_round_takes(at: Stage, limit: int, found: set[str]):
    rounds.edit(at.round, {"areas_limit": limit}, by=at.manager, at=NOW)
    at.round.refresh_from_db()
    assert asks(draft(at)) == found
    assert submitted(at, applicant("Tess Hird")).areas.count() == 1


def test_a_round_that_takes_more_by_now_asks_whoever_has_begun_and_takes_no_question_away(at: Stage):
    first = draft(at)
    rounds.edit(at.round, {"areas_limit": 1, "second_reference": True}, by=at.manager, at=NOW)
    assert asks(first) == ALL_AREAS | {"second_referee"}
    at.round.refresh_from_db()
    later = draft(at, applicant("Tess Hird"))
    assert asks(later) == {"second_referee"}
    rounds.edit(at.round, {"areas_limit": 2, "second_reference": False}, by=at.manager, at=NOW)
    assert (asks(first), asks(later)) == (ALL_AREAS, {"second_area"})
    for application in (first, later):
        sent = Application.objects.get(pk=application.pk)
        sheets.save(sent.sheet, "offers_second_area", "no", at=NOW)
        assert applications.submit(sent, by=cast.acting(application.person), at=NOW).state == "submitted"


def test_a_second_referee_is_needed_only_where_the_round_asks_for_one(at: Stage):
    rounds.edit(at.round, {"second_reference": True}, by=at.manager, at=NOW)
    at.round.refresh_from_db()
    application = draft(at, second_referee={"name": "", "role": "", "email": ""})
    with pytest.raises(Unfinished) as unfinished:
        applications.submit(application, by=cast.acting(application.person), at=NOW)
    assert {problem.question for problem in unfinished.value.problems} == {"second_referee"}


def test_the_form_of_a_round_is_fitted_in_the_same_number_of_queries_for_one_as_for_five(at: Stage, query_count):
    def cost(limit: int) -> int:
        with query_count() as counted:
            rounds.edit(at.round, {"areas_limit": limit}, by=at.manager, at=NOW)
        return len(counted)

    rounds.edit(at.round, {"areas_limit": 1}, by=at.manager, at=NOW)
    at.round.refresh_from_db()
    draft(at)
    one = cost(2)
    rounds.edit(at.round, {"areas_limit": 1}, by=at.manager, at=NOW)
    for name in ("Tess Hird", "Una Bell", "Wilf Alderson", "Meg Raw"):
        at.round.refresh_from_db()
        draft(at, applicant(name))
    assert cost(2) == one


def test_a_form_that_leaves_the_second_referee_open_does_not_let_a_round_go_without(at: Stage):
    rounds.edit(at.round, {"second_reference": True}, by=at.manager, at=NOW)
    at.round.refresh_from_db()
    application = draft(at, second_referee={"name": "", "role": "", "email": ""})
    form = application.sheet.form
    application.sheet.form = replace(
        form,
        sections=tuple(
            replace(s, questions=tuple(replace(q, needed=q.key != "second_referee" and q.needed) for q in s.questions))
            for s in form.sections
        ),
    )
    assert [problem.text for problem in fitting.problems(application, on=NOW.date())] == [
        "This round asks for a second reference. Name a second referee."
    ]
