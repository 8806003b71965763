"""The certificate of a designation: sealed, numbered, made again when what it says changes."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from drystone import saying
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person

from .models import ConditionState, Designation
from .phases import Phase

CERTIFICATE = "Certificate"


def certificate(designation: Designation, *, by: Person | None, at: datetime) -> Paper:
    """The certificate: sealed, numbered, kept with the designation. Made again, it is the same one."""
    return standing_certificate(designation) or made_certificate(designation, by=by, at=at)


def standing_certificate(designation: Designation) -> Paper | None:
    return Paper.objects.of(designation).filter(kind=CERTIFICATE, replaced_by=None).first()


def told(rows: QuerySet[Designation]) -> QuerySet[Designation]:
    """With whether each has one, as `is_certified`, in the same query."""
    standing = Paper.objects.filter(about_type=Designation._meta.label_lower, about_id=OuterRef("pk"))
    return rows.annotate(is_certified=Exists(standing.filter(kind=CERTIFICATE, replaced_by=None)))


def made_anew(designation: Designation, *, by: Person | None, at: datetime) -> None:
    """Whoever has a certificate has one of what the designation is now, in place of the one there was."""
    if standing_certificate(designation):
        certificate_again(designation, by=by, at=at)


def certificate_again(designation: Designation, *, by: Person | None, at: datetime) -> Paper:
    """A certificate of what the designation is now, in place of the one there was."""
    standing, made = standing_certificate(designation), made_certificate(designation, by=by, at=at)
    if standing:
        papers.replace(standing, made, by=by, at=at)
    return made


def certificate_replaced(designation: Designation, letter: Paper, *, by: Person | None, at: datetime) -> None:
    """A letter says that the certificate no longer holds."""
    if standing := standing_certificate(designation):
        papers.replace(standing, letter, by=by, at=at)


def made_certificate(designation: Designation, *, by: Person | None, at: datetime) -> Paper:
    alliance = designation.alliance
    areas = list(designation.areas.select_related("area"))
    waiting = {each.area_id: each for each in designation.conditions.unmet()}
    phases = {phase for row in areas for phase in row.phases}
    return papers.keep(
        CERTIFICATE,
        "certificate",
        {
            "alliance": alliance.letterhead,
            "holder": designation.person.name,
            "school": designation.home_school.name,
            "designated_as": f"a {alliance.word('system_leader')} of the {alliance.name}",
            "areas": [row.area.name for row in areas if row.area_id not in waiting],
            "waiting": [
                f"{row.area.name}, once a condition is met by {saying.day(waiting[row.area_id].due_on)}"
                for row in areas
                if row.area_id in waiting and waiting[row.area_id].state == ConditionState.OPEN
            ],
            "phases": [phase.label for phase in Phase if phase in phases],
            "starts": designation.starts,
            "ends": designation.ends,
            "signatory": alliance.signatory,
        },
        about=designation,
        alliance_id=designation.alliance_id,
        title=f"Certificate of {designation.person.name}",
        by=by,
        at=at,
    )
