"""A released decision is put right by a second letter; an appeal that was upheld leads to one."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register.certificates import CERTIFICATE
from drystone.register.models import Designation
from drystone.selection import appeals, applications, corrections, decisions
from drystone.selection.appeals import CannotAppeal
from drystone.selection.independence import Tied
from drystone.selection.models import Appeal, Application, Correction, Decision
from drystone.selection.outcomes import CannotDecide
from tests import cast
from tests.selection.pressing import not_shortlisted, with_reference, words
from tests.selection.stage import DECIDED, Stage, belonging, checked, interviewed
from tests.selection.test_letters import printed
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LATER = DECIDED + timedelta(days=2)
WHY = "The wrong letter went out."


def released(at: Stage, application: Application | None = None, outcome: str = "designate", **fields) -> Decision:
    return decisions.release(checked(at, application, outcome, **fields), by=at.manager, at=DECIDED)


def refused(at: Stage) -> Decision:
    """Interviewed, and told no."""
    return released(at, interviewed(at), "unsuccessful", feedback="More evidence.")


def prepared(at: Stage, decision: Decision, outcome: str, **fields) -> Correction:
    fields = {"because": WHY} | belonging(outcome) | fields
    return corrections.prepare(decision, outcome, by=at.manager, at=LATER, **fields)


def corrected(at: Stage, decision: Decision, outcome: str, **fields) -> Decision:
    correction = corrections.check(prepared(at, decision, outcome, **fields), by=at.second, at=LATER)
    return corrections.release(correction, by=at.manager, at=LATER)


def upheld(at: Stage, decision: Decision) -> Appeal:
    who = cast.acting(decision.application.person)
    appeal = appeals.open(decision, "process", "Nobody read page 3.", by=who, at=DECIDED)
    third = cast.officer(at.alliance, "Nell Spence")
    return appeals.decide(appeal, "uphold", "You are right.", by=third, at=LATER)


def test_a_no_that_was_wrong_becomes_a_designation_with_a_second_letter_that_says_what_it_replaces(at: Stage):
    """Features 29: Appeal / undo of a decision."""
    first = refused(at)
    letter = first.letter
    decision = corrected(at, first, "designate")
    assert (decision.outcome, decision.designation.starts) == ("designate", LATER.date())
    said = printed(papers.read(decision.letter))
    assert f"This letter replaces ours of Tuesday 15 December 2026, number {letter.number}" in said
    assert "We are delighted to designate you" in said
    letter.refresh_from_db()
    assert (letter.replaced_by, decision.letter.replaced_by) == (decision.letter, None)
    assert "We are sorry" in printed(papers.read(letter))
    kept = Correction.objects.get()
    assert (kept.before["outcome"], kept.before["feedback"], kept.letter_before) == (
        "unsuccessful", "More evidence.", letter,
    )  # fmt: skip
    told = Message.objects.filter(kind__in=["selection.decision_corrected", "selection.head_told_designated"])
    assert sorted(told.values_list("to_name", flat=True)) == ["Ann Peel", "Rosie Metcalfe"]


def test_a_yes_that_was_wrong_ends_the_designation_and_its_certificate(at: Stage):
    first = released(at)
    decision = corrected(at, first, "unsuccessful", feedback="We mixed two letters up. We are sorry.")
    assert decision.designation is None
    designation = Designation.objects.get()
    assert (designation.state, designation.ending, designation.ended_on) == ("ended", "withdrawn", LATER.date())
    assert Paper.objects.of(designation).get(kind=CERTIFICATE).replaced_by == decision.letter
    assert Message.objects.filter(kind="selection.head_told_decided").count() == 1
    assert appeals.last_day(decision) > appeals.last_day(first)


def test_a_yes_with_other_terms_keeps_number_and_period(at: Stage):
    first = released(at)
    number = first.designation.number
    decision = corrected(at, first, "with_condition", terms="Complete core training.")
    designation = Designation.objects.get()
    assert (designation.number, designation.state, designation.starts) == (number, "pending", DECIDED.date())
    assert designation.conditions.get().terms == "Complete core training."
    old, new = Paper.objects.of(designation).filter(kind=CERTIFICATE)
    assert (old.replaced_by, new.replaced_by) == (new, None)
    decision = corrected(at, decision, "designate")
    designation.refresh_from_db()
    assert (designation.state, designation.conditions.get().state) == ("active", "dropped")
    standing = [letter.replaced_by is None for letter in Paper.objects.filter(kind="Decision letter")]
    assert standing == [False, False, True]


def test_until_it_is_released_what_was_told_stands(at: Stage):
    first = refused(at)
    correction = prepared(at, first, "designate")
    corrections.check(correction, by=at.second, at=LATER)
    standing = Decision.objects.get()
    assert (standing.outcome, standing.letter, standing.designation) == ("unsuccessful", first.letter, None)
    assert not first.application.areas.filter(outcome="designate").exists()
    corrections.drop(correction, by=at.manager, at=LATER)
    with pytest.raises(AlreadyMoved):
        corrections.release(correction, by=at.manager, at=LATER)
    assert Designation.objects.count() == 0


def test_a_second_person_sees_a_correction_and_only_the_manager_releases_it(at: Stage):
    first = refused(at)
    correction = prepared(at, first, "designate")
    with pytest.raises(AlreadyMoved):
        corrections.release(correction, by=at.manager, at=LATER)
    with pytest.raises(NotAllowed):
        corrections.check(correction, by=at.manager, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(state="checked", checked_by=at.manager)
    corrections.check(correction, by=at.second, at=LATER)
    for other in (at.heads[0], cast.officer(at.alliance, "Fred Raw", Role.FINANCE)):
        with pytest.raises(NotAllowed):
            corrections.release(correction, by=other, at=LATER)
    with pytest.raises(NotAllowed):
        corrections.prepare(
            first, "defer", reason="impact", because=WHY, terms="x", feedback="x", by=at.heads[0], at=LATER
        )


def test_an_officer_of_the_same_school_neither_prepares_nor_sees_it(at: Stage):
    first = refused(at)
    cast.post(at.second, Role.STAFF, at.alliance, at.school)
    with pytest.raises(Tied):
        corrections.check(prepared(at, first, "designate"), by=at.second, at=LATER)
    with pytest.raises(Tied):
        corrections.prepare(
            first, "defer", reason="impact", because=WHY, terms="x", feedback="x", by=at.second, at=LATER
        )


def test_one_correction_at_a_time_prepared_again_it_is_seen_again(at: Stage):
    first = refused(at)
    correction = corrections.check(prepared(at, first, "designate"), by=at.second, at=LATER)
    again = prepared(at, first, "defer", terms="Autumn 2027", feedback="Come back.")
    assert (again.pk, again.state, again.checked_by) == (correction.pk, "prepared", None)
    assert prepared(at, first, "defer", terms="Autumn 2027", feedback="Come back.") == again
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_correction_needs_what_the_decision_needs_and_a_reason(at: Stage):
    first = released(at, not_shortlisted(at, with_reference(at)), "unsuccessful", feedback="x")
    with pytest.raises(CannotDecide, match="interviewed"):
        prepared(at, first, "designate")
    with pytest.raises(CannotDecide, match="feedback"):
        prepared(at, first, "unsuccessful")
    with pytest.raises(CannotDecide, match="Say why"):
        prepared(at, first, "unsuccessful", feedback="Better words.", because=" ")


def test_nothing_that_was_not_released_is_corrected(at: Stage):
    with pytest.raises(CannotDecide, match="Nothing has been released"):
        prepared(at, checked(at), "unsuccessful", feedback="x")


def test_a_reference_that_is_lost_stops_a_correction_to_a_yes(at: Stage):
    first = refused(at)
    correction = corrections.check(prepared(at, first, "designate"), by=at.second, at=LATER)
    first.application.references.update(state="declined")
    with pytest.raises(CannotDecide, match="no given reference"):
        corrections.release(correction, by=at.manager, at=LATER)
    assert (Designation.objects.count(), Decision.objects.get().outcome) == (0, "unsuccessful")


def test_an_appeal_that_is_upheld_leads_to_a_correction_that_names_it(at: Stage):
    """Features 29: Appeal / undo of a decision."""
    first = refused(at)
    appeal = upheld(at, first)
    assert Decision.objects.get().outcome == "unsuccessful"
    corrected(at, Decision.objects.get(), "designate")
    assert (Correction.objects.get().appeal, Decision.objects.get().designation.state) == (appeal, "active")


def test_who_was_not_interviewed_is_interviewed_after_the_appeal_and_then_decided_on(at: Stage):
    first = released(at, not_shortlisted(at, with_reference(at)), "unsuccessful", feedback="x")
    appeal = upheld(at, first)
    with pytest.raises(NotAllowed):
        appeals.hear_again(appeal, by=at.heads[0], at=LATER)
    application = appeals.hear_again(appeal, by=at.manager, at=LATER)
    assert application.state == "shortlisted"
    with pytest.raises(CannotDecide, match="under way again"):
        prepared(at, Decision.objects.get(), "defer", terms="x", feedback="x")
    interviewed(at, application)
    corrected(at, Decision.objects.get(), "designate")
    assert (Application.objects.get().state, Designation.objects.count()) == ("decided", 1)
    with pytest.raises(CannotAppeal, match="Go on with that"):
        appeals.hear_again(Appeal.objects.get(), by=at.manager, at=LATER)


def test_only_an_appeal_that_was_upheld_opens_an_application_again(at: Stage):
    first = released(at, not_shortlisted(at, with_reference(at)), "unsuccessful", feedback="x")
    who = cast.acting(first.application.person)
    appeal = appeals.open(first, "process", "Nobody read page 3.", by=who, at=DECIDED)
    with pytest.raises(CannotAppeal, match="upheld"):
        appeals.hear_again(appeal, by=at.manager, at=LATER)


def test_who_checks_the_first_letter_learns_that_it_no_longer_holds(at: Stage):
    first = refused(at)
    letter = first.letter
    corrected(at, first, "designate")
    said = words(Client().post(reverse("check-document"), {"number": letter.number, "digest": letter.code}))
    assert "It no longer holds. A later document of Thursday 17 December 2026" in said
    second = Decision.objects.get().letter
    said = words(Client().post(reverse("check-document"), {"number": second.number, "digest": second.code}))
    assert "no longer holds" not in said


def test_from_the_appeal_to_the_second_letter_on_the_pages(at: Stage, clock):
    first = refused(at)
    upheld(at, first)
    clock.move_to(LATER)
    office, second = sign_in(Client(), at.manager), sign_in(Client(), at.second)
    here = reverse("office-application", args=[first.application_id])
    assert "Correct the decision" in words(office.get(here))
    form = reverse("office-correction-new", args=[first.application_id])
    sent = {"outcome": "designate", "because": "Appeal."}
    assert "Say why" not in words(office.get(form))
    for _ in range(2):
        assert office.post(form, sent).status_code == 302
    correction = Correction.objects.get()
    page = reverse("office-correction", args=[correction.pk])
    assert "We are delighted to designate you" in words(second.get(page))
    draft = second.get(reverse("office-correction-letter", args=[correction.pk]))
    said = printed(b"".join(draft.streaming_content))
    assert "Draft, not issued" in said
    assert "This letter replaces ours of Tuesday 15 December 2026" in said
    assert "English" in said
    for verb, browser in (("check", second), ("release", office)):
        for _ in range(2):
            there = reverse("office-correction-act", args=[correction.pk, verb])
            assert browser.post(there).status_code == 302
    hers = sign_in(Client(), Person.objects.get(pk=first.application.person_id))
    said = words(hers.get(reverse("apply-application", args=[first.application_id])))
    assert "You are a System Leader, from Thursday 17 December 2026" in said
    assert "Replaced by a later one" in said
    assert "Replaced" in words(office.get(here))
    assert date(2030, 12, 16) == Designation.objects.get().ends


def test_a_dropped_or_open_correction_is_not_hers_to_see(at: Stage):
    first = refused(at)
    correction = prepared(at, first, "designate")
    who = cast.acting(first.application.person)
    assert not Correction.objects.visible_to(who, on=LATER.date()).exists()
    elsewhere = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Wendy Metcalfe")
    assert not Correction.objects.visible_to(elsewhere, on=LATER.date()).exists()
    assert Correction.objects.visible_to(at.manager, on=LATER.date()).get() == correction


def test_who_works_with_her_or_agreed_her_scores_does_not_decide_on_her_appeal(at: Stage):
    first = refused(at)
    who = cast.acting(first.application.person)
    appeal = appeals.open(first, "process", "Nobody read page 3.", by=who, at=DECIDED)
    colleague, moderator = cast.officer(at.alliance, "Nell Spence"), cast.officer(at.alliance, "Olive Raw")
    cast.post(colleague, Role.STAFF, at.alliance, at.school)
    first.application.moderation.by = moderator
    first.application.moderation.save()
    for judge in (colleague, moderator):
        with pytest.raises(Tied):
            appeals.decide(appeal, "dismiss", "No.", by=judge, at=LATER)


def test_withdrawn_after_the_appeal_she_is_told_nothing_more(at: Stage):
    first = released(at, not_shortlisted(at, with_reference(at)), "unsuccessful", feedback="x")
    application = appeals.hear_again(upheld(at, first), by=at.manager, at=LATER)
    applications.withdraw(application, by=cast.acting(application.person), at=LATER)
    with pytest.raises(CannotDecide, match="under way again"):
        prepared(at, Decision.objects.get(), "defer", terms="x", feedback="x")
