"""What a leader learns: her own notes, the office's, meetings of groups; her statement; thanks to her school."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from drystone import saying
from drystone.groups.models import Attendance, Group, Meeting
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.register import training
from drystone.register.models import Training
from drystone.reports import learned, thanks
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db
COACHING: dict[str, Any] = {"kind": "coaching", "title": "Coaching with Joan", "on": date(2026, 11, 2), "minutes": 90}


@pytest.fixture
def at() -> Support:
    return Support(cast.alliance())


def met(at: Support, *, came: bool = True, days: int = 0) -> None:
    """A meeting of two hours, and whether Tom came."""
    group, _ = Group.objects.get_or_create(
        alliance=at.alliance, kind="network", name="English network", started_on=date(2026, 9, 1)
    )
    starts = NOW - timedelta(days=7 + days)
    meeting = Meeting.objects.create(
        alliance=at.alliance, group=group, starts_at=starts, ends_at=starts + timedelta(hours=2),
        place="Reeth", focus="Reading aloud", state="held", state_since=NOW,
    )  # fmt: skip
    Attendance.objects.create(alliance=at.alliance, meeting=meeting, person=at.tom.person, came=came)


def note(at: Support, **said: Any) -> Training:
    return training.note(at.tom, **COACHING | said, by=at.leader, at=NOW)


def test_her_notes_and_the_registers_of_meetings_stand_in_one_list(at: Support, query_count):
    note(at)
    met(at)
    met(at, came=False, days=1)
    lines = learned.of_year(at.tom, 2026)
    assert [(line.title, line.minutes) for line in lines] == [("Reading aloud", 120), ("Coaching with Joan", 90)]
    for days in (2, 3):
        met(at, days=days)
        note(at, title=f"Course {days}")
    with query_count() as queries:
        assert learned.total(learned.of_year(at.tom, 2026)) == 3 * 90 + 3 * 120
    assert len(queries) == 2
    assert learned.of_year(at.tom, 2025) == []


def test_noted_again_it_is_put_right_and_taken_out_it_is_gone_once(at: Support):
    for minutes in (90, 90, 60):
        row = note(at, minutes=minutes)
    assert Training.objects.get().minutes == 60
    assert Event.objects.filter(verb="trained").count() == 2
    for _ in range(2):
        training.take_out(at.tom, row.pk, by=at.leader, at=NOW)
    assert (Training.objects.count(), Event.objects.filter(verb="took_training_out").count()) == (0, 1)


def test_nobody_notes_for_her_but_the_office_and_nothing_that_is_to_come(at: Support):
    training.note(at.tom, **COACHING, **at.office)
    row = Training.objects.get()
    for act in (
        lambda: training.note(at.tom, **COACHING, by=at.ann, at=NOW),
        lambda: training.take_out(at.tom, row.pk, by=at.ann, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Refused, match="still to come"):
        note(at, on=NOW.date() + timedelta(days=1))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 hours"), (15, "15 minutes"), (60, "1 hour"), (90, "1½ hours"), (80, "1 hour 20 minutes")],
)
def test_hours_are_said_plainly(minutes: int, said: str):
    assert saying.hours(minutes) == said


def test_the_statement_says_what_it_was_and_what_she_took_from_it(at: Support):
    note(at, reflection="Listen first.")
    made = PdfReader(BytesIO(learned.statement(at.tom, 2026, at=NOW)))
    text = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    for said in ("Tom Raine", "Coaching with Joan", "Coaching or mentoring", "1½ hours", "Listen first."):
        assert said in text


def test_on_her_own_page_and_the_offices(at: Support, query_count):
    hers, office = sign_in(Client(), at.tom.person), sign_in(Client(), at.margaret)
    here = reverse("leader-learning")
    assert "Nothing noted in" in words(hers.get(here))
    sent = {"kind": "course", "title": "Oracy", "on_day": "3", "on_month": "11", "on_year": "2026", "hours": "1.25"}
    sent |= {"on": "3/11/2026"}
    assert "There is a problem" in words(hers.post(here, sent | {"hours": "25"}))
    said = words(hers.post(here, sent | {"reflection": "Talk first."}, follow=True))
    assert "1 hour 15 minutes in" in said
    assert "Talk first." in words(office.get(reverse("office-leader-part", args=[at.tom.pk, "learning"])))
    office.post(reverse("office-leader-training", args=[at.tom.pk]), sent | {"title": "Core training", "kind": "core"})
    assert Training.objects.count() == 2
    for who, name, args in (
        (hers, "leader-learning-statement", []),
        (office, "office-leader-learning-statement", [at.tom.pk]),
    ):
        assert who.get(reverse(name, args=args))["Content-Type"] == "application/pdf"
    with query_count() as queries:
        hers.get(here)
    assert len(queries) <= 9 + OPENING
    hers.post(reverse("leader-learning-note", args=[Training.objects.get(title="Oracy").pk]))
    assert not Training.objects.filter(title="Oracy").exists()


def test_a_home_school_is_thanked_for_the_days_of_a_term(at: Support, query_count):
    at.written_up(at.planned(at.agreed()))
    note(at)
    (term, *_) = thanks.terms(at.alliance, NOW.date())
    given = thanks.of_term(at.reeth, at.alliance, term)
    assert [(each.name, each.half_days > 0, each.schools, each.hours) for each in given.given] == [
        ("Tom Raine", True, [at.leyburn.name], "1½ hours")
    ]
    with query_count() as queries:
        thanks.of_term(at.reeth, at.alliance, term)
    assert len(queries) <= 7
    page = reverse("school-thanks", args=[at.tom.pk])
    assert "What came back" in words(sign_in(Client(), at.margaret).get(page))
    assert sign_in(Client(), at.susan).get(page).status_code == 404
