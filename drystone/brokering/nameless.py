"""A shortlist without names: what a school reads of a leader before it has chosen, where the Alliance prefers so."""

import re

from drystone import saying
from drystone.register.models import DesignatedArea, Designation
from drystone.schools import places

from .models import Offer, SupportRequest

WORD = re.compile(r"[^\W\d_]+")
# Words in names of schools that tell of none.
COMMON = """
academies academy aided all and boys catholic centre church cofe college community controlled convent east
england federation first form foundation free girls grammar high holy hospital infant infants infants’
international junior juniors lower methodist middle new north nursery primary roman saint saints school
schools secondary sixth south special state studio technical technology the trust upper valley village
voluntary west with
"""
SHORTEST = 3  # letters; "Jo" and "Li" are words of other sentences too


def told_by(sentence: str, leader: Designation) -> str:
    """The first word of a sentence that tells whose it is: of her name, or of her school's; empty when none does."""
    telling = {word.casefold() for word in words(leader.person.name) + words(leader.home_school.name)} - set(
        COMMON.split()
    )
    return next((word for word in words(sentence) if word.casefold() in telling), "")


def words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if len(word) >= SHORTEST]


def labels(request: SupportRequest, shown: list[Offer]) -> dict[int, str]:
    """What each offer of a list is called for the school, by number. Two that look alike differ by their letter."""
    called = request.alliance.word("system_leader")
    return {
        offer.pk: f"{called} {letter}: {described(request, offer)}" if offer.is_nameless else named(offer)
        for letter, offer in zip("ABC", shown, strict=False)
    }


def named(offer: Offer) -> str:
    return f"{offer.designation.person.name}, {offer.designation.home_school.name}"


def described(request: SupportRequest, offer: Offer) -> str:
    """Maths, primary, 12 miles away."""
    metres = places.metres_between(offer.designation.home_school, request.school)
    knows = DesignatedArea.objects.filter(designation=offer.designation_id, area=request.area_id).first()
    phase = request.get_phase_display().lower() if knows and request.phase in knows.phases else ""
    away = f"{saying.miles(metres)} away" if metres is not None else ""
    return ", ".join(filter(None, (str(request.area), phase, away)))
