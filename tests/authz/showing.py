"""Evidence of what a deployment changed, as far as it was told to: who reads of it."""

from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.deployment import evidence
from drystone.deployment.models import EvidenceKind, MayRead

from .rows import OFFICE, SIGNED_IN, Row, at

PAGES = {SIGNED_IN: "leader-evidence"}
ROWS: dict[str, list[Row]] = {
    **{f"office-{page}": [at("deployment", OFFICE)] for page in ("what-changed", "evidence-new", "case-study")},
    "office-case-study-file": [at("deployment", OFFICE, form="=pdf")],
    **{f"office-evidence-{page}": [at("told_evidence", OFFICE)] for page in ("readers", "file", "removal")},
    "office-leader-evidence": [at("designation", OFFICE)],
    **{f"leader-{page}": [at("deployment", "leader")] for page in ("what-changed", "evidence-new")},
    "leader-evidence-file": [at("told_evidence", "leader"), at("office_evidence")],
    "leader-evidence-removal": [at("told_evidence", "leader")],
    **{f"school-{page}": [at("review", "receiving head")] for page in ("evidence", "evidence-new")},
    **{
        f"school-evidence-{page}": [at("review", "receiving head", piece="school_piece")]
        for page in ("file", "removal")
    },
}
CANARIES: dict[str, frozenset[str]] = {
    "EVIDENCE_TOLD": OFFICE | {"leader"},
    "EVIDENCE_OF_SCHOOL": OFFICE | {"receiving head"},
    "EVIDENCE_OF_OFFICE": OFFICE,
}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def show(helping: Any, deployment: Any) -> None:
    """One piece of the leader's that both schools may read; one of the school's and one of the office's own."""

    def given(word: str, by: Any, may_read: int) -> Any:
        said = replace(OFSTED, says=helping.canary(word), may_read=may_read)
        file = SimpleUploadedFile("report.pdf", PDF)
        return evidence.add(deployment, said, upload=file, **helping.by(by))

    told = given("EVIDENCE_TOLD", helping.leader, MayRead.PARTIES)
    of_school = given("EVIDENCE_OF_SCHOOL", helping.susan, MayRead.OFFICE)
    of_office = given("EVIDENCE_OF_OFFICE", helping.margaret, MayRead.OFFICE)
    helping.keep(told_evidence=told, school_piece=of_school.pk, office_evidence=of_office)


OFSTED = evidence.Given(EvidenceKind.OFSTED, "Inspection of March 2026", "Planning is shared.")
