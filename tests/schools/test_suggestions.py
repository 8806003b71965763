"""What the browser is told while somebody types a school's name."""

import pytest
from django.urls import reverse

ADDRESS = "school-suggestions"


def test_anybody_may_ask_and_the_answer_may_be_kept(north, client):
    answer = client.get(reverse(ADDRESS), {"q": "reeth"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer.json() == {
        "results": [
            {"id": "121311", "label": "Reeth Community Primary School, Richmond", "hint": "DL11 6SP · URN 121311"}
        ]
    }


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "\0"}, {"q": "x" * 3_000}, {"q": "*"}, {"p": "reeth"}])
def test_a_question_without_sense_is_answered_with_nothing(north, client, query):
    assert client.get(reverse(ADDRESS), query).json() == {"results": []}


def test_nothing_but_asking_is_allowed(north, client):
    assert client.post(reverse(ADDRESS), {"q": "reeth"}).status_code == 405
