"""While developing and in demonstrations mail is kept as files."""

import pytest

from drystone.mail import capture, postman
from tests.clock import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "drystone.mail.capture.CaptureBackend"
    settings.MAIL_DIRECTORY = tmp_path / "mail"
    return settings.MAIL_DIRECTORY


def test_each_message_is_one_file_that_can_be_read_back_with_its_link(folder, write):
    write()
    write(context={"when": "ħello"})
    assert postman.send_due(at=NOW, fill_link=str).sent == 2
    newest, oldest = capture.letters()
    assert newest.to == "Ann Peel <ann.peel@reeth.example>"
    assert "ħello" in newest.text
    assert "http://127.0.0.1:8000/account/" in oldest.text
    assert capture.letter(newest.name) == newest
    assert (folder.stat().st_mode & 0o777) == 0o700


def test_a_message_that_goes_twice_is_one_file(folder, write):
    message = write()
    postman.send_due(at=NOW, fill_link=str)
    type(message).objects.update(state="queued")
    postman.send_due(at=NOW, fill_link=str)
    assert len(capture.letters()) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "", "nothing", "a/b"])
def test_only_captured_mail_can_be_read(folder, name):
    folder.mkdir()
    assert capture.letter(name) is None
    assert capture.letters() == []
