"""One question across all that a panel member has to read, and all of it on paper, in a round with names."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.selection import assessments
from tests.selection.pressing import words
from tests.selection.stage import LATER, Stage, submitted
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
