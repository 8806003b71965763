"""What is known of people and a request or its school: conflicts, posts, refusals, who is kept off or being asked."""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, Value

from drystone import saying
from drystone.alliances.calendar import anniversary
from drystone.people.models import Post

from .models import Conflict, Enquiry, EnquiryState, Exclusion, Offer, SupportRequest

STANDING = (EnquiryState.ASKED, EnquiryState.YES)
KINDS = ("conflict", "excluded", "refused", "standing", "offer")


def people(request: SupportRequest, starts: date, ends: date) -> dict[str, dict[int, str]]:
    """What is known of people and this request or its school, by what it is and whom it is about; one query."""
    rows = told("conflict", "person_id", conflicts(request, starts, ends), "kind", "ends").union(
        told("post", "person_id", posts_there(request, starts, ends), "role", "ends"),
        told("excluded", "designation__person_id", exclusions(request), "reason", None),
        told("refused", "designation__person_id", refusals(request), "state", None),
        told("refused", "designation__person_id", passed_over(request), "state", None),
        told("standing", "designation__person_id", request.enquiries.filter(state__in=STANDING), "state", None),
        told("offer", "pk", request.offers.all(), "state", None),
        all=True,
    )
    found: dict[str, dict[int, str]] = {what: {} for what in KINDS}
    for what, person, said, until in rows:
        if what == "post":
            found["conflict"].setdefault(person, worked(until))
        else:
            found[what][person] = Conflict.Kind(said).label.lower() if what == "conflict" else said
    return found


def worked(until: date | None) -> str:
    """Of a post at the school, as a conflict is said."""
    return f"worked there until {saying.day(until)}" if until else "has a post there"


def told(what: str, person: str, rows: Any, said: str, until: str | None) -> Any:
    day = F(until) if until else Value(None, output_field=DateField())
    words = {"what": Value(what, output_field=CharField()), "who": F(person), "said": F(said), "day": day}
    return rows.order_by().annotate(**words).values_list("what", "who", "said", "day")


def conflicts(request: SupportRequest, starts: date, ends: date) -> Any:
    rows = Conflict.objects.filter(alliance_id=request.alliance_id, school_id=request.school_id)
    return rows.standing(starts, ends)


def posts_there(request: SupportRequest, starts: date, ends: date) -> Any:
    """Who works at the school, or did until a few years ago."""
    years = request.alliance.former_post_years
    rows = Post.objects.filter(alliance_id=request.alliance_id, organisation_id=request.school_id)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gt=anniversary(starts, -years)), starts__lte=ends)


def exclusions(request: SupportRequest) -> Any:
    return Exclusion.objects.filter(request=request, undone_at__isnull=True)


# Of whoever has moved since only what her present school was asked counts.
HERE = Q(designation__moved_on=None) | Q(asked_at__date__gte=F("designation__moved_on"))


def refusals(request: SupportRequest) -> Any:
    no = (EnquiryState.NO, EnquiryState.NOT_NOW)
    return Enquiry.objects.filter(HERE, request=request, state__in=no)


def passed_over(request: SupportRequest) -> Any:
    """A leader who was chosen and did not come, whoever said no; and one whom the school passed over."""
    over = (Offer.State.STOOD_DOWN, Offer.State.NOT_CHOSEN)
    at_home = Enquiry.objects.filter(HERE, request=request, designation=OuterRef("designation"), step="home")
    moved = Q(designation__moved_on__isnull=False) & ~Exists(at_home)
    return Offer.objects.filter(~moved, request=request, state__in=over)
