"""Asking for support without scripts: which school is meant is chosen on the page, and nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.brokering.models import SupportRequest
from tests.cast import alliance, school

pytestmark = pytest.mark.django_db

TYPED = {
    "contact-name": "Susan Iveson",
    "contact-email": "susan@leyburn.example",
    "phone": "01632 960200",
    "need": "Writing.",
}


def test_schools_that_the_words_may_mean_are_offered(client: Client) -> None:
    alliance()
    school("St Mary's School, Richmond")
    meant = school("St Mary's School, Yarm")
    asked = client.post(reverse("ask-for-support"), TYPED | {"school": "st mary"})
    page = asked.content.decode()
    assert f'value="{meant.urn}"' in page
    assert all(f'value="{typed}"' in page for typed in TYPED.values())
    assert not SupportRequest.objects.exists()
    client.post(reverse("ask-for-support"), TYPED | {"school": meant.urn, "school-typed": ""})
    assert SupportRequest.objects.get().school == meant
