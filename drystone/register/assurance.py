"""The home school's word that a leader was safely recruited: asked for before it lapses, given in one page, carried
along as a letter.

Nothing of a certificate is kept: who said so, at which level, when, until.
"""

from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access as people_access
from drystone.people import links, posts, signatures
from drystone.people.models import Link, Person, Signature

from . import access, documents, emails
from .lifecycle import LIVING
from .models import Assurance, Designation

PURPOSE = "assurance"
AHEAD = timedelta(days=21)
"""How long before it is wanted the home school is asked, and the office sees it."""
SETTLING = timedelta(days=28)
"""After how many days as a System Leader the first one is wanted."""
ASKED = [AHEAD, timedelta(days=10), timedelta(days=3), timedelta(days=-7)]
"""When the home school is asked, each so long before the day."""


def lapsing(rows: QuerySet[Designation], *, by: date) -> Any:  # rows with one thing more, which their type cannot say
    """Living designations whose home school's word is wanted by a day: the one there is runs out, or none was ever
    given. Each with the day that it reaches, `assured_until`."""
    given = Assurance.objects.filter(
        alliance=OuterRef("alliance"), person=OuterRef("person"), organisation=OuterRef("home_school")
    )
    reaches = Subquery(given.order_by("-until").values("until")[:1])
    never = Q(assured_until=None, starts__lte=by - SETTLING)
    return rows.filter(state__in=LIVING).annotate(assured_until=reaches).filter(Q(assured_until__lte=by) | never)


def of(designation: Designation) -> Assurance | None:
    """The word of her school that reaches furthest; that of a school she has left counts no more."""
    given = designation.person.assurances.filter(alliance_id=designation.alliance_id)
    return given.filter(organisation_id=designation.home_school_id).first()


@transaction.atomic
def ask(designation: Designation, *, by: Person | None, at: datetime, once: str = "") -> Link | None:
    """Whoever approves her release is asked to confirm it, by link; by mail once a day, or `once` for a reminder.

    None when the alliance knows nobody to ask, or no address; the office then writes down what it was told.
    """
    alliance = designation.alliance
    head = posts.approver_for(designation.person, alliance, designation.home_school, localdate(at))
    if head is None or not head.email:
        return None
    link = links.invite(head, PURPOSE, designation, alliance=alliance, days=60, by=by, at=at)
    if emails.assurance_asked(designation, link=link, once=once or f"{localdate(at)}", at=at):
        events.record(designation, "asked_assurance", by=by, at=at, of=head.name)
    return link


def ask_ahead(*, at: datetime) -> int:
    """Home schools are asked before the word they gave lapses, and again while it is not given; returns how many."""
    today = localdate(at)
    due = lapsing(Designation.objects.filter(alliance__suspended_on=None), by=today + AHEAD)
    return sum(ask_again(each, today, at=at) for each in due.select_related("alliance", "person", "home_school"))


def ask_again(designation: Designation, today: date, *, at: datetime) -> bool:
    """The reminder whose time has come, once for each day by which it is wanted; whether there was anybody to ask."""
    until: date | None = designation.assured_until  # type: ignore[attr-defined]
    wanted = until or designation.starts + SETTLING
    passed = sum(today >= wanted - before for before in ASKED)
    return ask(designation, by=None, at=at, once=f"{wanted}/{passed}") is not None


def words(designation: Designation, check: str) -> str:
    """What she confirms, word for word, with the check that she chose."""
    leader, school = designation.person.name, designation.home_school.name
    return (
        f"{school} has made the checks on {leader} that the law asks of an employer, and keeps them in its single "
        f"central record: identity, right to work in the United Kingdom, qualifications, references, that there is no "
        f"prohibition from teaching, and by the Disclosure and Barring Service: {check}. I know of nothing that makes "
        f"{leader} unsuitable to work with children, and I tell {designation.alliance.name} at once if that changes "
        f"or {leader} leaves the school."
    )


@transaction.atomic
def confirm(
    designation: Designation, *, level: str, name: str, role: str, link: Link | None, by: Person, at: datetime
) -> Assurance:
    """The head of her school gives its word and signs for it; the leader has the letter. Pressed twice, it is given
    once. Raises NotAllowed for anybody else, and for the leader herself."""
    if not access.releases(by, designation):
        raise NotAllowed(f"{by} may not speak for {designation.home_school}")
    if given := given_today(designation, level, at=at):
        return given
    acting: dict[str, Any] = {
        "typed_name": name,
        "typed_role": role,
        "link": link,
        "alliance": designation.alliance,
        "at": at,
    }
    signature = signatures.sign(by, words(designation, Assurance.Level(level).label), **acting)
    said = f"{signature.typed_name}, {signature.typed_role}"
    return write(designation, level, said, signature, by=by, at=at)


@transaction.atomic
def record(designation: Designation, *, level: str, confirmed_by: str, by: Person, at: datetime) -> Assurance:
    """The office writes down what the school told it: who, at which level. Written down twice on a day, it is once."""
    if not people_access.office(by, designation):
        raise NotAllowed(f"{by} may not record what {designation.home_school} confirmed")
    given = given_today(designation, level, at=at)
    if given and given.confirmed_by == confirmed_by:
        return given
    return write(designation, level, confirmed_by, None, by=by, at=at)


def given_today(designation: Designation, level: str, *, at: datetime) -> Assurance | None:
    """The word that was given today already; whoever asks next waits until this is settled."""
    Person.objects.select_for_update().get(pk=designation.person_id)
    given = designation.person.assurances.filter(alliance_id=designation.alliance_id, level=level)
    return given.filter(organisation_id=designation.home_school_id, confirmed_on=localdate(at)).first()


def write(
    designation: Designation, level: str, said: str, signature: Signature | None, *, by: Person, at: datetime
) -> Assurance:
    """It holds for the alliance's number of months, and the letter is sealed."""
    on = localdate(at)
    given = Assurance.objects.create(
        alliance=designation.alliance,
        person=designation.person,
        organisation=designation.home_school,
        level=level,
        confirmed_by=said,
        confirmed_on=on,
        until=on + relativedelta(months=designation.alliance.assurance_months),
        signature=signature,
    )
    events.record(given, "assured", by=by, at=at, about=designation, until=str(given.until))
    documents.letter_of_assurance(designation, given, by=by, at=at)
    emails.assurance_given(designation, given, at=at)
    return given
