"""A photo is kept without where, when and by whom it was taken, and looks the same."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.questions import attachments, photos
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
