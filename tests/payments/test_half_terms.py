"""An alliance may have its statements and charge schedules by half-term: each line still stands on exactly one."""

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.db.models import Sum
from django.urls import reverse

from drystone.alliances.models import Alliance, Term
from drystone.mail.models import Message
from drystone.payments import charges, documents, periods, statements
from drystone.payments.models import Batch, ChargeSchedule, DueLine, Statement
from drystone.payments.periods import Period
from drystone.people import policies
from tests import cast
from tests.clock import LONDON, NOW
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said

SEPTEMBER = date(2026, 9, 1)
CALENDAR = [
    date(2026, 10, 31), date(2026, 12, 31), date(2027, 2, 15), date(2027, 3, 31), date(2027, 5, 31), date(2027, 7, 31)
]  # fmt: skip
JANUARY = datetime(2027, 1, 4, 9, tzinfo=LONDON)


@pytest.fixture
def halved(at: Owed) -> Owed:
    policies.change(at.alliance, {"half_termly": True}, by=at.margaret, at=NOW)
    at.alliance.refresh_from_db()
    return at


def ends(terms: list[Term]) -> list[date]:
    found = periods.half_terms(2026, terms)
    return [found[first] for first in sorted(found)]


def test_half_terms_end_as_the_alliances_terms_say(db: None):
    terms = cast.terms(cast.alliance())
    assert ends(terms) == [
        date(2026, 10, 25), date(2026, 12, 18), date(2027, 2, 14), date(2027, 3, 25), date(2027, 5, 30),
        date(2027, 7, 20),
    ]  # fmt: skip
    for term in terms:
        term.half_term_starts = None
    assert ends(terms)[:2] == [date(2026, 10, 31), date(2026, 12, 18)]


def test_an_alliance_of_six_terms_has_its_half_terms_by_them():
    days = [
        (date(2026, 8, 27), date(2026, 10, 16)), (date(2026, 11, 2), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 2, 12)), (date(2027, 2, 22), date(2027, 4, 1)),
        (date(2027, 4, 19), date(2027, 5, 28)), (date(2027, 6, 7), date(2027, 7, 23)),
    ]  # fmt: skip
    assert ends([Term(starts=first, ends=last) for first, last in days]) == [last for _, last in days]


def test_without_terms_or_with_days_out_of_order_they_end_as_most_schools_break():
    assert ends([]) == CALENDAR
    assert ends([Term(starts=date(2026, 9, 1), ends=date(2027, 2, 20))]) == CALENDAR  # longer than spring began


def test_the_half_term_that_is_over(db: None):
    alliance = cast.alliance(half_termly=True)

    def over(*day: int) -> str:
        return str(periods.over(alliance, date(*day)))

    assert over(2026, 10, 31) == "Summer 2, 2026"
    assert over(2026, 11, 1) == over(2026, 12, 31) == "Autumn 1, 2026"
    assert (over(2027, 1, 1), over(2027, 2, 16), over(2027, 8, 31)) == (
        "Autumn 2, 2026", "Spring 1, 2027", "Summer 2, 2027",
    )  # fmt: skip
    cast.terms(alliance)
    assert (over(2026, 10, 25), over(2026, 10, 26)) == ("Summer 2, 2026", "Autumn 1, 2026")


def test_the_papers_of_a_half_term_are_prepared_when_it_is_over_and_say_its_name(halved: Owed):
    halved.delivered()
    halved.pulled()
    assert statements.prepare_past(at=AFTER) == charges.prepare_past(at=AFTER) == 0
    assert statements.prepare_past(at=JANUARY) == charges.prepare_past(at=JANUARY) == 1
    statement, schedule = Statement.objects.get(), ChargeSchedule.objects.get()
    assert statement.period == schedule.period == Period(NOVEMBER, half_term=True)
    assert documents.statement_title(statement) == "Statement 1: Autumn 2, 2026"
    assert ("Period", "Autumn 2, 2026") in documents.charge_words(schedule)["facts"]
    statements.send(statement, by=halved.finn, at=JANUARY)
    note = Message.objects.get(kind="payments.statement_sent")
    assert note.subject == "You may claim £145 for ½ day in Autumn 2, 2026"
    assert "Autumn 2, 2026" in statements.words(statement)
    finn = account(halved.finn)
    file = b"".join(finn.get(reverse("school-statement-table", args=[statement.pk, "csv"]))).decode()
    assert '1,"Autumn 2, 2026",Reeth Primary School' in file


