"""A round under way, and the browser of its office."""

from collections.abc import Callable

import pytest
from django.test import Client

from drystone.questions.models import FormDraft
from tests.selection.forming import page
from tests.selection.stage import Stage, stage
from tests.signing_in import sign_in


@pytest.fixture
def at() -> Stage:
    return stage()


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
