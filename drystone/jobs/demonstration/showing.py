"""What shows the change: figures of a year group, what was seen and said, and how far each may be told."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.deployment import evidence
from drystone.deployment.models import Deployment, EvidenceKind, MayRead
from drystone.documents.word_files import docx_bytes
from drystone.people.models import Person

from .cast import Company
from .helping import MANAGER

QUOTE = "Planning is now something that we do together, and it shows in every book."
OUTCOMES = evidence.Given(
    EvidenceKind.OUTCOMES,
    "Year 4 at the expected standard in reading",
    "More children read at the standard for their age than a year before.",
    may_read=MayRead.WITH_NAME,
    before_percent=58,
    after_percent=71,
    pupils=24,
)
STAFF = evidence.Given(
    EvidenceKind.FEEDBACK,
    "What the team says",
    "Five of six colleagues say that planning takes less time than a year ago; one says that it takes as long.",
)
REVIEW = evidence.Given(
    EvidenceKind.LA_REVIEW,
    "Visit of the school improvement adviser",
    "The adviser found the same sequence of lessons in all three classes.",
    may_read=MayRead.WITHOUT_NAMES,
    allowed_by="The headteacher, by telephone",
    url="https://reviews.dales.example/english",
)
WORK = evidence.Given(
    EvidenceKind.WORK,
    "Writing in six books, autumn and summer",
    "Longer pieces, and corrections that the children made themselves.",
    may_read=MayRead.OFFICE,
)
NOTES = "Six books were read twice, by two colleagues. In summer each piece was half as long again."


def show(deployment: Deployment, *, by: Person, at: datetime) -> None:
    """The head of the school helped gives it, and lets anybody read it."""
    evidence.add(deployment, OUTCOMES, by=by, at=at)


def library(deployment: Deployment, company: Company, *, at: datetime) -> None:
    """Leader and office give more, with a link and with a file; not all of it is for everybody."""
    leader, manager = company.acting(deployment.leader.name, at), company.acting(MANAGER, at)
    notes = SimpleUploadedFile("Writing, two terms.docx", docx_bytes({"intro": NOTES}, title=WORK.title))
    evidence.add(deployment, STAFF, by=leader, at=at)
    evidence.add(deployment, WORK, upload=notes, by=leader, at=at + timedelta(hours=1))
    evidence.add(deployment, REVIEW, by=manager, at=at + timedelta(hours=2))
