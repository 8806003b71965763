"""What is far too large is refused before any of it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import errors

# Above the largest file that any page takes (20 MB: a document to be checked, a short video), with room for the form
# around it.
LARGEST_REQUEST = 25_000_000


class NothingHuge:
    """Stands before everything that reads what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length[:20]) > LARGEST_REQUEST:
            return errors.too_large(request)
        return self.get_response(request)
