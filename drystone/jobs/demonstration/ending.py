"""Work that stops early, with visits that came to nothing, and work that goes on to another leader."""

from datetime import timedelta

from drystone.deployment import calling_off, concerns, days, deployments
from drystone.deployment.models import Deployment, Reason, Side, Visit

from .helping import Story

STOPPED = "The school merges two classes at half-term, and asks for help again when that is done."
HANDED = "Takes over a class of a colleague who is ill."
CONCERN = "The headteacher told me that nobody had been told of the work before it began."


def stop(story: Story, leader: str) -> None:
    """Two visits are written up; one was called off for illness, at one nobody was there; the last is called off."""
    deployment = story.agree(leader)
    first, ill, missed, second, last = (story.plan(deployment, ago) for ago in (15, 29, 36, 43, 64))
    story.write_up(first, stands=("red", "amber"))
    at = ill.starts_at - timedelta(hours=2)
    calling_off.cancel(ill, why=Reason.ILLNESS, by=story.company.acting(leader, at), at=at)
    at = missed.ends_at
    why = "The school had sent its staff to a training day."
    calling_off.miss(missed, missed_by=Side.SCHOOL, why=why, by=story.company.acting(leader, at), at=at)
    story.write_up(second, stands=("amber", "amber"))
    at = story.at(57, 20)
    fates = {last.pk: "called_off"}
    deployment.refresh_from_db()
    deployments.stop(deployment, reason="school", text=STOPPED, of_visits=fates, by=story.office(at), at=at)
    concern(story, deployment, second)


def concern(story: Story, deployment: Deployment, visit: Visit) -> None:
    """The quality lead writes down what she was told."""
    at = story.at(60, 21)
    concerns.raise_(deployment, CONCERN, by=story.company.acting("Priya Raman", at), at=at)


def hand_over(story: Story, leader: str, *, to: str) -> None:
    """After two visits another leader takes over the days that are left, and all that was written."""
    deployment = story.agree(leader)
    held = [story.plan(deployment, ago) for ago in (15, 29)]
    for visit, stands in zip(held, (("red", "red"), ("amber", "red")), strict=True):
        story.write_up(visit, stands=stands)
    at = story.at(40, 20)
    deployment.refresh_from_db()
    deployments.hand_over(deployment, reason="leader", text=HANDED, by=story.office(at), at=at)
    rest = Story(story.company, story.school, story.area, 34, now=story.now, request=deployment.request)
    taken = rest.agree(to, half_days=days.left(deployment))
    rest.plan(taken, 38)
