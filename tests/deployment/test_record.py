"""One write-up, two documents, two audiences; what is sent changes only by an addendum."""

from datetime import timedelta

import pytest

from drystone.deployment import concerns, deployments, fates, records, reviews
from drystone.deployment.models import AgreedAction, Concern, Deployment, Review, VisitEvaluation, VisitRecord
from drystone.history import events
from drystone.jobs.demonstration.filling import fill
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people import links
from drystone.people.roles import Role
from drystone.questions import reader, sheets
from tests import cast
from tests.clock import NOW

EVERYBODY = ("margaret", "leader", "ann", "susan", "kate")


def readers(support, rows) -> list[str]:
    """Who of the cast finds a row."""
    return [who for who in EVERYBODY if rows.visible_to(getattr(support, who), on=cast.TODAY).exists()]


def test_a_write_up_begun_is_the_leaders_alone(support):
    support.begun()
    assert readers(support, VisitRecord.objects) == ["leader"]
    assert readers(support, VisitEvaluation.objects) == ["leader"]


def test_a_record_sent_is_read_by_office_leader_receiving_head_and_the_colleague_helped(support):
    support.written_up()
    assert readers(support, VisitRecord.objects) == ["margaret", "leader", "susan", "kate"]


def test_an_evaluation_is_read_by_office_leader_and_receiving_head_and_never_by_the_colleague(support):
    support.written_up()
    assert readers(support, VisitEvaluation.objects) == ["margaret", "leader", "susan"]


def test_the_home_head_reads_what_the_alliance_says_she_may(support):
    support.written_up()
    support.alliance.home_heads_read_records_since = support.alliance.home_heads_read_evaluations_since = NOW
    support.alliance.save()
    assert "ann" in readers(support, VisitRecord.objects)
    assert "ann" in readers(support, VisitEvaluation.objects)


@pytest.mark.parametrize("where", ["leyburn", "reeth"])
def test_a_colleague_helped_who_is_also_a_head_never_reads_the_evaluation(support, where):
    support.alliance.home_heads_read_evaluations_since = NOW
    support.alliance.save()
    cast.post(support.kate, Role.HEAD, support.alliance, getattr(support, where))
    support.kate = cast.acting(support.kate)
    support.written_up()
    assert "kate" not in readers(support, VisitEvaluation.objects)
    assert not Message.objects.filter(kind="deployment.evaluation_given", to_address=support.kate.email).exists()


def test_one_of_the_office_who_is_herself_helped_does_not_read_the_evaluation(support):
    cast.post(support.kate, Role.QUALITY, support.alliance)
    support.kate = cast.acting(support.kate)
    support.written_up()
    assert "kate" not in readers(support, VisitEvaluation.objects)


def test_an_evaluation_is_read_where_no_colleague_is_named(support):
    support.written_up()
    Deployment.objects.update(supported=None)
    assert readers(support, VisitEvaluation.objects) == ["margaret", "leader", "susan"]


def test_a_head_named_as_the_colleague_helped_loses_her_link_to_evaluations(support):
    visit = support.written_up()
    assert support.link(support.susan, "visit-evaluation").revoked_at is None
    deployments.name_supported(visit.deployment, support.susan, role="Head", **support.office)
    assert support.link(support.susan, "visit-evaluation").revoked_at == NOW


def test_another_alliance_sees_nothing(support):
    support.written_up()
    stranger = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Ruth Kearton")
    for rows in (VisitRecord.objects, VisitEvaluation.objects, Deployment.objects, Review.objects):
        assert not rows.visible_to(stranger, on=cast.TODAY).exists()


def test_the_first_record_makes_the_deployment_under_way(support):
    assert support.written_up().deployment.state == "under_way"


def test_nothing_is_written_up_before_the_day(support):
    visit = support.planned(day=17)
    support.begun(visit)
    with pytest.raises(records.NotHeld, match="has not taken place"):
        records.send(visit.record, **support.by(support.leader))
    assert VisitRecord.objects.get().state == "draft"
    assert not VisitRecord.objects.get().sheet.sealed_at


def test_without_a_colleague_the_record_goes_to_the_headteacher_whose_word_on_it_counts(support):
    support.begun()
    Deployment.objects.update(supported=None)
    record = records.send(VisitRecord.objects.get(), **support.by(support.leader))
    assert Message.objects.get(kind="deployment.record_sent").to_address == support.susan.email
    assert records.confirm(record, **support.by(support.susan)).state == "confirmed"


