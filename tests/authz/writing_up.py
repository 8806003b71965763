"""What is to be seen of a write-up: its pages are the leader's, each of its two documents has readers of its own."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.deployment import record_files
from drystone.deployment.models import RecordFile, VisitRecord
from drystone.deployment.record_files import Coming

from .rows import OFFICE, Row, at

HALF_SENT = "5b1f0f0e-6f0c-4f7e-9d53-0d6f6c1f2a10"

ROWS: dict[str, list[Row]] = {
    "leader-write-up-begin": [at("begun", "leader")],
    "leader-offline-ready": [at("begun", "leader")],
    "leader-offline-changes": [at("begun", "leader")],
    "leader-write-up-check": [at("begun", "leader")],
    "leader-write-up-save": [at("begun", "leader", document="=record")],
    "leader-write-up": [at("begun", "leader", document="=record", section="=facts")],
    "leader-write-up-name": [at("begun", "leader", document="=record")],
    "leader-record-files": [at("begun", "leader")],
    "leader-record-file-expected": [at("begun", "leader")],
    "leader-record-file-piece": [at("begun", "leader", number=f"={HALF_SENT}", offset="=0")],
    "leader-record-file-removal": [at("begun", "leader", number=f"={HALF_SENT}")],
    "leader-addendum": [at("visit", "leader")],
    "leader-half-addendum": [at("visit", "leader", document="=evaluation")],
    "school-preparation": [
        at("preparation", "helped head"),
        at("prepared", "helped", "receiving head", "leader", OFFICE),
    ],
    "school-preparation-save": [at("preparation", "helped head")],
    "school-visit-record": [
        at("record", "helped", "receiving head", "leader", OFFICE),
        at("going_record", "helped head", "leader", OFFICE),
    ],
    "school-visit-evaluation": [
        at("evaluation", "receiving head", "leader", OFFICE),
        at("going_evaluation", "leader", OFFICE),
    ],
    "school-visit-record-file": [at("record", "helped", "receiving head", "leader", OFFICE, attachment="left_behind")],
    "school-visit-record-given": [at("record", "helped", "receiving head", "leader", OFFICE, file="record_file")],
    "school-visit-record-paper": [
        at("record", "helped", "receiving head", "leader", OFFICE),
        at("going_record", "helped head", "leader", OFFICE),
    ],
    "school-visit-evaluation-paper": [
        at("evaluation", "receiving head", "leader", OFFICE),
        at("going_evaluation", "leader", OFFICE),
    ],
}


def whole_file(support: Any, record: VisitRecord) -> RecordFile:
    """It is read by those who read the record."""
    given = SimpleUploadedFile("books.pdf", b"%PDF-1.7 y")
    return record_files.give(record, given, **support.by(support.leader))


def half_a_file(support: Any, record: VisitRecord) -> None:
    coming = Coming(UUID(HALF_SENT), "books.jpg", 4_000, "0" * 64)
    record_files.announce(record, coming, **support.by(support.leader))
