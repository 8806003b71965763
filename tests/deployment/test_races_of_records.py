"""Two at once on a write-up: its actions, its lines, and what a school is asked before a visit."""

from datetime import datetime, timedelta

import pytest

from drystone.deployment import having_read, preparations, rearranging, records
from drystone.deployment.models import AgreedAction, Visit, VisitRecord
from drystone.deployment.rearranging import Why
from drystone.history.models import Event
from drystone.mail.models import Message
from tests import cast
from tests.clock import LONDON, NOW
from tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_both_halves_sent_twice_at_once_are_sent_once(support):
    visit = support.begun()
    both = [Visit.objects.get(pk=visit.pk) for _ in range(2)]
    leader = support.by(cast.acting(support.tom.person))
    at_once(*(lambda each=each: records.send_both(each, **leader) for each in both))
    assert AgreedAction.objects.count() == 1
    for kind in ("record_sent", "evaluation_given"):
        assert Message.objects.filter(kind=f"deployment.{kind}").count() == 1


def test_a_line_sent_twice_at_once_is_one_line(support):
    record = support.written_up().record
    kate = support.by(cast.acting(support.kate))
    both = [VisitRecord.objects.get(pk=record.pk) for _ in range(2)]
    at_once(*(lambda each=each: having_read.read(each, line="Thank you.", **kate) for each in both))
    assert (record.lines.count(), Event.objects.filter(verb="read").count()) == (1, 1)


def test_two_clocks_ask_a_school_once_before_a_visit(support):
    visit = support.planned(day=13)
    both = [Visit.objects.get(pk=visit.pk) for _ in range(2)]
    at_once(*(lambda each=each: preparations.ask(each, at=NOW) for each in both))
    assert Message.objects.filter(kind="deployment.before_visit").count() == 1


def test_a_record_sent_while_the_office_moves_its_visit_leaves_one_truth(support):
    visit = support.begun()
    record, other = VisitRecord.objects.get(), Visit.objects.get(pk=visit.pk)
    starts = datetime(2026, 11, 24, 9, tzinfo=LONDON)
    hours = {"starts_at": starts, "ends_at": starts + timedelta(hours=3)}
    outcome = at_once(
        lambda: records.send(record, **support.by(support.leader)),
        lambda: rearranging.move(other, **hours, why=Why(), **support.office),
        late=(records.NotHeld,),
    )
    stands = Visit.objects.get()
    assert sorted(outcome) == ["done", "too late"]
    assert (stands.state == "held") == (stands.starts_at < NOW)
