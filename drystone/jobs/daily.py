"""The clock's chores, one line each: what, which verb, how often.

A verb takes the moment `at=` and may return how many things it did. It must ask what is due and not yet done, never
what happened exactly so long ago: a chore may come late, and after a stop only the newest one comes.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from drystone.brokering import lending, priority, requests, running_out, ticks
from drystone.brokering import renewed as asked
from drystone.deployment import (
    asking,
    concerns,
    following_up,
    midpoint,
    pausing,
    preparations,
    readings,
    record_files,
    records,
    reviews,
    thanking,
)
from drystone.deployment import from_devices as devices
from drystone.deployment import renewed as working
from drystone.documents import papers
from drystone.groups import files, sign_ups
from drystone.groups import reminders as meetings
from drystone.history import seals
from drystone.payments import charges, checks, due, fund_reports, payees, self_billing, statements
from drystone.privacy import payment_evidence, written_work
from drystone.questions import attachments
from drystone.register import (
    assurance,
    conditions,
    designations,
    new_heads,
    pauses,
    placements,
    redesignation,
    reported_heads,
)
from drystone.selection import decisions, interests, releases, reminders, renewals, transfers

from . import health, leases

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
LONDON = ZoneInfo("Europe/London")
MORNING = timedelta(hours=6)  # a day's chores begin then, so that reminders are there before school


class Chore(NamedTuple):
    name: str
    do: Callable[..., Any]
    every: timedelta

    def slot(self, at: datetime) -> str:
        """The name of the stretch of time in which `at` lies; a chore is done once in each."""
        if self.every >= DAY:
            day = (at.astimezone(LONDON).replace(tzinfo=None) - MORNING).date()
            return f"{self.name} {day.fromordinal(day.toordinal() - day.toordinal() % self.every.days)}"
        begun = at.timestamp() // self.every.total_seconds() * self.every.total_seconds()
        return f"{self.name} {datetime.fromtimestamp(begun, UTC):%Y-%m-%dT%H:%MZ}"


CHORES = [
    Chore("let enquiries run out", running_out.expire_late, HOUR),
    Chore("remind of enquiries that run out", running_out.remind_late, HOUR),
    Chore("look again at requests that waited", requests.look_again_due, DAY),
    Chore("reckon the priority of requests", priority.reckon_all, DAY),
    Chore("let go whom nobody agreed to lend", lending.lapse_late, DAY),
    Chore("follow the work of whom an alliance lends", lending.settle_due, MINUTE),
    Chore("remind of agreements", asking.remind_late, DAY),
    Chore("tell of agreements that were not answered", asking.tell_late, DAY),
    Chore("remind of visits not written up", records.remind_late, DAY),
    Chore("ask what would help before a visit", preparations.ask_ahead, DAY),
    Chore("ask half-way whether it is working", midpoint.ask_due, DAY),
    Chore("ask what has lasted", following_up.ask_due, DAY),
    Chore("remind of evaluations", reviews.remind_late, DAY),
    Chore("remind of paused work that is to go on", pausing.remind_over, DAY),
    Chore("remind of visit records to read", readings.remind_late, DAY),
    Chore("ask no more what nobody answered", reviews.lapse_late, DAY),
    Chore("remind referees", reminders.remind_late, HOUR),
    Chore("tell who waits for a round", interests.tell_waiting, HOUR),
    Chore("forget who was told of a round", interests.forget_old, DAY),
    Chore("release decisions at the time that was set", releases.release_due, MINUTE),
    Chore("seal the letters of released decisions", decisions.issue_letters, MINUTE),
    Chore("seal the history", seals.seal, HOUR),
    Chore("ask again whether a designation is accepted", designations.remind_unanswered, DAY),
    Chore("remind of conditions that run out", conditions.remind_near, DAY),
    Chore("ask for letters of assurance before they run out", assurance.ask_ahead, DAY),
    Chore("remind of concerns to which nothing was noted", concerns.remind_quiet, DAY),
    Chore("thank home schools for a term", thanking.thank_due, DAY),
    Chore("pauses begin", pauses.begin_due, DAY),
    Chore("ask who is expected back from a pause", pauses.remind_coming_back, DAY),
    Chore("hear whom the register names as head", reported_heads.hear_register, DAY),
    Chore("ask new heads about their leaders", new_heads.ask_new, DAY),
    Chore("remind new heads", new_heads.remind_late, DAY),
    Chore("changes of school begin", placements.begin_due, DAY),
    Chore("tell of designations that end in twelve months", renewals.announce, DAY),
    Chore("remind of renewals", renewals.remind, DAY),
    Chore("designations that were renewed begin", redesignation.begin_due, DAY),
    Chore("enquiries go along to the new term", asked.follow, DAY),
    Chore("deployments go along to the new term", working.follow, DAY),
    Chore("transfers happen on their day", transfers.take_due, DAY),
    Chore("designations run out", designations.expire, DAY),
    Chore("places at core training that leavers had are free", sign_ups.free_left, DAY),
    Chore("remind of meetings within a week", meetings.remind_soon, DAY),
    Chore("find what is due to be paid", due.pull_all, DAY),
    Chore("changes of payee take effect", payees.take_effect_due, DAY),
    Chore("remind of self-billing agreements that lapse", self_billing.remind_lapsing, DAY),
    Chore("prepare last month's statements", statements.prepare_past, DAY),
    Chore("remind of checks of paid statements", checks.remind_late, DAY),
    Chore("throw away what was shown in old checks", payment_evidence.throw_away, DAY),
    Chore("erase what was written about work long over", written_work.erase, DAY),
    Chore("remind finance of reports to funders", fund_reports.remind, DAY),
    Chore("prepare last month's charge schedules", charges.prepare_past, DAY),
    Chore("throw away files that no document has", papers.sweep, WEEK),
    Chore("throw away files that no answer has", attachments.sweep, WEEK),
    Chore("throw away files that came only in part", record_files.forget_half_sent, DAY),
    Chore("throw away files that no paper, resource or piece of evidence has", files.sweep, WEEK),
    Chore("count anew what ranking is made of", ticks.forget, DAY),
    Chore("forget what devices sent long ago", devices.forget, DAY),
    Chore("forget jobs done long ago", leases.tidy, DAY),
    Chore("forget workers stopped long ago", health.forget_stopped, DAY),
]