def test_where_neither_colleague_nor_headteacher_is_known_it_has_nobody_to_go_to(support):
    visit = support.begun()
    Deployment.objects.update(supported=None)
    support.susan.posts.update(ends=NOW.date() - timedelta(days=1))
    with pytest.raises(records.NobodySupported):
        records.send(VisitRecord.objects.get(), **support.by(support.leader))
    visit.refresh_from_db()
    assert visit.state == "planned"


def test_only_the_leader_writes_and_sends(support):
    visit = support.planned()
    with pytest.raises(NotAllowed):
        records.begin(visit, **support.office)
    support.begun(visit)
    for stranger in (support.margaret, support.susan, support.ann):
        with pytest.raises(NotAllowed):
            records.send(VisitRecord.objects.get(), **support.by(stranger))


def test_begun_twice_it_is_the_same_two_documents(support):
    visit = support.planned()
    first = records.begin(visit, **support.by(support.leader))
    assert records.begin(visit, **support.by(support.leader)) == first


def test_sent_twice_it_is_sent_once(support):
    visit = support.written_up()
    with pytest.raises(AlreadyMoved):
        records.send(VisitRecord.objects.get(), **support.by(support.leader))
    with pytest.raises(AlreadyMoved):
        records.give_evaluation(visit.evaluation, **support.by(support.leader))
    assert Message.objects.filter(kind="deployment.record_sent").count() == 1


def test_a_sent_record_does_not_change_any_more(support):
    record = support.written_up().record
    with pytest.raises(sheets.Sealed):
        sheets.save(record.sheet, "notes", "Something else", at=NOW)
    assert sheets.is_intact(record.sheet)


def test_an_addendum_is_added_once_and_its_reader_is_told(support):
    record = support.written_up().record
    for _ in range(2):
        records.amend(record, "It was year 5, not year 4.", **support.by(support.leader))
    assert list(record.lines.values_list("kind", "text")) == [("addendum", "It was year 5, not year 4.")]
    assert Message.objects.filter(kind="deployment.record_sent").count() == 2
    with pytest.raises(NotAllowed):
        records.amend(record, "x", **support.by(support.susan))


def test_a_disputed_record_is_told_to_leader_and_office_and_settled_by_the_office(support):
    record = support.written_up().record
    records.dispute(record, "We did not meet the maths lead.", **support.by(support.kate))
    told = Message.objects.filter(kind__startswith="deployment.record_disputed").values_list("to_address", flat=True)
    assert set(told) == {support.leader.email, support.margaret.email}
    records.settle(record, note="Spoken to both.", **support.office)
    assert records.confirm(record, line="Thank you.", **support.by(support.kate)).state == "confirmed"


def test_nobody_confirms_for_the_colleague(support):
    record = support.written_up().record
    for stranger in (support.susan, support.leader, support.margaret):
        with pytest.raises(NotAllowed):
            records.confirm(record, **support.by(stranger))


def test_the_actions_of_the_last_visit_come_back_to_be_ticked_off(support):
    visit = support.written_up()
    later = support.begun(support.planned(Deployment.objects.get(), day=11))
    assert visit.record.sheet.lists["actions"] == []
    (action,) = AgreedAction.objects.all()
    said = "Plan the next unit together (English lead, by Tuesday 24 November 2026)"
    assert later.record.sheet.lists["actions"] == [[str(action.pk), said]]


def test_a_concern_becomes_a_record_of_its_own_and_leaves_the_evaluation(support):
    visit = support.written_up(raises_concern="yes", concern_note="Nobody answers my e-mails.")
    assert sheets.value(Concern.objects.get().sheet, "summary") == "Nobody answers my e-mails."
    assert "e-mails" not in str(reader.read(visit.evaluation.sheet))
    assert not Message.objects.filter(text__contains="Nobody answers").exists()


def test_a_concern_is_told_to_and_seen_by_the_manager_and_the_quality_lead_alone(support):
    quality, coordinator = support.quality(), support.coordinator()
    support.written_up(raises_concern="yes", concern_note="Nobody answers my e-mails.")
    told = Message.objects.filter(kind="deployment.concern_raised").values_list("to_address", flat=True)
    assert set(told) == {support.margaret.email, quality.email}
    people = (support.margaret, quality, coordinator, support.leader, support.susan, support.ann, support.kate)
    sees = [p.name for p in people if Concern.objects.visible_to(p, on=cast.TODAY).exists()]
    assert sees == ["Margaret Alderson", "Priya Raman"]
    with pytest.raises(NotAllowed):
        concerns.resolve(Concern.objects.get(), "other", note="x", **support.by(coordinator))


