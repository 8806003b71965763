"""Who reads the two documents of a visit, in the words that stand above them: while written, and when read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from drystone.deployment.models import Visit
from drystone.people.models import Person, Post
from drystone.people.roles import OFFICE, Role
from drystone.schools.models import Organisation

RECORD, EVALUATION = "record", "evaluation"
# What of a visit is named above its documents, for whoever fetches one.
NAMED = tuple(f"deployment__{name}" for name in ("alliance", "leader", "supported", "receiving_school", "home_school"))
TITLES = {RECORD: "Visit record", EVALUATION: "Visit evaluation"}
MOST_NAMES = 6


@dataclass(frozen=True)
class Readers:
    """Exactly those to whom `visible_to` shows the document once it is sent, and who never sees it."""

    who: tuple[str, ...]
    never: str


def readers(visit: Visit, document: str) -> Readers:
    """By name and role, as this visit's alliance has it: the home head reads a document only where the Alliance said
    so before it. The colleague helped never reads the evaluation, whatever else she is."""
    deployment = visit.deployment
    helped, alliance = deployment.supported, deployment.alliance
    sent = getattr(getattr(visit, document, None), "sent_at" if document == RECORD else "given_at", None)
    read_at_home = has_begun(getattr(alliance, f"home_heads_read_{document}s_since"), sent)
    people = Named(visit, but=helped if document == EVALUATION else None)
    who = [
        *([f"{helped}, {deployment.supported_role or 'helped'}"] if document == RECORD and helped else ()),
        f"{deployment.leader}, the System Leader",
        *people.heads(deployment.receiving_school),
        people.office(),
        *(people.heads(deployment.home_school) if read_at_home else ()),
    ]
    hidden = f"the colleague helped{f', {helped}' if helped else ''}"
    never = ["governors, other schools or inspectors" if document == RECORD else hidden]
    never += [] if read_at_home else ["the headteacher of the System Leader’s school"]
    return Readers(tuple(who), "; ".join(never))


class Named:
    """Who heads the two schools and works in the office on the day of a visit; one query."""

    def __init__(self, visit: Visit, but: Person | None):
        self.deployment, self.but = visit.deployment, but
        schools = (self.deployment.receiving_school_id, self.deployment.home_school_id)
        at_schools = Q(organisation__in=schools, role=Role.HEAD)
        rows = Post.objects.on(localdate(visit.starts_at)).filter(
            at_schools | Q(organisation=None, role__in=OFFICE),
            alliance=self.deployment.alliance,
            person__is_active=True,
        )
        self.posts = list(rows.exclude(person=but).select_related("person").order_by("person__name"))

    def heads(self, school: Organisation) -> list[str]:
        named = [f"{post.person}, headteacher of {school}" for post in self.posts if post.organisation_id == school.pk]
        return named or [f"The headteacher of {school}"]

    def office(self) -> str:
        names = list(dict.fromkeys(post.person.name for post in self.posts if post.organisation_id is None))
        listed = f" ({', '.join(names)})" if 0 < len(names) <= MOST_NAMES else ""
        return f"The office of {self.deployment.alliance}{listed}"


def has_begun(since: datetime | None, sent: datetime | None) -> bool:
    """Whether home heads read what was sent at that moment, or is still to be sent."""
    return since is not None and (sent is None or sent >= since)
