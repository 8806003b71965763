"""Who could help: ranked with because and but; a hard rule keeps out, and says which."""

from datetime import date

import pytest

from drystone.brokering import candidates, conflicts, enquiries, offers, searches
from drystone.brokering.models import Conflict, Enquiry, Search, SupportRequest
from drystone.history.models import Event
from drystone.people import policies
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.register import pauses, promises, release, release_rules
from drystone.register.models import Assurance, DesignatedArea, Designation
from drystone.register.release_rules import Said
from tests import cast
from tests.clock import NOW


def fresh(request):
    return SupportRequest.objects.get(pk=request.pk)


def ranked(request):
    return candidates.rank(fresh(request), on=cast.TODAY).candidates


def only(request):
    (found,) = ranked(request)
    return found


def in_the_way(request, name="Tom Raine"):
    """What keeps a leader out, by the box in which the office types a name."""
    assert name not in [found.name for found in ranked(request)]
    (found,) = candidates.why_not(fresh(request), name, on=cast.TODAY)
    return found.rules


def test_a_leader_who_fits_has_reasons_in_plain_words(support):
    """Features 42: Ranked suggestions that say why."""
    found = only(support.accepted())
    assert (found.name, found.out, found.half_days_left) == ("Tom Raine", "", 12)
    assert found.because == (
        "English: experienced", "knows primary", "about 10 miles, 25 minutes",
        "not deployed in the last twelve months", "6 days left",
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


def former_post(support):
    worked = {"person": support.tom.person, "alliance": support.alliance, "organisation": support.leyburn}
    Post.objects.create(role="staff", starts=date(2015, 9, 1), ends=date(2024, 8, 31), **worked)


def governor(support):
    cast.post(support.tom.person, Role.CHAIR, support.alliance, support.leyburn)


def kept_off(support):
    conflicts.keep_off(SupportRequest.objects.get(), support.tom, reason="They fell out.", **support.office)


def of_the_area_no_more(support):
    DesignatedArea.objects.all().delete()


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
        (former_post, "A conflict stands: worked there until Saturday 31 August 2024."),
        (governor, "A conflict stands: has a post there."),
        (kept_off, "The office keeps them off this request: They fell out."),
        (of_the_area_no_more, "They do not hold English."),
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
    """Features 49: Conflict of interest checked on the match."""
    request = support.accepted()
    assert only(request)
    happens(support)
    assert in_the_way(request)[0] == sentence
    with pytest.raises(enquiries.CannotAsk, match=sentence):
        enquiries.ask_home(SupportRequest.objects.get(), Designation.objects.get(), **support.office)


def test_who_said_no_for_this_request_is_not_asked_again_and_nothing_counts_elsewhere(support):
    home = support.home_asked()
    enquiries.answer(home, "no", **support.by(support.ann))
    assert in_the_way(home.request) == ["They were asked for this request, and it was not possible."]
    assert ranked(support.accepted())


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
    assert in_the_way(support.accepted(half_days=1)) == [
        "Their release budget has 0 days left; ½ day would be needed."
    ]


def test_who_has_worked_less_comes_first(support):
    support.add_leader("Abel Dent")
    promises.promise(
        support.tom, person=support.tom.person, home_school=support.reeth, starts=date(2026, 9, 1),
        ends=date(2026, 10, 1), half_days=6, at=NOW,
    )  # fmt: skip
    assert [found.name for found in ranked(support.accepted(half_days=2))] == ["Abel Dent", "Tom Raine"]


@pytest.mark.parametrize("leaders", [1, 3])
def test_ranking_costs_five_queries_however_many_leaders_there_are(support, django_assert_num_queries, leaders):
    for number in range(leaders - 1):
        support.add_leader(f"Leader {number}")
    request = SupportRequest.objects.select_related("school", "alliance", "area").get(pk=support.accepted().pk)
    release_rules.settle(support.tom, Said(a_week=1), Said(a_week=9), **support.by(support.ann))
    candidates.rank(request, on=cast.TODAY)
    with django_assert_num_queries(5):
        assert len(candidates.rank(request, on=cast.TODAY).candidates) == leaders


def test_a_long_list_comes_page_by_page_and_whoever_a_school_keeps_back_is_left_out(support):
    for number in range(6):
        made = support.add_leader(f"Leader {number}")
        if number % 2:
            release_rules.settle(made, Said(a_week=1, notice=5), Said(), **support.by(support.ann))
    request = fresh(support.accepted())
    first = candidates.rank(request, on=cast.TODAY, many=2)
    rest = candidates.rank(request, on=cast.TODAY, many=2, first=first.more)
    assert (first.able, first.holders, rest.more) == (7, 7, None)
    names = [each.name for each in (*first.candidates, *rest.candidates)]
    assert names == ["Tom Raine", "Leader 0", "Leader 2", "Leader 4"]


def test_every_rule_in_the_way_is_said_in_order_also_of_who_lacks_the_area(support):
    other = support.add_leader("Farah Siddiqui", areas=(cast.area("maths", "Mathematics"),))
    request = support.accepted()
    conflicts.record(other, support.leyburn, "relative", starts=cast.TODAY, **support.office)
    Assurance.objects.filter(person=other.person).delete()
    assert in_the_way(request, "farah") == [
        "They do not hold English.",
        "A conflict stands: relative there.",
        "Their school has not given a letter of assurance for these dates.",
    ]


def test_whoever_may_be_asked_is_said_to_be_and_of_one_whose_term_ended_that_it_did(support):
    request = fresh(support.accepted())
    (found,) = candidates.why_not(request, "Raine", on=cast.TODAY)
    assert found.rules == []
    Designation.objects.update(state="ended", ending="expired", ended_on=cast.TODAY)
    assert in_the_way(request)[0] == "Their designation is ended."
    assert candidates.why_not(request, "Nobody", on=cast.TODAY) == []


def test_after_some_years_a_former_post_is_no_conflict(support):
    request = support.accepted()
    former_post(support)
    assert in_the_way(request)
    support.alliance.former_post_years = 2
    support.alliance.save()
    assert only(request)


def test_a_conflict_holds_from_its_first_day_to_its_last(support):
    request = support.accepted()
    made = conflicts.record(
        support.tom, support.leyburn, "inspection", starts=date(2026, 12, 18), ends=date(2027, 1, 8), **support.office
    )
    assert in_the_way(request) == ["A conflict stands: live inspection."]
    Conflict.objects.filter(pk=made.pk).update(starts=date(2026, 12, 19))
    assert only(request)


def test_how_much_each_thing_counts_is_the_alliance_s_to_say(support):
    far = support.add_leader("Abel Dent", school=cast.school("Dent School", east=356_000, north=490_000))
    DesignatedArea.objects.filter(designation=far).update(level=3)
    request = support.accepted(half_days=1)
    assert [found.name for found in ranked(request)] == ["Tom Raine", "Abel Dent"]
    policies.change(support.alliance, {"distance_counts": 0}, **support.office)
    assert [found.name for found in ranked(request)] == ["Abel Dent", "Tom Raine"]
    assert "How much distance counts: as usual; now does not count" in [each.note for each in Event.objects.all()]


def test_whoever_has_helped_the_school_before_is_proposed_sooner_and_it_is_said(support):
    offers.choose(support.offered(), **support.by(support.susan))
    found = only(support.accepted(half_days=1))
    assert {"has helped this school before"} <= set(found.because)


def test_the_list_is_kept_as_it_was_seen_with_the_choice_and_the_reason(support):
    other = support.add_leader("Abel Dent")
    request = fresh(support.accepted())
    acting = support.office
    seen = searches.up_to(request, [other], at=NOW)
    with pytest.raises(searches.ReasonNeeded, match="Tom Raine may be asked too"):
        searches.ask(request, [other], seen=seen, **acting)
    assert not Enquiry.objects.exists()
    searches.ask(request, [other], seen=seen, reason="He knows the school.", **acting)
    kept = Search.objects.get()
    assert [each["name"] for each in kept.candidates] == ["Tom Raine", "Abel Dent"]
    assert (kept.chosen, kept.reason, kept.seen_by) == (other, "He knows the school.", support.margaret)


def test_of_the_first_who_is_not_asked_yet_no_reason_is_wanted(support):
    other = support.add_leader("Abel Dent")
    request = fresh(support.accepted())
    for leader in (support.tom, other):
        searches.ask(request, [leader], seen=searches.up_to(request, [leader], at=NOW), **support.office)
    assert Enquiry.objects.count() == 2
    assert [each.reason for each in Search.objects.all()] == ["", ""]
