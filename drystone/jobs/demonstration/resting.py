"""Work that rests, in the demonstration: why is read by the office alone."""

from datetime import datetime, timedelta

from drystone.deployment import pausing
from drystone.deployment.models import Deployment
from drystone.people.models import Person


def rest(deployment: Deployment, *, by: Person, at: datetime) -> None:
    """Paused yesterday for a month, with its days kept."""
    until = (at + timedelta(days=29)).date()
    why = "The school moves into its new building; the head rang."
    pausing.pause(deployment, until=until, reason="school", text=why, by=by, at=at - timedelta(days=1))
