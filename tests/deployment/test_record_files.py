"""Files with a visit record, in pieces over a bad line: each goes on from where it stood, or fails, alone."""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.deployment import record_files
from drystone.deployment.models import RecordFile, RecordPiece, Visit
from drystone.groups import files
from tests.clock import NOW
from tests.pictures import WHERE, content, from_a_phone, jpeg
from tests.supporting_pages import account, opened, said

PHOTO = jpeg(1, 3_000)


@pytest.fixture
def tom(support) -> Client:
    return account(support.tom.person)


@pytest.fixture
def visit(support) -> Visit:
    return support.begun()


def expect(client: Client, visit: Visit, content: bytes, name: str = "books.jpg", number: str = "", **changed):
    about = {
        "number": number or str(uuid4()), "name": name, "size": len(content), "sha256": sha256(content).hexdigest(),
    } | changed  # fmt: skip
    address = reverse("leader-record-file-expected", args=[visit.pk])
    return client.post(address, json.dumps(about), content_type="application/json")


def send(client: Client, visit: Visit, number: str, offset: int, piece: bytes):
    address = reverse("leader-record-file-piece", args=[visit.pk, number, offset])
    return client.post(address, piece, content_type="application/octet-stream")


def remove(client: Client, visit: Visit, number: str):
    return client.post(reverse("leader-record-file-removal", args=[visit.pk, number]))


def lying() -> set[str]:
    """Everything that is on the disk."""
    return {name for folder in files.folders() for name in default_storage.listdir(folder)[1]}


def test_a_lost_a_wrong_and_a_repeated_piece_do_no_harm(tom, visit, django_capture_on_commit_callbacks):
    before = lying()
    told = expect(tom, visit, PHOTO).json()
    number = told["number"]
    assert (told["have"], told["state"]) == (0, "coming")
    assert send(tom, visit, number, 0, PHOTO[:1000]).json()["said"] == "33 % sent"
    wrong = send(tom, visit, number, 2000, PHOTO[2000:])  # the one before was lost
    assert (wrong.status_code, wrong.json()["have"]) == (409, 1000)
    again = send(tom, visit, number, 0, PHOTO[:1000])  # its answer was lost
    assert (again.status_code, again.json()["have"]) == (409, 1000)
    assert expect(tom, visit, PHOTO).json()["have"] == 1000  # after the page was opened anew: another number, one file
    with django_capture_on_commit_callbacks(execute=True):
        assert send(tom, visit, number, 1000, PHOTO[1000:]).json()["state"] == "kept"
    assert send(tom, visit, number, 1000, PHOTO[1000:]).json()["state"] == "kept"
    assert expect(tom, visit, PHOTO).json()["state"] == "kept"
    kept = RecordFile.objects.get()
    assert (content(kept), kept.name, kept.content_type) == (PHOTO, "books.jpg", "image/jpeg")
    assert not RecordPiece.objects.exists()
    assert len(lying() - before) == 1


def test_a_photo_that_comes_in_pieces_does_not_say_where_it_was_taken(tom, visit):
    sent = from_a_phone()
    number = expect(tom, visit, sent).json()["number"]
    assert send(tom, visit, number, 0, sent[:300]).json()["state"] == "coming"
    assert send(tom, visit, number, 300, sent[300:]).json()["state"] == "kept"
    assert [word for word in WHERE if word in content(RecordFile.objects.get())] == []
    assert expect(tom, visit, sent).json()["state"] == "kept"  # it is still known as the one that was sent


