"""Who interviews: two to four people without a conflict, at least one of them a headteacher of the Alliance."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import posts
from drystone.people.access import office
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.schools.models import Membership

from . import criteria, emails, question_sets
from .independence import demand
from .models import Interview, InterviewSlot, InterviewState, PanelMember, Round
from .refusals import Refused

FEWEST, MOST = 2, 4


class NotAPanel(Refused):
    """Why these people cannot be the panel of an interview; the sentence is for the page."""


@transaction.atomic
def name(interview: Interview, members: Sequence[Person], chair: Person, *, by: Person, at: datetime) -> Interview:
    """The office names the panel of an interview. Named again, those who stay keep their marks.

    "The panel will include headteachers from the Alliance", says the client's brief. Raises NotAPanel, Tied.
    """
    if not office(by, interview):
        raise NotAllowed(f"{by} may not name a panel")
    check_changeable(interview)
    for member in members:
        check_member(member, interview, on=localdate(at))
    check_whole(members, chair, interview, on=localdate(at))
    check_free(members, interview)
    gone = interview.panel.standing().exclude(person__in=members)
    if gone.filter(scored_at__isnull=False).exists():
        raise NotAPanel("A member whose marks are in stays on the panel.")
    for left in gone.select_related("person"):
        emails.panel_released(left, at=at)
    gone.delete()
    for member in members:
        seat(interview, member, is_chair=member == chair, at=at)
    events.record(interview, "panel_named", by=by, at=at, panel=[member.name for member in members])
    return interview


def check_changeable(interview: Interview) -> None:
    if interview.state == InterviewState.HELD:
        raise NotAPanel("The interview was held; its panel stays.")


def check_member(person: Person, interview: Interview, *, on: date) -> None:
    if not posts.holds(person, interview.alliance, on, Role.PANEL):
        raise NotAPanel(f"{person.name} is not on the panel. Give them a post as panel member first.")
    if interview.panel.filter(person=person, conflict__gt="").exists():
        raise NotAPanel(f"{person.name} declared a conflict with this applicant.")
    demand(person, interview.application, on=on)


def check_free(members: Sequence[Person], interview: Interview) -> None:
    """Nobody of them sits in another interview while this one is held."""
    if interview.slot is None or interview.state != InterviewState.BOOKED:
        return
    if taken := busy(members, interview.slot, but=interview):
        names = [member.name for member in members if member.pk in taken]
        raise NotAPanel(f"{saying.listed(names)} interviews somebody else at that time.")


def busy(members: Iterable[Person], slot: InterviewSlot, *, but: Interview) -> set[int]:
    """Who of them sits in another interview at a time. Two who ask at once are answered one after the other."""
    Round.objects.select_for_update(no_key=True).get(pk=slot.round_id)
    seats = PanelMember.objects.standing().filter(
        person__in=[member.pk for member in members],
        interview__state=InterviewState.BOOKED,
        interview__slot__in=InterviewSlot.objects.meeting(slot),
    )
    return set(seats.exclude(interview=but).values_list("person", flat=True))


def check_whole(members: Sequence[Person], chair: Person, interview: Interview, *, on: date) -> None:
    if len(set(members)) != len(members) or not FEWEST <= len(members) <= MOST:
        raise NotAPanel(f"A panel has {FEWEST} to {MOST} members.")
    if chair not in members:
        raise NotAPanel("The chair is one of the panel.")
    if not heads_among(members, interview.alliance_id, on=on):
        raise NotAPanel("The panel needs at least one headteacher of a member school of the Alliance.")


def heads_among(people: Sequence[Person], alliance_id: int, *, on: date) -> set[int]:
    """Who of these heads a member school of the Alliance on a day."""
    schools = Membership.objects.on(on).filter(alliance=alliance_id).values("organisation")
    heads = Post.objects.on(on).filter(
        alliance=alliance_id, role=Role.HEAD, person__in=people, organisation__in=schools
    )
    return set(heads.values_list("person", flat=True))


def seat(interview: Interview, person: Person, *, is_chair: bool, at: datetime) -> PanelMember:
    """Her place and her own sheet for marks."""
    heads = heads_among([person], interview.alliance_id, on=localdate(at))
    standing = {"is_chair": is_chair, "is_headteacher": person.pk in heads}
    member = interview.panel.filter(person=person).first()
    if member:
        PanelMember.objects.filter(pk=member.pk).update(**standing)
        return member
    member = PanelMember.objects.create(
        alliance_id=interview.alliance_id,
        interview=interview,
        person=person,
        sheet=sheet_for(interview, at),
        **standing,
    )
    emails.panel_asked(member, at=at)
    if interview.state == InterviewState.BOOKED:
        emails.time_for_member(member, at=at)
    return member


def sheet_for(interview: Interview, at: datetime) -> AnswerSheet:
    """Every member of one panel marks the same questions, whatever was changed since the first was named."""
    first = interview.panel.select_related("sheet__version").order_by("id").first()
    if first:
        return sheets.start_on(first.sheet.version, interview.alliance_id, at, lists=first.sheet.lists)
    brought = criteria.lists(interview.application) | question_sets.lists(interview.application)
    opened = interview.application.round.opens_at
    return sheets.start(question_sets.SHEET, interview.alliance_id, at, lists=brought, stood_at=opened)


@transaction.atomic
def declare_conflict(member: PanelMember, reason: str, *, by: Person, at: datetime) -> PanelMember:
    """She is too close to the applicant: she no longer sees the application, and the office finds another."""
    if member.person_id != by.pk and not office(by, member):
        raise NotAllowed(f"{by} may not declare a conflict for {member.person}")
    if member.scored_at:
        raise NotAPanel("Your marks are in already. Tell the office.")
    if PanelMember.objects.filter(pk=member.pk, conflict="").update(conflict=reason):
        emails.panel_released(member, at=at)
    member.refresh_from_db()
    events.record(member, "declare_conflict", by=by, at=at)
    emails.panel_member_needed(member, at=at)
    return member


def is_complete(interview: Interview) -> bool:
    """Enough members without a conflict, one of them a headteacher of the Alliance."""
    standing = list(interview.panel.standing())
    return len(standing) >= FEWEST and any(member.is_headteacher for member in standing)
