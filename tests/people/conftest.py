"""An alliance, a school, its head, and links that lead her to made-up tasks."""

import pytest

from drystone.people import links as people_links
from drystone.web import links
from drystone.web.account.policy import POLICY
from tests.cast import NOW, alliance, head, school
from tests.people import task
from tests.people.mailbox import token_of


@pytest.fixture
def made_up_tasks(monkeypatch, settings):
    """Pages for links of made-up purposes, as `tests/people/task.py` describes them."""
    settings.ROOT_URLCONF = "tests.people.task"
    for name, door in task.POLICY.items():
        monkeypatch.setitem(POLICY, name, door)
    for purpose, page in task.PAGES.items():
        monkeypatch.setitem(links.PAGES, purpose, page)


@pytest.fixture
def here():
    return alliance()


@pytest.fixture
def reeth():
    return school()


@pytest.fixture
def ann(here, reeth):
    return head(here, reeth)


@pytest.fixture
def link(here, reeth, ann):
    return people_links.invite(ann, "task", reeth, alliance=here, by=None, at=NOW)


@pytest.fixture
def secret(here, reeth, ann):
    return people_links.invite(ann, "secret", reeth, alliance=here, by=None, at=NOW)


@pytest.fixture
def address(link):
    return f"/l/{token_of(link, NOW)}/"
