"""Writing up a visit: what was agreed is carried on until it is done, what differed is put right, what follows is
planned with the same press."""

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from drystone.deployment import actions, corrections, records
from drystone.deployment.models import AgreedAction, Deployment, Visit, VisitRecord, VisitState
from drystone.history.models import Event
from drystone.jobs.demonstration.filling import fill
from drystone.mail.models import Message
from drystone.questions import sheets
from drystone.register.models import Away
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said

TODAY = NOW.date()


@pytest.fixture
def tom(support):
    return account(support.tom.person)


def second(support, day: int = 11, **answers) -> Visit:
    """The next visit, written up with these answers and sent."""
    visit = support.planned(Deployment.objects.get(), day=day)
    record, _ = records.begin(visit, **support.by(support.leader))
    fill(record.sheet, NOW, **answers)
    records.send(record, **support.by(support.leader))
    return visit


def open_ones() -> list[str]:
    return list(actions.of(Deployment.objects.get()).open().values_list("what", flat=True))


def test_what_was_agreed_is_carried_on_until_it_is_done(support):
    support.written_up(support.planned(day=9))
    (action,) = AgreedAction.objects.all()
    assert (action.who, action.by_when.isoformat()) == ("English lead", "2026-11-24")
    second(support, 10, last_actions={str(action.pk): "partly"}, actions=[{"what": "Read two books"}])
    assert open_ones() == ["Plan the next unit together", "Read two books"]
    second(support, 11, last_actions={str(action.pk): "done", str(action.pk + 1): "dropped"})
    assert open_ones() == []
    assert list(AgreedAction.objects.values_list("became", flat=True)) == ["done", "dropped"]


def test_a_record_that_is_late_does_not_undo_what_a_later_visit_said(support):
    support.written_up(support.planned(day=9))
    (action,) = AgreedAction.objects.all()
    late = support.planned(Deployment.objects.get(), day=10)
    record, _ = records.begin(late, **support.by(support.leader))
    second(support, 11, last_actions={str(action.pk): "done"})
    fill(record.sheet, NOW, last_actions={str(action.pk): "not_yet"})
    records.send(record, **support.by(support.leader))
    action.refresh_from_db()
    assert action.became == "done"


def test_what_was_agreed_with_one_leader_is_carried_on_by_the_one_who_follows_her(support):
    old = support.written_up(support.planned(day=9)).deployment
    new = Deployment(request=old.request, designation=old.designation, leader=old.leader, home_school=old.home_school)
    new.alliance, new.receiving_school, new.state_since = old.alliance, old.receiving_school, NOW
    Deployment.objects.filter(pk=old.pk).update(state="handed_over")
    new.save()
    Deployment.objects.filter(pk=old.pk).update(hands_over_to=new)
    assert actions.of(new).open().count() == 1


def test_as_many_actions_as_were_agreed_fit_without_javascript(tom, support):
    visit = support.planned()
    tom.post(reverse("leader-write-up-begin", args=[visit.pk]))
    page = reverse("leader-write-up", args=[visit.pk, "record", "record"])
    for number in range(1, 6):
        given = {f"actions-{n}-what": f"Action {n}" for n in range(1, number + 1)}
        answer = tom.post(page, {**given, "more": "actions"})
        assert answer["Location"] == f"{page}#id_actions-{number + 1}-what"
    assert f'name="actions-{number + 1}-what"' in tom.get(page).content.decode()
    assert len(sheets.value(VisitRecord.objects.get().sheet, "actions")) == 5


def test_open_actions_stand_on_the_pages_of_all_who_read_the_record(support):
    visit = support.written_up()
    support.planned(Deployment.objects.get(), day=17)
    office, leader = account(support.margaret), account(support.tom.person)
    pages = [
        office.get(reverse("office-deployment", args=[visit.deployment_id])),
        leader.get(reverse("leader-deployment", args=[visit.deployment_id])),
        leader.get(reverse("leader-visit", args=[visit.pk])),
    ]
    for person in (support.susan, support.kate):
        client, page = opened(support.link(person, "visit"))
        pages.append(client.get(page))
    for page in pages:
        assert "Plan the next unit together" in said(page)


def test_a_home_head_who_may_see_the_visit_reads_nothing_of_what_was_agreed(support):
    visit = support.written_up()
    page = account(support.ann).get(reverse("school-visit", args=[visit.pk]))
    assert page.status_code == 200
    assert "Plan the next unit together" not in said(page)


def test_what_differed_is_said_once_and_the_visit_is_put_right(support):
    visit = support.begun()
    for key, answer in (("differed", True), ("length", "whole"), ("from_time", "8:30"), ("until_time", "3.15pm")):
        sheets.save(visit.record.sheet, key, answer, at=NOW)
    records.send(visit.record, **support.by(support.leader))
    visit.refresh_from_db()
    hours = [localtime(moment).strftime("%H:%M") for moment in (visit.starts_at, visit.ends_at)]
    assert (hours, visit.half_days, visit.state) == (["08:30", "15:15"], 2, VisitState.HELD)
    assert Away.objects.get(stay=visit.pk).half_days == 2
    assert Event.objects.get(verb="put_right").note == "8:30am to 3:15pm, 1 day; planned: ½ day"


