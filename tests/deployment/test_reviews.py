"""What is asked of a whole deployment, half-way and at the end; who reads it, and who is asked instead."""

from datetime import timedelta

import pytest

from drystone.deployment import deployments, inviting, midpoint, reviews, summaries
from drystone.deployment.models import Deployment, Review
from drystone.jobs.demonstration.filling import fill
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people import links
from drystone.people.models import Link, Person
from drystone.people.roles import Role
from drystone.questions import prints
from tests import cast
from tests.clock import NOW
from tests.deployment.reviewing import given, moment, of, readers
from tests.supporting import SIGNATURE, Support

CANARY = "seven grey herons"


def half_way(support: Support, **terms) -> Deployment:
    """Three of six half-days are delivered."""
    deployment = support.agreed(**terms)
    for day, half_days in ((9, 1), (10, 2)):
        support.written_up(support.planned(Deployment.objects.get(pk=deployment.pk), day=day, half_days=half_days))
    return Deployment.objects.get(pk=deployment.pk)


def test_half_way_head_and_leader_are_asked_once_each_for_a_part_of_their_own(support):
    half_way(support)
    assert [midpoint.ask_due(at=NOW) for _ in range(2)] == [1, 0]
    assert of("midpoint").asked == support.susan
    assert of("midpoint_leader").asked == support.tom.person
    kinds = Message.objects.filter(kind__startswith="deployment.midpoint").order_by("kind")
    assert [each.to_address for each in kinds] == [support.susan.email, support.tom.person.email]


def test_before_half_of_the_days_and_of_the_time_nobody_is_asked(support):
    support.written_up()
    assert midpoint.ask_due(at=NOW) == 0


def test_half_of_the_time_is_half_way_too(support):
    support.written_up()  # one half-day of six, from 2 November to 18 December
    assert midpoint.ask_due(at=moment(2026, 11, 24)) == 0
    assert midpoint.ask_due(at=moment(2026, 11, 25)) == 1


def test_nobody_is_asked_half_way_of_little_work_or_where_the_alliance_does_not_ask(support):
    half_way(support)
    for least in (7, 0):
        support.alliance.midpoint_from_half_days = least
        support.alliance.save()
        assert midpoint.ask_due(at=NOW) == 0


def test_nobody_is_asked_half_way_in_the_holidays(support):
    half_way(support)
    assert midpoint.ask_due(at=moment(2026, 11, 14)) == 0  # a Saturday


def test_what_is_wished_half_way_is_read_by_the_office_and_not_by_the_other_party(support):
    half_way(support)
    midpoint.ask_due(at=NOW)
    given(support, of("midpoint"), **{"continue": "with_changes", "changes": "Mornings instead."})
    given(support, of("midpoint_leader"), **{"continue": "as_planned"})
    assert readers(support, Review.objects.filter(kind="midpoint")) == {"margaret", "susan"}
    assert readers(support, Review.objects.filter(kind="midpoint_leader")) == {"margaret", "leader"}
    wished = midpoint.wishes(Review.objects.all())
    assert wished[of("midpoint").pk] == {"continue": "with_changes", "changes": "Mornings instead."}


def test_what_was_asked_half_way_lapses_once_the_work_is_over(support):
    deployment = half_way(support)
    midpoint.ask_due(at=NOW)
    deployments.finish(deployment, **support.office)
    assert reviews.lapse_late(at=NOW) == 2
    assert {of("midpoint").state, of("midpoint_leader").state} == {"lapsed"}
    assert of("deployment").state == "due"


def test_at_the_end_the_leader_is_asked_to_look_back_and_nobody_reminds_her(support):
    support.finished()
    own = of("reflection")
    assert own.asked == support.tom.person
    late = NOW + timedelta(days=40)
    reviews.remind_late(at=late)
    assert not Message.objects.filter(kind="deployment.review_due", to_address=own.asked.email).exists()
    assert reviews.lapse_late(at=NOW + timedelta(days=90)) == 1
    assert of("reflection").state == "lapsed"


def test_what_the_leader_writes_looking_back_is_hers_and_the_offices(support):
    support.finished()
    given(support, of("reflection"))
    assert readers(support, Review.objects.filter(kind="reflection")) == {"margaret", "leader"}


def test_the_home_head_is_sent_a_copy_of_the_evaluation_and_reads_it(support):
    review = support.evaluated()
    copied = Message.objects.get(kind="deployment.evaluation_copied")
    assert copied.to_address == support.ann.email
    assert Link.objects.get(purpose="evaluation-copy").record_id == review.pk


