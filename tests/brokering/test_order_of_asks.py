"""Several asked at once, each told so; asked again; rung; an answer changed, and one that comes too late."""

from datetime import date, datetime, timedelta

import pytest

from drystone.brokering import enquiries, late_answers, offers, queries, requests, running_out, standing
from drystone.brokering.models import Enquiry, EnquiryReason, LateAnswer, Offer
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people import policies
from drystone.people.models import Post
from tests import cast
from tests.clock import LONDON, NOW
from tests.supporting import Support

LATER = NOW + timedelta(days=30)
SECRET = "He is needed here."


@pytest.fixture
def hannah(support: Support):
    """A second leader of English, at a school of her own, with a head of her own."""
    school = cast.school("Muker Primary School", east=391_000, north=497_800)
    support.muker_head = cast.head(support.alliance, school, "Ben Sowerby")
    return support.add_leader("Hannah Alderson", school=school)


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=f"brokering.{kind}").order_by("pk").values_list("to_name", flat=True))


def again(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_related("request__alliance", "designation").get(pk=enquiry.pk)


# Several at once


def test_several_are_asked_at_once_and_each_approver_reads_so(support, hannah):
    """Features 43: Ask several suppliers, compare answers."""
    request = support.accepted()
    made = enquiries.ask_homes(request, [support.tom, hannah], **support.office)
    assert [each.asked.name for each in made] == ["Ann Peel", "Ben Sowerby"]
    texts = Message.objects.filter(kind="brokering.home_asked").values_list("text", flat=True)
    assert ["This is an availability enquiry" in text for text in texts] == [True, True]
    assert all("Wednesday 18 November 2026 at 6pm" in text for text in texts)
    assert not Message.objects.filter(to_address__in=[support.leader.email, hannah.person.email]).exists()


def test_whoever_is_asked_alone_reads_of_no_others(support):
    support.home_asked()
    assert "availability" not in Message.objects.get(kind="brokering.home_asked").text


def test_of_several_all_are_asked_or_none(support, hannah):
    request = support.accepted()
    Post.objects.filter(person=support.muker_head).delete()
    with pytest.raises(enquiries.CannotAsk, match="Nobody is recorded"):
        enquiries.ask_homes(request, [support.tom, hannah], **support.office)
    assert not Enquiry.objects.exists()
    assert not Message.objects.filter(kind="brokering.home_asked").exists()


def test_when_one_is_taken_the_others_are_thanked(support, hannah):
    request = support.accepted()
    enquiries.ask_homes(request, [support.tom, hannah], **support.office)
    said = support.leader_yes(request)
    (offer,) = offers.offer(request, [(said.designation, "Leads English.")], **support.office)
    offers.choose(offer, **support.by(support.susan))
    assert mails("enquiry_stood_down") == ["Ben Sowerby"]
    assert Enquiry.objects.get(designation=hannah).state == "stood_down"


def test_what_stands_is_said_at_a_glance(support, hannah):
    request = support.accepted()
    enquiries.ask_homes(request, [support.tom, hannah], **support.office)
    support.leader_yes(request)
    found = standing.lines(request, on=cast.TODAY)
    assert standing.glance(found) == (
        "3 asked; willing: Tom Raine; waiting for Ben Sowerby, the first until Wednesday 18 November 2026 at 6pm."
    )
    by_name = {line.leader.person.name: line for line in found}
    assert [each.enquiry.step for each in by_name["Tom Raine"].in_order] == ["home", "leader"]
    assert by_name["Hannah Alderson"].steps["home"].said == "runs out Wednesday 18 November 2026 at 6pm"


@pytest.mark.parametrize("leaders", [1, 3])
def test_what_stands_costs_two_questions_however_many_were_asked(support, leaders, django_assert_num_queries):
    request = support.accepted()
    for number in range(leaders):
        support.leader_yes(request, support.add_leader(f"Leader {number}"))
    with django_assert_num_queries(2):
        assert len(standing.lines(request, on=cast.TODAY)) == leaders


# Until when


def test_an_enquiry_runs_out_at_six_of_its_last_day(support):
    """Features 44: Answer deadline + automatic expiry."""
    home = support.home_asked()
    last = datetime(2026, 11, 18, tzinfo=LONDON)
    assert home.runs_out_at == last.replace(hour=18)
    assert running_out.expire_late(at=last.replace(hour=17, minute=59)) == 0
    assert running_out.expire_late(at=last.replace(hour=18)) == 1


def test_days_to_answer_are_a_policy_and_those_asked_keep_theirs(support):
    home = support.home_asked()
    policies.change(support.alliance, {"enquiry_working_days": 2}, **support.office)
    support.alliance.refresh_from_db()
    request = support.accepted(half_days=1)
    request.alliance = support.alliance
    assert support.home_asked(request).answer_by == date(2026, 11, 13)
    assert again(home).answer_by == date(2026, 11, 18)


def test_whoever_has_not_answered_is_reminded_once_on_the_working_day_before(support):
    home = support.home_asked()
    day = timedelta(days=1)
    assert running_out.remind_late(at=NOW + 5 * day) == 0
    assert running_out.remind_late(at=NOW + 6 * day) == 1
    assert running_out.remind_late(at=NOW + 6 * day + timedelta(hours=1)) == 0
    assert mails("enquiry_reminded") == ["Ann Peel"]
    enquiries.answer(home, "yes", **support.by(support.ann))
    other = support.home_asked(support.accepted(half_days=1))
    enquiries.answer(other, "yes", **support.by(support.ann))
    assert running_out.remind_late(at=NOW + 6 * day) == 0


def test_what_ran_out_is_asked_again_with_a_new_day_and_reminded_again(support):
    home = support.home_asked()
    running_out.remind_late(at=NOW + timedelta(days=6))
    running_out.expire_late(at=LATER)
    asked = enquiries.ask_again(again(home), by=support.margaret, at=LATER)
    assert (asked.pk, asked.state, asked.answer_by) == (home.pk, "asked", date(2026, 12, 18))
    assert enquiries.ask_again(again(home), by=support.margaret, at=LATER).pk == home.pk
    assert mails("home_asked") == ["Ann Peel", "Ann Peel"]
    assert running_out.remind_late(at=datetime(2026, 12, 17, 12, tzinfo=LONDON)) == 1


def test_not_now_is_asked_again_and_does_not_stand_in_the_way_of_that(support):
    home = support.home_asked()
    enquiries.answer(home, "not_now", ask_after=date(2026, 11, 30), **support.by(support.ann))
    asked = enquiries.ask_again(again(home), **support.office)
    assert (asked.state, asked.ask_after) == ("asked", None)


def test_a_no_is_never_asked_again(support):
    home = support.home_asked()
    enquiries.answer(home, "no", **support.by(support.ann))
    with pytest.raises(AlreadyMoved):
        enquiries.ask_again(again(home), **support.office)


# She would rather be rung


def test_whoever_would_rather_be_rung_keeps_her_question_and_the_office_has_her_number(support):
    home = support.home_asked()
    at = NOW + timedelta(days=6)
    for _ in range(2):
        enquiries.answer(home, "call", call_number="01748 555 010", by=support.ann, at=at)
    home = again(home)
    assert (home.state, home.call_number, home.answer_by) == ("asked", "01748 555 010", date(2026, 11, 24))
    assert mails("call_wanted") == ["Margaret Alderson"]
    assert "01748 555 010" in Message.objects.get(kind="brokering.call_wanted").text
    assert running_out.remind_late(at=NOW + timedelta(days=12)) == 0


def test_rung_without_an_answer_the_question_stands_and_the_task_is_gone(support):
    home = support.home_asked()
    enquiries.answer(home, "call", **support.by(support.ann))
    enquiries.record(home, "call", note="Rung, thinks about it.", **support.office)
    assert (again(home).state, again(home).call_wanted_at) == ("asked", None)


# Changing her mind


def test_she_changes_her_mind_while_nobody_has_acted_and_the_office_is_told(support):
    home = support.home_asked()
    ann = support.by(support.ann)
    enquiries.answer(home, "no", reason=SECRET, **ann)
    enquiries.answer(home, "yes", **ann)
    assert again(home).state == "yes"
    assert mails("answer_changed") == ["Margaret Alderson"]
    assert enquiries.ask_leader(home.request, support.tom, **support.office)


def test_the_same_answer_twice_is_one_and_its_reason_is_kept(support):
    home = support.home_asked()
    for reason in ("", SECRET):
        enquiries.answer(home, "no", reason=reason, **support.by(support.ann))
    assert EnquiryReason.objects.get().text == SECRET
    assert events.record_of(home).filter(verb="say_no").count() == 1
    assert mails("enquiry_answered") == ["Margaret Alderson"]
    assert mails("answer_changed") == []


def test_after_the_leader_stands_before_the_school_a_no_is_kept_as_a_note_and_changes_nothing(support):
    offer = support.offered()
    home = offer.request.enquiries.get(step="home")
    for _ in range(2):
        kept = enquiries.answer(home, "no", reason=SECRET, **support.by(support.ann))
    assert (kept, kept.text, kept.answer) == (LateAnswer.objects.get(), SECRET, "no")
    assert again(home).state == "yes"
    assert mails("answered_late") == ["Margaret Alderson"]
    assert queries.put_before_school(home).by_name == "Margaret Alderson"
    assert SECRET not in str(list(events.of(offer.request).values()))
    assert not Message.objects.filter(text__contains=SECRET).exists()


def test_a_late_no_counts_once_the_leader_is_off_the_list(support):
    offer = support.offered()
    home = offer.request.enquiries.get(step="home")
    late = enquiries.answer(home, "no", reason=SECRET, **support.by(support.ann))
    with pytest.raises(enquiries.CannotAsk, match="off the shortlist first"):
        enquiries.count_late(late, **support.office)
    offers.take_off(offer, note="Ann Peel says no.", **support.office)
    enquiries.count_late(late, **support.office)
    assert again(home).state == "no"
    assert Enquiry.objects.get(step="leader").state == "stood_down"
    assert EnquiryReason.objects.get().text == SECRET
    assert LateAnswer.objects.get().seen_to_at == NOW


# Too late


@pytest.mark.parametrize("answer", ["yes", "no", "not_now", "call"])
def test_what_is_answered_after_it_ran_out_is_kept_and_told_once(support, answer):
    home = support.home_asked()
    running_out.expire_late(at=LATER)
    ann = {"by": support.ann, "at": LATER}
    for reason in (SECRET, SECRET, "And another thing."):
        enquiries.answer(home, answer, reason=reason, **ann)
    assert again(home).state == "expired"
    assert list(LateAnswer.objects.values_list("text", flat=True)) == [SECRET, "And another thing."]
    assert mails("answered_late") == ["Margaret Alderson"]


def test_a_late_yes_counts_when_the_office_says_so(support):
    home = support.home_asked()
    running_out.expire_late(at=LATER)
    late = enquiries.answer(home, "yes", by=support.ann, at=LATER)
    enquiries.count_late(late, by=support.margaret, at=LATER)
    assert (again(home).state, again(home).recorded_by) == ("yes", support.margaret)
    assert enquiries.ask_leader(home.request, support.tom, by=support.margaret, at=LATER)


def test_what_is_answered_after_it_was_stood_down_is_kept(support):
    home = support.home_asked()
    requests.withdraw(home.request, **support.by(support.susan))
    enquiries.answer(home, "yes", **support.by(support.ann))
    assert (again(home).state, LateAnswer.objects.get().answer) == ("stood_down", "yes")
    with pytest.raises(enquiries.CannotAsk, match="Accept the request first"):
        enquiries.count_late(LateAnswer.objects.get(), **support.office)


def test_a_late_answer_is_seen_to_by_the_office_alone(support):
    home = support.home_asked()
    running_out.expire_late(at=LATER)
    late = enquiries.answer(home, "yes", by=support.ann, at=LATER)
    for stranger in (support.ann, support.susan, support.leader):
        assert not LateAnswer.objects.visible_to(stranger, on=cast.TODAY).exists()
        with pytest.raises(NotAllowed):
            late_answers.see_to(late, **support.by(stranger))
    late_answers.see_to(late, **support.office)
    assert LateAnswer.objects.get().seen_to_at == NOW


# A head who has left


def test_a_head_who_has_left_answers_no_more_and_whoever_leads_now_is_asked(support):
    home = support.home_asked()
    support.ann.posts.update(ends=date(2026, 11, 10))
    new = cast.head(support.alliance, support.reeth, "Bill Newman")
    gone = cast.acting(support.ann)
    enquiries.answer(home, "yes", **support.by(gone))
    assert (again(home).state, LateAnswer.objects.count()) == ("asked", 1)
    (line,) = standing.lines(home.request, on=cast.TODAY)
    assert line.steps["home"].has_left
    asked = enquiries.ask_again(again(home), **support.office)
    assert (asked.asked, asked.state, again(home).state) == (new, "asked", "stood_down")
    enquiries.answer(asked, "yes", **support.by(cast.acting(new)))
    assert enquiries.ask_leader(home.request, support.tom, **support.office)


def test_a_home_school_that_is_stood_down_takes_its_leader_along(support):
    home = support.home_yes()
    enquiries.ask_leader(home.request, support.tom, **support.office)
    enquiries.stand_down(again(home), **support.office)
    assert set(Enquiry.objects.values_list("state", flat=True)) == {"stood_down"}
    assert mails("enquiry_stood_down") == ["Tom Raine", "Ann Peel"]
    assert Offer.objects.count() == 0
