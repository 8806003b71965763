"""What is far too large is refused before any of it is read."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from drystone.web.uploads import LARGEST_REQUEST, NothingHuge


@pytest.mark.parametrize(
    ("length", "status"),
    [("", 200), ("0", 200), (str(LARGEST_REQUEST), 200), (str(LARGEST_REQUEST + 1), 413), ("9" * 400, 413),
     ("-1", 200), ("٣", 200), ("many", 200)],
)  # fmt: skip
def test_the_length_alone_decides(length: str, status: int):
    request = RequestFactory().post("/", CONTENT_LENGTH=length)
    assert NothingHuge(lambda request: HttpResponse())(request).status_code == status


def test_two_hundred_megabytes_are_refused_unread(client: Client):
    response = client.post("/check/", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="200000000")
    assert response.status_code == 413
    assert "too much at once" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
