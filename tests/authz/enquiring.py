"""What stands while somebody is being found: asked, offered, chosen, refused, answered too late."""

from typing import Any

from drystone.brokering import enquiries
from tests import cast
from tests.authz import matching


def enquiring(at: Any) -> None:
    """A request for each, in the alliance of `at`, the helping cast."""
    at.word = "_ASKED"
    asked, released = at.home_asked(), at.home_yes()
    at.keep(asked_enquiry=asked, home_yes=released, accepted=asked.request)
    matching.keep_apart(at, asked.request)
    at.word = "_OFFERED"
    offer = at.offered()
    home = offer.request.enquiries.get(step="home")
    late = enquiries.answer(home, "no", reason=at.canary("LATE_ANSWER"), **at.by(cast.acting(home.asked)))
    at.keep(offered=offer.request, offer=offer, acted_on=home, late_answer=late)
    at.word = "_NEW"
    at.keep(submitted=at.asked())
    at.word = "_CHOSEN"
    choice = at.chosen()
    at.keep(chosen=choice.request, choice=choice)
    at.word = "_NO"
    no = at.home_asked(None, at.farah)
    enquiries.answer(no, "no", reason=at.canary("ENQUIRY_REASON"), **at.by(cast.acting(no.asked)))
    at.keep(refused_enquiry=no)
    at.word = ""
