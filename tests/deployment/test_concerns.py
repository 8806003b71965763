"""The register of concerns: told once, read by few, taken further, closed, opened again; nothing about a child."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from drystone.deployment import concerns
from drystone.deployment.concerns import Sorted
from drystone.deployment.models import Concern, ConcernNote
from drystone.history import events
from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.privacy import holdings
from drystone.questions import sheets
from drystone.questions.models import Answer
from tests import cast
from tests.clock import NOW

WORDS = {"summary": "He shouted at Kate.", "urgency": "week", "spoken_to": "no"}


@pytest.fixture
def quality(support):
    return support.quality()


@pytest.fixture
def director(support):
    return cast.officer(support.alliance, "Hugh Metcalfe", Role.DIRECTOR)


@pytest.fixture
def deployment(support):
    return support.agreed()


@pytest.fixture
def tell(support, deployment, quality, director):
    """Kate, who is helped, tells of somebody; the leader, if nobody is named."""

    def told(about: str = "leader", by=None, **whom) -> Concern:
        said = Sorted("conduct", about, **whom or {"person": support.leader})
        return concerns.confide(deployment, WORDS, said, **support.by(by or support.kate))

    return told


def reads(concern: Concern, *people) -> list[str]:
    found = (cast.acting(who) for who in people)
    return [who.name for who in found if Concern.objects.visible_to(who, on=cast.TODAY).filter(pk=concern.pk)]


def everybody(support, quality, director):
    school = support.susan, support.kate
    return support.margaret, quality, director, support.coordinator(), support.leader, support.ann, *school


def test_manager_and_quality_lead_read_it_until_it_is_taken_to_the_directors(support, tell, quality, director):
    concern, them = tell(), everybody(support, quality, director)
    assert reads(concern, *them) == ["Margaret Alderson", "Priya Raman"]
    with pytest.raises(NotAllowed):
        concerns.escalate(concern, note="Mine.", **support.by(director))
    concerns.escalate(concern, note="It goes on.", **support.by(quality))
    assert reads(concern, *them) == ["Margaret Alderson", "Priya Raman", "Hugh Metcalfe"]
    told = Message.objects.filter(about_type="deployment.concern").values_list("to_name", "kind")
    assert sorted(told) == [
        ("Hugh Metcalfe", "deployment.concern_taken_further"),
        ("Margaret Alderson", "deployment.concern_raised"),
        ("Priya Raman", "deployment.concern_raised"),
    ]
    confidential = ("shouted", "Tom Raine", "Kate", "Leyburn", "It goes on")
    mails = [f"{mail.subject} {mail.text}" for mail in Message.objects.filter(about_type="deployment.concern")]
    assert not [word for word in confidential for mail in mails if word in mail]
    assert not Event.objects.filter(note__contains="It goes on").exists()


@pytest.mark.parametrize("who", ["margaret", "quality"])
def test_about_one_who_reads_concerns_the_directors_alone_read(support, tell, quality, director, who):
    them = everybody(support, quality, director)
    concern = tell("office", person=quality if who == "quality" else support.margaret)
    assert reads(concern, *them) == ["Hugh Metcalfe"]
    assert [mail.to_name for mail in Message.objects.filter(kind="deployment.concern_raised")] == ["Hugh Metcalfe"]
    concerns.resolve(concern, "unfounded", note="Looked into.", **support.by(director))
    with pytest.raises(AlreadyMoved):
        concerns.resolve(concern, "unfounded", **support.by(director))


def test_whoever_is_involved_does_not_read_it_whatever_post_she_holds(support, tell, quality, director):
    cast.post(support.leader, Role.QUALITY, support.alliance)
    cast.post(support.ann, Role.MANAGER, support.alliance)
    cast.post(director, Role.CHAIR, support.alliance, support.reeth)
    concern = tell("school", school=support.leyburn)
    assert reads(concern, support.leader, support.ann, support.margaret) == ["Margaret Alderson"]
    with pytest.raises(Refused, match="No director"):
        concerns.escalate(concern, note="Further.", **support.by(quality))
    assert (Concern.objects.get().state, Concern.objects.get().readers) == ("open", "quality")


def test_where_nobody_could_read_it_who_is_not_involved_it_is_refused_and_says_whom_to_tell(support, deployment):
    support.alliance.legal_body = "Dales Partnership"
    support.alliance.save()
    deployment.refresh_from_db()
    said = Sorted("conduct", "office", person=support.margaret)
    with pytest.raises(Refused, match="tell Dales Partnership instead"):
        concerns.confide(deployment, WORDS, said, **support.by(support.kate))
    assert not Concern.objects.exists()
    assert not Answer.objects.filter(value="He shouted at Kate.").exists()


def test_only_the_school_helped_and_the_office_tell_and_once(support, tell, deployment):
    for stranger in (support.ann, support.leader):
        with pytest.raises(NotAllowed):
            tell(by=stranger)
    assert tell().pk == tell().pk
    assert tell(by=support.susan).pk != Concern.objects.first().pk
    assert Concern.objects.count() == 2
    assert sheets.value(Concern.objects.first().sheet, "summary") == "He shouted at Kate."


def test_it_is_closed_with_an_outcome_and_opened_again_with_a_reason(support, tell, quality):
    concern = tell()
    concerns.note(concern, "Rang Kate.", **support.by(quality))
    concerns.note(concern, "Rang Kate.", **support.by(quality))
    concerns.resolve(concern, "agreed", note="They talk weekly.", **support.office)
    with pytest.raises(Refused, match="Open it again"):
        concerns.note(concern, "Late.", **support.office)
    concerns.reopen(concern, note="He did it again.", **support.by(quality))
    assert (concern.state, concern.outcome) == ("open", "")
    written = list(concern.notes.values_list("kind", "text"))
    assert written == [("note", "Rang Kate."), ("outcome", "They talk weekly."), ("reopened", "He did it again.")]
    told = list(events.of(concern).values_list("verb", "note"))
    assert told == [("raised", ""), ("noted_concern", ""), ("resolve", ""), ("reopen", "")]


def test_the_database_keeps_notes_and_lives_as_they_are(support, tell, quality):
    concern = tell()
    made = concerns.note(concern, "Rang Kate.", **support.by(quality))
    with pytest.raises(DatabaseError), transaction.atomic():
        ConcernNote.objects.filter(pk=made.pk).update(text="Never rang.")
    for wrong in ({"state": "resolved"}, {"outcome": "agreed"}, {"kind": "safeguarding"}, {"about_person": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Concern.objects.filter(pk=concern.pk).update(**wrong)


def test_said_to_be_about_the_quality_lead_it_is_the_directors_alone_from_then_on(support, tell, quality, director):
    concern = tell()
    concerns.sort(concern, Sorted("conduct", "office", person=quality), **support.office)
    assert reads(concern, support.margaret, quality, director) == ["Hugh Metcalfe"]
    concerns.sort(concern, Sorted("conduct", "leader", person=support.leader), **support.by(director))
    assert reads(concern, support.margaret, quality, director) == ["Hugh Metcalfe"]
    with pytest.raises(NotAllowed):
        concerns.note(concern, "Still here?", **support.office)


def test_of_a_safeguarding_matter_the_fact_is_kept_and_no_word(support, deployment, quality):
    kate = support.by(support.kate)
    concern = concerns.tell_of_safeguarding(deployment, **kate)
    assert concerns.tell_of_safeguarding(deployment, **kate).pk == concern.pk
    assert (concern.sheet, concern.kind) == (None, "safeguarding")
    for wordy in (
        lambda: concerns.note(concern, "A boy in Year 4.", **support.office),
        lambda: concerns.resolve(concern, "passed_on", note="A boy in Year 4.", **support.office),
        lambda: concerns.sort(concern, Sorted("other"), **support.office),
    ):
        with pytest.raises(Refused, match="nothing is written"):
            wordy()
    assert concerns.resolve(concern, "passed_on", **support.office).state == "resolved"
    assert not ConcernNote.objects.exists()


def test_what_was_written_of_a_child_all_the_same_is_gone_for_good(support, tell, quality):
    concern = tell()
    concerns.note(concern, "A boy in Year 4.", **support.by(quality))
    for _ in range(2):
        concerns.strike_out(concern, **support.office)
    kept = Concern.objects.get()
    assert (kept.kind, kept.sheet, kept.notes.count(), kept.raised_by) == ("safeguarding", None, 0, support.kate)
    assert not Answer.objects.filter(value="He shouted at Kate.").exists()


def test_those_who_read_an_open_concern_are_reminded_when_nothing_is_noted(support, tell, quality):
    concern = tell()

    def reminded(days: int) -> int:
        return concerns.remind_quiet(at=NOW + timedelta(days=days))

    assert [reminded(days) for days in (6, 7, 8, 13)] == [0, 2, 0, 0]
    concerns.note(concern, "Rang Kate.", by=quality, at=NOW + timedelta(days=13))
    assert [reminded(days) for days in (14, 19, 20, 27)] == [0, 0, 2, 2]
    concerns.resolve(concern, "put_right", note="Done.", by=quality, at=NOW + timedelta(days=28))
    assert reminded(60) == 0
    concerns.reopen(concern, note="Again.", by=quality, at=NOW + timedelta(days=61))
    support.alliance.concern_note_days = 0
    support.alliance.save()
    assert reminded(90) == 0


def test_the_leader_does_not_even_learn_from_her_own_data_that_there_is_one(support, tell):
    tell()
    found = holdings.everything(support.leader, at=NOW)["sections"]
    assert not [each["title"] for each in found if "oncern" in each["title"]]
    assert "He shouted" not in str(holdings.everything(support.kate, at=NOW))


def test_what_went_to_the_directors_alone_while_a_director_looked_stays_with_them(support, tell, quality, director):
    concern = tell()
    concerns.escalate(concern, note="Further.", **support.by(quality))
    concerns.resolve(concern, "agreed", note="Talked.", **support.by(quality))
    concerns.reopen(concern, note="Again.", **support.by(quality))
    looked_at = Concern.objects.get()
    concerns.sort(concern, Sorted("conduct", "office", support.margaret), **support.by(quality))
    assert reads(concern, quality, director) == ["Hugh Metcalfe"]
    with pytest.raises((NotAllowed, AlreadyMoved)):
        concerns.escalate(looked_at, note="Mine.", **support.by(cast.acting(director)))
    assert reads(concern, quality, director) == ["Hugh Metcalfe"]


@pytest.mark.parametrize("verb", ["escalate", "resolve"])
def test_no_word_is_added_to_a_concern_whose_words_were_struck_out_while_somebody_wrote(support, tell, quality, verb):
    concern = tell()
    looked_at = Concern.objects.get()
    concerns.strike_out(concern, **support.by(quality))
    how = {"escalate": (), "resolve": ("agreed",)}[verb]
    with pytest.raises(Refused):
        getattr(concerns, verb)(looked_at, *how, note="The child said so.", **support.office)
    assert not ConcernNote.objects.exists()