def test_a_concern_is_not_told_in_the_history_of_its_deployment(support):
    deployment = support.written_up(raises_concern="yes", concern_note="Nobody answers my e-mails.").deployment
    assert not events.of(deployment).filter(record_type="deployment.concern").exists()
    concern = concerns.resolve(Concern.objects.get(), "put_right", note="Spoken to the head.", **support.office)
    assert list(events.of(concern).values_list("verb", flat=True)) == ["raised", "resolve"]


def test_a_finished_deployment_asks_the_receiving_head_what_changed(support):
    review = support.finished()
    assert (review.asked, review.deployment.state) == (support.susan, "evaluation_due")
    assert Message.objects.get(kind="deployment.evaluation_asked").to_address == support.susan.email


def test_nothing_is_finished_while_a_visit_is_planned(support):
    support.written_up()
    support.planned(Deployment.objects.get(), day=17)
    with pytest.raises(fates.VisitsOpen):
        deployments.finish(Deployment.objects.get(), **support.office)


def test_the_evaluation_closes_the_deployment_and_its_request(support):
    deployment = Deployment.objects.get(pk=support.evaluated().deployment_id)
    assert (deployment.state, deployment.request.state) == ("closed", "met")


def test_a_head_who_came_later_gives_the_evaluation_all_the_same(support):
    visit = support.written_up()
    support.susan.posts.update(ends=NOW.date() - timedelta(days=1))
    support.susan = support.another_head(support.leyburn, "Neil Prudhoe")
    deployments.finish(visit.deployment, **support.office)
    review = Review.objects.get(kind="deployment")
    fill(review.sheet, NOW, signature={"name": "Neil Prudhoe", "role": "Headteacher", "agreed": True})
    assert reviews.give(review, **support.by(support.susan)).deployment_id
    assert Deployment.objects.get().state == "closed"


def test_an_evaluation_the_office_does_without_closes_the_deployment_too(support):
    review = support.finished()
    reviews.waive(review, note="The school has closed.", **support.office)
    assert Deployment.objects.get().state == "closed"
    assert support.link(support.susan, "deployment-evaluation").revoked_at == NOW


def test_an_evaluation_that_is_due_is_the_offices_and_hers_who_was_asked(support):
    support.finished()
    assert readers(support, Review.objects.filter(kind="deployment")) == ["margaret", "susan"]


def test_given_it_is_read_by_the_home_head_too_but_not_by_the_leader_or_the_colleague(support):
    support.evaluated()
    assert readers(support, Review.objects.filter(kind="deployment")) == ["margaret", "ann", "susan"]


def test_a_late_write_up_is_reminded_of_on_its_day_and_a_week_on(support):
    support.planned()
    due = NOW + timedelta(days=6)  # the visit of Tuesday 10 November, five working days on
    assert records.remind_late(at=due - timedelta(days=1)) == 0
    assert [records.remind_late(at=due) for _ in range(2)] == [1, 0]
    assert [records.remind_late(at=due + timedelta(days=7)) for _ in range(2)] == [1, 0]
    assert records.remind_late(at=due + timedelta(days=20)) == 0


def test_a_late_evaluation_is_reminded_of_on_its_day_and_a_week_on(support):
    due = support.finished().due_on
    at = NOW + timedelta(days=(due - NOW.date()).days)
    assert reviews.remind_late(at=at - timedelta(days=1)) == 0
    assert [reviews.remind_late(at=at) for _ in range(2)] == [1, 0]
    assert [reviews.remind_late(at=at + timedelta(days=7)) for _ in range(2)] == [1, 0]


def test_delivered_days_never_exceed_agreed_ones(support):
    deployment = support.agreed(half_days=2)
    support.written_up(support.planned(deployment, half_days=2))
    with pytest.raises(Exception, match=r"Agreed: 1 day\. Left to plan: 0 days\."):
        support.planned(Deployment.objects.get(), day=11)


def test_whoever_was_named_by_mistake_reads_no_record_any_more_and_the_head_still_does(support):
    record = support.written_up().record
    for person, closed in ((support.kate, True), (support.susan, False)):
        here = Deployment.objects.get()
        deployments.name_supported(here, person, role="Teacher", **support.office)
        link = links.invite(person, "visit-record", record, alliance=support.alliance, by=None, at=NOW)
        deployments.name_supported(here, cast.person(f"After {person}"), role="Teacher", **support.office)
        link.refresh_from_db()
        assert (link.revoked_at is not None) == closed
