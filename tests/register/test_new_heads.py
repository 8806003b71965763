"""A new head arrives: asked once, reminded once, seen waiting; keep, change or pause."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.people import posts
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.register import new_heads
from drystone.register.models import NewHead, ReleaseBudget
from drystone.register.new_heads import Answer, Said
from tests import cast
from tests.clock import LONDON, NOW
from tests.supporting import Support
from tests.supporting_pages import account, opened, said


@pytest.fixture
def support(db) -> Support:
    return Support(granted=6)


@pytest.fixture
def jane(support) -> Person:
    """She follows Ann Peel on the second of November."""
    posts.leave(Post.objects.get(person=support.ann), date(2026, 10, 31), **support.office)
    who = cast.person("Jane Dinsdale", account=False)
    posts.take_up(who, Role.HEAD, support.alliance, support.reeth, from_=date(2026, 11, 2), **support.office)
    return cast.acting(who)


def ask() -> NewHead:
    new_heads.ask_new(at=NOW)
    return NewHead.objects.select_related("post__person", "alliance", "school").get()


def granted(support, who=None) -> list[int]:
    rows = ReleaseBudget.objects.filter(person=(who or support.tom).person).order_by("term__starts")
    return list(rows.values_list("half_days", flat=True))


def test_heads_who_were_there_all_along_are_asked_nothing(support):
    assert new_heads.ask_new(at=NOW) == 0


def test_she_is_asked_once_reminded_once_and_the_office_sees_her_waiting(support, jane):
    assert [new_heads.ask_new(at=NOW) for _ in range(2)] == [1, 0]
    page = said(account(support.margaret).get(reverse("office-home")))
    assert "Jane Dinsdale, new at Reeth Primary School" in page
    later = datetime(2026, 11, 18, 10, 1, tzinfo=LONDON)
    assert [new_heads.remind_late(at=at) for at in (NOW, later, later + timedelta(days=9))] == [0, 1, 0]
    kinds = Message.objects.filter(person_id=jane.pk).values_list("kind", flat=True)
    assert sorted(kinds) == ["register.new_head_asked", "register.new_head_reminded"]


def test_in_two_minutes_she_keeps_one_changes_one_and_pauses_one(support, jane):
    support.agreed()
    hannah, owen = support.add_leader("Hannah Alderson", 6), support.add_leader("Owen Pratt", 6)
    ask()
    client, page = opened(support.link(jane, "new-head"))
    shown = said(client.get(page))
    assert "At work: Leyburn Primary School" in shown
    assert "<strong>3 days</strong> promised" in shown
    typed = {
        f"answer_{hannah.pk}": "keep", f"answer_{owen.pk}": "change", f"days_{owen.pk}": "1.5",
        f"answer_{support.tom.pk}": "pause", "said_by": "Jane Dinsdale, headteacher",
    }  # fmt: skip
    assert "There is a problem" in said(client.post(page, {**typed, "said_by": ""}))
    assert "Write how many days a term." in said(client.post(page, {**typed, f"days_{owen.pk}": ""}))
    client.post(page, typed)
    assert (granted(support, hannah), granted(support, owen), granted(support)) == ([6] * 3, [3] * 3, [6, 0, 0])
    assert "Answered today" in said(client.get(page))
    assert Message.objects.filter(kind="register.new_head_answered").count() == 1
    assert "new at Reeth" not in said(account(support.margaret).get(reverse("office-home")))


def test_answered_twice_the_first_stands(support, jane):
    asked = ask()
    for half_days in (2, 8):
        said_ = {support.tom: Said(Answer.CHANGE, half_days)}
        new_heads.answer(asked, said_, said_by="Jane", **support.by(jane))
    assert granted(support) == [2, 2, 2]


def test_the_office_answers_for_her_and_nobody_else_does(support, jane):
    asked, said_ = ask(), {support.tom: Said(Answer.PAUSE)}
    for stranger in (support.leader, support.susan, cast.acting(support.ann)):
        with pytest.raises(NotAllowed):
            new_heads.answer(asked, said_, said_by="x", **support.by(stranger))
    typed = {f"answer_{support.tom.pk}": "pause", "said_by": "Jane, by telephone"}
    account(support.margaret).post(reverse("school-new-head", args=[asked.pk]), typed)
    assert granted(support) == [0, 0, 0]
