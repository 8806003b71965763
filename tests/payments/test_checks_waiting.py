"""An open check of a paid statement waits for whose turn it is: the home school, or who looks after the money."""

from datetime import datetime

from django.urls import reverse

from drystone.payments import checks, handover
from drystone.payments.models import Check, Statement
from drystone.people.models import Person
from drystone.reports import waiting
from tests import cast
from tests.clock import LONDON
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import account, said

LATER = datetime(2026, 12, 4, 9, tzinfo=LONDON)
OVER = datetime(2026, 12, 21, 9, tzinfo=LONDON)


def named(at: Owed) -> Check:
    statement = at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    paid = handover.mark_paid(Statement.objects.get(pk=statement.pk), by=at.finn, at=AFTER)
    return checks.name(paid, because="Two visits on one day.", by=at.finn, at=LATER)


def test_an_open_check_waits_for_whose_turn_it_is(at: Owed):
    asked = named(at)

    def waits(on: datetime, reader: Person = at.margaret) -> tuple[set[str], set[str]]:
        office = waiting.for_office(at.alliance, reader=cast.acting(reader, on.date()), at=on)
        school = waiting.for_person(cast.acting(at.ann, on.date()), at=on)
        checks_of = lambda found: {each.kind for each in found if each.kind.startswith("check")}  # noqa: E731
        return checks_of(office), checks_of(school)

    assert waits(LATER) == (set(), {"check-to-show"})
    assert waits(OVER) == ({"check-unshown"}, {"check-to-show"})
    checks.show(asked, says="It was a half-day.", by=at.ann, at=LATER)
    assert waits(LATER) == ({"check-to-look-at"}, set())
    lines = list(checks.left(asked).values())
    checks.propose(asked, found="partly", lines=lines, reason="No sheet.", by=at.finn, at=LATER)
    assert waits(LATER) == (set(), {"check-to-answer"})
    assert waits(OVER) == ({"check-to-take-back"}, {"check-to-answer"})
    checks.answer(asked, text="The sheet came by post.", by=at.ann, at=LATER)
    assert waits(LATER) == ({"check-to-look-at"}, set())
    assert waits(LATER, at.coordinator()) == (set(), set())
    checks.find_in_order(asked, by=at.finn, at=LATER)
    assert waits(OVER) == (set(), set())


def test_whose_turn_it_is_reads_it_on_the_first_page(at: Owed):
    asked = named(at)
    assert "Show what stands behind statement 1 of Reeth Primary School" in said(account(at.ann).get(reverse("home")))
    checks.show(asked, says="It was a half-day.", by=at.ann, at=LATER)
    shown = "Look at what Reeth Primary School shows for statement 1, or answers"
    assert shown in said(account(at.finn).get(reverse("office-home")))
    assert shown not in said(account(at.coordinator()).get(reverse("office-home")))