def test_where_the_alliance_sends_no_copies_the_home_head_reads_none_even_when_it_changes_its_mind(support):
    support.alliance.home_heads_get_evaluations = False
    support.alliance.save()
    review = support.evaluated()
    support.alliance.home_heads_get_evaluations = True
    support.alliance.save()
    assert not Message.objects.filter(kind="deployment.evaluation_copied").exists()
    assert readers(support, Review.objects.filter(pk=review.pk)) == {"margaret", "susan"}


def test_a_leader_who_heads_her_school_does_not_read_the_evaluation_of_her_own_work(support):
    review = support.evaluated()
    cast.post(support.tom.person, Role.HEAD, support.alliance, support.reeth)
    cast.post(support.tom.person, Role.COORDINATOR, support.alliance)
    leader = cast.acting(support.tom.person)
    assert not Review.objects.filter(pk=review.pk).visible_to(leader, on=cast.TODAY).exists()
    assert Review.objects.filter(pk=review.pk).with_summary_for(leader).exists()


def test_the_summary_holds_what_was_chosen_and_nothing_that_was_written_but_a_quote_that_is_allowed(support):
    review = support.finished()
    (aim,) = review.sheet.lists["objectives"]
    evidence = {aim[0]: {"point": "work", "comment": f"{CANARY} evidence"}}
    given(
        support, review, evidence=evidence, lasts=f"{CANARY} lasts", to_alliance=f"{CANARY} office",
        quote="She listened.", quotable="anonymous",
    )  # fmt: skip
    told = summaries.of(review)
    assert CANARY not in str(told)
    assert told.quote == "She listened."
    assert ("The team plans together", "Fully") in next(each.rows for each in told.answers if each.rows)


def test_words_that_may_not_be_quoted_are_in_no_summary(support):
    review = given(support, support.finished(), quote=f"{CANARY} quote", quotable="no")
    assert CANARY not in str(summaries.of(review))


def test_the_sealed_copy_keeps_what_is_the_offices_alone_out(support):
    support.finished()
    review = given(support, of("deployment"), to_alliance=f"{CANARY} office")
    assert review.paper.kind == "Deployment evaluation"
    asked = [question["wording"] for block in prints.blocks(review.sheet) for question in block["questions"]]
    assert "Anything for the Alliance's office alone?" not in asked


def test_nothing_of_an_evaluation_is_in_any_mail(support):
    words = {key: f"{CANARY} {key}" for key in ("lasts", "quote", "to_alliance")}
    given(support, support.finished(), **words)
    assert not Message.objects.filter(text__contains=CANARY).exists()
    assert not Message.objects.filter(subject__contains=CANARY).exists()


def test_whoever_got_the_link_and_is_not_the_right_person_is_reminded_no_more(support):
    review = support.finished()
    links.not_me(support.link(support.susan, "deployment-evaluation"), "Not me.", **support.by(support.susan))
    late = NOW + timedelta(days=21)
    assert reviews.remind_late(at=late) == 0
    assert inviting.is_disowned(review)
    reviews.ask_another(review, "Neil Prudhoe", "neil@leyburn.example", **support.office)
    review.refresh_from_db()
    assert review.asked.name == "Neil Prudhoe"
    assert not inviting.is_disowned(review)
    assert reviews.remind_late(at=late) == 1
    assert reviews.give(filled(review), by=cast.acting(review.asked), at=NOW).state == "given"


def filled(review: Review) -> Review:
    fill(review.sheet, NOW, signature=SIGNATURE)
    return review


def test_only_the_office_asks_somebody_else_and_only_while_it_is_asked(support):
    review = support.finished()
    with pytest.raises(NotAllowed):
        reviews.ask_another(review, "Neil Prudhoe", "neil@leyburn.example", **support.by(support.susan))
    with pytest.raises(NotAllowed):
        reviews.ask_another(of("reflection"), "Neil Prudhoe", "neil@leyburn.example", **support.office)
    given(support, review)
    with pytest.raises(AlreadyMoved):
        reviews.ask_another(review, "Neil Prudhoe", "neil@leyburn.example", **support.office)
    assert Person.objects.filter(name="Neil Prudhoe").count() == 0


def test_what_was_done_without_can_be_asked_again(support):
    review = support.finished()
    reviews.waive(review, note="Not now.", **support.office)
    reviews.ask_again(review, **support.office)
    assert review.state == "due"
    assert Message.objects.filter(kind="deployment.evaluation_asked", to_address=support.susan.email).count() == 2
