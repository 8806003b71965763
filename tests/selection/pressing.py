"""Reading and opening pages in tests: what a page says, a browser that opened a link, boxes as they are posted."""

import re

from django.test import Client

from drystone.people.models import Link
from drystone.selection import assessments
from drystone.selection.models import (
    Application,
    Reference,
)
from tests.clock import NOW
from tests.people.mailbox import token_of
from tests.selection.stage import (
    LATER,
    REFERENCE,
    Stage,
    applicant,
    given,
    moderated,
    submitted,
)


def words(response) -> str:
    """What a page says, without its markup."""
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("&#x27;", "’")


def by_link(reference: Reference, purpose: str = "reference") -> Client:
    """A browser that has opened the referee's link."""
    client = Client()
    link = Link.objects.to_do(reference, purpose).filter(revoked_at=None).latest("pk")
    assert client.get(f"/l/{token_of(link, NOW)}/").status_code == 302
    return client


def posted(section) -> dict[str, str]:
    """The answers of a section as its boxes post them."""
    data: dict[str, str] = {}
    for question in section.questions:
        answer = REFERENCE.get(question.key)
        if question.kind == "rating":
            data |= {f"{question.key}-{row}": question.points[0][0] for row, _ in question.rows}
        elif isinstance(answer, dict):
            data |= {f"{question.key}-{box}": text for box, text in answer.items()}
        elif answer is not None:
            data[question.key] = answer
    return data


def not_shortlisted(at: Stage, application: Application) -> Application:
    return assessments.not_shortlist(moderated(at, application), by=at.manager, at=LATER)


def with_reference(at: Stage, name: str = "Rosie Metcalfe") -> Application:
    application = submitted(at, applicant(name))
    given(at, application)
    return application


def dated(**days: str) -> dict[str, str]:
    boxes = {}
    for name, day in days.items():
        boxes |= {f"{name}_{part}": number for part, number in zip(("day", "month", "year"), day.split(), strict=True)}
    return boxes


def cost(client: Client, page: str, query_count) -> int:
    client.get(page)
    with query_count() as counted:
        assert client.get(page).status_code == 200
    return len(counted)


ELIGIBLE = {
    "leads": "yes",
    "two_years_leading": "yes",
    "two_years_expertise": "yes",
    "has_impact": "yes",
    "is_headteacher": "no",
    "head_supports": "yes",
}