def test_an_addendum_carries_files_all_of_them_or_none(tom, support):
    visit = support.written_up()
    page, record = reverse("leader-addendum", args=[visit.pk]), visit.record

    def add(*files: tuple[str, bytes], text: str = "The plan, as promised."):
        chosen = [SimpleUploadedFile(name, body) for name, body in files]
        return tom.post(page, {"text": text, "with_it": chosen}, follow=True)

    bad = said(add(("plan.jpg", PHOTO), ("lesson.mp4", b"ftyp")))
    assert "“lesson.mp4” could not be kept" in bad
    assert "The plan, as promised." in bad
    assert (record.lines.count(), RecordFile.objects.count()) == (0, 0)
    for _ in range(2):
        add(("plan.jpg", PHOTO), ("walk.jpg", from_a_phone()))
    (line,) = record.lines.all()
    assert [each.name for each in line.files.all()] == ["plan.jpg", "walk.jpg"]
    assert [word for word in WHERE if word in content(line.files.last())] == []
    kate, shown = opened(support.link(support.kate, "visit-record"))
    assert "walk.jpg" in said(kate.get(shown))
    given = kate.get(reverse("school-visit-record-given", args=[record.pk, line.files.first().pk]))
    assert b"".join(given.streaming_content) == PHOTO
    assert "walk.jpg" in said(tom.get(reverse("leader-visit", args=[visit.pk])))
    add(text="Without any.")
    assert record.lines.count() == 2


def test_an_addendum_takes_no_more_files_than_the_record_has_room_for(tom, support, monkeypatch):
    monkeypatch.setattr(record_files, "MOST", 1)
    visit = support.written_up()
    chosen = [SimpleUploadedFile(f"{each}.jpg", jpeg(each, 500)) for each in (1, 2)]
    answer = tom.post(reverse("leader-addendum", args=[visit.pk]), {"text": "Two.", "with_it": chosen})
    assert "takes 1 files" in said(answer)
    assert (visit.record.lines.count(), RecordFile.objects.count()) == (0, 0)


def test_what_did_not_arrive_as_it_was_sent_says_so_and_may_begin_anew(tom, visit):
    number = expect(tom, visit, PHOTO).json()["number"]
    broken = send(tom, visit, number, 0, PHOTO[:-1] + b"?").json()
    assert (broken["state"], broken["have"]) == ("refused", 0)
    assert "did not arrive as it was sent" in broken["said"]
    assert expect(tom, visit, PHOTO).json()["state"] == "coming"
    assert send(tom, visit, number, 0, PHOTO).json()["state"] == "kept"


def test_each_that_may_not_be_kept_says_why_and_the_others_are_kept(tom, visit):
    for size, why in ((0, "empty"), (record_files.LARGEST + 1, "larger than 10 MB")):
        no = expect(tom, visit, b"", size=size)
        assert (no.status_code, no.json()["state"]) == (400, "refused")
        assert why in no.json()["said"]
    film = expect(tom, visit, b"\x00\x00\x00\x18ftyp" * 900, "lesson.mp4").json()["number"]
    refused = send(tom, visit, film, 0, b"\x00\x00\x00\x18ftyp").json()  # known by its beginning
    assert (refused["state"], "Choose a PDF" in refused["said"]) == ("refused", True)
    past = expect(tom, visit, PHOTO).json()["number"]
    assert send(tom, visit, past, 0, PHOTO + b"more").status_code == 400
    assert send(tom, visit, past, 0, PHOTO).json()["state"] == "kept"
    assert remove(tom, visit, film).status_code == 302
    assert list(RecordFile.objects.values_list("name", flat=True)) == ["books.jpg"]


@pytest.mark.parametrize("body", ["", "[]", "null", "{}", '{"number": 1, "name": "a", "size": "9", "sha256": "x"}'])
def test_what_our_pages_do_not_send_is_told_apart(tom, visit, body):
    address = reverse("leader-record-file-expected", args=[visit.pk])
    assert tom.post(address, body, content_type="application/json").status_code == 400


def test_a_record_takes_so_many_files_and_no_more(tom, visit, monkeypatch):
    monkeypatch.setattr(record_files, "MOST", 1)
    assert expect(tom, visit, PHOTO).status_code == 200
    assert "takes 1 files" in expect(tom, visit, PHOTO + b"2").json()["said"]
    assert expect(tom, visit, PHOTO).status_code == 200


def test_nobody_elses_file_is_touched(tom, visit, support):
    number = expect(tom, visit, PHOTO).json()["number"]
    ann = account(support.add_leader("Ann Other").person)
    for answer in (send(ann, visit, number, 0, PHOTO), expect(ann, visit, PHOTO), remove(ann, visit, number)):
        assert answer.status_code == 404
    assert RecordFile.objects.get().have == 0


