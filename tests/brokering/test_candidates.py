"""Who could help: ranked with because and but; a hard rule keeps out, and says which."""

from datetime import date

import pytest

from drystone.brokering import candidates, enquiries
from drystone.brokering.models import Conflict, SupportRequest
from drystone.register import pauses, promises, release, release_rules
from drystone.register.models import Assurance, Designation
from drystone.register.release_rules import Said
from tests import cast
from tests.clock import NOW


def ranked(request):
    return candidates.rank(SupportRequest.objects.get(pk=request.pk), on=cast.TODAY)


def only(request):
    (found,) = ranked(request)
    return found


def test_a_leader_who_fits_has_reasons_in_plain_words(support):
    found = only(support.accepted())
    assert (found.name, found.out, found.half_days_left) == ("Tom Raine", "", 12)
    assert found.because == (
        "English: experienced", "knows primary", "7 miles", "not deployed in the last twelve months",
        "6 days left this term",
    )  # fmt: skip
    assert found.but == ("would use 3 days of their 6 days",)


def conflict(support):
    Conflict.objects.create(
        alliance=support.alliance,
        person=support.tom.person,
        school=support.leyburn,
        kind="relative",
        starts=NOW.date(),
    )


def own_school(support):
    Designation.objects.update(home_school=support.leyburn)


def same_trust(support):
    for school in (support.reeth, support.leyburn):
        school.trust_name = "Dales Trust"
        school.save()


def paused(support):
    Designation.objects.update(state="paused")


def away_soon(support):
    pauses.pause(support.tom, reason="leave", starts=date(2026, 12, 1), back_on=date(2027, 4, 1), **support.office)


def moved_to_a_school_that_said_nothing(support):
    """Reeth's word did not go along."""
    Designation.objects.filter(pk=support.tom.pk).update(home_school=cast.school("Hawes Primary School"))


def run_out(support):
    Designation.objects.update(ends=date(2026, 10, 31))


def not_assured(support):
    Assurance.objects.all().delete()


def far_away(support):
    support.alliance.reach_miles = 5
    support.alliance.save()


def no_days(support):
    for term in support.terms:
        release.grant(support.reeth, term, half_days=4, person=support.tom.person, **support.by(support.ann))


def narrow_rules(support):
    said = Said(a_week=1, notice=5)
    release_rules.settle(support.tom, said, Said(), **support.by(support.ann))


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (conflict, "A conflict stands: relative there."),
        (own_school, "It is their own school."),
        (same_trust, "Their school and this one belong to Dales Trust."),
        (paused, "Their designation is paused."),
        (moved_to_a_school_that_said_nothing, "Their school has not given a letter of assurance for these dates."),
        (away_soon, "They are away from Tuesday 1 December 2026 on."),
        (run_out, "Their designation is not in force on these dates."),
        (not_assured, "Their school has not given a letter of assurance for these dates."),
        (far_away, "They are more than 5 miles away."),
        (narrow_rules, "The rules of their school leave room for 2½ days on these dates; 3 days would be needed."),
        (no_days, "Their release budget has 2 days left; 3 days would be needed."),
    ],
)
def test_a_hard_rule_keeps_out_and_nobody_can_be_asked_all_the_same(support, happens, sentence):
    request = support.accepted()
    happens(support)
    assert only(request).out == sentence
    with pytest.raises(enquiries.CannotAsk, match=sentence):
        enquiries.ask_home(SupportRequest.objects.get(), Designation.objects.get(), **support.office)


def test_who_said_no_for_this_request_is_not_asked_again_and_nothing_counts_elsewhere(support):
    home = support.home_asked()
    enquiries.answer(home, "no", **support.by(support.ann))
    assert only(home.request).out == "They were asked for this request, and it was not possible."
    assert [found.out for found in ranked(support.accepted())] == [""]


def test_a_leader_of_another_area_cannot_be_asked(support):
    other = support.add_leader("Farah Siddiqui", areas=(cast.area("maths", "Mathematics"),))
    with pytest.raises(enquiries.CannotAsk, match="do not hold English"):
        enquiries.ask_home(support.accepted(), other, **support.office)


def test_a_leader_of_another_alliance_is_neither_ranked_nor_asked(support):
    there = cast.alliance("Wensleydale Alliance", default=False)
    stranger = cast.leader(there, cast.school("Hawes Primary School"), "Nell Thwaite")
    request = support.accepted()
    assert [found.name for found in ranked(request)] == ["Tom Raine"]
    with pytest.raises(enquiries.CannotAsk):
        enquiries.ask_home(request, stranger, **support.office)


def test_work_that_runs_over_two_terms_counts_as_one_at_once(support):
    support.alliance.concurrent_deployments = 2
    support.alliance.save()
    work = support.alliance
    work.alliance_id = work.pk
    promises.promise(
        work, person=support.tom.person, home_school=support.reeth, starts=date(2026, 9, 1), ends=date(2027, 3, 25),
        half_days=14, at=NOW,
    )  # fmt: skip
    found = only(support.accepted(half_days=1))
    assert "deployments at once" not in found.out


def test_who_has_worked_less_comes_first(support):
    support.add_leader("Abel Dent")
    promises.promise(
        support.tom, person=support.tom.person, home_school=support.reeth, starts=date(2026, 9, 1),
        ends=date(2026, 10, 1), half_days=6, at=NOW,
    )  # fmt: skip
    assert [found.name for found in ranked(support.accepted(half_days=2))] == ["Abel Dent", "Tom Raine"]


@pytest.mark.parametrize("leaders", [1, 3])
def test_ranking_costs_ten_queries_however_many_leaders_there_are(support, django_assert_num_queries, leaders):
    for number in range(leaders - 1):
        support.add_leader(f"Leader {number}")
    request = SupportRequest.objects.select_related("school", "alliance", "area").get(pk=support.accepted().pk)
    release_rules.settle(support.tom, Said(a_week=1), Said(a_week=9), **support.by(support.ann))
    with django_assert_num_queries(10):
        assert len(candidates.rank(request, on=cast.TODAY)) == leaders


def test_the_list_is_kept_as_it_was_seen(support):
    request = support.accepted()
    kept = candidates.keep(request, ranked(request), **support.office)
    assert kept.candidates[0]["name"] == "Tom Raine"
