"""A decision that was prepared is dropped before anybody is told of it."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.reports import waiting
from drystone.selection import decisions, outcomes, releases, together
from drystone.selection.independence import Tied
from drystone.selection.models import Application, Decision
from drystone.selection.outcomes import CannotDecide
from tests import cast
from tests.selection.pressing import not_shortlisted, with_reference, words
from tests.selection.stage import DECIDED, Stage, checked, for_two_areas, interviewed
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
WHY = "It was meant for somebody else."


def drop(at: Stage, decision: Decision, reason: str = WHY) -> Decision:
    return decisions.drop(decision, reason, by=at.manager, at=DECIDED)


def test_dropped_it_is_not_released_and_the_application_waits_for_a_decision_again(at: Stage):
    application = for_two_areas(at)
    drop(at, checked(at, application))
    mail = Message.objects.count()
    assert releases.release_round(at.round, by=at.manager, at=DECIDED) == 0
    assert (Message.objects.count(), outcomes.standing(application)) == (mail, {})
    assert "application-to-decide" in {each.kind for each in waiting.for_office(at.alliance, at=DECIDED)}
    assert events.of(application).get(verb="drop").note == WHY


def test_prepared_anew_it_is_seen_anew_by_a_second_person(at: Stage):
    application = interviewed(at)
    decision = drop(at, checked(at, application))
    decisions.prepare(application, "designate", by=at.second, at=DECIDED)
    decision.refresh_from_db()
    assert (decision.state, decision.checked_by, decision.wording) == ("prepared", None, "")
    with pytest.raises(NotAllowed):
        decisions.check(decision, by=at.second, at=DECIDED)


def test_what_was_released_or_has_no_reason_is_not_dropped(at: Stage):
    decision = checked(at)
    with pytest.raises(CannotDecide, match="why it is dropped"):
        drop(at, decision, " ")
    other = Decision.objects.get()
    decisions.release(decision, by=at.manager, at=DECIDED)
    with pytest.raises(AlreadyMoved):
        drop(at, other)


def test_no_colleague_of_the_applicant_drops_it(at: Stage):
    decision = checked(at)
    cast.post(at.manager, Role.STAFF, at.alliance, at.school)
    with pytest.raises(Tied):
        decisions.drop(decision, WHY, by=cast.acting(at.manager), at=DECIDED)


def test_those_whose_no_was_dropped_are_told_it_together_after_all(at: Stage):
    application = not_shortlisted(at, with_reference(at))
    drop(at, checked(at, application, "unsuccessful", feedback="More evidence."))
    found = Application.objects.get()
    said = {"reason": "impact", "feedback": "Show us what changed."}
    together.decide_against(found, **said, by=at.manager, at=DECIDED)
    assert Decision.objects.get().state == "prepared"


def test_on_the_page_it_is_dropped_with_the_reason_and_twice_is_once(at: Stage, clock):
    clock.move_to(DECIDED)
    decision = checked(at)
    office, here = sign_in(Client(), at.manager), reverse("office-application", args=[decision.application_id])
    page = reverse("office-decision-dropping", args=[decision.pk])
    assert page in office.get(here).content.decode()
    assert "This field is required" not in words(office.get(page))
    assert office.post(page, {"reason": ""}).status_code == 200
    for _ in range(2):
        assert office.post(page, {"reason": WHY}).status_code == 302
    said = words(office.get(here))
    assert "Waiting for the office to prepare the decision, due by" in said
    assert "Prepare the decision" in said
    assert "Prepared by" not in said
    assert said.count(WHY) == 1
