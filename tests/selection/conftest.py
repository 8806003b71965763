"""A round under way, and the browser of its office."""

from collections.abc import Callable

import pytest
from django.test import Client

from drystone.questions.models import FormDraft
from drystone.register.models import Designation
from tests.selection.ending import ending
from tests.selection.forming import page
from tests.selection.stage import Stage, known_head, stage
from tests.signing_in import sign_in


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def held(at: Stage, settings, tmp_path) -> Designation:
    """Tom's designation, in its last year; his head is known."""
    settings.MEDIA_ROOT = tmp_path
    known_head(at)
    return ending(at)


@pytest.fixture
def office(at: Stage) -> Client:
    return sign_in(Client(), at.manager)


@pytest.fixture
def drafted(at: Stage, office: Client) -> Callable[[], FormDraft]:
    """The draft as it stands, once the office has pressed "Change this form"."""
    assert office.post(page("begin"))["Location"] == page("draft")

    def standing() -> FormDraft:
        return FormDraft.objects.latest("pk")

    return standing
