"""The release budget: days promised never exceed what was granted, however many press at once."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from drystone.register import promises, release
from drystone.register.models import Designation, Promise
from drystone.register.promises import NotEnoughRelease
from tests import cast
from tests.clock import NOW

AUTUMN = (date(2026, 9, 1), date(2026, 12, 18))
YEAR = (date(2026, 9, 1), date(2027, 7, 20))


class Work:
    """A piece of work of a later room, known here by kind and number only."""

    class _meta:  # noqa: N801 what Django calls it
        label_lower = "deployment.deployment"

    def __init__(self, alliance_id: int, pk: int):
        self.alliance_id, self.pk = alliance_id, pk


@pytest.fixture
def leader(db) -> Designation:
    dales, home = cast.alliance(), cast.school()
    cast.terms(dales)
    return cast.leader(dales, home)


def grant(leader: Designation, *half_days: int, school: tuple[int, ...] = ()) -> None:
    head = cast.head(leader.alliance, leader.home_school)
    terms = release.coming_terms(leader.alliance_id, cast.TODAY)
    for term, number in zip(terms, half_days, strict=False):
        release.grant(leader.home_school, term, half_days=number, person=leader.person, by=head, at=NOW)
    for term, number in zip(terms, school, strict=False):
        release.grant(leader.home_school, term, half_days=number, by=head, at=NOW)


def promise(leader: Designation, half_days: int, *, pk: int = 1, during=AUTUMN) -> list[Promise]:
    return promises.promise(
        Work(leader.alliance_id, pk),  # type: ignore[arg-type]
        person=leader.person,
        home_school=leader.home_school,
        starts=during[0],
        ends=during[1],
        half_days=half_days,
        at=NOW,
    )


def left(leader: Designation) -> list[int]:
    terms = release.coming_terms(leader.alliance_id, cast.TODAY)
    return [m.left for m in release.meters(leader.alliance_id, leader.person, leader.home_school, terms)]


def test_a_promise_comes_out_of_the_earliest_term_first(leader: Designation):
    grant(leader, 4, 4, 4)
    assert [row.half_days for row in promise(leader, 6, during=YEAR)] == [4, 2]
    assert left(leader) == [0, 2, 4]


def test_more_than_there_is_is_refused_and_nothing_is_taken(leader: Designation):
    grant(leader, 4)
    with pytest.raises(NotEnoughRelease) as short:
        promise(leader, 5)
    assert (short.value.asked, short.value.left, Promise.objects.count()) == (5, 4, 0)


def test_without_a_grant_nothing_can_be_promised(leader: Designation):
    with pytest.raises(NotEnoughRelease):
        promise(leader, 1)


def test_the_ceiling_of_the_school_binds_all_its_leaders_together(leader: Designation):
    grant(leader, 10, school=(6,))
    second = cast.leader(leader.alliance, leader.home_school, "Hannah Alderson")
    grant(second, 10)
    promise(leader, 4)
    with pytest.raises(NotEnoughRelease):
        promise(second, 3, pk=2)
    assert [row.half_days for row in promise(second, 2, pk=2)] == [2]


def test_what_is_given_back_can_be_promised_again(leader: Designation):
    grant(leader, 4)
    promise(leader, 4)
    work = Work(leader.alliance_id, 1)
    assert promises.give_back(work, at=NOW) == 4  # type: ignore[arg-type]
    assert promises.give_back(work, at=NOW) == 0  # type: ignore[arg-type]
    assert left(leader) == [4, 0, 0]


def test_a_smaller_grant_lets_what_is_promised_stand(leader: Designation):
    grant(leader, 6)
    promise(leader, 4)
    grant(leader, 2)
    assert (left(leader)[0], Promise.objects.get().half_days) == (0, 4)


def test_of_a_shortened_piece_of_work_the_rest_goes_back(leader: Designation):
    grant(leader, 4, 4)
    promise(leader, 8, during=YEAR)
    promises.keep(Work(leader.alliance_id, 1), starts=AUTUMN[0], ends=AUTUMN[1], half_days=3, at=NOW)  # type: ignore[arg-type]
    assert left(leader) == [1, 4, 0]


def test_another_alliance_has_budgets_of_its_own(leader: Designation):
    grant(leader, 4)
    other = cast.alliance("Wharfedale Alliance", default=False)
    cast.terms(other)
    elsewhere = Designation(alliance=other, person=leader.person, home_school=leader.home_school)
    assert left(elsewhere) == [0, 0, 0]
    with pytest.raises(NotEnoughRelease):
        promise(elsewhere, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("school", [(), (10,)], ids=["her own budget", "the school's ceiling"])
def test_of_twenty_who_press_at_once_for_a_day_five_get_one(school: tuple[int, ...]):
    dales, home = cast.alliance(), cast.school()
    cast.terms(dales)
    first, second = cast.leader(dales, home), cast.leader(dales, home, "Hannah Alderson")
    for each in (first, second):
        grant(each, 40 if school else 10, school=school)
    start, got = Barrier(20), []

    def press(number: int) -> None:
        start.wait()
        try:
            with transaction.atomic():
                promise(second if school and number % 2 else first, 2, pk=number + 1)
            got.append(number)
        except NotEnoughRelease:
            pass
        finally:
            connection.close()

    threads = [Thread(target=press, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 5
    assert sum(Promise.objects.values_list("half_days", flat=True)) == 10
