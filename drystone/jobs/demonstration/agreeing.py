"""All have agreed but the receiving head, who would rather have another day of the week."""

from datetime import datetime

from drystone.deployment import consents
from drystone.deployment.models import Consent, Deployment

from .cast import Company

WORDS = "Thursdays suit us better: on Tuesdays we have swimming."


def propose(deployment: Deployment, company: Company, *, at: datetime) -> None:
    asked = Consent.objects.select_related("person").get(agreement__deployment=deployment, party="receiving")
    head = company.acting(asked.person.name, at)
    consents.propose_change(asked, WORDS, terms={"pattern": "Thursday mornings"}, by=head, at=at)
