"""The release of a round's decisions: together, now or at the set time, without those held back or overtaken."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.jobs.benchmarking import released_round
from drystone.jobs.benchmarking.building import Built
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.register.models import Designation
from drystone.selection import applications, assessments, decisions, releases
from drystone.selection.models import Application, Decision, Reference, Round
from drystone.selection.outcomes import CannotDecide
from drystone.selection.sentences import waiting_for
from tests import cast
from tests.selection.pressing import cost, not_shortlisted, with_reference, words
from tests.selection.stage import (
    DECIDED,
    LATER,
    Stage,
    applicant,
    checked,
    interviewed,
    known_head,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
MOMENT = timedelta(minutes=1)
FRIDAY = DECIDED + timedelta(days=3)


def no(at: Stage, name: str = "Rosie Metcalfe") -> Decision:
    """Not shortlisted; prepared and seen."""
    application = not_shortlisted(at, with_reference(at, name))
    return checked(at, application, "unsuccessful", feedback="More evidence.")


def states() -> dict[str, str]:
    return dict(Decision.objects.values_list("application__person__name", "state"))


def told(kind: str) -> list[str]:
    """To whom a kind of message was written, and what."""
    rows = Message.objects.filter(kind=f"selection.{kind}").order_by("to_name")
    return list(rows.values_list("to_name", flat=True))


def test_a_round_is_released_all_together_with_its_mail_and_letters_follow_by_the_clock(at: Stage):
    """Features 27: Bulk decisions / bulk actions."""
    no(at)
    no(at, "Tess Hird")
    unseen = not_shortlisted(at, with_reference(at, "Una Bell"))
    decisions.prepare(unseen, "unsuccessful", reason="impact", feedback="x", by=at.manager, at=DECIDED)
    assert releases.release_round(at.round, by=at.manager, at=DECIDED) == 2
    assert releases.release_round(at.round, by=at.manager, at=DECIDED) == 0
    assert states() == {"Rosie Metcalfe": "released", "Tess Hird": "released", "Una Bell": "prepared"}
    assert told("decision_released") == ["Rosie Metcalfe", "Tess Hird"]
    goes = Message.objects.filter(kind="selection.decision_released").values_list("due_at", flat=True)
    assert set(goes) == {DECIDED + MOMENT * 2}
    assert decisions.issue_letters(at=DECIDED + MOMENT) == 2
    assert decisions.issue_letters(at=DECIDED + MOMENT * 2) == 0
    assert told("decision_released") == ["Rosie Metcalfe", "Tess Hird"]


def test_one_that_may_not_be_released_holds_the_whole_round_and_is_named(at: Stage):
    checked(at)
    no(at, "Tess Hird")
    Reference.objects.filter(application__person__name="Rosie Metcalfe").update(supports=False)
    with pytest.raises(CannotDecide, match=r"Nothing was released\. Rosie Metcalfe: There is no given reference"):
        releases.release_round(at.round, by=at.manager, at=DECIDED)
    assert set(states().values()) == {"checked"}


def test_who_withdrew_holds_nobody_up(at: Stage):
    gone = no(at)
    no(at, "Tess Hird")
    person = cast.acting(gone.application.person)
    Application.objects.filter(pk=gone.application_id).update(state="interviewed")
    applications.withdraw(Application.objects.get(pk=gone.application_id), by=person, at=DECIDED)
    assert releases.release_round(at.round, by=at.manager, at=DECIDED) == 1
    assert states() == {"Rosie Metcalfe": "checked", "Tess Hird": "released"}


def test_the_clock_releases_at_the_set_time_and_tells_the_office_what_it_left(at: Stage):
    """Features 27: Bulk decisions / bulk actions."""
    checked(at)
    releases.hold_back(no(at, "Tess Hird"), "We ring her first.", by=at.manager, at=DECIDED)
    unseen = not_shortlisted(at, with_reference(at, "Una Bell"))
    decisions.prepare(unseen, "unsuccessful", reason="impact", feedback="x", by=at.manager, at=DECIDED)
    releases.set_time(at.round, FRIDAY, by=at.manager, at=DECIDED)
    assert releases.release_due(at=FRIDAY - MOMENT) == 0
    assert releases.release_due(at=FRIDAY) == 1
    assert releases.release_due(at=FRIDAY + MOMENT) == 0
    assert states() == {"Rosie Metcalfe": "released", "Tess Hird": "checked", "Una Bell": "prepared"}
    decision = Decision.objects.get(state="released")
    assert (decision.released_at, decision.designation.starts) == (FRIDAY, FRIDAY.date())
    assert told("round_released") == ["Margaret Alderson", "Peter Coates"]
    text = Message.objects.filter(kind="selection.round_released").first().text
    assert [part for part in ("released: 1", "seen them: 1", "held back: 1") if part in text] == [
        "released: 1",
        "seen them: 1",
        "held back: 1",
    ]
    assert Event.objects.get(record_type="selection.round", verb="release").by_name == ""


def test_until_then_the_time_is_moved_and_taken_back(at: Stage):
    no(at)
    releases.set_time(at.round, FRIDAY, by=at.manager, at=DECIDED)
    releases.set_time(at.round, FRIDAY + timedelta(days=1), by=at.second, at=DECIDED)
    assert releases.release_due(at=FRIDAY) == 0
    releases.take_back(at.round, by=at.manager, at=FRIDAY)
    with pytest.raises(CannotDecide, match="No time is set"):
        releases.take_back(at.round, by=at.manager, at=FRIDAY)
    assert releases.release_due(at=FRIDAY + timedelta(days=9)) == 0
    assert set(states().values()) == {"checked"}


def test_no_time_that_has_passed_is_set_and_nobody_else_sets_one(at: Stage):
    with pytest.raises(CannotDecide, match="still to come"):
        releases.set_time(at.round, DECIDED, by=at.manager, at=DECIDED)
    for other in (at.heads[0], applicant("Tess Hird")):
        with pytest.raises(NotAllowed):
            releases.set_time(at.round, FRIDAY, by=other, at=DECIDED)
        with pytest.raises(NotAllowed):
            releases.take_back(at.round, by=other, at=DECIDED)
    Round.objects.filter(pk=at.round.pk).update(state="draft")
    with pytest.raises(CannotDecide, match="not been published"):
        releases.set_time(Round.objects.get(), FRIDAY, by=at.manager, at=DECIDED)


def test_one_that_may_not_stand_at_the_set_time_stops_all_and_the_office_is_told(at: Stage):
    checked(at)
    no(at, "Tess Hird")
    releases.set_time(at.round, FRIDAY, by=at.manager, at=DECIDED)
    Reference.objects.filter(application__person__name="Rosie Metcalfe").update(supports=False)
    assert (releases.release_due(at=FRIDAY), releases.release_due(at=FRIDAY + MOMENT)) == (0, 0)
    assert (set(states().values()), Designation.objects.count()) == ({"checked"}, 0)
    assert told("release_stopped") == ["Margaret Alderson", "Peter Coates"]
    stopped = Event.objects.get(record_type="selection.round", verb="stop_release")
    assert stopped.note.startswith("Nothing was released. Rosie Metcalfe: There is no given reference")


def test_an_alliance_that_is_suspended_releases_nothing(at: Stage):
    no(at)
    releases.set_time(at.round, FRIDAY, by=at.manager, at=DECIDED)
    type(at.alliance).objects.update(suspended_on=DECIDED.date())
    assert releases.release_due(at=FRIDAY) == 0


def test_held_back_it_is_released_neither_with_the_others_nor_alone_until_it_is_let_go(at: Stage):
    """Features 28: Outgoing letters held for a check before sending."""
    decision = no(at)
    with pytest.raises(CannotDecide, match="why it is held back"):
        releases.hold_back(decision, " ", by=at.manager, at=DECIDED)
    for _ in range(2):
        releases.hold_back(decision, "We ring her first.", by=at.manager, at=DECIDED)
    assert Event.objects.filter(verb="hold_back").count() == 1
    assert releases.release_round(at.round, by=at.manager, at=DECIDED) == 0
    with pytest.raises(CannotDecide, match="held back"):
        decisions.release(decision, by=at.manager, at=DECIDED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(state="released", released_at=DECIDED)
    releases.let_go(decision, by=at.second, at=DECIDED)
    assert releases.release_round(at.round, by=at.manager, at=DECIDED) == 1
    with pytest.raises(AlreadyMoved):
        releases.hold_back(decision, "Too late.", by=at.manager, at=DECIDED)


def test_only_the_office_holds_back_and_lets_go(at: Stage):
    decision = no(at)
    for other in (at.heads[0], cast.acting(decision.application.person)):
        with pytest.raises(NotAllowed):
            releases.hold_back(decision, "x", by=other, at=DECIDED)
        with pytest.raises(NotAllowed):
            releases.let_go(decision, by=other, at=DECIDED)


def overtaken(at: Stage) -> Decision:
    """A no that was prepared and seen; then she was shortlisted after all."""
    decision = no(at)
    assessments.shortlist(decision.application, by=at.manager, at=DECIDED + MOMENT)
    interviewed(at, decision.application)
    Application.objects.update(state_since=DECIDED + MOMENT)
    return Decision.objects.get()


def test_a_no_from_before_the_interview_is_not_told_after_it(at: Stage):
    decision = overtaken(at)
    assert releases.release_round(at.round, by=at.manager, at=DECIDED + MOMENT) == 0
    with pytest.raises(CannotDecide, match="moved on since"):
        decisions.release(decision, by=at.manager, at=DECIDED + MOMENT)
    assert waiting_for(decision.application, DECIDED).startswith(
        "Waiting for the office to prepare the decision again"
    )
    again = decisions.prepare(
        decision.application,
        "unsuccessful",
        reason="impact",
        feedback="More evidence.",
        by=at.manager,
        at=DECIDED + MOMENT * 2,
    )
    assert (again.state, again.is_overtaken) == ("prepared", False)


def test_a_second_person_does_not_see_what_was_overtaken(at: Stage):
    application = not_shortlisted(at, with_reference(at))
    decision = decisions.prepare(application, "unsuccessful", reason="impact", feedback="x", by=at.manager, at=LATER)
    Application.objects.update(state_since=DECIDED)
    with pytest.raises(CannotDecide, match="moved on since"):
        decisions.check(Decision.objects.get(pk=decision.pk), by=at.second, at=DECIDED)


def day(moment: Any) -> dict[str, str]:
    return {"on_day": str(moment.day), "on_month": str(moment.month), "on_year": str(moment.year), "clock": "9am"}


def test_the_office_sets_a_time_holds_one_back_and_changes_its_mind_on_the_pages(at: Stage, clock):
    kept, other = no(at), no(at, "Tess Hird")
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    page = reverse("office-round-release", args=[at.round.pk])
    assert "Release 2 decisions" in words(office.get(page))
    time = reverse("office-round-release-time", args=[at.round.pk])
    assert "still to come" in words(office.post(time, day(DECIDED - timedelta(days=1))))
    assert office.post(time, day(FRIDAY)).status_code == 302
    assert "Friday 18 December 2026 at 9am" in words(office.get(page))
    assert "Decisions are released by themselves" in words(office.get(reverse("office-round", args=[at.round.pk])))
    hold = reverse("office-decision-holding", args=[kept.pk])
    assert office.post(hold, {"reason": "We ring her first."}).status_code == 302
    said = words(office.get(page))
    assert "Release 1 decision" in said
    assert "We ring her first." in said
    assert "Held back from the release" in words(office.get(reverse("office-application", args=[kept.application_id])))
    for _ in range(2):
        assert office.post(reverse("office-round-release-withdrawal", args=[at.round.pk])).status_code == 302
    assert office.post(reverse("office-decision-letting-go", args=[kept.pk])).status_code == 302
    assert "Release 2 decisions" in words(office.get(page))
    assert states() == {kept.application.person.name: "checked", other.application.person.name: "checked"}


def test_a_release_is_of_exactly_what_was_looked_at(at: Stage, clock):
    decision = no(at)
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    page = reverse("office-round-release", args=[at.round.pk])
    seen = office.get(page).context["mark"]
    decisions.prepare(
        decision.application, "unsuccessful", reason="impact", feedback="Other.", by=at.manager, at=DECIDED + MOMENT
    )
    decisions.check(Decision.objects.get(), by=at.second, at=DECIDED + MOMENT)
    assert "Something changed meanwhile" in words(office.post(page, {"sure": seen}))
    assert set(states().values()) == {"checked"}
    for _ in range(2):
        assert office.post(page, {"sure": office.get(page).context["mark"]}).status_code in (200, 302)
    assert set(states().values()) == {"released"}


def test_the_page_of_the_release_asks_as_much_for_three_as_for_one(at: Stage, clock, query_count):
    no(at)
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    page = reverse("office-round-release", args=[at.round.pk])
    one = cost(office, page, query_count)
    for name in ("Tess Hird", "Una Bell"):
        no(at, name)
    assert cost(office, page, query_count) == one <= 12


@pytest.mark.parametrize(("number", "most"), [(1, 22), (5, 67)])
def test_what_a_release_reads_it_reads_for_all_decisions_at_once(at: Stage, query_count, number: int, most: int):
    """Nine questions for all; to write a yes down takes thirteen more, a no six: one yes, or four and a no."""
    head = known_head(at)
    whose = {at.alliance.pk: [at.school]}, {}, {at.school.pk: head.pk}, {at.alliance.pk: at.manager.pk}
    released_round.prepare(Built(DECIDED, [at.alliance], *whose), number)
    round_ = Round.objects.select_related("alliance").get(title=released_round.TITLE)
    with query_count() as counted:
        assert releases.release_round(round_, by=at.manager, at=DECIDED) == number
    assert len(counted) == most
    assert len(told("decision_released")) == number
    assert Message.objects.filter(kind="register.release_asked").count() == 0
    decisions.issue_letters(at=DECIDED + MOMENT)
    assert Message.objects.filter(kind="register.release_asked").count() == Designation.objects.count()
