from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import posts
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.schools.models import Organisation
from tests.cast import NOW, TODAY, acting, alliance, head, officer, person, post, school
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
FIRST = date(2026, 9, 1)


def test_the_office_records_a_head():
    here, reeth = alliance(), school()
    margaret, ann = officer(here), person("Ann Peel", account=False)
    taken = posts.take_up(ann, Role.HEAD, here, reeth, from_=FIRST, by=margaret, at=NOW)
    assert list(posts.heads_of(reeth, here, TODAY)) == [ann]
    line = events.of(ann).get()
    assert (line.verb, line.by_name, line.record_id) == ("took_up", "Margaret Alderson", taken.pk)


def test_recording_a_post_twice_makes_one():
    here, reeth = alliance(), school()
    margaret, ann = officer(here), person("Ann Peel")
    first = posts.take_up(ann, Role.HEAD, here, reeth, from_=FIRST, by=margaret, at=NOW)
    again = posts.take_up(ann, Role.HEAD, here, reeth, from_=TODAY, by=margaret, at=NOW)
    assert again == first
    assert events.of(ann).count() == 1


def test_the_last_day_of_a_post_still_counts():
    here, reeth = alliance(), school()
    margaret, ann = officer(here), head(here, reeth)
    posts.leave(ann.posts.get(), TODAY, by=margaret, at=NOW)
    assert list(posts.heads_of(reeth, here, TODAY)) == [ann]
    assert list(posts.heads_of(reeth, here, date(2026, 11, 12))) == []


def test_leaving_twice_keeps_the_first_last_day():
    here = alliance()
    margaret, ann = officer(here), head(here, school())
    posts.leave(ann.posts.get(), TODAY, by=margaret, at=NOW)
    assert posts.leave(ann.posts.get(), date(2027, 1, 1), by=margaret, at=NOW).ends == TODAY
    assert [line.verb for line in events.of(ann)] == ["left"]


def test_a_coordinator_may_record_a_head_and_not_a_manager():
    here, reeth = alliance(), school()
    carol, ann = officer(here, "Carol Coates", Role.COORDINATOR), person("Ann Peel")
    posts.take_up(ann, Role.CHAIR, here, reeth, from_=FIRST, by=carol, at=NOW)
    with pytest.raises(NotAllowed):
        posts.take_up(carol, Role.MANAGER, here, from_=FIRST, by=carol, at=NOW)


def test_the_office_of_another_alliance_may_record_nothing_here():
    here, there = alliance(), alliance("Weardale Alliance", default=False)
    walter, ann = officer(there, "Walter Weardale"), head(here, school())
    with pytest.raises(NotAllowed):
        posts.take_up(ann, Role.CHAIR, here, school(), from_=FIRST, by=walter, at=NOW)
    with pytest.raises(NotAllowed):
        posts.leave(ann.posts.get(), TODAY, by=walter, at=NOW)


def test_anybody_may_say_that_she_is_on_a_schools_staff_and_nothing_grander():
    here, reeth = alliance(), school()
    tom = acting(person("Tom Raine"))
    said = posts.take_up(tom, Role.STAFF, here, reeth, "Head of English", from_=FIRST, by=tom, at=NOW)
    assert (said.title, said.organisation) == ("Head of English", reeth)
    for role in (Role.HEAD, Role.FINANCE_CONTACT):
        with pytest.raises(NotAllowed):
            posts.take_up(tom, role, here, reeth, from_=FIRST, by=tom, at=NOW)


def test_the_head_releases_her_staff_and_the_chair_releases_the_head():
    here, reeth = alliance(), school()
    ann, tom, vic = head(here, reeth), person("Tom Raine"), person("Vic Hall", account=False)
    post(tom, Role.STAFF, here, reeth)
    post(vic, Role.CHAIR, here, reeth)
    assert posts.approver_for(tom, here, reeth, TODAY) == ann
    assert posts.approver_for(ann, here, reeth, TODAY) == vic


def test_where_there_is_no_chair_the_chief_of_the_trust_releases_the_head():
    here, reeth = alliance(), school(trust_name="Dales Trust")
    trust = Organisation.objects.create(name="Dales Trust", kind=Organisation.Kind.TRUST)
    ann, cleo = head(here, reeth), person("Cleo Marsh", account=False)
    post(cleo, Role.TRUST_CEO, here, trust)
    assert posts.approver_for(ann, here, reeth, TODAY) == cleo


def test_nobody_approves_herself():
    here, reeth = alliance(), school()
    ann = head(here, reeth)
    post(ann, Role.CHAIR, here, reeth)
    assert posts.approver_for(ann, here, reeth, TODAY) is None


def test_where_nobody_heads_a_school_nobody_releases_its_staff():
    here, reeth = alliance(), school()
    assert posts.approver_for(person("Tom Raine"), here, reeth, TODAY) is None


def test_the_finance_contact_answers_for_money_and_otherwise_the_head():
    here, reeth = alliance(), school()
    ann = head(here, reeth)
    assert posts.finance_contact_of(reeth, here, TODAY) == ann
    fred = person("Fred Fell", account=False)
    post(fred, Role.FINANCE_CONTACT, here, reeth)
    assert posts.finance_contact_of(reeth, here, TODAY) == fred


def test_a_post_in_one_alliance_says_nothing_in_another():
    here, there = alliance(), alliance("Weardale Alliance", default=False)
    reeth = school()
    ann = head(here, reeth)
    assert posts.holds(ann, here, TODAY, Role.HEAD, Role.CHAIR)
    assert not posts.holds(ann, there, TODAY, Role.HEAD)
    assert list(posts.heads_of(reeth, there, TODAY)) == []


def test_posts_are_seen_by_their_holder_and_her_alliances_office():
    here, there = alliance(), alliance("Weardale Alliance", default=False)
    ann, margaret, walter = head(here, school()), officer(here), officer(there, "Walter Weardale")
    assert Post.objects.visible_to(ann, on=TODAY).count() == 1
    assert Post.objects.visible_to(margaret, on=TODAY).count() == 2
    assert Post.objects.visible_to(walter, on=TODAY).count() == 1


def test_posts_that_would_overlap_are_said_on_the_page_and_what_was_typed_stays(client: Client):
    here, reeth = alliance(), school()
    margaret, ann = officer(here), head(here, reeth)
    posts.leave(ann.posts.get(), date(2026, 11, 30), by=margaret, at=NOW)
    sign_in(client, margaret)
    given = {"name": ann.name, "email": ann.email, "role": "head", "school": reeth.urn, "title": "Head of all"}
    page = words(client.post(reverse("office-person-new"), given | {"since": "20/11/2026"}))
    assert "has this post until Monday 30 November 2026 already" in page
    assert Post.objects.count() == 2
    answer = client.post(reverse("office-person-new"), given | {"since": "20/11/2026"})
    assert "Head of all" in answer.content.decode()
    assert client.post(reverse("office-person-new"), given | {"since": "1/12/2026"}).status_code == 302
    assert Post.objects.filter(person=ann).count() == 2
