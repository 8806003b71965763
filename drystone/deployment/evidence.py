"""Evidence of what changed: given by the leader, the school helped or the office, and told as far as was allowed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from drystone.groups import files
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person

from .access import gives_evidence, may_let_it_be_told, office
from .models import FEWEST_PUPILS, Deployment, Evidence, EvidenceKind, MayRead, Objective

MOST = 40


@dataclass(frozen=True)
class Given:
    """What somebody says of one thing. Figures of pupils in per cent."""

    kind: str
    title: str
    says: str
    may_read: int = MayRead.PARTIES
    allowed_by: str = ""
    objective: Objective | None = None
    dated: date | None = None
    url: str = ""
    before_percent: int | None = None
    after_percent: int | None = None
    pupils: int | None = None


@transaction.atomic
def add(
    deployment: Deployment, given: Given, *, upload: UploadedFile | None = None, by: Person, at: datetime
) -> Evidence:
    """One thing more in the library of a deployment, with a link or a file if there is one. Given twice, it is there
    once.

    Raises NotAllowed for anybody who may not give evidence or not let it be told so far; Refused for a file that is
    not kept, for pupil outcomes that are no figures of many, and for too many.
    """
    Deployment.objects.select_for_update().get(pk=deployment.pk)
    if not gives_evidence(by, deployment):
        raise NotAllowed(f"{by} may not give evidence of {deployment}")
    check_figures(given, upload)
    made = Evidence(alliance_id=deployment.alliance_id, deployment=deployment, given_by=by, given_at=at, **vars(given))
    made.allowed_by = allowance(by, deployment, given.may_read, given.allowed_by)
    same = {"kind": made.kind, "title": made.title, "says": made.says, "url": made.url, "given_by": by}
    if standing := deployment.evidence.filter(**same).first():
        return standing
    if deployment.evidence.count() >= MOST:
        raise Refused(f"There are {MOST} already. Take one away first: the strongest few say most.")
    if upload:
        content, known = files.checked(upload)
        for name, value in known.items():
            setattr(made, name, value)
        made.url = ""
        made.file.save("", content, save=False)
    made.save()
    events.record(made, "gave_evidence", by=by, at=at, note=made.get_kind_display())
    return made


def check_figures(given: Given, upload: UploadedFile | None) -> None:
    """Pupil outcomes come as sums, so that no list of children is ever kept."""
    figures = (given.before_percent, given.after_percent, given.pupils)
    if given.kind != EvidenceKind.OUTCOMES:
        if any(figure is not None for figure in figures):
            raise Refused("Figures are given for pupil outcomes alone.")
        return
    if upload:
        raise Refused("Give the two figures, not a file: a file of results could name a child.")
    if None in figures:
        raise Refused("Give both figures, and of how many pupils they are.")
    if (given.pupils or 0) < FEWEST_PUPILS:
        raise Refused(f"Figures of fewer than {FEWEST_PUPILS} pupils could tell of one child. Use words instead.")


def allowance(by: Person, deployment: Deployment, may_read: int, allowed_by: str) -> str:
    """Who let it be told to anybody: the school's head by giving it, or whom the office asked.

    Raises NotAllowed for the leader, Refused where the office does not say whom it asked.
    """
    if may_read < MayRead.WITHOUT_NAMES:
        return ""
    if not may_let_it_be_told(by, deployment):
        raise NotAllowed(f"{by} may not let evidence of {deployment} be told")
    if office(by, deployment):
        if not allowed_by.strip():
            raise Refused("Say who at the school allowed that, and how.")
        return allowed_by.strip()
    return f"{by}, who heads the school"


@transaction.atomic
def let_read(evidence: Evidence, may_read: int, *, allowed_by: str = "", by: Person, at: datetime) -> Evidence:
    """It may be told further, or no longer so far; from now whatever is made of it follows.

    Raises NotAllowed and Refused as `add` does.
    """
    deployment = evidence.deployment
    if not (may_let_it_be_told(by, deployment) or by.pk == evidence.given_by_id):
        raise NotAllowed(f"{by} may not say who reads {evidence}")
    allowed = allowance(by, deployment, may_read, allowed_by)
    rows = Evidence.objects.select_for_update().filter(pk=evidence.pk)
    standing = rows.values_list("may_read", "allowed_by").first()
    if standing is None:
        raise Refused("It has been taken away meanwhile.")
    if standing == (may_read, allowed):
        return evidence
    evidence.may_read, evidence.allowed_by = may_read, allowed
    evidence.save(update_fields=["may_read", "allowed_by"])
    events.record(evidence, "said_who_reads_evidence", by=by, at=at, note=evidence.get_may_read_display())
    return evidence


@transaction.atomic
def take_away(evidence: Evidence, *, by: Person, at: datetime) -> None:
    """Whoever gave it, or the office, takes it away with its file, once; history keeps that it was there."""
    if by.pk != evidence.given_by_id and not office(by, evidence):
        raise NotAllowed(f"{by} may not take {evidence} away")
    if not Evidence.objects.select_for_update().filter(pk=evidence.pk).exists():
        return
    events.record(evidence, "removed_evidence", by=by, at=at, note=evidence.get_kind_display())
    files.take_away(evidence)
