"""The office closes: what did not take place, what is missing, what is taken up again."""

import pytest
from django.urls import reverse

from drystone.deployment import closing, days, deployments, following_up, reviews, undoing
from drystone.deployment.models import Closing, Deployment, Review, Visit, Why
from drystone.deployment.queries import would_have_again
from drystone.deployment.sentences import waiting_for
from drystone.history.models import Event
from drystone.jobs.demonstration.filling import fill
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.questions import sheets
from drystone.register import promises
from tests.clock import NOW
from tests.deployment.reviewing import given, moment, of, readers
from tests.supporting import SIGNATURE, Support
from tests.supporting_pages import account


def nothing_held(support: Support) -> Review:
    """Everybody agreed, and no visit ever came of it."""
    deployments.finish(support.agreed(), **support.office)
    return of("deployment")


def test_that_it_did_not_take_place_is_an_answer_and_leaves_the_rest_unasked(support):
    review = nothing_held(support)
    fill(review.sheet, NOW, pages=0, took_place="no", why_not="no_dates")
    sheets.prefill(review.sheet, {"took_place": "no", "why_not": "no_dates", "signature": SIGNATURE}, NOW)
    assert sheets.problems(review.sheet) == []
    reviews.give(review, **support.by(support.susan))
    assert Deployment.objects.get().state == "evaluation_due", "it waits for the office"
    assert closing.what_came_in(Deployment.objects.get()).outcome == "not_taken_place"
    assert not Message.objects.filter(kind__in=("deployment.evaluation_copied", "deployment.evaluation_summed_up"))
    rows = Review.objects.filter(pk=review.pk)
    assert readers(support, rows) == {"margaret", "susan"}
    assert not (rows.with_summary_for(support.leader) | rows.of_leader()).exists()


def test_closed_as_not_having_taken_place_the_days_are_free_and_so_is_the_request(support):
    given(support, nothing_held(support), took_place="no")
    closing.close(Deployment.objects.get(), Closing.Outcome.NOT_TAKEN_PLACE, **support.office)
    deployment = Deployment.objects.get()
    assert (deployment.state, deployment.request.state) == ("closed", "accepted")
    assert not deployment.request.offers.filter(state="chosen").exists()
    assert not promises.promised_for(deployment).exists()


def test_what_did_not_take_place_is_rated_nowhere_and_not_followed_up(support):
    given(support, nothing_held(support), took_place="no")
    closing.close(Deployment.objects.get(), Closing.Outcome.NOT_TAKEN_PLACE, **support.office)
    assert would_have_again(support.alliance.pk, [support.tom.person_id]) == {}
    assert following_up.ask_due(at=moment(2027, 5, 11)) == 0


def test_visits_that_are_recorded_as_held_speak_against_it(support):
    given(support, support.finished(), took_place="no")
    deployment = Deployment.objects.get()
    assert deployment.state == "evaluation_due"
    assert "Yet 1 visit is recorded as held." in closing.what_came_in(deployment).missing
    with pytest.raises(closing.NotYet, match="recorded as held"):
        closing.close(deployment, Closing.Outcome.NOT_TAKEN_PLACE, **support.office)


def test_an_evaluation_does_not_close_a_deployment_of_which_a_record_is_missing(support):
    visit = support.begun()
    Visit.objects.filter(pk=visit.pk).update(state="held")
    Deployment.objects.update(state="under_way")
    deployments.finish(Deployment.objects.get(), **support.office)
    given(support, of("deployment"))
    deployment = Deployment.objects.get()
    assert deployment.state == "evaluation_due"
    closing.close(deployment, Closing.Outcome.MET, note="The leader is ill.", **support.office)
    assert Deployment.objects.get().state == "closed"
    assert Closing.objects.get().note == "The leader is ill."


def test_closing_without_an_evaluation_takes_a_reason_and_asks_no_more(support):
    review = support.finished()
    deployment = review.deployment
    with pytest.raises(closing.NotYet, match="Say why"):
        closing.close(deployment, Closing.Outcome.MET, **support.office)
    closing.close(deployment, Closing.Outcome.NOT_SAID, without="The school has closed.", **support.office)
    review.refresh_from_db()
    assert (review.state, Deployment.objects.get().state) == ("not_needed", "closed")
    assert support.link(support.susan, "deployment-evaluation").revoked_at == NOW


def test_a_closed_deployment_is_reopened_for_a_reason_and_keeps_its_earlier_closing(support):
    deployment = support.evaluated().deployment
    with pytest.raises(NotAllowed):
        closing.reopen(deployment, note="No.", **support.by(support.susan))
    closing.reopen(deployment, note="A visit was left out.", **support.office)
    assert Deployment.objects.get().state == "evaluation_due"
    closing.close(Deployment.objects.get(), Closing.Outcome.PARTLY, **support.office)
    was, now = Closing.objects.all()
    assert (was.outcome, was.reopened_because, now.outcome) == ("met", "A visit was left out.", "partly")
    assert Event.objects.filter(verb="reopen", note="A visit was left out.").exists()


def test_work_that_was_stopped_early_is_closed_by_the_office_and_stays_stopped_with_why(support):
    deployment = support.written_up().deployment
    deployments.stop(deployment, reason="leader", text="She moves away.", **support.office)
    page = account(support.margaret).get(reverse("office-deployment-close", args=[deployment.pk])).text
    assert "She moves away." in page
    with pytest.raises(closing.NotYet, match="Say why"):
        closing.close(deployment, Closing.Outcome.PARTLY, **support.office)
    closed = {"note": "Half of it stands.", "without": "Not needed."}
    with pytest.raises(NotAllowed):
        closing.close(deployment, Closing.Outcome.PARTLY, **closed, **support.by(support.susan))
    closing.close(deployment, Closing.Outcome.PARTLY, **closed, **support.office)
    with pytest.raises(AlreadyMoved):
        closing.close(deployment, Closing.Outcome.MET, **support.office)
    row = Closing.objects.get()
    assert (row.outcome, row.note, Why.objects.get().text) == ("partly", "Half of it stands.", "She moves away.")
    work = Deployment.objects.get()
    assert (work.state, work.request.state) == ("stopped_early", "accepted"), "the request stays free for another"
    with pytest.raises(Refused, match="Reopen it first"):
        undoing.take_back_stop(work, **support.office)
    closing.reopen(work, note="Too soon.", **support.office)
    undoing.take_back_stop(work, **support.office)
    assert (work.state, Closing.objects.get().reopened_because) == ("under_way", "Too soon.")


def test_the_page_of_stopped_work_offers_to_close_it_and_then_to_reopen_it(support):
    deployment = support.written_up().deployment
    deployments.stop(deployment, reason="leader", text="She moves.", asks_evaluation=False, **support.office)
    office, here = account(support.margaret), reverse("office-deployment", args=[deployment.pk])
    to_close, to_reopen = (reverse(f"office-deployment-{page}", args=[deployment.pk]) for page in ("close", "reopen"))
    assert to_close in office.get(here).text
    office.post(to_close, {"outcome": "partly", "note": "Half of it stands."})
    after = office.get(here).text
    assert "Half of it stands." in after
    assert (to_close in after, to_reopen in after) == (False, True)


def test_a_finish_without_a_visit_that_is_taken_back_is_as_it_was_agreed(support):
    deployment = support.agreed()
    deployments.finish(deployment, **support.office)
    undoing.take_back_finish(deployment, **support.office)
    assert (deployment.state, days.promised(deployment)) == ("agreed", 6)
    assert waiting_for(deployment, NOW) == "Tom Raine to plan the first visit"
