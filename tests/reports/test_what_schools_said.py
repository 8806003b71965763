"""A year's answers of schools, added up; of few schools none is shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drystone.deployment.models import Deployment, Review
from drystone.jobs.demonstration.filling import fill
from drystone.questions import sheets
from drystone.reports import what_schools_said
from tests.clock import NOW
from tests.supporting import SIGNATURE, Support

pytestmark = pytest.mark.django_db


def evaluated(support: Support, schools: int, **said) -> None:
    """So many evaluations are given of one deployment each: the first by its own verbs, the rest beside it."""
    first = support.evaluated()
    for _ in range(schools - 1):
        aims = {"objectives": {"1": "The team plans together"}}
        sheet = sheets.start("deployment_evaluation", support.alliance.pk, at=NOW, lists=aims)
        sheets.seal(fill(sheet, NOW, signature=SIGNATURE, **said), at=NOW)
        copy = Deployment.objects.get(pk=first.deployment_id)
        copy.pk = None
        copy.save()
        Review.objects.create(
            alliance=support.alliance, deployment=copy, kind="deployment", asked=support.susan, due_on=NOW.date(),
            sheet=sheet, state="given", state_since=NOW, given_at=NOW,
        )  # fmt: skip


def rows(support: Support) -> list[tuple]:
    return [tuple(row) for row in what_schools_said.table(support.alliance, 2026).rows]


def test_what_few_schools_said_is_not_shown():
    support = Support()
    evaluated(support, 4)
    assert rows(support) == [
        ("At the end", "", "Fewer than 5 schools have answered", None),
        ("Some months after", "", "Nobody has answered yet", None),
    ]


def test_what_five_schools_said_is_added_up():
    support = Support()
    evaluated(support, 5, use_again="no")
    assert ("At the end", "Would you ask for such support again?", "No", 4) in rows(support)
    assert ("At the end", "Expertise", "Excellent", 5) in rows(support)


def test_what_did_not_take_place_is_among_no_ratings():
    support = Support()
    evaluated(support, 6, took_place="no")
    assert rows(support)[0] == ("At the end", "", "Fewer than 5 schools have answered", None)


def test_six_questions_are_asked_of_the_database_however_many_schools_answered():
    support = Support()
    evaluated(support, 6)
    with CaptureQueriesContext(connection) as asked:
        what_schools_said.table(support.alliance, 2026)
    assert len(asked) <= 6
