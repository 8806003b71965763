"""What somebody at a school that is helped told the Alliance in confidence, and what was done about it so far."""

from datetime import datetime, timedelta

from drystone.deployment import concerns
from drystone.deployment.concerns import Sorted
from drystone.deployment.models import ConcernAbout, ConcernKind, Deployment
from drystone.people import access

from .cast import Company

SAID = {
    "summary": "Two meetings were moved on the morning of the day. Colleagues had been freed for them.",
    "urgency": "week",
    "spoken_to": "yes",
    "spoken_to_whom": "Our headteacher",
    "hopes": "That dates hold, or that we hear two days before.",
}


def confide(company: Company, *, at: datetime) -> None:
    """Four days ago, about the System Leader; the quality lead has rung the day after."""
    going = Deployment.objects.filter(alliance=company.alliance, state="under_way", supported__isnull=False)
    deployment = going.order_by("pk").first()
    if deployment is None or deployment.supported is None:
        return
    told = Sorted(ConcernKind.CONDUCT, ConcernAbout.LEADER, person=deployment.leader)
    raised, rung = at - timedelta(days=4), at - timedelta(days=3)
    by = access.as_of(deployment.supported, raised.date(), through="demonstration")
    concern = concerns.confide(deployment, SAID, told, by=by, at=raised)
    note = (
        "Rang the school. The head knows of it and will say so next time; I speak with the System Leader on Thursday."
    )
    concerns.note(concern, note, by=company.acting("Priya Raman", rung), at=rung)
