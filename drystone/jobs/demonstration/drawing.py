"""Records of a term drawn to be read: some read, with feedback that the leader answered; some given, begun and due."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from drystone.alliances.models import Term
from drystone.deployment import reader_feedback, readings, sampling
from drystone.deployment.models import Draw, ReaderFeedback, Reading, VisitRecord

from .cast import Company
from .filling import fill

LEAD, READERS = "Priya Raman", ("Martin Hillary", "Deborah Sunter", "Gillian Sayer", "Priya Raman")
HEARD, STILL_READS = "Tom Raine", "Martin Hillary"
FEEDBACK = (
    "Keep the small next steps: each of them could be done in a week. Try to say of each who sees that it was done.",
    "What was seen in the lesson is said so that it helps. Two of the actions have no day; give each one.",
    "It is fair to the colleague, and short. Say what became of the actions from last time, even where it is little.",
)


def draw(company: Company, *, at: datetime) -> None:
    """Four readers; the first of the leaders to hear is one as whom one can sign in."""
    then = at - timedelta(days=9)
    term = term_of_records(company, then)
    if term is None:
        return
    lead = company.acting(LEAD, then)
    made = sampling.draw(term, per_cent=60, each_leader=True, after=0, by=lead, at=then)
    shared = then + timedelta(hours=1)
    readers, due_on = [company.people[name] for name in READERS], localdate(at) + timedelta(days=5)
    readings.share_out(made, readers, due_on=due_on, by=lead, at=shared)
    *given, begun, _ = in_order(made)
    for number, reading in enumerate(given[:-1]):
        read(company, reading, number, at=shared + timedelta(days=2, hours=number))
    if given[:-1]:
        release(company, made, at=at - timedelta(days=4))
    for waits in given[-1:]:
        read(company, waits, len(given), at=at - timedelta(days=1))
    readings.begin(begun, by=company.acting(begun.reader.name, at), at=at - timedelta(hours=2))


def term_of_records(company: Company, at: datetime) -> Term | None:
    """The term of the last record that was sent."""
    last = VisitRecord.objects.filter(sent_at__lt=at - sampling.SETTLING).order_by("sent_at").last()
    begun = Term.objects.filter(alliance=company.alliance, starts__lte=localdate(last.sent_at)) if last else None
    return begun.order_by("starts").last() if begun else None


def in_order(made: Draw) -> list[Reading]:
    """The leader who hears first stands first; what somebody who signs in has still to read stands last."""

    def place(reading: Reading) -> tuple[bool, bool]:
        is_heard = reading.sampled.record.visit.deployment.leader.name == HEARD
        return not is_heard, not is_heard and reading.reader.name == STILL_READS

    rows = Reading.objects.filter(sampled__draw=made).order_by("pk")
    return sorted(rows.select_related("reader", "sampled__record__visit__deployment__leader"), key=place)


def read(company: Company, reading: Reading, number: int, *, at: datetime) -> None:
    reader = company.acting(reading.reader.name, at)
    begun = readings.begin(reading, by=reader, at=at)
    assert begun.sheet is not None  # noqa: S101 it was begun just now
    criteria = dict.fromkeys(("focus", "strengths", "fair"), "well") | {"objectives": "yes", "no_pupil": "yes"}
    criteria |= {"actions": ("yes", "partly", "well")[number % 3], "follow_up": ("not_here", "partly")[number % 2]}
    judged = {row: {"point": point} for row, point in criteria.items()}
    fill(begun.sheet, at, criteria=judged, feedback=FEEDBACK[number % len(FEEDBACK)])
    readings.give(begun, by=reader, at=at + timedelta(minutes=20))


def release(company: Company, made: Draw, *, at: datetime) -> None:
    """All leaders hear together; one answers with a line."""
    reader_feedback.release(made, by=company.acting(LEAD, at), at=at)
    leader = company.acting(HEARD, at + timedelta(days=1))
    heard = ReaderFeedback.objects.visible_to(leader, on=localdate(at)).first()
    if heard:
        line = "Thank you. Each action has a day and a name from now on."
        reader_feedback.answer(heard, line, by=leader, at=at + timedelta(days=1))
