from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from drystone.history import events
from drystone.mail.postman import LinkGone
from drystone.people import links
from drystone.people.links import Problem, Reason
from drystone.people.models import Link, LinkKey, Person
from drystone.people.roles import Role
from tests.cast import NOW, TODAY, acting, alliance, head, officer, school
from tests.people.mailbox import letters, token_of

pytestmark = pytest.mark.django_db


def test_asked_again_she_has_the_same_link_for_as_long_again(here, reeth, ann, link):
    later = NOW + timedelta(days=20)
    again = links.invite(ann, "task", reeth, alliance=here, by=None, at=later)
    assert again == link
    assert again.expires_at == later + timedelta(days=30)
    assert Link.objects.count() == 1


def test_an_invitation_is_never_shortened(here, reeth, ann, link):
    again = links.invite(ann, "task", reeth, alliance=here, days=3, by=None, at=NOW)
    assert again.expires_at == NOW + timedelta(days=30)


def test_each_task_has_a_link_of_its_own(here, reeth, ann, link):
    other = links.invite(ann, "task", school(), alliance=here, by=None, at=NOW)
    third = links.invite(ann, "consent", reeth, alliance=here, by=None, at=NOW)
    assert len({link.pk, other.pk, third.pk}) == 3


def test_the_database_refuses_a_second_open_link_for_one_task(here, reeth, ann, link):
    link.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save(force_insert=True)


def test_with_a_corrected_address_the_link_that_went_wrong_is_closed(here, reeth, ann, link):
    token = token_of(link, NOW)
    Person.objects.filter(pk=ann.pk).update(email="ann@reeth.example")
    ann.refresh_from_db()
    fresh = links.invite(ann, "task", reeth, alliance=here, by=None, at=NOW)
    assert (fresh.pk != link.pk, fresh.address) == (True, "ann@reeth.example")
    assert links.open(token, at=NOW).reason == Reason.REVOKED


def test_a_message_carries_a_fresh_token_each_time_and_none_is_kept(link):
    first, second = token_of(link, NOW), token_of(link, NOW)
    assert first != second
    assert (links.open(first, at=NOW), links.open(second, at=NOW)) == (link, link)
    assert len(first) == 43  # 32 random bytes
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert first not in str(cursor.fetchall())


def test_the_link_leads_to_the_installations_own_address(settings, link):
    settings.BASE_URL = "https://drystone.example"
    assert links.address(link.pk, at=NOW).startswith("https://drystone.example/l/")


def test_no_message_goes_out_with_a_link_that_does_not_open(link):
    links.revoke(link, by=None, at=NOW)
    with pytest.raises(LinkGone):
        links.address(link.pk, at=NOW)
    with pytest.raises(LinkGone):
        links.address(10**9, at=NOW)
    assert LinkKey.objects.count() == 0


def test_a_token_with_one_bit_changed_opens_nothing(link):
    token = token_of(link, NOW)
    for place in range(len(token)):
        changed = token[:place] + chr(ord(token[place]) ^ 1) + token[place + 1 :]
        assert links.open(changed, at=NOW) == Problem(Reason.UNKNOWN)


@pytest.mark.parametrize("typed", ["", "x", "é" * 43, "A" * 10_000, "' OR 1=1 --"])
def test_what_never_was_a_token_opens_nothing(link, typed):
    assert links.open(typed, at=NOW) == Problem(Reason.UNKNOWN)


def test_opening_fifty_times_changes_nothing(link):
    token, before = token_of(link, NOW), Link.objects.values().get()
    assert {links.open(token, at=NOW).pk for _ in range(50)} == {link.pk}
    assert Link.objects.values().get() == before


def test_a_link_opens_until_the_moment_it_expires(link):
    token = token_of(link, NOW)
    assert links.open(token, at=link.expires_at - timedelta(seconds=1)) == link
    assert links.open(token, at=link.expires_at) == Problem(Reason.EXPIRED, link)


def test_after_it_expired_she_gets_another_and_the_old_one_stays_shut(here, reeth, ann, link):
    token, later = token_of(link, NOW), NOW + timedelta(days=31)
    fresh = links.invite(ann, "task", reeth, alliance=here, by=None, at=later)
    assert fresh != link
    assert links.open(token, at=later).reason == Reason.REVOKED


