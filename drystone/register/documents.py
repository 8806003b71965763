"""The papers of being a System Leader, beside the certificate."""

from datetime import datetime

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person

from .models import Assurance, Designation

ASSURANCE = "Letter of assurance"
INDUCTION = "Certificate of induction"


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


def certificate_of_induction(designation: Designation, *, by: Person, at: datetime) -> Paper:
    """What she went through, each with its day. Made again, it is the same one."""
    if kept := induction_kept(designation):
        return kept
    alliance, leader = designation.alliance, designation.person.name
    done = designation.induction.order_by("done_on", "id")
    return papers.keep(
        INDUCTION,
        "induction",
        {
            "alliance": alliance.letterhead,
            "holder": leader,
            "school": designation.home_school.name,
            "completed": f"has completed the induction of a {alliance.word('system_leader')} of the {alliance.name}",
            "items": [{"title": item.title, "on": item.done_on} for item in done],
            "signatory": alliance.signatory,
        },
        about=designation,
        alliance_id=designation.alliance_id,
        title=f"Certificate of induction of {leader}",
        by=by,
        at=at,
    )


def induction_kept(designation: Designation) -> Paper | None:
    """The certificate of her induction, once it is complete."""
    return Paper.objects.of(designation).filter(kind=INDUCTION).first()


def kinds_kept(designation: Designation) -> set[str]:
    """Which papers there are of a designation itself, not counting those that others replaced; in one query."""
    return set(Paper.objects.of(designation).filter(replaced_by=None).order_by().values_list("kind", flat=True))
