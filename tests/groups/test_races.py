"""At the same moment: the last places of a meeting, and a register that is corrected while it is paid from."""

from contextlib import suppress
from datetime import timedelta

import pytest

from drystone.groups import meetings, registers, sign_ups
from drystone.groups.meetings import Details
from drystone.groups.models import Attendance, SignUp
from drystone.groups.registers import Line
from drystone.lifecycle import Refused
from drystone.payments import due, rates
from drystone.payments.models import DueLine
from drystone.register import placements
from drystone.register.models import Designation
from tests import cast
from tests.clock import NOW
from tests.groups.stage import ENDS, STARTS, Stage
from tests.payments.test_race import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
MEETINGS = 6
LATER = ENDS + timedelta(days=MEETINGS)


def test_of_four_who_sign_up_at_once_for_two_places_two_come():
    stage = Stage()
    details = Details("Reeth", open_to_schools=True, places=2)
    meeting = meetings.plan(stage.group, details, starts_at=STARTS, ends_at=ENDS, by=stage.leader, at=NOW)

    def sign_up(name: str) -> SignUp:
        return sign_ups.sign_up(meeting, name, f"{name[:3]}@bedale.example", stage.home, by=None, at=NOW)

    race(*[lambda name=name: sign_up(name) for name in ("Ann Dent", "Ben Sowerby", "Cat Hird", "Dot Lister")])
    states = SignUp.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["coming", "coming", "waiting", "waiting"]


def test_a_register_corrected_while_it_is_paid_from_says_what_is_paid():
    stage = Stage()
    rates.begin(stage.alliance, since=cast.TODAY, by=None, at=NOW)
    hers = Designation.objects.create(
        alliance=stage.alliance, person=stage.leader, home_school=stage.home, number="SL-1", starts=cast.TODAY,
        ends=cast.TODAY + timedelta(days=999), state="active", state_since=NOW,
    )  # fmt: skip
    placements.begin(hers)
    held = []
    for day in range(MEETINGS):
        when = {"starts_at": STARTS + timedelta(days=day), "ends_at": ENDS + timedelta(days=day)}
        meeting = meetings.plan(stage.group, Details("Reeth"), **when, by=stage.leader, at=NOW)
        held.append(registers.take(meeting, {stage.leader: Line(True, 2)}, by=stage.leader, at=LATER))

    def correct(meeting) -> None:
        with suppress(Refused):  # it was paid from a moment sooner
            registers.correct(meeting, {stage.leader: Line(True, 1)}, why="One.", by=stage.leader, at=LATER)

    corrections = [lambda meeting=meeting: correct(meeting) for meeting in held]
    race(*corrections, *[lambda: due.pull(stage.alliance, by=None, at=LATER)] * 2)
    due.pull(stage.alliance, by=None, at=LATER)
    said = dict(Attendance.objects.values_list("pk", "facilitated_half_days"))
    assert dict(DueLine.objects.values_list("attendance", "half_days")) == said
    assert len(said) == MEETINGS
