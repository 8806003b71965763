"""Who reads a drawn record, what she reads of it, and what its writer is told."""

from datetime import timedelta

import pytest

from drystone.brokering import conflicts
from drystone.deployment import read_results, reader_feedback, readings, sampling
from drystone.deployment.models import Draw, ReaderFeedback, Reading
from drystone.jobs.demonstration.filling import fill
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.questions import sheets
from tests import cast
from tests.clock import NOW

LATER = NOW + timedelta(hours=1)
DUE = NOW.date() + timedelta(days=14)


@pytest.fixture
def draw(support) -> Draw:
    support.written_up()
    return sampling.draw(support.terms[0], per_cent=100, after=0, by=support.margaret, at=LATER)


@pytest.fixture
def priya(support):
    return support.quality()


def shared(draw: Draw, *readers, by=None, **given) -> Reading:
    readings.share_out(draw, readers, due_on=DUE, by=by or draw.drawn_by, at=LATER, **given)
    return Reading.objects.filter(reader=readers[0]).latest("pk")


def read(reading: Reading, reader, **words) -> Reading:
    begun = readings.begin(reading, by=reader, at=LATER)
    fill(begun.sheet, LATER, feedback="Name who does what.", **words)
    return readings.give(begun, by=reader, at=LATER)


@pytest.fixture
def given(support, draw, priya) -> Reading:
    return read(shared(draw, priya, by=support.margaret), priya, comment="The school is not named kindly.")


def test_a_record_is_shared_out_once_and_its_reader_is_told_without_a_name_in_it(support, draw, priya):
    for _ in range(2):
        shared(draw, priya, by=support.margaret)
    assert Reading.objects.get().reader == priya
    told = Message.objects.get(kind="deployment.readings_asked")
    assert "1 visit record to read" in told.subject
    assert "Tom" not in told.text
    assert "Leyburn" not in told.text


@pytest.mark.parametrize("tie", ["leader", "helped", "home", "receiving", "trust", "conflict"])
def test_nobody_reads_what_she_is_tied_to(support, draw, priya, tie):
    who = {"leader": support.tom.person, "helped": support.kate}.get(tie, priya)
    if who != priya:
        cast.post(who, Role.PANEL, support.alliance)
    if tie == "home":
        cast.post(who, Role.STAFF, support.alliance, support.reeth)
    if tie == "receiving":
        cast.post(who, Role.CHAIR, support.alliance, support.leyburn)
    if tie == "trust":
        other = cast.school("Hawes Primary School", trust_name="Dales Trust")
        type(other).objects.filter(pk=support.reeth.pk).update(trust_name="Dales Trust")
        cast.post(who, Role.STAFF, support.alliance, other)
    if tie == "conflict":
        hannah = support.add_leader("Hannah Alderson", school=cast.school("Hawes Primary School"))
        who = hannah.person
        cast.post(who, Role.PANEL, support.alliance)
        conflicts.record(hannah, support.leyburn, "declared", starts=NOW.date(), **support.office)
    left = readings.share_out(draw, [who], due_on=DUE, **support.office)
    assert (left.given, len(left.left)) == (0, 1)
    assert readings.share_out(draw, [who, support.margaret], due_on=DUE, **support.office).given == 1


def test_only_the_office_and_the_panel_read_and_nobody_by_a_day_that_has_passed(support, draw, priya):
    with pytest.raises(Refused, match="neither of the office nor of the panel"):
        readings.share_out(draw, [support.susan], due_on=DUE, **support.office)
    with pytest.raises(Refused, match="has not passed"):
        readings.share_out(draw, [priya], due_on=NOW.date() - timedelta(days=1), **support.office)
    with pytest.raises(NotAllowed):
        readings.share_out(draw, [priya], due_on=DUE, **support.by(support.coordinator()))


def test_a_sheet_is_read_by_its_reader_and_whoever_answers_for_quality_and_never_by_the_leader(support, given, priya):
    people = (support.margaret, priya, support.coordinator(), support.leader, support.susan, support.ann, support.kate)
    sees = [who.name for who in people if Reading.objects.visible_to(who, on=cast.TODAY).exists()]
    assert sees == ["Margaret Alderson", "Priya Raman"]


@pytest.mark.parametrize("who", ["leader", "kate"])
def test_a_quality_lead_finds_no_sheet_on_a_record_that_she_wrote_or_that_is_about_her(support, given, who):
    person = getattr(support, who)
    cast.post(person, Role.QUALITY, support.alliance)
    assert not Reading.objects.visible_to(cast.acting(person), on=cast.TODAY).exists()


