"""An alliance may have any colour; what is written in it can always be read."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from drystone.web.components import colour

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@settings(deadline=None)
@given(colours)
def test_text_in_any_brand_colour_has_enough_contrast(given_colour: str) -> None:
    shades = {name: colour.parse(shade) for name, shade in colour.shades(given_colour).items()}
    white = (255, 255, 255)
    assert colour.contrast(shades["ink"], colour.GROUND) >= 4.5
    assert colour.contrast(white, shades["ink"]) >= 4.5
    assert colour.contrast(white, shades["deep"]) >= 4.5
    assert colour.contrast(shades["deep"], shades["wash"]) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert colour.shades("#0b5563")["ink"] == "#0b5563"


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert round(colour.contrast((0, 0, 0), (255, 255, 255)), 1) == 21.0


@pytest.mark.django_db
def test_the_stylesheet_of_a_colour_is_kept_for_a_year(client: Client) -> None:
    response = client.get(reverse("brand", args=["ffcc00"]))
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--brand-mark: #ffcc00;" in response.content.decode()


@pytest.mark.django_db
def test_only_six_digits_are_a_colour(client: Client) -> None:
    assert client.get("/brand/red;}.css").status_code == 404
