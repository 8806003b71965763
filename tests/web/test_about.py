"""What the foot of every page leads to can be read by anybody."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["help", "privacy", "accessibility"])
@pytest.mark.parametrize("set_up", [True, False])
def test_anybody_may_read_it_and_learns_whom_to_ask(client: Client, name: str, set_up: bool) -> None:
    if set_up:
        Alliance.objects.create(name="Swaledale", slug="s", contact_email="office@swale.example", is_default=True)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert ("mailto:office@swale.example" in response.content.decode()) is set_up


def test_the_foot_of_a_page_leads_to_all_three(client: Client) -> None:
    html = client.get(reverse("help")).content.decode()
    for name in ("help", "privacy", "accessibility"):
        assert f'href="{reverse(name)}"' in html
