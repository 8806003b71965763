"""The public directory: searched by anybody, and whoever wants a leader asks the Alliance."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.register.models import Designation
from tests import cast
from tests.postgres import OPENING
from tests.selection.pressing import words

pytestmark = pytest.mark.django_db


def listed(alliance, name: str, portrait: str = "") -> Designation:
    made = cast.leader(alliance, cast.school(), name)
    made.shown_in_directory, made.portrait = True, portrait
    made.save()
    return made


def test_searched_by_words_area_and_phase(client: Client):
    """Features 36: Searchable directory with filters."""
    dales = cast.alliance()
    listed(dales, "Tom Raine", "I listen first.")
    listed(dales, "Farah Siddiqui")
    cast.leader(dales, cast.school(), "Nora Notlisted")

    def shown(**asked: str) -> list[str]:
        said = words(client.get(reverse("public-directory"), asked))
        return [name for name in ("Tom Raine", "Farah Siddiqui", "Nora Notlisted") if name in said]

    assert shown() == ["Tom Raine", "Farah Siddiqui"]
    assert shown(words="listen") == ["Tom Raine"]
    assert shown(area="english", phase="primary") == ["Tom Raine", "Farah Siddiqui"]
    assert shown(phase="secondary") == []
    assert shown(area="<script>", phase="nonsense") == ["Tom Raine", "Farah Siddiqui"]


def test_who_would_like_a_leader_asks_the_alliance_with_her_name_in_the_box(client: Client):
    dales = cast.alliance()
    tom, nora = listed(dales, "Tom Raine"), cast.leader(dales, cast.school(), "Nora Notlisted")
    assert f"leader={tom.number}" in client.get(reverse("public-directory")).content.decode()
    assert (
        "We saw Tom Raine in your directory."
        in client.get(reverse("ask-for-support"), {"leader": tom.number}).content.decode()
    )
    for number in (nora.number, "SL-NONE", "'" * 300):
        assert "in your directory" not in client.get(reverse("ask-for-support"), {"leader": number}).content.decode()


@pytest.mark.parametrize("leaders", [1, 30])
def test_however_many_are_listed_it_asks_as_many_questions(client: Client, leaders, query_count):
    dales = cast.alliance()
    for number in range(leaders):
        listed(dales, f"Leader {number:02}")
    client.get(reverse("public-directory"))
    with query_count() as queries:
        page = client.get(reverse("public-directory"), {"words": "leader", "phase": "primary"})
    said = page.content.decode()
    assert (said.count("<strong>Leader "), "Next page" in said) == (min(leaders, 25), leaders > 25)
    assert len(queries) == 4 + OPENING
