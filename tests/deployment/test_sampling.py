"""Visit records are drawn to be read: by chance that can be checked, and whatever stands below a threshold."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drystone.deployment import records, sampling
from drystone.deployment.models import Deployment, Draw, Sampled
from drystone.deployment.sampling import Pool, Rule
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from tests import cast
from tests.clock import NOW

LATER = NOW + timedelta(hours=1)
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a machine that does much else
# The leader of each record, by the record's number.
RECORDS = st.lists(st.integers(1, 5), max_size=25).map(lambda leaders: dict(enumerate(leaders, 100)))


@BUSY
@given(leaders=RECORDS, seed=st.text("0123456789abcdef", min_size=32, max_size=32), per_cent=st.integers(0, 100))
def test_so_many_of_a_hundred_are_drawn_rounded_up_each_once_and_in_whatever_order_rows_come(leaders, seed, per_cent):
    drawn = sampling.by_chance(leaders, seed, per_cent)
    assert len(drawn) == len(set(drawn)) == -(-len(leaders) * per_cent // 100)
    assert set(drawn) <= set(leaders)
    assert sampling.by_chance(reversed(list(leaders)), seed, per_cent) == drawn


@BUSY
@given(leaders=RECORDS, per_cent=st.integers(0, 100))
def test_one_of_each_leader_is_among_them_where_that_is_ticked(leaders, per_cent):
    rule = Rule(per_cent, each_leader=True, late_days=5)
    drawn = sampling.choose(Pool(leaders), "a1" * 16, rule).why
    assert {leaders[pk] for pk in drawn} == set(leaders.values())
    more = [pk for pk, why in drawn.items() if why == ["leader"]]
    assert len(more) == len({leaders[pk] for pk in more}), "one more of a leader, and of nobody else"


def test_every_record_is_drawn_about_as_often_as_any_other():
    draws, often = 2000, Counter[int]()
    for number in range(draws):
        often.update(sampling.by_chance(range(1, 41), f"{number:032x}", 10))
    assert set(often) == set(range(1, 41))
    # Each is drawn 200 times of 2,000 on average, give or take 13.4: five times that is less than one in a million.
    assert all(200 - 67 <= times <= 200 + 67 for times in often.values())


def drawn(support, **given) -> Draw:
    asked = {"per_cent": 100, "after": 0, "by": support.margaret, "at": LATER, **given}
    return sampling.draw(support.terms[0], **asked)


def reasons(draw: Draw) -> list[list[str]]:
    return list(draw.sampled.values_list("why", flat=True))


def test_what_was_drawn_is_kept_with_its_seed_and_comes_out_again(support):
    support.written_up()
    made = drawn(support)
    assert (made.number, made.among, len(made.seed), reasons(made)) == (1, 1, 32, [["chance"]])
    assert sampling.again(made)
    assert events.of(made).get().note == "1 of 1"
    Sampled.objects.all().delete()
    assert not sampling.again(made)


def test_pressed_twice_it_is_drawn_once(support):
    support.written_up()
    assert drawn(support) == drawn(support, at=LATER + timedelta(minutes=1))
    assert Draw.objects.count() == 1


def test_a_later_draw_takes_what_came_since_and_nothing_twice(support):
    support.written_up()
    first = drawn(support)
    assert records.remind_late(at=LATER) == 0
    visit = support.begun(support.planned(Deployment.objects.get(), day=11))
    records.send(visit.record, by=support.leader, at=LATER)
    second = drawn(support, after=1, at=LATER + timedelta(hours=1))
    assert (second.number, second.sent_after) == (2, first.sent_until)
    assert list(second.sampled.values_list("record", flat=True)) == [visit.record.pk]
    assert sampling.again(second)


def test_a_record_disputed_after_the_draw_is_read_with_the_next_one(support):
    record = support.written_up().record
    with pytest.raises(Refused, match="nothing to draw"):
        drawn(support, per_cent=0)
    records.dispute(record, "We did not meet.", by=support.kate, at=LATER)
    assert reasons(drawn(support, per_cent=0, at=LATER)) == [["disputed"]]
    with pytest.raises(Refused, match="nothing to draw"):
        drawn(support, after=1, at=LATER + timedelta(days=1))


@pytest.mark.parametrize("said", ["pause", "finish_early"])
def test_a_record_beside_which_an_end_is_recommended_is_read_whatever_chance_says(support, said):
    support.written_up(recommendation=said)
    assert reasons(drawn(support, per_cent=0)) == [["recommends"]]


@pytest.mark.parametrize(("point", "why"), [("red", ["red"]), ("amber", [])])
def test_a_record_beside_which_an_objective_is_red_is_read(support, point, why):
    visit = support.planned()
    _, half = records.begin(visit, **support.by(support.leader))
    (aim, _), *_ = half.sheet.lists["objectives"]
    support.written_up(visit, progress={aim: point})
    found = sampling.preview(support.terms[0], per_cent=0, each_leader=False, at=LATER)
    assert list(found.below) == why


def test_a_record_sent_too_late_is_read(support):
    visit = support.begun()
    # The visit was on Tuesday 10 November; five working days to write up, five more of grace: Tuesday 24 November.
    at = NOW + timedelta(days=13)
    records.send(visit.record, by=support.leader, at=at)
    with pytest.raises(Refused):
        drawn(support, per_cent=0, at=at + timedelta(hours=1))
    support.alliance.sample_late_days = 4
    support.alliance.save()
    support.terms[0].alliance = support.alliance
    assert reasons(drawn(support, per_cent=0, at=at + timedelta(hours=1))) == [["late"]]


def test_what_is_sent_in_the_holidays_belongs_to_the_term_before(support):
    visit = support.begun()
    records.send(visit.record, by=support.leader, at=NOW + timedelta(days=45))
    assert drawn(support, at=NOW + timedelta(days=60)).among == 1


def test_a_preview_says_how_many_and_draws_nothing(support):
    support.written_up(recommendation="pause")
    shown = sampling.preview(support.terms[0], per_cent=10, each_leader=True, at=LATER)
    assert (shown.among, shown.by_chance, shown.leaders, shown.records_below) == (1, 1, 1, 1)
    assert shown.below == {"recommends": 1}
    assert not Draw.objects.exists()


def test_only_the_manager_and_the_quality_lead_draw(support):
    support.written_up()
    for stranger in (support.coordinator(), support.leader, support.susan):
        with pytest.raises(NotAllowed):
            drawn(support, by=stranger)
    assert drawn(support, by=support.quality()).drawn_by.name == "Priya Raman"


def test_another_alliance_sees_nothing_of_a_draw(support):
    support.written_up()
    drawn(support)
    stranger = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Ruth Kearton")
    assert not Draw.objects.visible_to(stranger, on=cast.TODAY).exists()
