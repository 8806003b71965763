"""Two at once on the files of one record: a piece, a file, a record that is sent meanwhile."""

from contextlib import suppress
from hashlib import sha256
from uuid import uuid4

import pytest

from drystone.deployment import record_files, records
from drystone.deployment.models import RecordFile, Visit, VisitRecord
from drystone.deployment.record_files import Coming
from tests import cast
from tests.pictures import content, jpeg

from .test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PHOTO = jpeg(7, 4_000)


def announced(record: VisitRecord, content: bytes, leader: dict) -> RecordFile:
    coming = Coming(uuid4(), "books.jpg", len(content), sha256(content).hexdigest())
    return record_files.announce(record, coming, **leader)


def whole(record: VisitRecord, content: bytes, leader: dict, length: int) -> None:
    """As a tab does it: told how much is here, it goes on from there."""
    standing = announced(record, content, leader)
    while standing.state == "coming":
        piece = content[standing.have : standing.have + length]
        try:
            standing = record_files.bring(record, standing.number, standing.have, piece, **leader)
        except record_files.Elsewhere as no:
            standing = no.standing


def test_two_tabs_send_the_same_file_in_pieces_of_different_length_and_it_is_there_once(support):
    visit = support.begun()
    leader = support.by(cast.acting(support.tom.person))
    record = VisitRecord.objects.get(visit=visit)
    acts = [lambda length=length: whole(record, PHOTO, leader, length) for length in (700, 900)]
    assert at_once(*acts) == ["done", "done"]
    kept = RecordFile.objects.get()
    assert content(kept) == PHOTO
    assert not kept.pieces.exists()


def test_a_file_begun_while_the_record_is_sent_is_in_it_or_not_taken(support):
    visit = support.begun()
    leader = support.by(cast.acting(support.tom.person))
    record = VisitRecord.objects.get(visit=visit)
    result = at_once(
        lambda: expect_gone(record, leader),
        lambda: expect_waiting(Visit.objects.get(pk=visit.pk), leader),
    )
    assert result == ["done", "done"]
    sent = VisitRecord.objects.get(pk=record.pk).state == "sent"
    assert sent == (not RecordFile.objects.filter(kept_at=None).exists())


def expect_gone(record: VisitRecord, leader: dict) -> None:
    with suppress(record_files.Gone):
        announced(record, PHOTO, leader)


def expect_waiting(visit: Visit, leader: dict) -> None:
    with suppress(record_files.NotAllHere):
        records.send_both(visit, **leader)
