"""Every kind of question in a browser: nothing for axe to find, nothing wider than a small phone."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page

from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.web import answering
from tests.browsing import PHONE, Opener
from tests.clock import NOW
from tests.questions.conftest import ALLIANCE, EVERY_KIND, OBJECTIVES, version_of

from .conftest import Opened

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
SMALL = PHONE | {"viewport": {"width": 320, "height": 640}}


def asked(method: str) -> Any:
    request: Any = getattr(RequestFactory(), method)("/", {"csrfmiddlewaretoken": "x"})
    request.now, request.today, request.session = NOW, NOW.date(), {}
    request.person = request.link = request.alliance = None
    request.user = SimpleNamespace(is_authenticated=False)
    request._messages = FallbackStorage(request)
    return request


def address(key: str) -> str:
    return f"/{key}/"


def pages_of(sheet: AnswerSheet) -> dict[str, HttpResponse]:
    """Each section as it opens, and as it comes back empty with everything that can be wrong; then the check."""
    where: dict = {"address": address, "then": "/"}
    shown = {
        f"{section.key} {method}": answering.section_page(asked(method), sheet, section.key, **where, back="/mine/")
        for section in sheet.form.sections
        for method in ("get", "post")
    }
    return shown | {"check": answering.check_page(asked("get"), sheet, lambda: None, **where)}


def test_every_kind_is_fit_for_everybody(
    opened: Opened, open_browser: Opener, axe: Callable[[Page], list[str]]
) -> None:
    sheet = sheets.start_on(version_of(EVERY_KIND), ALLIANCE, NOW, lists=OBJECTIVES)
    sheets.save(sheet, "agrees", "yes", at=NOW)
    person = open_browser(SMALL)
    for name, response in pages_of(sheet).items():
        page = opened(person, response)
        assert (name, axe(page), page.evaluate("document.documentElement.scrollWidth")) == (name, [], 320)
        page.close()
        person.unroute_all()
