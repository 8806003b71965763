"""The suite keeps its own promises: a still clock, no network, a real browser."""

import socket
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from tests.conftest import NoNetwork


def test_the_clock_stands_on_a_wednesday_morning_in_london(now: datetime) -> None:
    assert timezone.now() == now
    assert timezone.localtime().strftime("%A %-d %B %Y %H:%M") == "Wednesday 11 November 2026 10:00"


def test_nothing_reaches_another_machine() -> None:
    with socket.socket() as outwards, pytest.raises(NoNetwork, match=r"192\.0\.2\.1"):
        outwards.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_queries_are_counted(query_count: Callable) -> None:
    with query_count() as queries, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert len(queries) == 1


@pytest.mark.journey
def test_axe_finds_a_picture_without_words(phone: BrowserContext, axe: Callable[[Page], list[str]]) -> None:
    page = phone.new_page()
    page.set_content(
        "<html lang=en><title>Wall</title><main><h1>Wall</h1><img src='data:image/gif;base64,R0='></main>"
    )
    assert [found.split(":")[0] for found in axe(page)] == ["image-alt"]
