"""The papers of being a System Leader, beside the certificate."""

from datetime import datetime

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person

from .models import Assurance, Designation

ASSURANCE = "Letter of assurance"


def letter_of_assurance(designation: Designation, given: Assurance, *, by: Person, at: datetime) -> Paper:
    """For the reception of whichever school she visits: one page, sealed, which anybody may check."""
    alliance, leader = designation.alliance, designation.person.name
    come_as = f"{alliance.word('system_leader')} of the {alliance.name}"
    return papers.keep(
        ASSURANCE,
        "assurance",
        {
            "alliance": alliance.letterhead,
            "to": ["To the reception of the school that is visited"],
            "subject": f"Letter of assurance for {leader}",
            "paragraphs": f"{leader} visits you as {come_as}. The school named below has made the checks that the law "
            "asks of an employer, and has confirmed so to us. You need not, and should not, ask to see a certificate.",
            "visitor": [("Name", leader), ("Home school", given.organisation.name)],
            "checks": [
                {"check": "Identity, right to work, qualifications and references", "confirmed": True},
                {"check": "No prohibition from teaching", "confirmed": True},
                {"check": given.get_level_display(), "confirmed": True, "on": given.confirmed_on},
            ],
            "valid_until": given.until,
            "reminders": [
                "Please look at a photograph that proves who this is.",
                "Please say who your designated safeguarding lead is, and show the fire exits.",
                f"If you are in doubt, ring the school: {given.confirmed_by} confirmed this.",
            ],
            "signatory": alliance.signatory,
        },
        about=given,
        alliance_id=given.alliance_id,
        title=f"Letter of assurance for {leader}",
        by=by,
        at=at,
    )


def letter_kept(given: Assurance | None) -> Paper | None:
    """The letter that goes with a school's word."""
    return Paper.objects.of(given).filter(kind=ASSURANCE, replaced_by=None).first() if given else None
