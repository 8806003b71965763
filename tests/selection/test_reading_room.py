"""One question across all that a panel member has to read, and all of it on paper, in a round with names."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.selection import assessments, reading_room
from tests.selection.pressing import words
from tests.selection.stage import LATER, Stage, applicant, given, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_side_by_side_a_round_that_is_not_blind_says_who(at: Stage):
    application = submitted(at)
    assessments.assign(application, at.panel[2], by=at.manager, at=LATER)
    client = sign_in(Client(), at.panel[2])
    text = words(client.get(reverse("panel-answer", args=[at.round.pk, "expertise"])))
    assert "Rosie Metcalfe, Reeth Community Primary School" in text
    assert "I teach and lead reading." in text
    assert "Next: Impact in your own school" in text
    assert client.get(reverse("panel-answer", args=[at.round.pk, "nothing"])).status_code == 404
    assert client.get(reverse("panel-answer", args=[at.round.pk, "access_needs"])).status_code == 404
    assert sign_in(Client(), at.panel[3]).get(reverse("panel-answers", args=[at.round.pk])).status_code == 404


def test_the_pack_of_somebody_without_anything_to_read(at: Stage):
    client = sign_in(Client(), at.panel[3])
    assert client.get(reverse("panel-pack", args=[at.round.pk])).status_code == 404


def test_a_pack_costs_the_same_for_one_and_for_three(at: Stage, query_count):
    def cost() -> int:
        with query_count() as counted:
            reading_room.pack(at.round, at.panel[2], by=at.panel[2], at=LATER)
        return len(counted)

    def to_read(name: str) -> None:
        application = submitted(at, applicant(name))
        given(at, application)
        assessments.assign(application, at.panel[2], by=at.manager, at=LATER)

    to_read("Amy First")
    one = cost()
    for name in ("Bea Raw", "Cora Bell"):
        to_read(name)
    assert cost() == one <= 14
    assert Event.objects.filter(verb="looked", by_id=at.panel[2].pk).count() == 1 + 3
