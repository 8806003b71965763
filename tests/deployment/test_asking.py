"""Whom an agreement waits for: reminded in time, and no more; the office hears when the day passes, and moves it."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from drystone.deployment import asking, consents
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from tests.clock import LONDON, NOW
from tests.supporting_pages import account, said


@pytest.fixture
def office(support):
    return account(support.margaret)


def on(day: int, hour: int = 7) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=LONDON)


def reminded() -> list[str]:
    return sorted(Message.objects.filter(kind="deployment.consent_reminded").values_list("to_name", flat=True))


def test_each_party_is_reminded_before_the_day_and_after_it_and_no_more(support):
    agreement = support.drawn_up()
    support.agree(agreement, "home")
    consents.ask_question(support.consent(agreement, "receiving"), "Which mornings?", **support.by(support.susan))
    for day, hours in ((11, 12), (16, 7)):
        assert asking.remind_late(at=on(day, hours)) == 0
    for day in (17, 17, 18, 20):
        asking.remind_late(at=on(day))
    assert reminded() == ["Margaret Alderson", "Tom Raine"], "who asked something waits for the office"
    asking.remind_late(at=on(23))
    asking.remind_late(at=datetime(2027, 3, 1, 7, tzinfo=LONDON))
    assert reminded() == sorted(["Margaret Alderson", "Tom Raine"] * 2)


def test_the_office_hears_once_that_the_day_has_passed_and_nothing_runs_out(support):
    agreement = support.drawn_up()
    support.agree(agreement, "home", "alliance", "leader")
    assert asking.tell_late(at=on(18)) == 0
    assert [asking.tell_late(at=on(day)) for day in (19, 19, 25)] == [1, 0, 0]
    letter = Message.objects.get(kind="deployment.agreement_late")
    assert "Still waited for: Susan Iveson." in letter.text
    assert support.sign(support.consent(agreement, "receiving")).state == "agreed"


def test_more_time_moves_the_day_and_the_reminders_with_it(office, support):
    agreement = support.drawn_up()
    asking.remind_late(at=on(17))
    here = reverse("office-agreement-time", args=[agreement.pk])
    assert "still to come" in said(office.post(here, {"until": "2026-11-10"}))
    office.post(here, {"until": "2026-11-27"})
    shown = said(office.get(reverse("office-deployment", args=[agreement.deployment_id])))
    assert "gave the parties until Friday 27 November 2026 to answer" in shown
    agreement.refresh_from_db()
    assert agreement.answer_by == date(2026, 11, 27)
    assert asking.tell_late(at=on(19)) == 0
    asking.remind_late(at=on(26))
    assert reminded().count("Susan Iveson") == 2
    support.agree(agreement)
    with pytest.raises(asking.CannotExtend, match="Nobody is asked"):
        asking.extend(agreement, date(2026, 12, 1), **support.office)


def test_the_office_reminds_whose_turn_it_is_once_a_day(office, support):
    agreement = support.drawn_up()
    consent = support.consent(agreement, "receiving")
    here = reverse("office-consent-reminder", args=[consent.pk])
    assert "Susan Iveson has been reminded." in said(office.post(here, follow=True))
    assert "Susan Iveson was reminded today." in said(office.post(here, follow=True))
    support.sign(consent)
    with pytest.raises(asking.CannotRemind, match="is not waited for"):
        asking.remind_now(support.consent(agreement, "receiving"), by=support.margaret, at=NOW + timedelta(days=1))
    with pytest.raises(NotAllowed):
        asking.remind_now(support.consent(agreement, "home"), **support.by(support.susan))
    assert reminded() == ["Susan Iveson"]


def test_the_day_to_answer_is_said_as_a_day(support):
    agreement = support.drawn_up()
    assert asking.next_reminder(agreement, date(2026, 11, 17)) == date(2026, 11, 23)
    assert asking.next_reminder(agreement, date(2026, 11, 24)) is None
