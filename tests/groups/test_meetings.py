"""Meetings through the year: changed in every calendar, planned in series, open to schools, with papers."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.groups import documents, files, meetings, papers, registers, reminders, series, sign_ups
from drystone.groups.meetings import Details
from drystone.groups.models import MeetingPaper, SignUp
from drystone.groups.registers import Line
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER, ENDS, STARTS, Stage

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=f"groups.{kind}").values_list("to_name", flat=True))


def change(stage: Stage, meeting, details: Details, later: timedelta = DAY * 0, by=None):
    when = {"starts_at": STARTS + later, "ends_at": ENDS + later}
    return meetings.change(meeting, details, **when, by=by or stage.leader, at=NOW)


def test_a_meeting_that_moves_is_the_same_entry_in_every_calendar(stage: Stage):
    meeting = stage.plan()
    before = documents.calendar_entry(meeting, at=NOW).split(b"\r\n")
    meeting = change(stage, meeting, Details("Leyburn", link="https://meet.example/1"), DAY)
    after = documents.calendar_entry(meeting, at=NOW).split(b"\r\n")
    uid = [line for line in before if line.startswith(b"UID")]
    assert uid == [line for line in after if line.startswith(b"UID")]
    assert (b"SEQUENCE:0" in before, b"SEQUENCE:1" in after) == (True, True)
    assert told("meeting_moved") == ["Kate Lister", "Tom Raine"]
    assert "SEQUENCE:1" in Message.objects.filter(kind="groups.meeting_moved").first().calendar


def test_another_agenda_disturbs_nobody_and_the_same_again_is_nothing(stage: Stage):
    meeting = change(stage, stage.plan(), Details("Reeth", agenda="1. Welcome"))
    change(stage, meeting, Details("Reeth", agenda="1. Welcome"))
    assert (meeting.moved, meeting.agenda, told("meeting_moved")) == (0, "1. Welcome", [])


def test_a_meeting_moves_only_to_a_free_moment_while_it_is_planned_and_by_whoever_runs_it(stage: Stage):
    meeting, later = stage.plan(), {"starts_at": STARTS + DAY, "ends_at": ENDS + DAY}
    meetings.plan(stage.group, Details("Reeth"), **later, by=stage.leader, at=NOW)
    with pytest.raises(Refused, match="another meeting"):
        change(stage, meeting, Details("Reeth"), DAY)
    with pytest.raises(NotAllowed):
        change(stage, meeting, Details("Reeth"), by=stage.teacher)
    registers.take(meeting, {stage.leader: Line(True)}, by=stage.leader, at=AFTER)
    with pytest.raises(Refused, match="held or called off"):
        change(stage, meeting, Details("Leyburn"))


def test_a_meeting_whose_register_was_taken_is_not_called_off(stage: Stage):
    meeting = stage.plan()
    registers.take(meeting, {stage.leader: Line(True)}, by=stage.leader, at=AFTER)
    with pytest.raises(Refused, match="took place"):
        meetings.cancel(meeting, why="Snow", by=stage.leader, at=AFTER)
    assert meeting.register.count() == 1


def test_a_series_keeps_its_weekday_and_leaves_holidays_out(stage: Stage):
    cast.terms(stage.alliance)
    days = series.proposed(stage.alliance, date(2026, 11, 26), times=5, every=2)
    assert days == [date(2026, 11, 26), date(2026, 12, 10), date(2027, 1, 7), date(2027, 1, 21), date(2027, 2, 4)]
    assert {day.weekday() for day in days} == {3}


def test_who_is_planned_for_a_year_gets_one_message_and_another_a_week_before_each_meeting(stage: Stage):
    moments = [(STARTS + weeks * 7 * DAY, ENDS + weeks * 7 * DAY) for weeks in (2, 4)]
    for _ in range(2):
        meetings.plan_series(stage.group, Details("Reeth"), moments, by=stage.leader, at=NOW)
    assert told("series_planned") == ["Kate Lister", "Tom Raine"]
    assert stage.group.meetings.count() == 2
    assert [reminders.remind_soon(at=NOW + days * DAY) for days in (13, 14, 15)] == [0, 2, 0]


def test_whoever_signs_up_last_waits_and_comes_when_a_place_is_free(stage: Stage):
    meeting = change(stage, stage.plan(), Details("Reeth", open_to_schools=True, places=1))

    def sign_up(name: str) -> SignUp:
        return sign_ups.sign_up(meeting, name, f"{name[:3]}@bedale.example", stage.home, by=None, at=NOW)

    ann, ben, cat = (sign_up(name) for name in ("Ann Dent", "Ben Sowerby", "Cat Hird"))
    assert [each.state for each in (ann, ben, cat, sign_up("Ann Dent"))] == ["coming", "waiting", "waiting", "coming"]
    sign_ups.withdraw(ann, by=cast.acting(ann.person), at=NOW)
    assert dict(meeting.sign_ups.values_list("person__name", "state")) == {
        "Ann Dent": "withdrawn",
        "Ben Sowerby": "coming",
        "Cat Hird": "waiting",
    }
    change(stage, meeting, Details("Reeth", open_to_schools=True, places=2))
    assert SignUp.objects.get(person__name="Cat Hird").state == "coming"
    assert told("signed_up") == ["Ann Dent", *["Ben Sowerby"] * 2, *["Cat Hird"] * 2]


def test_nobody_signs_up_for_what_is_closed_to_schools_and_a_guest_is_asked_by_whoever_runs_it(stage: Stage):
    meeting = stage.plan()
    with pytest.raises(Refused, match="members"):
        sign_ups.sign_up(meeting, "Ann Dent", "ann@bedale.example", stage.home, by=None, at=NOW)
    with pytest.raises(NotAllowed):
        sign_ups.invite(meeting, "Ann Dent", "ann@bedale.example", by=stage.teacher, at=NOW)
    guest = sign_ups.invite(meeting, "Ann Dent", "ann@bedale.example", by=stage.leader, at=NOW)
    meetings.cancel(meeting, why="Snow", by=stage.leader, at=NOW)
    assert (guest.state, told("meeting_cancelled")) == ("coming", ["Ann Dent", "Kate Lister", "Tom Raine"])


def test_a_paper_is_kept_once_and_gone_with_its_file(stage: Stage):
    meeting, pdf = stage.plan(), b"%PDF-1.7 agenda"

    def add(content: bytes) -> MeetingPaper:
        upload = SimpleUploadedFile("../agenda.pdf", content)
        return papers.add(meeting, title="Agenda", upload=upload, by=stage.leader, at=NOW)

    with pytest.raises(Refused, match="Choose a PDF"):
        add(b"<script>")
    kept, again = add(pdf), add(pdf)
    assert (kept, kept.file_name, MeetingPaper.objects.count()) == (again, "agenda.pdf", 1)
    with pytest.raises(NotAllowed):
        papers.remove(kept, by=stage.teacher, at=NOW)
    files.sweep(at=AFTER + 10_000 * DAY)
    assert default_storage.exists(kept.file.name)
    MeetingPaper.objects.all().delete()
    files.sweep(at=AFTER + 10_000 * DAY)
    assert not default_storage.exists(kept.file.name)
