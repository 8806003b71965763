"""How the asking for one request stands, at a glance: leader by leader, who was asked, what was said, until when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from drystone import saying
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.register.models import Designation

from .models import Enquiry, EnquiryState, LateAnswer, Offer, RequestState, SupportRequest

RELEASES = (Role.HEAD, Role.CHAIR)
OPEN = (EnquiryState.ASKED, EnquiryState.YES, EnquiryState.NOT_NOW, EnquiryState.NO)
OVER = (EnquiryState.EXPIRED, EnquiryState.NOT_NOW, EnquiryState.STOOD_DOWN)


@dataclass
class Step:
    """One enquiry: the home school's, or the leader's; and what the office can do with it."""

    enquiry: Enquiry
    has_reason: bool
    late: int | None
    has_left: bool
    may_record: bool = False
    may_ask_again: bool = False
    may_stand_down: bool = False

    @property
    def said(self) -> str:
        """What came of it, or until when it stands."""
        row = self.enquiry
        if row.state == EnquiryState.ASKED:
            wants = f"wants to be rung {row.call_number}".strip() + "; " if self.is_to_ring else ""
            return f"{wants}runs out {saying.moment(row.runs_out_at)}"
        if row.state == EnquiryState.EXPIRED:
            return f"no answer by {saying.moment(row.runs_out_at)}"
        if row.state == EnquiryState.NOT_NOW and row.ask_after:
            return f"ask again after {saying.day(row.ask_after)}"
        return f"since {saying.day(row.state_since)}"

    @property
    def is_to_ring(self) -> bool:
        return self.enquiry.state == EnquiryState.ASKED and self.enquiry.call_wanted_at is not None


@dataclass
class Line:
    """One leader: her home school's answer, then her own, then whether she stands before the school."""

    leader: Designation
    steps: dict[str, Step] = field(default_factory=dict)
    offer: Offer | None = None

    @property
    def in_order(self) -> list[Step]:
        """The home school's first."""
        return [self.steps[which] for which in Enquiry.Step.values if which in self.steps]

    @property
    def may_ask_leader(self) -> bool:
        home, own = self.steps.get(Enquiry.Step.HOME), self.steps.get(Enquiry.Step.LEADER)
        return bool(home and home.enquiry.state == EnquiryState.YES and own is None)


def lines(request: SupportRequest, *, on: date) -> list[Line]:
    """Each leader who was asked about or offered, the latest first; of every step the newest enquiry. Two queries."""
    found: dict[int, Line] = {}
    for row in asked(request, on):
        line = found.setdefault(row.designation_id, Line(row.designation))
        line.steps.setdefault(row.step, step(row))
    offers = list(request.offers.select_related("designation__person", "designation__home_school"))
    for offer in offers:
        found.setdefault(offer.designation_id, Line(offer.designation)).offer = offer
    may = request.state == RequestState.ACCEPTED and all(offer.state != Offer.State.CHOSEN for offer in offers)
    for line in found.values():
        allow(line, may)
    return list(found.values())


def asked(request: SupportRequest, on: date) -> Any:
    """Every enquiry, the latest first, with what is beside it."""
    here = Q(organisation=OuterRef("designation__home_school"), role__in=RELEASES) | Q(role=Role.TRUST_CEO)
    posts = Post.objects.on(on).filter(here, person=OuterRef("asked"), alliance=request.alliance_id)
    late = LateAnswer.objects.filter(enquiry=OuterRef("pk"), seen_to_at=None)
    rows = request.enquiries.select_related("asked", "designation__person", "designation__home_school", "reason")
    return rows.annotate(holds=Exists(posts), late=Subquery(late.order_by("-pk").values("pk")[:1])).order_by("-pk")


def step(row: Any) -> Step:
    has_left = row.step == Enquiry.Step.HOME and row.state == EnquiryState.ASKED and not row.holds
    return Step(row, hasattr(row, "reason"), row.late, has_left)


def allow(line: Line, may: bool) -> None:
    """What can be done with the steps of a leader, while somebody is being found."""
    is_offered = line.offer is not None and line.offer.state in (Offer.State.OFFERED, Offer.State.CHOSEN)
    home = line.steps.get(Enquiry.Step.HOME)
    released = bool(home and home.enquiry.state == EnquiryState.YES)
    for which, each in line.steps.items():
        first = which == Enquiry.Step.HOME or released
        each.may_record = may and first and each.enquiry.state in OPEN and not (is_offered or each.has_left)
        each.may_ask_again = may and first and (each.enquiry.state in OVER or each.has_left)
        each.may_stand_down = may and not is_offered and each.enquiry.state in (EnquiryState.ASKED, EnquiryState.YES)


def glance(found: Iterable[Line]) -> str:
    """All of it in one sentence: how many were asked, who is willing, who is waited for, when the first runs out."""
    steps = [each for line in found for each in line.steps.values()]
    waiting = [each.enquiry for each in steps if each.enquiry.state == EnquiryState.ASKED]
    yes = [e.enquiry for e in steps if e.enquiry.state == EnquiryState.YES and e.enquiry.step == Enquiry.Step.LEADER]
    said = [
        f"{len(steps)} asked",
        f"willing: {saying.listed([row.asked.name for row in yes])}" if yes else "nobody willing yet",
    ]
    if waiting:
        first = min(row.runs_out_at for row in waiting)
        names = saying.listed([row.asked.name for row in waiting])
        said.append(f"waiting for {names}, the first until {saying.moment(first)}")
    return f"{'; '.join(said)}." if steps else ""
