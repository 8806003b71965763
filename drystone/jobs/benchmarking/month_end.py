"""A month end of a very large alliance: thousands of confirmed statements approved at one press, a sealed PDF each."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

from django.core.files.storage import default_storage
from django.db import connection, transaction

from drystone.alliances.models import Alliance
from drystone.documents.models import Paper
from drystone.groups.models import Attendance, Group, Meeting
from drystone.payments import tasks
from drystone.payments.models import Batch, DueLine, Statement
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.schools.models import Organisation

from .building import save
from .measuring import Counted, Figure

STATEMENTS, LINES = 5_000, 3
RATE = 300_00
MONTH = date(2019, 1, 1)  # of which no alliance has statements


def figure(at: datetime, say: Callable[[str], None], count: int = STATEMENTS) -> Figure:
    """Done once, and undone: what it takes to approve that many, their papers pressed and kept.

    Milliseconds are of the processor, of this process and of those that press beside it: two that have a core each
    take half of it by the clock.
    """
    with transaction.atomic():
        alliance = Alliance.objects.order_by("-pk")[0]
        batch = confirmed(alliance, count, at)
        began, here, beside = perf_counter(), *processor()
        with connection.execute_wrapper(queries := Counted()):
            tasks.work(batch, at=at)
        here, beside = (now - before for now, before in zip(processor(), (here, beside), strict=True))
        batch.refresh_from_db()
        made = Paper.objects.filter(made_at=at, kind="Statement", alliance_id=alliance.pk)
        shared = f"{here:.1f} s of processor here, {beside:.1f} s beside, {perf_counter() - began:.1f} s by the clock"
        say(f"{batch.done} of {batch.of} statements approved, {made.count()} papers, {shared}")
        size = sum(made.values_list("size", flat=True))
        for file in made.values_list("file", flat=True):
            default_storage.delete(file)
        transaction.set_rollback(True)
    took = round((here + beside) * 1000, 1)
    return Figure(f"job: month end, {count:,} statements approved with PDFs", queries.asked, size, took, took)


def processor() -> tuple[float, float]:
    """Seconds of this process, and of those that it began and that have ended."""
    ours, theirs = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return ours.ru_utime + ours.ru_stime, theirs.ru_utime + theirs.ru_stime


def confirmed(alliance: Alliance, count: int, at: datetime) -> Batch:
    """So many home schools whose statements of last month are confirmed, some lines each; and who may approve them."""
    sender, approver, head = (
        Person.objects.create(name=name, email=f"{at:%s}-{name}@bench.example")
        for name in ("Sender", "Approver", "Head")
    )
    Post.objects.create(alliance=alliance, person=approver, role=Role.MANAGER, starts=at.date() - timedelta(days=30))
    schools = list(Organisation.objects.order_by("pk").values_list("pk", flat=True)[:count])
    last = Statement.objects.filter(alliance=alliance).count()
    fields = {"alliance": alliance, "month": MONTH, "prepared_by": sender, "confirmed_by": head}
    rows = [
        Statement(home_school_id=school, number=last + n, total_pence=RATE * LINES, state_since=at, **fields)
        for n, school in enumerate(schools, start=1)
    ]
    save(Statement, rows)
    save(DueLine, lines(alliance, rows, at))  # lines come onto drafts alone
    Statement.objects.filter(alliance=alliance, month=MONTH).update(state="confirmed")
    return Batch.objects.create(
        alliance=alliance, act="approve", state="running", asked_by=approver, asked_at=at, state_since=at, of=len(rows)
    )


def lines(alliance: Alliance, statements: list[Statement], at: datetime) -> Iterator[DueLine]:
    """Days of facilitators: no visit need be made for them."""
    group = Group.objects.create(alliance=alliance, name="Month end", kind=Group.Kind.JOINT_PRACTICE, started_on=MONTH)
    meeting = Meeting.objects.create(
        alliance=alliance, group=group, starts_at=at, ends_at=at + timedelta(hours=1), place="Reeth", state_since=at
    )
    people = [
        Person(name=f"Facilitator {n}", email=f"{at:%s}-{n}@bench.example") for n in range(len(statements) * LINES)
    ]
    save(Person, people)
    came = [Attendance(alliance=alliance, meeting=meeting, person=person, came=True) for person in people]
    save(Attendance, came)
    for place, attendance in enumerate(came):
        statement = statements[place // LINES]
        yield DueLine(
            alliance=alliance,
            kind="facilitation",
            home_school_id=statement.home_school_id,
            attendance=attendance,
            statement=statement,
            on=MONTH + timedelta(days=place % 28),
            flow="reimbursed",
            half_days=2,
            half_units=2,
            rate_pence=RATE,
            reimbursement_pence=RATE,
            charge_pence=0,
            explanation=f"{attendance.person.name} facilitated Reading together, 1 day",
            made_at=at,
        )
