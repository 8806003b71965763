"""The applications of a round shared out between the panel by one press, after a look at who would read what."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.selection import assessments, board, sharing_out
from drystone.selection.models import Assessment
from drystone.selection.sharing_out import OutOfDate
from tests import cast
from tests.cast import TODAY
from tests.clock import NOW
from tests.selection.pressing import words
from tests.selection.stage import Stage, applicant, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NAMES = ["Rosie Metcalfe", "Tess Hird", "Leah Close", "Callum Rudd", "Meera Joshi"]


def applied(at: Stage, number: int) -> list:
    return [submitted(at, applicant(name)) for name in NAMES[:number]]


def shared(at: Stage) -> int:
    mark = sharing_out.mark_of(sharing_out.plan(at.round, on=TODAY))
    return sharing_out.share_out(at.round, mark, by=at.manager, at=NOW)


def test_each_application_gets_two_readers_and_everybody_about_as_much(at: Stage):
    """Features 15: Assign reviewers (manual, rules, auto)."""
    applied(at, 4)
    assert shared(at) == 8
    rows = Assessment.objects.values_list("application", "assessor__name")
    assert set(Counter(application for application, _ in rows).values()) == {2}
    assert Counter(name for _, name in rows) == {who.name: 2 for who in at.panel}


def test_each_reader_gets_one_message_however_many_she_reads(at: Stage):
    applied(at, 4)
    shared(at)
    sent = Message.objects.filter(kind="selection.assessments_shared_out")
    assert sorted(message.to_name for message in sent) == sorted(who.name for who in at.panel)
    assert {message.subject for message in sent} == {"2 applications to read for Autumn 2026"}
    assert not Message.objects.filter(kind="selection.assessment_assigned").exists()


def test_nobody_gets_whom_she_is_tied_to_and_who_is_hard_to_place_comes_first(at: Stage):
    """Features 18: Conflict of interest declared and enforced."""
    first, second = applied(at, 2)
    for who in at.panel[:2]:
        cast.post(who, Role.STAFF, at.alliance, first.school)
    colleague = assessments.assign(second, at.panel[2], by=at.manager, at=NOW)
    assessments.declare_conflict(colleague, "We are related", by=at.panel[2], at=NOW)
    shares = {share.application.pk: share for share in sharing_out.plan(at.round, on=TODAY)}
    assert [who.name for who in shares[first.pk].readers] == ["Mark Calvert", "Sara Fawcett"]
    assert [who.name for who in shares[second.pk].readers] == ["Sara Fawcett"]
    assert shares[second.pk].lacks == 1


def test_who_reads_already_counts_and_who_has_enough_readers_is_left_alone(at: Stage):
    first, second = applied(at, 2)
    for who in at.panel[:2]:
        assessments.assign(first, who, by=at.manager, at=NOW)
    assessments.assign(second, at.panel[2], by=at.manager, at=NOW)
    (share,) = sharing_out.plan(at.round, on=TODAY)
    assert (share.application, [who.name for who in share.readers]) == (second, ["Sara Fawcett"])


def test_the_list_of_the_round_says_the_same(at: Stage):
    first, second = applied(at, 2)
    for who in at.panel[:2]:
        assessments.assign(first, who, by=at.manager, at=NOW)
    assessments.assign(second, at.panel[2], by=at.manager, at=NOW)
    assert board.find(at.round, board.Wanted(assessor="few"), at=NOW).numbers == [second.pk]


def test_a_plan_that_is_not_what_was_shown_asks_nobody(at: Stage):
    first = submitted(at)
    mark = sharing_out.mark_of(sharing_out.plan(at.round, on=TODAY))
    assessments.assign(first, at.panel[0], by=at.manager, at=NOW)
    with pytest.raises(OutOfDate):
        sharing_out.share_out(at.round, mark, by=at.manager, at=NOW)
    assert Assessment.objects.count() == 1


def test_only_the_office_shares_out(at: Stage):
    submitted(at)
    mark = sharing_out.mark_of(sharing_out.plan(at.round, on=TODAY))
    with pytest.raises(NotAllowed):
        sharing_out.share_out(at.round, mark, by=at.panel[0], at=NOW)


def test_a_plan_costs_the_same_for_one_application_as_for_five(at: Stage, query_count):
    submitted(at, applicant(NAMES[0]))
    with query_count() as one:
        sharing_out.plan(at.round, on=TODAY)
    for name in NAMES[1:]:
        submitted(at, applicant(name))
    with query_count() as five:
        sharing_out.plan(at.round, on=TODAY)
    assert len(one) == len(five) == 6


def test_the_office_looks_and_presses_once(at: Stage):
    submitted(at)
    office, page = sign_in(Client(), at.manager), reverse("office-sharing-out", args=[at.round.pk])
    shown = office.get(page)
    assert "Rosie Metcalfe" in words(shown)
    plan = {"plan": shown.context["plan"]}
    for _ in range(2):
        assert office.post(page, plan)["Location"] == reverse("office-round", args=[at.round.pk])
    assert Assessment.objects.count() == 2
    assert "Nothing to share out" in words(office.get(page))
