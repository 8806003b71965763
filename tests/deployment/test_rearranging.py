"""A visit moves: who asked and why is kept, every calendar moves, and the other side may say that it does not suit."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.deployment import rearranging
from drystone.deployment.models import Visit, VisitMove
from drystone.deployment.rearranging import Why
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.register import release_rules
from drystone.register.release_rules import Said
from tests.clock import LONDON
from tests.supporting_pages import account, opened, said

TO = {"day": "2026-11-24", "starts": "10:00", "ends": "13:00"}
WHEN = datetime(2026, 11, 24, 10, tzinfo=LONDON)


@pytest.fixture
def visit(support) -> Visit:
    return support.planned(day=17)


@pytest.fixture
def susan(support, visit):
    return opened(support.link(support.susan, "visit"))[0]


def moved(support, visit: Visit, by, **why) -> VisitMove:
    hours = {"starts_at": WHEN, "ends_at": WHEN + timedelta(hours=3)}
    rearranging.move(visit, **hours, why=Why(**why), **support.by(by))
    return VisitMove.objects.get()


def test_the_school_moves_a_visit_by_its_link_and_who_asked_and_why_is_kept(support, visit, susan):
    here = reverse("school-visit-move", args=[visit.pk])
    assert "Moving it costs nothing" in said(susan.get(here))
    assert susan.post(here, {}).status_code == 200  # a bare press
    for _ in range(2):
        susan.post(here, {**TO, "reason": "clash", "words": "The nativity."})
    row = VisitMove.objects.get()
    assert (row.asked_by, row.reason, row.words, row.by_id) == ("school", "clash", "The nativity.", support.susan.pk)
    assert (row.was_starts_at.day, row.starts_at, row.number) == (17, WHEN, 1)
    told = {row.to_name: row for row in Message.objects.filter(kind="deployment.visit_moved")}
    assert {name: "say so there" in row.text for name, row in told.items()} == {
        "Tom Raine": True, "Susan Iveson": False, "Kate Lister": False,
    }  # fmt: skip
    assert all("nativity" not in row.text and "SEQUENCE:1" in row.calendar for row in told.values())
    (line,) = events.of(visit.deployment).filter(verb="moved")
    assert (line.details["party"], line.note) == ("school", "Something else is on that day: The nativity.")
    assert "The nativity." in said(susan.get(reverse("school-visit", args=[visit.pk])))
    kate, page = opened(support.link(support.kate, "visit"))
    assert "nativity" not in said(kate.get(page))


def test_the_other_side_says_that_a_day_does_not_suit_and_the_visit_is_marked(support, visit, susan):
    moved(support, visit, support.leader, reason="illness")
    page, no = (reverse(name, args=[visit.pk]) for name in ("school-visit", "school-visit-objection"))
    assert "This day does not suit us" in said(susan.get(page))
    susan.post(no, {})
    assert not VisitMove.objects.get().is_open
    for _ in range(2):
        susan.post(no, {"words": "We have parents in. Thursday?"})
    told = Message.objects.filter(kind__startswith="deployment.move_objected").values_list("kind", "person_id")
    assert set(told) == {
        ("deployment.move_objected", support.tom.person.pk),
        ("deployment.move_objected_office", support.margaret.pk),
    }
    tom, office = account(support.tom.person), account(support.margaret)
    hers = said(tom.get(reverse("leader-visit", args=[visit.pk])))
    assert "does not suit Susan Iveson" in hers
    assert "Thursday?" in hers
    assert "Leyburn" in said(office.get(reverse("office-visits"), {"show": "unsuited"}))
    keeping = reverse("school-visit-keeping", args=[visit.pk])
    susan.post(keeping)
    assert VisitMove.objects.get().is_open
    susan.post(keeping, {"sure": "yes"})
    assert not VisitMove.objects.get().is_open
    assert "Nothing waits here" in said(office.get(reverse("office-visits"), {"show": "unsuited"}))


def test_moved_again_the_mark_is_gone_and_nobody_objects_to_her_own_move(support, visit):
    row = moved(support, visit, support.leader)
    with pytest.raises(NotAllowed):
        rearranging.object_to(row, "No.", **support.by(support.leader))
    rearranging.object_to(row, "Parents.", **support.by(support.susan))
    later = {"starts_at": WHEN + timedelta(days=1), "ends_at": WHEN + timedelta(days=1, hours=3)}
    rearranging.move(visit, **later, why=Why(), **support.by(support.susan))
    assert not rearranging.last_move(visit).is_open
    with pytest.raises(AlreadyMoved):
        rearranging.object_to(VisitMove.objects.first(), "Again.", **support.by(support.tom.person))


def test_the_office_says_for_whom_it_moves_a_visit(support, visit):
    office, here = account(support.margaret), reverse("office-visit-move", args=[visit.pk])
    assert "Choose a reason" in said(office.post(here, {**TO, "asked_by": "school"}))
    office.post(here, {**TO, "reason": "cover", "asked_by": "home"})
    row = VisitMove.objects.get()
    assert (row.asked_by, row.by_id) == ("home", support.margaret.pk)
    told = {row.to_name for row in Message.objects.filter(kind="deployment.visit_moved") if "say so there" in row.text}
    assert told == {"Tom Raine", "Susan Iveson"}


def test_neither_the_colleague_nor_the_home_head_moves_a_visit(support, visit):
    for person in (support.kate, support.ann):
        with pytest.raises(NotAllowed):
            moved(support, visit, person)
    kate, _ = opened(support.link(support.kate, "visit"))
    for name in ("move", "missed", "inspection", "pack", "arrangements"):
        assert kate.get(reverse(f"school-visit-{name}", args=[visit.pk])).status_code == 403


def test_the_school_reads_no_rule_of_the_home_school(support, visit, susan):
    release_rules.settle(support.tom, Said(never_on=(1,)), Said(), **support.by(support.ann))
    shown = said(susan.post(reverse("school-visit-move", args=[visit.pk]), {**TO, "reason": "clash"}))
    assert "cannot come on that day" in shown
    assert "does not release" not in shown


def test_home_heads_get_the_dates_where_the_alliance_says_so(support):
    support.alliance.home_heads_told_of_visits = True
    support.alliance.save()
    support.planned(day=17)
    told = set(Message.objects.filter(kind="deployment.visit_planned").values_list("to_name", flat=True))
    assert told == {"Tom Raine", "Susan Iveson", "Kate Lister", "Ann Peel"}


def test_the_database_refuses_nonsense(support, visit):
    row = moved(support, visit, support.leader)
    for wrong in ({"asked_by": "me"}, {"reason": "x"}, {"objection": "No."}, {"ends_at": row.starts_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            VisitMove.objects.filter(pk=row.pk).update(**wrong)
    for wrong in ({"cancelled_by": "school"}, {"missed_by": "leader"}, {"charged_per_cent": 50}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**wrong)
