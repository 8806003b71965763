"""Who will read a reference: said to the referee before she writes, signed with her words, and kept to."""

from dataclasses import dataclass

from drystone import saying

from .models import Reference

OFFICE, PANEL = "The Alliance's office", "The assessors and the panel of this application"
OPENLY = "The applicant, once the decision is out, if you agree to it in the form"


@dataclass(frozen=True)
class Notice:
    who: list[str]
    never: str

    @property
    def words(self) -> str:
        """As it is signed."""
        readers = [each[0].lower() + each[1:] for each in self.who]
        return f"Who reads it: {saying.listed(readers)}. Never shown to {self.never}."


def of(reference: Reference) -> Notice:
    """Of a reference that is not given yet, as the round promised when it was asked for; a round that is changed
    later changes no promise."""
    if reference.applicant_may_see:
        return Notice([OFFICE, PANEL, OPENLY], "anybody else")
    return Notice([OFFICE, PANEL], "the applicant, unless you agree to it in the form")
