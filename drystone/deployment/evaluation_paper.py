"""The sealed copy of a deployment evaluation, for those who read it whole; what is the office's alone stands apart."""

from datetime import datetime

from drystone import saying
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person
from drystone.questions import prints
from drystone.selection.documents import section

from .models import Review


def issue(review: Review, *, by: Person, at: datetime) -> Paper:
    """Every answer that both schools may read, word for word, under the day on which it was given."""
    deployment = review.deployment
    return papers.keep(
        "Deployment evaluation",
        "form",
        {
            "alliance": review.alliance.letterhead,
            "facts": [
                ("System Leader", deployment.leader.name),
                ("Home school", deployment.home_school.name),
                ("Receiving school", deployment.receiving_school.name),
                ("Given by", by.name),
                ("Given on", saying.day(at)),
            ],
            "sections": [section(block) for block in prints.blocks(review.sheet)],
            "signatures": [],
        },
        about=deployment,
        alliance_id=review.alliance_id,
        title=f"Deployment evaluation: {deployment.receiving_school}",
        by=by,
        at=at,
    )
