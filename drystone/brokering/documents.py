"""The paper of a request: what was asked, for whoever may read it; nothing that was told in confidence."""

from datetime import datetime

from django.utils.timezone import localdate

from drystone.documents import papers
from drystone.questions import prints
from drystone.questions.models import AnswerSheet
from drystone.selection.documents import section

from .models import SupportRequest


def answers_on(request: SupportRequest) -> AnswerSheet:
    """The fullest form that was sent: the one written down after a call holds what was said in it."""
    return request.rest if request.rest and request.rest.is_sealed else request.sheet


def copy(request: SupportRequest, *, at: datetime) -> bytes:
    """A PDF made for whoever asks for it, and kept nowhere."""
    sheet = answers_on(request)
    sent = request.submitted_at
    return papers.make(
        "form",
        {
            "alliance": request.alliance.letterhead,
            "facts": [
                ("School", request.school.name),
                ("Sent", localdate(sent) if sent else "Not sent yet"),
                ("Asked for by", request.commissioner.name if request.commissioner else ""),
            ],
            "sections": [section(block) for block in prints.blocks(sheet)],
            "signatures": [],
        },
        title=f"Request for support of {request.school}",
        at=at,
    )