def test_who_has_come_to_one_of_the_schools_reads_no_further(support, draw):
    reader = cast.officer(support.alliance, "Rita Reader", Role.PANEL)
    shared(draw, reader, by=support.margaret)
    assert Reading.objects.visible_to(reader, on=cast.TODAY).exists()
    cast.post(reader, Role.STAFF, support.alliance, support.leyburn)
    assert not Reading.objects.visible_to(cast.acting(reader), on=cast.TODAY).exists()


def test_who_stands_back_sees_no_more_of_it_and_is_not_asked_again(support, draw):
    reader = cast.officer(support.alliance, "Rita Reader", Role.PANEL)
    reading = shared(draw, reader, by=support.margaret)
    readings.stand_back(reading, because="We were at college together.", by=reader, at=LATER)
    assert not Reading.objects.visible_to(reader, on=cast.TODAY).exists()
    assert readings.share_out(draw, [reader], due_on=DUE, **support.office).given == 0
    assert shared(draw, support.quality(), by=support.margaret).state == "due"


def test_a_sheet_is_given_whole_and_once(support, draw, priya):
    reading = shared(draw, priya, by=support.margaret)
    with pytest.raises(Refused):
        readings.give(reading, by=priya, at=LATER)
    begun = readings.begin(reading, by=priya, at=LATER)
    assert readings.begin(reading, by=priya, at=LATER).sheet == begun.sheet
    with pytest.raises(sheets.Unfinished):
        readings.give(begun, by=priya, at=LATER)
    read(reading, priya)
    with pytest.raises(AlreadyMoved):
        readings.give(Reading.objects.get(), by=priya, at=LATER)


def test_feedback_is_released_together_and_told_without_a_word_of_it(support, given):
    draw = given.sampled.draw
    assert not ReaderFeedback.objects.exists()
    with pytest.raises(Refused):
        reader_feedback.release(draw, but={given.pk}, **support.office)
    assert reader_feedback.release(draw, **support.office) == 1
    with pytest.raises(Refused, match="no feedback"):
        reader_feedback.release(draw, **support.office)
    (feedback,) = ReaderFeedback.objects.visible_to(support.leader, on=cast.TODAY)
    assert feedback.text == "Name who does what."
    told = Message.objects.get(kind="deployment.reader_feedback_released")
    assert (told.to_address, "Name who" in told.text) == (support.leader.email, False)
    for stranger in (support.susan, support.kate, support.ann, support.coordinator()):
        assert not ReaderFeedback.objects.visible_to(stranger, on=cast.TODAY).exists()


def test_nobody_releases_what_was_written_about_herself(support, given):
    cast.post(support.tom.person, Role.QUALITY, support.alliance)
    with pytest.raises(Refused):
        reader_feedback.release(given.sampled.draw, **support.by(cast.acting(support.tom.person)))


def test_the_leader_answers_with_one_line(support, given):
    reader_feedback.release(given.sampled.draw, **support.office)
    feedback = ReaderFeedback.objects.get()
    for _ in range(2):
        reader_feedback.answer(feedback, "I will.", **support.by(support.leader))
    with pytest.raises(Refused, match="answered already"):
        reader_feedback.answer(feedback, "I will not.", **support.by(support.leader))
    with pytest.raises(NotAllowed):
        reader_feedback.answer(feedback, "I will.", **support.by(support.susan))


def test_readers_are_reminded_on_the_day_and_a_week_on(support, draw, priya):
    shared(draw, priya, by=support.margaret)
    at = NOW + timedelta(days=14)
    assert readings.remind_late(at=at - timedelta(days=1)) == 0
    assert [readings.remind_late(at=at) for _ in range(2)] == [1, 0]
    assert [readings.remind_late(at=at + timedelta(days=7)) for _ in range(2)] == [1, 0]
    assert readings.remind_late(at=at + timedelta(days=30)) == 0


def test_nothing_is_added_up_before_records_of_three_leaders_were_read(support, given):
    found = read_results.of_term(support.terms[0])
    assert (found.drawn, found.read, found.leaders, found.lines) == (1, 1, 1, ())
    assert found.is_hidden
    lines = tuple(read_results.added_up(Reading.objects.values("sheet")))
    assert lines == (), "and no line that fewer than three answered"
