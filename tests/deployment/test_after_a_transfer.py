"""Work that is open when a System Leader transfers stays where it was agreed, and is done, paid and closed there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.register import designations
from drystone.selection.models import Departure
from tests import cast
from tests.clock import NOW
from tests.payments.owed import Owed
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed() -> Owed:
    return Owed()


def gone(owed: Owed) -> Departure:
    """From today on Tom is another alliance's."""
    designations.transfer(owed.tom, last_day=NOW.date() - timedelta(days=1), note="To Teesdale.", at=NOW)
    return Departure.objects.create(
        alliance=owed.alliance, designation=owed.tom, to_name="Teesdale Alliance", started_by=owed.margaret,
        state="done", first_day=NOW.date(), state_since=NOW,
    )  # fmt: skip


def test_a_visit_is_planned_written_up_and_due_after_the_transfer(owed: Owed):
    deployment = owed.agreed()
    gone(owed)
    owed.delivered(deployment)
    deployment.refresh_from_db()
    assert deployment.state == "under_way"
    assert [line.visit.deployment_id for line in owed.pulled()] == [deployment.pk]


def test_the_office_finds_it_on_the_page_of_the_transfer_and_the_leader_on_hers(owed: Owed):
    deployment, departure = owed.agreed(), gone(owed)
    page = words(sign_in(Client(), owed.margaret).get(reverse("office-transfer", args=[departure.pk])))
    assert "Leyburn Primary School" in page
    assert "It stays with you until it is closed or handed over" in page
    leader = sign_in(Client(), owed.tom.person)
    assert leader.get(reverse("leader-deployment", args=[deployment.pk])).status_code == 200


def test_nobody_is_offered_who_has_gone(owed: Owed):
    gone(owed)
    request = owed.accepted()
    office = sign_in(Client(), owed.margaret)
    assert "Tom Raine" not in words(office.get(reverse("office-candidates", args=[request.pk])))
    assert cast.acting(owed.tom.person).posts_now
