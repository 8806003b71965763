"""One person in two posts: what neither of them gives her alone, both together do not give her either."""

from django.test import Client
from django.urls import reverse

from drystone.payments import batches, tasks
from drystone.payments.lifecycle import STATEMENT
from drystone.payments.models import Batch
from drystone.people.roles import Role
from tests import cast
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import account, said


def test_whoever_speaks_for_the_home_school_does_not_approve_what_it_is_paid(at: Owed):
    cast.post(at.margaret, Role.FINANCE_CONTACT, at.alliance, at.reeth)
    statement = at.confirmed(by=at.finn)
    assert not STATEMENT.may(cast.acting(at.margaret), statement, "approve")
    assert STATEMENT.may(cast.officer(at.alliance, "Mia Third", Role.FINANCE), statement, "approve")


def test_nor_does_she_with_all_that_are_confirmed(at: Owed):
    cast.post(at.margaret, Role.HEAD, at.alliance, at.reeth)
    at.confirmed(by=at.finn)
    batch = batches.start(at.alliance, "approve", by=cast.acting(at.margaret), at=AFTER)
    tasks.work(Batch.objects.get(pk=batch.pk), at=AFTER)
    batch.refresh_from_db()
    assert (batch.done, len(batch.left_out)) == (0, 1)


def elsewhere(at: Owed) -> Client:
    """Colin coordinates this alliance, and looks after the money of another; he works in this office now."""
    colin = at.coordinator()
    cast.post(colin, Role.FINANCE, cast.alliance("Another Alliance", default=False))
    client = account(colin)
    session = client.session
    session["alliance"] = at.alliance.pk
    session.save()
    return client


def test_finance_officer_of_one_alliance_and_coordinator_of_another_is_no_finance_officer_there(at: Owed):
    pages = reverse("office-reconciliation"), reverse("office-rates")
    colin, finn = elsewhere(at), account(at.finn)
    assert [colin.get(page).status_code for page in pages] == [403, 403]
    assert [finn.get(page).status_code for page in pages] == [200, 200]


def test_a_statement_speaks_of_the_alliance_whose_it_is_to_a_head_of_two(at: Owed):
    other = Owed(cast.alliance("Wensleydale Alliance", default=False))
    both = other.ann
    cast.head(at.alliance, cast.school("Hawes School"), "Hawes").posts.update(person=both)
    statement = other.confirmed()
    page = said(account(both).get(reverse("school-statement", args=[statement.pk])))
    assert "a second person at Wensleydale Alliance" in page
    assert at.alliance.name not in page
