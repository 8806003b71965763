"""A refusal ends it quietly; what is called off, handed over or moved reaches everybody it should."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.brokering import candidates, offers, queries
from drystone.brokering.models import Enquiry, Offer, SupportRequest
from drystone.deployment import consents, deployments, rearranging, visits
from drystone.deployment.documents import calendar_entry
from drystone.deployment.models import Consent, ConsentWords, Deployment, DeploymentState
from drystone.deployment.rearranging import Why
from drystone.history import events
from drystone.lifecycle import AlreadyMoved
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.register import promises
from tests import cast
from tests.clock import LONDON, NOW
from tests.supporting_pages import account, said

REFUSAL = re.compile(r"refus|declin|said no|not agree", re.IGNORECASE)


def promised(support) -> int:
    return sum(p.half_days for p in promises.promised_for(Deployment.objects.get()))


def refuse_all(support, party: str, reason: str = "We cannot spare him.") -> Deployment:
    agreement = support.drawn_up()
    consent = support.consent(agreement, party)
    consents.refuse(consent, reason=reason, **support.by(cast.acting(consent.person)))
    return Deployment.objects.get()


@pytest.mark.parametrize("party", ["home", "leader", "alliance"])
def test_a_refusal_tells_the_receiving_school_only_that_another_leader_is_sought(support, party):
    deployment = refuse_all(support, party)
    assert deployment.state == "refused"
    letters = Message.objects.filter(to_address=support.susan.email)
    assert letters.filter(kind="deployment.another_sought").count() == 1
    for letter in letters:
        assert "cannot spare" not in letter.text
        if letter.kind != "deployment.consent_asked":
            assert not REFUSAL.search(letter.subject + letter.text), letter.text


def test_a_leader_reads_that_it_does_not_go_ahead_and_not_that_somebody_refused(support):
    deployment = refuse_all(support, "home")
    client = account(support.leader)
    for page in (reverse("leader-home"), reverse("leader-deployment", args=[deployment.pk])):
        shown = said(client.get(page))
        assert "Does not go ahead" in shown
        assert not REFUSAL.search(shown)


def test_the_receiving_head_finds_no_deployment_that_is_only_proposed_or_was_refused(support):
    """By her post as the school's head; as a party she finds it from the day she is asked."""
    proposed = support.proposed()
    head = cast.person("Dinah Fothergill")
    cast.post(head, Role.HEAD, support.alliance, proposed.receiving_school)
    seen = {}
    for state in DeploymentState.values:
        Deployment.objects.filter(pk=proposed.pk).update(state=state)
        seen[state] = Deployment.objects.visible_to(cast.acting(head), on=NOW.date()).exists()
    assert [state for state, is_seen in seen.items() if not is_seen] == ["proposed", "refused"]


def test_a_refusal_names_nobody_to_anybody_but_the_office(support):
    refuse_all(support, "home")
    for letter in Message.objects.filter(kind="deployment.not_going_ahead"):
        assert not REFUSAL.search(letter.subject + letter.text)
    assert Message.objects.get(kind="deployment.refused_office").to_address == support.margaret.email


def test_a_refusal_gives_the_days_back_and_frees_the_request_for_another_leader(support):
    deployment = refuse_all(support, "home")
    assert not promises.promised_for(deployment).exists()
    request = SupportRequest.objects.get()
    assert request.state == "accepted"
    assert Offer.objects.get().state == "stood_down"
    assert queries.ready_to_offer(request) == []
    assert set(Enquiry.objects.values_list("state", flat=True)) == {"stood_down"}
    (tom,) = candidates.why_not(request, "Tom Raine", on=cast.TODAY)
    assert tom.rules == ["They were asked for this request, and it was not possible."]


def test_the_private_reason_is_in_no_history_and_each_look_is_written_down(support):
    deployment = refuse_all(support, "home")
    assert "spare" not in str(list(events.of(deployment).values()))
    assert ConsentWords.objects.get().kind == "reason"


def test_a_refusal_needs_no_reason(support):
    refuse_all(support, "leader", reason="")
    assert not ConsentWords.objects.exists()


def test_refused_twice_it_is_refused_once(support):
    refuse_all(support, "home")
    with pytest.raises(AlreadyMoved):
        consents.refuse(support.consent(Deployment.objects.get().agreements.get(), "home"), **support.by(support.ann))
    assert Message.objects.filter(kind="deployment.refused_office").count() == 1


