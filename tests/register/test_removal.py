"""Removal: a notice, time to answer, a second person's decision, an appeal heard by a third; and who reads of it."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.register import designations, past, pauses, removals
from drystone.register.models import Designation, Removal
from drystone.reports import waiting
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.pressing import dated, words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY, LAST = NOW.date(), date(2026, 11, 27)
WHY, SORRY = "Left Leyburn without a word.", "I was in hospital."


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)


class Stage:
    """An alliance with three who manage it, a clerk, a leader and her head."""

    def __init__(self):
        self.alliance = cast.alliance()
        self.margaret = cast.officer(self.alliance)
        self.peter = cast.officer(self.alliance, "Peter Coates", Role.COORDINATOR)
        self.nell = cast.officer(self.alliance, "Nell Spence", Role.COORDINATOR)
        self.clerk = cast.officer(self.alliance, "Colin Thistlethwaite", Role.FINANCE)
        self.school = cast.school()
        self.head = cast.head(self.alliance, self.school)
        self.tom = cast.leader(self.alliance, self.school)
        self.herself = cast.acting(self.tom.person)

    def notice(self) -> Removal:
        return removals.give_notice(self.tom, ground="left_support", why=WHY, answer_by=LAST, by=self.margaret, at=NOW)

    def removed(self) -> Removal:
        return removals.decide(
            removals.answer(self.notice(), SORRY, by=self.herself, at=NOW), "All the same.", by=self.peter, at=NOW
        )

    def appealed(self) -> Removal:
        return removals.appeal(self.removed(), "Nobody asked the hospital.", by=self.herself, at=NOW)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def state(of: Designation) -> tuple[str, str]:
    of.refresh_from_db()
    return of.state, of.ending


def test_from_the_notice_to_the_end_of_the_appeal_and_back_on_the_register(stage: Stage):
    removal = stage.appealed()
    assert state(stage.tom) == ("ended", "removed")
    removals.uphold(removal, "You were ill.", by=stage.nell, at=NOW)
    assert state(stage.tom) == ("active", "")
    assert (stage.tom.ended_on, stage.tom.is_in_force(TODAY)) == (None, True)
    assert past.on(stage.tom, TODAY).state == "Active"
    kinds = [
        "register.notice_given", *["register.notice_answered"] * 3, "register.removed",
        *["register.removal_appealed"] * 3, "register.appeal_heard",
    ]  # fmt: skip
    assert list(Message.objects.order_by("id").values_list("kind", flat=True)) == kinds


def test_an_appeal_that_is_dismissed_leaves_her_removed(stage: Stage):
    removals.dismiss(stage.appealed(), "It stands.", by=stage.nell, at=NOW)
    assert state(stage.tom) == ("ended", "removed")


def test_a_notice_that_rests_changes_nothing(stage: Stage):
    removal = stage.notice()
    assert stage.notice() == removal
    removals.drop(removal, by=stage.margaret, at=NOW)
    assert state(stage.tom) == ("active", "")
    with pytest.raises(AlreadyMoved):
        removals.answer(removal, SORRY, by=stage.herself, at=NOW)
    assert stage.notice() != removal


def test_nothing_is_decided_before_she_has_answered_or_her_time_is_over(stage: Stage):
    removal = stage.notice()
    with pytest.raises(Refused, match="until Friday 27 November 2026"):
        removals.decide(removal, "Now.", by=stage.peter, at=at(LAST))
    removals.decide(removal, "Now.", by=stage.peter, at=at(LAST + timedelta(days=1)))
    assert state(stage.tom) == ("ended", "removed")


def test_each_step_is_anothers(stage: Stage):
    """Who proposed does not decide; who did either does not hear the appeal: the database says so too."""
    removal = removals.answer(stage.notice(), SORRY, by=stage.herself, at=NOW)
    with pytest.raises(Refused, match="Somebody else"):
        removals.decide(removal, "Mine.", by=stage.margaret, at=NOW)
    removals.decide(removal, "Ours.", by=stage.peter, at=NOW)
    removals.appeal(removal, "No.", by=stage.herself, at=NOW)
    for one in (stage.margaret, stage.peter):
        with pytest.raises(Refused, match="You took part"):
            removals.uphold(removal, "Mine.", by=one, at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Removal.objects.filter(pk=removal.pk).update(heard_by=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.filter(pk=removal.pk).update(decided_by=stage.margaret)


def test_she_alone_answers_and_appeals_and_only_who_manages_does_the_rest(stage: Stage):
    for other in (stage.clerk, stage.herself, stage.head):
        with pytest.raises(NotAllowed):
            removals.give_notice(stage.tom, ground="role", why=WHY, answer_by=LAST, by=other, at=NOW)
    removal = stage.notice()
    for other in (stage.margaret, stage.head):
        with pytest.raises(NotAllowed):
            removals.answer(removal, SORRY, by=other, at=NOW)
    removals.answer(removal, SORRY, by=stage.herself, at=NOW)
    with pytest.raises(NotAllowed):
        removals.decide(removal, "Mine.", by=stage.clerk, at=NOW)
    removals.decide(removal, "Ours.", by=stage.peter, at=NOW)
    with pytest.raises(NotAllowed):
        removals.appeal(removal, "For them.", by=stage.margaret, at=NOW)


def test_she_appeals_until_the_last_day_and_once(stage: Stage):
    removal = stage.removed()
    assert removal.appeal_by == date(2026, 11, 25)
    with pytest.raises(Refused, match="The time for an appeal is over"):
        removals.appeal(removal, "Late.", by=stage.herself, at=at(date(2026, 11, 26)))
    removals.appeal(removal, "In time.", by=stage.herself, at=at(date(2026, 11, 25)))
    with pytest.raises(AlreadyMoved):
        removals.appeal(removal, "Again.", by=stage.herself, at=at(date(2026, 11, 25)))


def test_a_pause_ends_with_the_removal_and_a_designation_that_has_ended_gets_no_notice(stage: Stage):
    held = pauses.pause(stage.tom, reason="other", starts=TODAY, back_on=date(2027, 1, 1), by=stage.margaret, at=NOW)
    stage.removed()
    held.refresh_from_db()
    assert held.ended_on == TODAY
    with pytest.raises(AlreadyMoved):
        stage.notice()
    assert designations.expire(at=at(date(2035, 1, 1))) == 0


def test_its_words_are_hers_and_of_who_manages_and_stand_in_no_history_and_no_mail(stage: Stage):
    removal = stage.appealed()
    removals.dismiss(removal, "It stands.", by=stage.nell, at=NOW)
    see = [stage.herself, stage.margaret, stage.head, stage.clerk]
    found = [Removal.objects.visible_to(who, on=TODAY).exists() for who in see]
    assert found == [True, True, False, False]
    written = [*Event.objects.values_list("note", flat=True), *Message.objects.values_list("text", flat=True)]
    assert not [text for text in written for secret in (WHY, SORRY, "All the same", "hospital") if secret in text]


def test_on_the_pages_the_office_gives_notice_she_answers_and_another_decides(stage: Stage):
    office, there = sign_in(Client(), stage.margaret), reverse("office-removal-notice", args=[stage.tom.pk])
    typed = {"ground": "left_support", "why": WHY}
    said = words(office.post(there, typed | dated(answer_by="1 11 2026")))
    assert "still to come" in said
    assert WHY in said
    assert office.post(there, typed | dated(answer_by="27 11 2026")).status_code == 302
    removal = Removal.objects.get()
    page, hers = reverse("office-removal", args=[removal.pk]), reverse("leader-removal", args=[removal.pk])
    assert "go on with it" in words(office.get(there))
    decide = reverse("office-removal-act", args=[removal.pk, "decide"])
    assert "You proposed it" in words(office.post(decide, {"words": "Mine."}))
    assert [each.kind for each in waiting.for_person(stage.herself, at=NOW)] == ["notice-to-answer"]
    leader = sign_in(Client(), stage.herself)
    assert WHY in words(leader.get(hers))
    assert leader.post(hers, {"words": SORRY}).status_code == 302
    assert SORRY in words(office.get(page))
    other = sign_in(Client(), stage.peter)
    assert other.post(decide, {"words": "All the same."}).status_code == 302
    assert "You may appeal until Wednesday 25 November 2026" in words(leader.get(hers))
    for stranger in (stage.clerk, stage.head):
        stranger.has_account = True
        stranger.save()
        assert sign_in(Client(), stranger).get(page).status_code in (403, 404)
        assert sign_in(Client(), stranger).get(hers).status_code in (403, 404)
    assert office.get(hers).status_code == 403


def test_whoever_was_designated_anew_has_nothing_to_be_brought_back(stage: Stage):
    removal = stage.appealed()
    cast.leader(stage.alliance, stage.school, "Somebody else")
    Designation.objects.exclude(pk=stage.tom.pk).update(person=stage.tom.person)
    with pytest.raises(Refused, match="designated anew"):
        removals.uphold(removal, "You were ill.", by=stage.nell, at=NOW)
    removal.refresh_from_db()
    assert removal.state == "appealed"