def test_a_used_link_tells_who_did_it_and_when(here, link):
    margaret = officer(here)
    token, done = token_of(link, NOW), NOW + timedelta(hours=2)
    links.spend(link, by=margaret, at=done)
    found = links.open(token, at=done)
    assert (found.reason, found.link.spent_by, found.link.spent_at) == (Reason.SPENT, margaret, done)


def test_spending_twice_keeps_the_first(here, ann, link):
    links.spend(link, by=ann, at=NOW)
    assert links.spend(link, by=officer(here), at=NOW + timedelta(days=1)).spent_by == ann


def test_a_task_done_by_another_door_spends_every_link_to_it(here, reeth, ann, link):
    second = links.invite(head(here, school(), "Tom Raine"), "task", reeth, alliance=here, by=None, at=NOW)
    other = links.invite(ann, "consent", reeth, alliance=here, by=None, at=NOW)
    links.finish(reeth, "task", by=ann, at=NOW)
    spent = set(Link.objects.filter(spent_by=ann).values_list("pk", flat=True))
    assert spent == {link.pk, second.pk}
    assert other in Link.objects.unfinished()


def test_a_withdrawn_task_closes_its_links_and_says_why(reeth, link):
    token = token_of(link, NOW)
    links.withdraw(reeth, "task", by=None, at=NOW, because="The application was withdrawn.")
    found = links.open(token, at=NOW)
    assert (found.reason, found.link.revoked_because) == (Reason.REVOKED, "The application was withdrawn.")


@pytest.mark.parametrize("end", ["spent", "revoked"])
def test_a_link_ends_only_one_way(link, end):
    getattr(links, {"spent": "spend", "revoked": "revoke"}[end])(link, by=None, at=NOW)
    links.spend(link, by=None, at=NOW)
    links.revoke(link, by=None, at=NOW)
    link.refresh_from_db()
    assert (link.spent_at is None) != (link.revoked_at is None)
    assert (link.spent_at is None) == (end == "revoked")


def test_links_of_a_closed_person_and_of_a_suspended_alliance_do_not_open(here, ann, link):
    token = token_of(link, NOW)
    here.suspended_on = TODAY
    here.save()
    assert links.open(token, at=NOW).reason == Reason.REVOKED
    here.suspended_on = None
    here.save()
    Person.objects.filter(pk=ann.pk).update(is_active=False)
    assert links.open(token, at=NOW).reason == Reason.REVOKED


def test_not_me_closes_the_link_and_tells_the_office_of_that_alliance_only(here, reeth, ann, link):
    margaret, carol = officer(here), officer(here, "Carol Coates", Role.COORDINATOR)
    officer(here, "Fiona Finance", Role.FINANCE)
    walter = officer(alliance("Weardale Alliance", default=False), "Walter Weardale")
    reader = acting(ann, through=f"link {link.pk}")
    links.not_me(link, "Ask Tom Raine instead", by=reader, at=NOW)
    links.not_me(link, "Ask Tom Raine instead", by=reader, at=NOW)
    assert [len(letters(who.email)) for who in (margaret, carol, walter)] == [1, 1, 0]
    line = events.of(reeth).get(verb="said_not_me")
    assert (line.note, line.through) == ("Ask Tom Raine instead", f"link {link.pk}")
    assert link in Link.objects.exclude(revoked_at=None)


def test_the_office_reads_the_links_of_its_own_alliance(here, ann, link):
    margaret = officer(here)
    walter = officer(alliance("Weardale Alliance", default=False), "Walter Weardale")
    assert list(Link.objects.visible_to(margaret, on=TODAY)) == [link]
    assert list(Link.objects.visible_to(ann, on=TODAY)) == [link]
    assert list(Link.objects.visible_to(walter, on=TODAY)) == []


def test_the_first_thing_done_through_a_link_is_noted_once(link):
    links.begin(link, at=NOW)
    links.begin(link, at=NOW + timedelta(days=1))
    link.refresh_from_db()
    assert link.begun_at == NOW