def test_a_question_reaches_the_office_once_and_its_answer_the_party(support):
    consent = support.consent(support.drawn_up(), "receiving")
    for _ in range(2):
        consents.ask_question(consent, "Which mornings?", **support.by(support.susan))
    assert Message.objects.filter(kind="deployment.party_spoke").count() == 1
    for _ in range(2):
        consents.answer(consent, "Tuesdays.", **support.office)
    assert list(consent.words.values_list("kind", "text")) == [
        ("question", "Which mornings?"),
        ("answer", "Tuesdays."),
    ]
    assert Message.objects.filter(kind="deployment.question_answered").count() == 1
    assert support.sign(Consent.objects.get(pk=consent.pk)).state == "agreed"


def test_a_deployment_called_off_takes_its_visits_out_of_every_calendar_and_gives_the_days_back(support):
    visit = support.planned(day=17)
    of_visits = {visit.pk: "called_off"}
    deployments.cancel(Deployment.objects.get(), note="The school closes.", of_visits=of_visits, **support.office)
    visit.refresh_from_db()
    assert (visit.state, visit.moved) == ("cancelled", 1)
    assert not promises.promised_for(visit.deployment).exists()
    assert Message.objects.filter(kind="deployment.visit_cancelled").count() == 3


def test_stopped_early_days_delivered_stay_used_and_the_rest_goes_back(support):
    support.written_up()
    deployments.stop(Deployment.objects.get(), reason="school_asked", text="The head rang.", **support.office)
    assert promised(support) == 1
    assert Offer.objects.get().state == "stood_down"


def test_handed_over_the_next_leaders_deployment_takes_over(support):
    support.written_up()
    first = deployments.hand_over(Deployment.objects.get(), reason="leader", text="Tom is ill.", **support.office)
    hannah = support.add_leader("Hannah Alderson")
    said = support.leader_yes(SupportRequest.objects.get(), hannah)
    offer = offers.offer(said.request, [(hannah, "x")], **support.office)[0]
    second = deployments.propose(offers.choose(offer, **support.by(support.susan)), **support.office)
    first.refresh_from_db()
    assert first.hands_over_to == second


def test_the_database_refuses_to_send_anybody_to_her_own_school(support):
    proposed = support.proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Deployment.objects.filter(pk=proposed.pk).update(receiving_school=proposed.home_school)


def test_proposed_twice_it_is_one_deployment(support):
    offer = support.chosen()
    assert deployments.propose(offer, **support.office) == deployments.propose(offer, **support.office)


def test_every_move_of_deployment_and_consent_has_one_line_of_history(support):
    deployment = support.agreed()
    rows = list(events.of(deployment).exclude(now="").values_list("record_type", "verb"))
    assert rows.count(("deployment.consent", "agree")) == 4
    assert [verb for kind, verb in rows if kind == "deployment.deployment"] == ["draw_up", "agree"]


def test_a_visit_lies_within_the_agreed_dates_and_days(support):
    deployment = support.agreed()
    with pytest.raises(visits.CannotPlan, match="outside the dates"):
        visits.plan(
            deployment,
            starts_at=NOW + timedelta(days=60),
            ends_at=NOW + timedelta(days=60, hours=3),
            half_days=1,
            **support.by(support.leader),
        )
    for day in (10, 17, 24):
        deployment.refresh_from_db()
        support.planned(deployment, day=day, half_days=2)
    with pytest.raises(visits.CannotPlan, match=r"Agreed: 3 days\. Left to plan: 0 days\."):
        support.planned(deployment, day=26)


def test_planned_twice_for_one_moment_it_is_one_visit(support):
    deployment = support.agreed()
    assert support.planned(deployment) == support.planned(Deployment.objects.get())


def test_a_moved_visit_moves_in_every_calendar(support):
    visit = support.planned()
    when = visit.starts_at.astimezone(LONDON) + timedelta(days=2)
    hours = {"starts_at": when, "ends_at": when + timedelta(hours=3)}
    for _ in range(2):
        rearranging.move(visit, **hours, why=Why("clash", "The school asked"), **support.by(support.leader))
    assert visit.moved == 1
    assert Message.objects.filter(kind="deployment.visit_planned").count() == 3
    told = Message.objects.filter(kind="deployment.visit_moved")
    assert [("SEQUENCE:1" in row.calendar, "METHOD:REQUEST" in row.calendar) for row in told] == [(True, True)] * 3
    assert b"SEQUENCE:1" in calendar_entry(visit, at=NOW)