def test_the_scanner_that_does_not_answer_loses_nothing(tom, visit, settings):
    settings.SCAN_COMMAND = "false-name-of-a-command"
    number = expect(tom, visit, PHOTO).json()["number"]
    assert "Try again later" in send(tom, visit, number, 0, PHOTO).json()["said"]
    settings.SCAN_COMMAND = ""
    assert expect(tom, visit, PHOTO).json()["state"] == "kept"  # without a byte more


def test_a_record_waits_for_its_files_and_takes_none_once_it_was_sent(tom, visit, support):
    number = expect(tom, visit, PHOTO).json()["number"]
    check = reverse("leader-write-up-check", args=[visit.pk])
    assert "Not all of your files are here yet: books.jpg." in said(tom.post(check, {}))
    send(tom, visit, number, 0, PHOTO)
    tom.post(check, {})
    visit.record.refresh_from_db()
    assert visit.record.state == "sent"
    assert expect(tom, visit, PHOTO + b"late").status_code == 410
    assert send(tom, visit, number, 0, PHOTO).status_code == 409
    remove(tom, visit, number)
    kept = RecordFile.objects.get()
    kate, page = opened(support.link(support.kate, "visit-record"))
    assert "books.jpg" in said(kate.get(page))
    address = reverse("school-visit-record-given", args=[visit.record.pk, kept.pk])
    assert b"".join(kate.get(address).streaming_content) == PHOTO
    assert account(support.ann).get(address).status_code == 404  # the home head reads no record


def test_without_a_script_the_good_ones_are_kept_and_the_others_are_named(tom, visit):
    page = reverse("leader-record-files", args=[visit.pk])
    chosen = [
        SimpleUploadedFile("one.jpg", PHOTO), SimpleUploadedFile("two.exe", b"MZ" * 40),
        SimpleUploadedFile("three.pdf", b"%PDF-1.7 three"),
    ]  # fmt: skip
    for _ in range(2):
        for upload in chosen:
            upload.seek(0)
        shown = said(tom.post(page, {"files": chosen}, follow=True))
        assert "“two.exe” could not be kept. Choose a PDF" in shown
    kept = RecordFile.objects.exclude(kept_at=None)
    assert sorted(kept.values_list("name", flat=True)) == ["one.jpg", "three.pdf"]


def test_the_page_says_of_each_how_it_stands_at_a_constant_cost(tom, visit, query_count):
    page, counts = reverse("leader-record-files", args=[visit.pk]), []
    for many in (1, 6):
        for each in range(many):
            part = expect(tom, visit, jpeg(each + many, 2_000), f"{each}.jpg").json()["number"]
            send(tom, visit, part, 0, jpeg(each + many, 2_000)[:1000])
        tom.get(page)
        with query_count() as queries:
            shown = said(tom.get(page))
        counts.append(len(queries))
    assert "50 % sent. Choose the file again, and it goes on from there." in shown
    assert counts[0] == counts[1]


def test_what_came_only_in_part_is_thrown_away_after_two_weeks(tom, visit, django_capture_on_commit_callbacks):
    before = lying()
    with django_capture_on_commit_callbacks(execute=True):
        number = expect(tom, visit, PHOTO).json()["number"]
        send(tom, visit, number, 0, PHOTO[:1000])
        kept = expect(tom, visit, jpeg(2, 500), "kept.jpg").json()["number"]
        send(tom, visit, kept, 0, jpeg(2, 500))
    assert record_files.forget_half_sent(at=NOW + timedelta(days=13)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert record_files.forget_half_sent(at=NOW + timedelta(days=15)) == 1
    assert send(tom, visit, number, 1000, PHOTO[1000:]).status_code == 410
    files.sweep(at=NOW + timedelta(days=900))  # knows whose the other one is
    assert content(RecordFile.objects.get()) == jpeg(2, 500)
    assert len(lying() - before) == 1
