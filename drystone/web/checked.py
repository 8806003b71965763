"""A file of a check of a paid statement, for the office and the home school."""

from django.http.response import HttpResponseBase

from drystone.payments.models import CheckFile

from . import files


def send(kept: CheckFile) -> HttpResponseBase:
    """To be saved, never shown inside a page."""
    with kept.file.open("rb") as content:
        return files.send(content.read(), kept.file_name, kept.content_type)
