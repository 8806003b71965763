"""The running product itself: it comes up, lives in the time it is given, and goes down."""

from datetime import datetime, timedelta

import pytest

from tests.product import Product

pytestmark = pytest.mark.journey


def test_web_and_worker_live_in_the_time_they_are_given(product: Product, now: datetime) -> None:
    assert abs(product.answered_at() - now) < timedelta(minutes=2)
    product.move_to(now + timedelta(days=120))
    assert abs(product.answered_at() - now) > timedelta(days=119)
    assert "2027-03-11" in product.manage(
        "shell", "-v0", "-c", "from django.utils import timezone; print(timezone.now())"
    )


def test_what_is_killed_comes_back(product: Product) -> None:
    product.kill("web")
    product.kill("worker")
    assert product.answered_at() is None
    product.start()
    assert product.answered_at() is not None
