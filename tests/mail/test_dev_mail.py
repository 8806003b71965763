"""In a demonstration the mail that would have gone can be read in the browser."""

import pytest

from drystone.mail import capture, postman
from tests.clock import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings, tmp_path):
    settings.DEMO = settings.DEVELOPMENT = True
    settings.EMAIL_BACKEND = "drystone.mail.capture.CaptureBackend"
    settings.MAIL_DIRECTORY = tmp_path / "mail"


def test_newest_first_and_its_link_works(demonstration, client, write):
    write()
    write("people.signing_in_changed", context={"what": "<script>alert(1)</script> http://evil.test"})
    postman.send_due(at=NOW, fill_link=str)
    page = client.get("/dev/mail/").content.decode()
    assert page.index("How you sign in was changed") < page.index("Somebody signed in with a new browser")
    letter = capture.letters()[0]
    page = client.get(f"/dev/mail/{letter.name}/").content.decode()
    assert '<a class="govuk-link" href="http://127.0.0.1:8000/account/">http://127.0.0.1:8000/account/</a>' in page
    assert "&lt;script&gt;" in page
    assert 'href="http://evil' not in page


def test_with_nothing_sent_the_page_says_so(demonstration, client):
    assert "No message has gone yet" in client.get("/dev/mail/").content.decode()
    assert client.get("/dev/mail/nothing/").status_code == 404


@pytest.mark.parametrize(("demo", "development"), [(False, True), (True, False), (False, False)])
def test_nowhere_else_is_there_such_a_page(demonstration, client, settings, demo, development):
    settings.DEMO, settings.DEVELOPMENT = demo, development
    settings.SECURE_SSL_REDIRECT = False
    assert client.get("/dev/mail/").status_code == 404
    assert client.get("/dev/mail/nothing/").status_code == 404
