"""Two at once: exactly one wins, the other is told, and nothing is half done."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from drystone.lifecycle import AlreadyMoved
from drystone.mail.models import Message
from drystone.register.models import Designation
from drystone.selection import applications, decisions, interviews, references, releases
from drystone.selection.interviews import SlotTaken
from drystone.selection.models import Application, Decision, Interview, Reference
from tests import cast
from tests.clock import NOW
from tests.selection.stage import DECIDED, LATER, Stage, applicant, checked, draft, offered, shortlisted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
LOST = (AlreadyMoved, SlotTaken)


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Each in its own connection, at the same moment; what each got, or why it did not."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[place] = act()
        except LOST as lost:
            results[place] = lost
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def lost(results: list[Any]) -> int:
    return sum(isinstance(result, LOST) for result in results)


def test_of_two_who_choose_the_same_time_one_has_it(at: Stage):
    first = offered(at, shortlisted(at))
    second = interviews.offer(shortlisted(at, applicant("Tess Hird")), by=at.manager, at=LATER)
    only = at.round.slots.get()

    def book(interview: Interview) -> Callable[[], Any]:
        who = cast.acting(interview.application.person)
        return lambda: interviews.book(Interview.objects.get(pk=interview.pk), only, by=who, at=LATER)

    results = race(book(first), book(second))
    assert lost(results) == 1
    assert Interview.objects.filter(slot=only, state="booked").count() == 1
    assert Interview.objects.filter(slot=None, state="offered").count() == 1


def test_a_release_and_a_withdrawal_never_both_happen(at: Stage):
    decision = checked(at)
    who = cast.acting(decision.application.person)
    results = race(
        lambda: decisions.release(Decision.objects.get(pk=decision.pk), by=at.manager, at=DECIDED),
        lambda: applications.withdraw(Application.objects.get(pk=decision.application_id), by=who, at=DECIDED),
    )
    state = Application.objects.get().state
    assert lost(results) == 1
    assert (state, Designation.objects.count()) in [("decided", 1), ("withdrawn", 0)]
    assert Decision.objects.get().state == ("released" if state == "decided" else "checked")


def test_released_by_two_at_once_she_is_designated_once(at: Stage):
    decision = checked(at)
    results = race(*[lambda: decisions.release(Decision.objects.get(pk=decision.pk), by=at.manager, at=DECIDED)] * 2)
    assert lost(results) == 1
    assert Designation.objects.count() == 1


def test_sent_in_twice_at_once_one_reference_is_asked_for(at: Stage):
    application = draft(at)
    who = cast.acting(application.person)
    results = race(*[lambda: applications.submit(Application.objects.get(pk=application.pk), by=who, at=NOW)] * 2)
    assert lost(results) == 1
    assert Reference.objects.count() == 1


def test_two_who_send_in_at_once_are_both_taken_and_neither_has_the_others_number(at: Stage):
    drafts = [draft(at, applicant(name)) for name in ("Rosie Metcalfe", "Tess Hird")]
    people = [cast.acting(each.person) for each in drafts]

    def send(place: int) -> Any:
        mine = Application.objects.get(pk=drafts[place].pk)
        return applications.submit(mine, by=people[place], at=NOW)

    race(lambda: send(0), lambda: send(1))
    assert sorted(Application.objects.values_list("state", "number")) == [("submitted", 1), ("submitted", 2)]
    assert Reference.objects.count() == 2


def test_started_twice_at_once_there_is_one_draft(at: Stage):
    who = applicant()
    results = race(*[lambda: applications.start(at.round, who, by=who, at=NOW)] * 2)
    assert len({result.pk for result in results}) == Application.objects.count() == 1


def test_two_clocks_remind_once_and_seal_one_letter(at: Stage):
    decision = checked(at)
    releases.release_round(at.round, by=at.manager, at=DECIDED)
    results = race(*[lambda: decisions.issue_letters(at=DECIDED)] * 2)
    assert sum(results) == 1
    assert Decision.objects.get(pk=decision.pk).letter is not None
    assert references.support(decision.application) is not None


def test_two_clocks_release_a_round_once_and_tell_the_office_once(at: Stage):
    checked(at)
    releases.set_time(at.round, DECIDED + timedelta(hours=1), by=at.manager, at=DECIDED)
    results = race(*[lambda: releases.release_due(at=DECIDED + timedelta(hours=1))] * 2)
    assert sorted(results) == [0, 1]
    assert Designation.objects.count() == 1
    assert Message.objects.filter(kind="selection.round_released", to_name=at.manager.name).count() == 1


def test_held_back_and_released_at_once_it_is_one_of_the_two(at: Stage):
    decision = checked(at)
    results = race(
        lambda: releases.hold_back(Decision.objects.get(pk=decision.pk), "Wait.", by=at.manager, at=DECIDED),
        lambda: releases.release_round(at.round, by=at.second, at=DECIDED),
    )
    standing = Decision.objects.get()
    assert (standing.state, standing.held_back) in [("released", ""), ("checked", "Wait.")]
    assert lost(results) == (standing.state == "released")
