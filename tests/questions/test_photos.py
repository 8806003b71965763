"""A photo is kept without where, when and by whom it was taken, and looks the same."""

import struct
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from drystone.questions import attachments, photos, word_photos
from tests.pictures import PHOTO, PICTURE, WHERE, from_a_phone, from_a_screen


def kept(content: bytes, name: str) -> bytes:
    return attachments.checked(SimpleUploadedFile(name, content))[0]


@pytest.mark.parametrize("order", ["<", ">"])
def test_nothing_of_the_place_the_time_and_the_owner_is_kept(order: str):
    sent = from_a_phone(order=order)
    assert all(word in sent for word in WHERE)
    photo = kept(sent, "books.jpg")
    assert [word for word in WHERE if word in photo] == []
    assert photo.count(b"\xff\xd8\xff") == 1  # no smaller one within it


def test_the_picture_itself_and_its_colours_stay_as_they_were():
    photo = kept(from_a_phone(), "books.jpg")
    assert PHOTO[20:] in photo
    assert b"ICC_PROFILE\x00\x01\x01colours" in photo
    assert kept(photo, "books.jpg") == photo
    assert kept(PHOTO, "books.jpg") == PHOTO
    assert kept(PICTURE, "books.png") == PICTURE


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_turned_photo_is_still_the_right_way_up(turned: int, order: str):
    photo = kept(from_a_phone(turned, order), "books.jpg")
    exif = photo[photo.index(b"Exif") + 6 :]
    assert photos.orientation(exif) == turned
    assert photos.only_orientation(turned) == exif[:26]


@pytest.mark.parametrize("turned", [0, 1, 9, 60_000])
def test_one_that_stands_upright_has_no_notes_at_all(turned: int):
    assert b"Exif" not in kept(from_a_phone(turned), "books.jpg")
    assert b"eXIf" not in kept(from_a_screen(turned), "books.png")


def test_a_png_keeps_no_words_time_or_place():
    sent = from_a_screen()
    assert b"GPS" in sent
    picture = kept(sent, "books.png")
    assert [word for word in (*WHERE, b"tIME", b"Author") if word in picture] == []
    assert photos.orientation(picture[picture.index(b"eXIf") + 4 :]) == 6


def test_half_a_picture_is_kept_without_its_notes():
    photo = kept(from_a_phone()[: from_a_phone().rindex(PHOTO[-12:]) + 5], "books.jpg")
    assert [word for word in WHERE if word in photo] == []
    assert photo.endswith(b"\xff\xd9")


@pytest.mark.parametrize("length", [30, 60, 200, 600])
def test_half_of_the_notes_before_a_picture_is_no_picture(length: int):
    with pytest.raises(attachments.Refused, match="damaged"):
        kept(from_a_phone()[:length], "books.jpg")


def test_notes_that_make_no_sense_are_left_out():
    past, many = b"II*\x00\xff\xff\xff\xff", b"MM\x00*\x00\x00\x00\x08\xff\xff"
    for nonsense in (b"", b"II", past, many, b"XX*\x00" + b"\x00" * 40):
        assert photos.orientation(nonsense) == 1


def word(*pictures: bytes, into: bytes | None = None) -> bytes:
    """A Word file, or this one, with photos in it."""
    written = BytesIO(into or b"")
    if into is None:
        Document().save(written)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        for number, picture in enumerate(pictures):
            archive.writestr(f"word/media/image{number}.jpeg", picture)
    return written.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_photos_inside_a_word_file_say_no_more_than_others():
    sent = word(from_a_phone(), PICTURE, from_a_screen())
    before, after = parts(sent), parts(kept(sent, "plan.docx"))
    assert [said for said in (*WHERE, b"Author") if said in b"".join(before.values())] == [*WHERE, b"Author"]
    assert [said for said in (*WHERE, b"Author") if said in b"".join(after.values())] == []
    assert list(after) == list(before)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["docProps/thumbnail.jpeg", "word/media/image0.jpeg", "word/media/image2.jpeg"]
    assert after["word/media/image0.jpeg"] == kept(from_a_phone(), "books.jpg")
    assert Document(BytesIO(kept(sent, "plan.docx"))).sections


def test_a_word_file_whose_photos_say_nothing_stays_byte_for_byte():
    nothing_left = kept(word(), "plan.docx")
    for sent in (nothing_left, word(PHOTO, PICTURE, into=nothing_left)):
        assert kept(sent, "plan.docx") == sent


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_word_file_that_cannot_be_read_whole_is_refused():
    lying = bytearray(word(b"\xff\xd8\xff" + b"\x00" * 2_000))
    place = lying.rindex(b"PK\x01\x02")
    lying[place + 24 : place + 28] = struct.pack("<I", 500)  # it unpacks to more than it says
    huge = word(PHOTO[:-2] + b"\x01" * word_photos.LARGEST_PICTURE)
    twice = word(from_a_phone(), into=word(from_a_phone()))
    for sent in (word(from_a_phone()[:200]), bytes(lying), huge, twice):
        with pytest.raises(attachments.Refused):
            kept(sent, "plan.docx")
