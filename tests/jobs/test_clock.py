"""The clock's chores come once in each hour or day, however many clocks there are and however they jump."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from drystone.jobs import clock, daily, runner
from drystone.jobs.models import Job
from tests.clock import LONDON, NOW

pytestmark = pytest.mark.django_db


def test_two_clocks_over_a_day_do_each_chore_once(chores):
    start = datetime(2026, 11, 11, 6, 0, tzinfo=LONDON)
    for minutes in range(0, 24 * 60, 20):
        for _ in ("one installation", "the other"):
            clock.strike(start + timedelta(minutes=minutes))
        runner.run_due(start + timedelta(minutes=minutes))
    assert [name for name, _ in chores].count("hourly") == 24
    assert [name for name, _ in chores].count("daily") == 1


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2028, 2, 29), 24)])
def test_a_day_has_one_daily_chore_whether_it_is_long_or_short(chores, day, hours):
    start, end = (datetime(*day, tzinfo=LONDON).replace(hour=6) - timedelta(days=days) for days in (1, 0))
    at = start.timestamp()
    while at < end.timestamp():
        clock.strike(datetime.fromtimestamp(at, LONDON))
        at += 1200
    names = [job.arguments["args"][0] for job in Job.objects.all()]
    assert (names.count("hourly"), names.count("daily")) == (hours, 1)


def test_the_day_of_the_chores_begins_at_six_in_the_morning():
    chore = daily.Chore("daily", print, daily.DAY)
    before, after = (datetime(2026, 7, 2, hour, 59, tzinfo=LONDON) for hour in (5, 6))
    assert (chore.slot(before), chore.slot(after)) == ("daily 2026-07-01", "daily 2026-07-02")


def test_after_a_stop_of_three_days_only_the_newest_chore_comes(chores):
    clock.strike(NOW)
    clock.strike(NOW + timedelta(days=3))
    assert Job.objects.filter(dedupe__startswith="daily").count() == 2


def test_a_clock_put_back_and_forth_repeats_nothing(chores):
    for step in (0, -1, 0, 1, 0, -24, 0):
        at = NOW + timedelta(hours=step)
        call_command("daily", at=at, stdout=io.StringIO())
    assert sorted(chores) == [
        ("daily", "2026-11-10T10:00+00:00"),
        ("daily", "2026-11-11T10:00+00:00"),
        ("hourly", "2026-11-10T10:00+00:00"),
        ("hourly", "2026-11-11T09:00+00:00"),
        ("hourly", "2026-11-11T10:00+00:00"),
        ("hourly", "2026-11-11T11:00+00:00"),
    ]


def test_the_daily_command_does_what_is_due_and_says_so_a_line_each(chores):
    said = io.StringIO()
    call_command("daily", stdout=said)
    call_command("daily", "--at", "2026-11-11T10:59", stdout=said)
    call_command("daily", "--at", "2026-11-11T11:00", stdout=said)
    assert said.getvalue().splitlines() == [
        "hourly: done", "daily: done",
        "hourly: done before", "daily: done before",
        "hourly: done", "daily: done before",
    ]  # fmt: skip


def test_a_chore_that_fails_keeps_no_other_from_coming(chores, monkeypatch):
    def fails(*, at):
        raise RuntimeError("words")

    monkeypatch.setattr(daily, "CHORES", [daily.Chore("bad", fails, daily.HOUR), *daily.CHORES])
    assert list(clock.do_now(NOW)) == ["bad: failed, RuntimeError", "hourly: done", "daily: done"]
    assert Job.objects.get(dedupe__startswith="bad").state == "waiting"


def test_what_a_worker_is_at_is_left_to_it(chores):
    clock.strike(NOW)
    Job.objects.update(state="running", lease_until=NOW)
    assert list(clock.do_now(NOW)) == ["hourly: a worker is at it", "daily: a worker is at it"]


def test_every_chore_of_the_product_runs():
    for line in clock.do_now(NOW):
        assert "failed" not in line
