"""The home school's word on a leader, as the pages of the office and of the leader show it."""

from datetime import date
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from drystone.register import assurance, documents
from drystone.register.models import Designation

from . import files


def standing(designation: Designation, on: date) -> dict[str, Any]:
    """What the school has confirmed, whether it holds on a day, and whether there is a letter to take along."""
    given = assurance.of(designation)
    assured = bool(given and given.until >= on)
    return {"assurance": given, "assured": assured, "assurance_letter": assured and documents.letter_kept(given)}


def send_letter(designation: Designation) -> HttpResponseBase:
    """The letter of assurance as it was sealed."""
    kept = documents.letter_kept(assurance.of(designation))
    if kept is None:
        raise Http404
    return files.send_paper(kept)
