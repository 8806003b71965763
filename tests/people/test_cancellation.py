"""What a visit costs that is called off late: a table of the alliance, changed by its manager."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.alliances import cancelling
from drystone.alliances.models import CancellationTerm, PolicyChange
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import cancellation
from tests import cast
from tests.clock import NOW
from tests.signing_in import sign_in
from tests.supporting_pages import said

pytestmark = pytest.mark.django_db
HERE = "/office/policies/cancellation/"
TABLE = [[5, 100, 100], [20, 50, 25]]


@pytest.fixture
def manager():
    alliance = cast.alliance()
    return cast.officer(alliance)


def typed(*lines: tuple[int, int, int]) -> dict[str, str]:
    parts = ("notice", "charged", "reimbursed")
    return {f"{part}_{n}": str(v) for n, line in enumerate(lines) for part, v in zip(parts, line, strict=True)}


@pytest.mark.parametrize(("notice", "costs"), [(0, (100, 100)), (4, (100, 100)), (5, (50, 25)), (20, (0, 0))])
def test_the_notice_given_finds_its_line_of_the_table(notice, costs):
    assert cancelling.shares(TABLE, notice) == costs
    assert cancelling.shares([], notice) == (0, 0)


def test_the_manager_changes_the_table_and_history_says_so_once(manager):
    client, alliance = sign_in(Client(), manager), manager.posts_now[0].alliance
    assert "costs nothing" in said(client.get(HERE))
    for _ in range(2):
        client.post(HERE, typed((20, 50, 25), (5, 100, 100)))
    assert cancelling.table(alliance) == TABLE
    (line,) = events.of(alliance).filter(verb="policy_changed")
    assert line.note.endswith("under 5 working days 100 %, 100 % to the home school; " + line.note.rpartition("; ")[2])
    assert PolicyChange.objects.get().was == {"lines": [], "within": 0}
    assert "less than 20 working days’ notice, 50 % is charged" in said(client.get(HERE))


def test_how_far_a_visit_may_be_moved_late_is_kept_beside_the_table(manager):
    client, alliance = sign_in(Client(), manager), manager.posts_now[0].alliance
    client.post(HERE, {**typed((5, 100, 100)), "within": "28"})
    alliance.refresh_from_db()
    assert alliance.rearranged_within_days == 28
    assert "within 28 days of its former day" in said(client.get(HERE))
    assert "choose from 0 to 180" in said(client.post(HERE, {**typed((5, 100, 100)), "within": "181"}))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(alliance).objects.filter(pk=alliance.pk).update(rearranged_within_days=181)


def test_a_line_half_filled_in_or_said_twice_is_told_and_nothing_typed_is_lost(manager):
    client = sign_in(Client(), manager)
    answer = client.post(HERE, {"notice_0": "5", "charged_0": "100"})
    assert "Fill the whole line in" in said(answer)
    assert answer.context["form"]["notice_0"].value() == "5"
    assert "Two lines are for the same notice" in said(client.post(HERE, typed((5, 1, 1), (5, 2, 2))))
    assert "choose from 0 to 100" in said(client.post(HERE, typed((5, 101, 0))))
    assert not CancellationTerm.objects.exists()


def test_nobody_but_a_manager_of_that_alliance_changes_it(manager):
    other = cast.alliance("Wharfe Alliance", default=False)
    with pytest.raises(NotAllowed):
        cancellation.change(other, TABLE, by=manager, at=NOW)
    assert reverse("office-cancellation") == HERE


def test_the_database_refuses_nonsense(manager):
    alliance = manager.posts_now[0].alliance
    for notice, charged in ((0, 10), (61, 10), (5, 101)):
        row = {"notice_working_days": notice, "charged_per_cent": charged, "reimbursed_per_cent": 0}
        with pytest.raises(IntegrityError), transaction.atomic():
            CancellationTerm.objects.create(alliance=alliance, **row)