@pytest.mark.parametrize(
    ("differed", "text"),
    [
        ({"length": "whole"}, "½ day of what was agreed is left for it"),
        ({"length": "half", "until_time": "8:00"}, "must end after it began"),
    ],
)
def test_more_than_was_agreed_or_an_impossible_hour_sends_nothing_and_loses_nothing(support, differed, text):
    visit = support.begun(support.planned(support.agreed(half_days=1)))
    given = {"differed": True, "from_time": "9:00", "until_time": "12:00", **differed}
    for key in ("length", "from_time", "until_time"):
        sheets.save(visit.record.sheet, key, given[key], at=NOW)
    sheets.save(visit.record.sheet, "differed", True, at=NOW)
    before = Message.objects.count()
    with pytest.raises(corrections.NotWithinAgreed, match=text):
        records.send_both(visit, **support.by(support.leader))
    record = VisitRecord.objects.get()
    assert (record.state, record.sheet.sealed_at, Message.objects.count()) == ("draft", None, before)


def test_the_next_visit_is_planned_with_the_same_press(tom, support):
    visit = support.begun()
    sheets.save(visit.record.sheet, "next_day", "2026-11-24", at=NOW)
    check = reverse("leader-write-up-check", args=[visit.pk])
    assert "Plan the next visit too: Tuesday 24 November 2026 at 9am, ½ day" in said(tom.get(check))
    for _ in range(2):
        tom.post(check, {"plan_next": "on"})
    after = Visit.objects.exclude(pk=visit.pk).get()
    assert localtime(after.starts_at).strftime("%d %H:%M") == "24 09:00"
    assert VisitRecord.objects.get().state == "sent"


def test_without_the_tick_or_beyond_the_agreed_days_it_is_sent_and_no_visit_is_planned(tom, support):
    visit = support.begun(support.planned(support.agreed(half_days=1)))
    sheets.save(visit.record.sheet, "next_day", "2026-11-24", at=NOW)
    check = reverse("leader-write-up-check", args=[visit.pk])
    answer = said(tom.post(check, {"plan_next": "on"}, follow=True))
    assert "The next visit is not planned yet. Agreed: ½ day. Left to plan: 0 days." in answer
    assert (VisitRecord.objects.get().state, Visit.objects.count()) == ("sent", 1)


def test_facts_of_the_last_visit_are_filled_in_and_judgements_only_shown(tom, support):
    visit = support.begun(support.planned(day=9))
    sheets.save(visit.record.sheet, "people_met", "The head of English and her team", at=NOW)
    records.send_both(Visit.objects.get(), **support.by(support.leader))
    later = support.planned(Deployment.objects.get(), day=10)
    start = tom.post(reverse("leader-write-up-begin", args=[later.pk]))["Location"]
    assert start == reverse("leader-write-up", args=[later.pk, "record", "facts"])
    assert 'value="The head of English and her team"' in tom.get(start).content.decode()
    assert not later.record.sheet.answers.exists()
    evaluation = said(tom.get(reverse("leader-write-up", args=[later.pk, "evaluation", "evaluation"])))
    assert "On your last visit the objectives stood at: <strong>green</strong>" in evaluation


def test_above_each_half_stand_the_names_of_those_who_will_read_it(tom, support):
    visit = support.planned()
    start = tom.post(reverse("leader-write-up-begin", args=[visit.pk]))["Location"]
    record = said(tom.get(start))
    evaluation = said(tom.get(reverse("leader-write-up", args=[visit.pk, "evaluation", "evaluation"])))
    office = "The office of Swaledale Alliance (Margaret Alderson)"
    for who in ("Tom Raine, the System Leader", "Susan Iveson, headteacher of Leyburn Primary School", office):
        assert who in record
        assert who in evaluation
    assert "<li>Kate Lister, English lead</li>" in record
    assert "<li>Kate Lister" not in evaluation
    assert "Never shown to the colleague helped, Kate Lister" in evaluation


def test_sending_both_halves_asks_a_fixed_number_of_questions(support, query_count):
    visit = support.begun(support.planned(day=9))
    with query_count() as first:
        records.send_both(visit, **support.by(support.leader))
    for day in (10, 11):
        visit = support.planned(Deployment.objects.get(), day=day)
    many = [{"what": f"Action {number}"} for number in range(9)]
    record, half = records.begin(visit, **support.by(support.leader))
    rated = dict.fromkeys(record.sheet.lists["actions"] and [row for row, _ in record.sheet.lists["actions"]], "done")
    fill(record.sheet, NOW, actions=many, last_actions=rated)
    fill(half.sheet, NOW)
    visit = Visit.objects.get(pk=visit.pk)
    with query_count() as later:
        records.send_both(visit, **support.by(support.leader))
    assert len(later) <= len(first) + 2  # two more: what became of the earlier actions is read and written
    assert len(first) <= 80


def test_a_likely_pupils_name_is_warned_of_and_stops_nothing(tom, support):
    visit = support.begun()
    page = reverse("leader-write-up", args=[visit.pk, "record", "record"])
    typed = {"notes": "We read with Kate. A boy called Oliver could not sit still.", "strengths": "The talk."}
    answer = said(tom.post(page, typed, follow=True))
    assert "“Oliver” may be the name of a pupil" in answer
    check = reverse("leader-write-up-check", args=[visit.pk])
    assert "“Oliver” in Notes" in said(tom.get(check))
    clear = reverse("leader-write-up-name", args=[visit.pk, "record"])
    assert "Oliver” in Notes" not in said(tom.post(clear, {"name": "Oli\x00ver"}, follow=True))
    tom.post(check)
    assert VisitRecord.objects.get().state == "sent"


def test_the_check_of_the_write_up_asks_no_more_for_more_actions(tom, support, query_count):
    visit = support.begun()
    check = reverse("leader-write-up-check", args=[visit.pk])
    with query_count() as queries:
        tom.get(check)
    assert len(queries) <= 30 + OPENING
