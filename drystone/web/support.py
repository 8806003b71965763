"""What a school reads of its own request for support: where it stands, what happens next, who helps it, its life."""

from dataclasses import dataclass
from datetime import datetime

from drystone.brokering.access import asker
from drystone.brokering.models import SupportRequest
from drystone.brokering.next_steps import what_next
from drystone.brokering.sentences import for_school
from drystone.brokering.service import Service
from drystone.deployment.models import Deployment, DeploymentState
from drystone.history.models import Event
from drystone.people.models import Person

# Of these the school learns only that somebody is being looked for.
UNTOLD = (DeploymentState.PROPOSED, DeploymentState.REFUSED)
D = DeploymentState


def told(asked: SupportRequest, person: Person) -> str:
    """One sentence, for her. Reads offers and deployments; a list has them at hand (`with_what_is_told`)."""
    if any(offer.state == "offered" for offer in asked.offers.all()):
        who = "you to choose your" if asker(person, asked) else "the headteacher to choose a"
        return f"Waiting for {who} System Leader."
    if helping := helped_by(asked):
        if words := NOT_ANY_MORE.get(DeploymentState(helping.state)):
            return words.format(leader=helping.leader)
        return f"{helping.leader} is your System Leader: {helping.get_state_display().lower()}."
    return for_school(asked)


NOT_ANY_MORE = {
    D.HANDED_OVER: "{leader} does not go on. We are finding you somebody who takes the work over.",
    D.STOPPED: "{leader} worked with you. That work has ended.",
}


def helped_by(asked: SupportRequest) -> Deployment | None:
    """The deployment of which the school may know."""
    return next((each for each in asked.deployments.all() if each.state not in UNTOLD), None)


TOLD_FROM = ("offers", "deployments__leader")


def with_what_is_told(rows):
    return rows.select_related("school").prefetch_related(*TOLD_FROM)


# What happens next once there is a deployment.
WITH_LEADER = {
    D.AGREEING: "The agreement is with everybody who signs it. Nothing starts before all have agreed.",
    D.AGREED: "{leader} gets in touch with you to settle the first visit.",
    D.UNDER_WAY: "{leader} works with you as agreed. After each visit you read what was done.",
    D.PAUSED: "The work rests for now. We write to you when it goes on.",
    D.EVALUATION_DUE: "We ask you what has changed. That closes the work.",
}


def next_step(asked: SupportRequest, person: Person, at: datetime, service: Service | None = None) -> str:
    """What happens next, and by when, for her. For several of one alliance its `service` is read once."""
    helping = helped_by(asked)
    if helping and (words := WITH_LEADER.get(DeploymentState(helping.state))):
        return words.format(leader=helping.leader)
    return what_next(asked, at, chooses=asker(person, asked), service=service)


@dataclass(frozen=True)
class Happened:
    at: datetime
    text: str
    said: str = ""


# What a school reads of its request's history: these acts and no others, in these words. Nothing of enquiries is here.
LIFE = {
    "started": "{who} began the request.",
    "submit": "{who} sent the request.",
    "rest_written": "{who} wrote the rest down.",
    "accept": "We took the request on.",
    "scope": "We wrote that somebody visits you first.",
    "look_again": "We looked at it again.",
    "separate": "We took it apart again from the other request.",
    "wait": "We put it on our waiting list.",
    "redirect": "We pointed you to help that fits better.",
    "decline": "We could not help this time.",
    "merge": "We put it together with another request of your school.",
    "withdraw": "The request was withdrawn.",
    "ask_after_all": "The request was brought back.",
    "write_on": "The draft was taken up again.",
    "reopen": "We took it up again.",
    "close_unmet": "We could not find anybody this time.",
    "meet": "The support was given.",
    "put_in_plan": "It became part of a support plan.",
    "taken_out_of_plan": "It is no longer part of a support plan.",
    "offered": "We offered you somebody to choose from.",
    "choose": "A System Leader was chosen.",
    "others_asked_for": "You asked us to look further.",
}
# The sentence that goes with these was written for the school, which has had it by mail.
WITH_WORDS = ("wait", "redirect", "decline")
KINDS = ("brokering.supportrequest", "brokering.offer")


def life(asked: SupportRequest) -> list[Happened]:
    """What has happened so far, oldest first; what happened at one moment, once."""
    rows = Event.objects.filter(
        about_type="brokering.supportrequest", about_id=asked.pk, record_type__in=KINDS, verb__in=LIFE
    )
    found: dict[tuple[datetime, str], Happened] = {}
    for event in rows.order_by("pk"):
        said = event.note if event.verb in WITH_WORDS else ""
        text = LIFE[event.verb].format(who=event.by_name or "We")
        found.setdefault((event.at, event.verb), Happened(event.at, text, said))
    return list(found.values())
