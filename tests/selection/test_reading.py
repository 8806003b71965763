"""The reading room and the interview, pressed as panel members press them."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.selection.models import (
    Interview,
)
from tests.selection.pressing import words
from tests.selection.stage import (
    AFTER,
    Stage,
    fill,
    given,
    held,
    rated,
    scored,
    shortlisted,
    submitted,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_an_assessor_reads_scores_and_locks(at: Stage):
    application = submitted(at)
    given(at, application)
    assessment = scored(at, application, at.panel[2])
    client = sign_in(Client(), at.panel[2])
    said = words(client.get(reverse("panel-assessment", args=[assessment.pk])))
    assert "Reading went up." in said
    assert "She is very good." in said
    assert Event.objects.filter(verb="looked").count() == 1
    lock = reverse("panel-assessment-lock", args=[assessment.pk])
    assert "Lock my scores" in words(client.get(lock))
    for _ in range(2):
        assert client.post(lock).status_code == 302
    assessment.refresh_from_db()
    assert assessment.state == "locked"
    section = reverse("panel-assessment-section", args=[assessment.pk, "scores"])
    assert client.post(section, {}).status_code in (302, 409)


def test_the_reason_against_is_not_for_the_panel(at: Stage, office: Client):
    application = submitted(at)
    reference = given(at, application, has_reason_against="yes", reason_against="CANARY against")
    assessment = scored(at, application, at.panel[2])
    client = sign_in(Client(), at.panel[2])
    assert "CANARY" not in client.get(reverse("panel-assessment", args=[assessment.pk])).content.decode()
    assert "CANARY against" in words(office.get(reverse("office-reference", args=[reference.pk])))


def test_a_conflict_closes_the_page(at: Stage):
    application = submitted(at)
    assessment = scored(at, application, at.panel[2])
    client = sign_in(Client(), at.panel[2])
    conflict = reverse("panel-assessment-conflict", args=[assessment.pk])
    assert "Say in a few words" in words(client.post(conflict, {"choice": "other"}))
    client.post(conflict, {"choice": "family"})
    assert client.get(reverse("panel-assessment", args=[assessment.pk])).status_code == 404
    assert words(client.get(reverse("panel-home")))


def test_an_assessor_does_not_open_what_is_another_assessors(at: Stage):
    assessment = scored(at, submitted(at), at.panel[2])
    client = sign_in(Client(), at.panel[3])
    assert client.get(reverse("panel-assessment", args=[assessment.pk])).status_code == 404


def test_the_panel_marks_and_the_chair_minutes(at: Stage, clock):
    application = shortlisted(at)
    interview = held(at, application)
    clock.move_to(AFTER)
    for member in interview.panel.all():
        client = sign_in(Client(), member.person)
        assert "Reading went up." in words(client.get(reverse("panel-interview", args=[interview.pk])))
        answers = rated(member.sheet.form, 2) | {"recommendation": "designate", "feedback": "Convincing."}
        fill(member.sheet, answers, AFTER)
        for _ in range(2):
            assert client.post(reverse("panel-interview-marks", args=[interview.pk])).status_code == 302
    chair = sign_in(Client(), at.heads[0])
    agreement = reverse("panel-interview-agreement", args=[interview.pk])
    form = chair.get(agreement).context["form"]
    assert chair.post(agreement, {name: form[name].initial for name in form.fields}).status_code == 302
    assert sign_in(Client(), at.panel[2]).get(agreement).status_code == 404
    assert Interview.objects.get().agreed is not None
