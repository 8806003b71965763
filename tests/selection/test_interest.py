"""People who are interested in the role: told once, forgotten when they wish, and never kept longer than we say."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.selection import interests
from drystone.selection.interests import Said
from drystone.selection.models import Interest
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import cost, words
from tests.selection.stage import Stage, applicant, open_round, stage
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def tess(at: Stage, said: Said | None = None) -> Interest:
    return interests.note(at.alliance, "Tess Hird", "tess@reeth.example", said, at=NOW)


def test_whoever_is_interested_says_what_she_likes_and_hears_that_she_is_on_the_list(at: Stage):
    page = reverse("public-interest")
    said = {
        "name": "Tess Hird",
        "address": "tess@reeth.example",
        "school": "Reeth",
        "area": at.area.pk,
        "words": "When?",
    }
    for _ in range(2):
        assert Client().post(page, said)["Location"] == page
    kept = Interest.objects.get()
    assert (kept.school, kept.area, kept.words) == ("Reeth", at.area, "When?")
    Client().post(page, {"name": "Tess Hird", "address": "tess@reeth.example"})
    kept.refresh_from_db()
    assert (kept.school, kept.words) == ("Reeth", "When?")
    assert Message.objects.filter(kind="selection.interest_noted").count() == 1


def test_the_link_in_her_message_takes_her_off_the_list_when_she_presses(at: Stage):
    tess(at)
    link = Message.objects.get(kind="selection.interest_noted").path
    assert "Take your name off the list?" in words(Client().get(link))
    assert Interest.objects.count() == 1
    for _ in range(2):
        assert "You are not on the list" in words(Client().post(link))
    assert Interest.objects.count() == 0
    open_round(at.alliance, title="Spring", opens_at=LATER)
    assert interests.tell_waiting(at=LATER) == 0


def test_a_link_that_we_never_sent_takes_nobody_off(at: Stage):
    tess(at)
    for key in ("1", "x", "9" * 400, str(Interest.objects.get().pk)):
        assert "You are not on the list" in words(Client().post(reverse("interest-leaving", args=[key])))
    assert Interest.objects.count() == 1


def test_two_rounds_that_open_together_are_told_of_once(at: Stage):
    tess(at)
    for title in ("Spring", "Spring, headteachers"):
        open_round(at.alliance, title=title, opens_at=LATER)
    assert interests.tell_waiting(at=LATER) == 1
    assert interests.tell_waiting(at=LATER + timedelta(hours=1)) == 0
    assert Message.objects.filter(kind="selection.round_opened").count() == 1


def test_a_round_of_another_alliance_tells_nobody_here(at: Stage):
    tess(at)
    other = stage("Wensleydale Alliance", default=False)
    open_round(other.alliance, title="Spring", opens_at=LATER)
    assert interests.tell_waiting(at=LATER) == 0


def test_nobody_stays_on_the_list_for_longer_than_we_say(at: Stage):
    tess(at)
    interests.note(at.alliance, "Una Bell", "una@reeth.example", at=NOW + timedelta(days=700))
    assert interests.forget_old(at=NOW + timedelta(days=730)) == 0
    assert interests.forget_old(at=NOW + timedelta(days=731)) == 1
    spring = NOW + timedelta(days=740)
    open_round(at.alliance, title="Spring", opens_at=spring, closes_at=spring + timedelta(days=20),
               references_close_at=spring + timedelta(days=20))  # fmt: skip
    interests.tell_waiting(at=spring)
    assert interests.forget_old(at=spring + timedelta(days=30)) == 0
    assert interests.forget_old(at=spring + timedelta(days=31)) == 1
    assert Interest.objects.count() == 0


def test_the_office_sees_who_is_interested_and_takes_somebody_off(at: Stage, office: Client):
    kept = tess(at, Said("Reeth School", at.area, "<b>When?</b>"))
    page = reverse("office-interests")
    said = words(office.get(page))
    assert "1 person will be told" in said
    assert "Tess Hird tess@reeth.example Reeth School" in said
    assert "&lt;b&gt;When?" in office.get(page).content.decode()
    for _ in range(2):
        assert office.post(reverse("office-interest-removal", args=[kept.pk]))["Location"] == page
    assert "Nobody is on the list" in words(office.get(page))
    assert "Tess" not in str([e.details for e in events.record_of(at.alliance)])


def test_only_the_office_sees_the_list(at: Stage):
    kept = tess(at)
    with pytest.raises(NotAllowed):
        interests.forget(kept, by=at.panel[0], at=NOW)
    other = stage("Wensleydale Alliance", default=False)
    today = NOW.date()
    for who in (applicant(), at.panel[0], other.manager):
        assert not Interest.objects.visible_to(cast.acting(who), on=today).exists()


def test_the_list_costs_the_same_however_many_are_interested(at: Stage, office: Client, query_count):
    tess(at, Said(area=at.area))
    one = cost(office, reverse("office-interests"), query_count)
    for number in range(5):
        interests.note(at.alliance, "Una Bell", f"una{number}@reeth.example", Said(area=at.area), at=NOW)
    assert cost(office, reverse("office-interests"), query_count) == one


def test_everybody_finds_the_way_to_the_list(at: Stage):
    assert reverse("public-interest") in Client().get(reverse("round-page", args=[at.round.pk])).content.decode()
    assert reverse("office-interests") in sign_in(Client(), at.manager).get(reverse("office-rounds")).content.decode()