def test_the_office_chooses_half_terms_and_prepares_the_one_that_is_over(at: Owed):
    at.delivered()
    at.pulled()
    margaret = account(at.margaret)
    page = reverse("office-policy", args=["visits"])
    boxes = margaret.get(page).context["form"]
    margaret.post(page, {**boxes.initial, "half_termly": "yes"})
    at.alliance.refresh_from_db()
    assert at.alliance.half_termly
    listed = margaret.get(reverse("office-statements"))
    assert "Prepare Autumn 1, 2026" in said(listed)
    margaret.post(reverse("office-statements-prepare"), {"month": "2026-11"})
    batch = Batch.objects.get()
    assert (str(batch), batch.period) == ("prepare the statements, Autumn 2, 2026", Period(NOVEMBER, half_term=True))


def test_a_half_terms_statement_stands_beside_a_months_that_began_with_it(halved: Owed):
    deployment = halved.agreed()
    halved.sent(deployment=deployment)
    policies.change(halved.alliance, {"half_termly": False}, by=halved.margaret, at=NOW)
    halved.alliance.refresh_from_db()
    halved.delivered(deployment, 11)
    halved.pulled()
    (monthly,) = halved.prepared()
    assert (monthly.period, monthly.number) == (Period(NOVEMBER), 2)
    assert Statement.objects.filter(month=NOVEMBER).count() == 2


@pytest.mark.parametrize("seed", range(4))
def test_however_the_policy_changes_in_a_year_each_line_is_stated_once(at: Owed, seed: int):
    dice, day = random.Random(seed), SEPTEMBER  # noqa: S311
    if seed % 2:
        Term.objects.update(half_term_starts=None, half_term_ends=None)
    lines = lines_over_a_year(at, dice)
    while day < date(2027, 11, 8):
        moment = datetime.combine(day, time(6), LONDON)
        if dice.random() < 0.1:
            now = Alliance.objects.get(pk=at.alliance.pk).half_termly
            policies.change(at.alliance, {"half_termly": not now}, by=at.margaret, at=moment)
        statements.prepare_past(at=moment)
        charges.prepare_past(at=moment)
        if dice.random() < 0.3:
            Statement.objects.filter(state="draft").update(state="sent")
            ChargeSchedule.objects.filter(state="draft").update(state="approved", approved_by=at.finn)
        day += timedelta(days=dice.choice([1, 3, 7]))
    stated_once(lines)
    assert set(Statement.objects.values_list("half_term", flat=True)) == {True, False}


def lines_over_a_year(at: Owed, dice: random.Random) -> Counter[date]:
    """Of one visit, as if it had been put right again and again: as many on each day as are returned."""
    at.delivered()
    (line,) = at.pulled()
    days = Counter(SEPTEMBER + timedelta(days=dice.randrange(330)) for _ in range(60))
    DueLine.objects.filter(pk=line.pk).update(on=SEPTEMBER)
    for turn, on in enumerate(days.elements(), start=2):
        line.pk, line.turn, line.on = None, turn, on
        line.made_at = datetime.combine(on, time(18), LONDON)
        line.save(force_insert=True)
    return days


def stated_once(lines: Counter[date]) -> None:
    """A line has one statement by its column; so none without one, none dropped, and sums that agree."""
    every = DueLine.objects.all()
    assert every.count() == sum(lines.values()) + 1
    assert not every.filter(statement=None).exists()
    assert not every.filter(charge_schedule=None).exists()
    for papers, pence in ((Statement, "reimbursement_pence"), (ChargeSchedule, "charge_pence")):
        whole = papers.objects.aggregate(sum=Sum("total_pence"))["sum"]
        assert whole == every.aggregate(sum=Sum(pence))["sum"]
        for paper in papers.objects.annotate(sum=Sum(f"lines__{pence}")):
            assert paper.total_pence == paper.sum
