"""Posts: taking one up, leaving it, and who holds which on a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.schools.models import Organisation

from .access import alliances_as
from .models import Person, Post
from .roles import AT_ALLIANCE, MANAGES, OFFICE, Role


class Overlaps(Exception):
    """A post would begin while the same one is still held; the sentence is for whoever types the day."""


class TooEarly(Exception):
    """A post would end before it began; the sentence is for whoever types the day."""


def take_up(
    person: Person,
    role: Role,
    alliance: Alliance,
    organisation: Organisation | None = None,
    title: str = "",
    *,
    from_: date,
    by: Person | None,
    at: datetime,
) -> Post:
    """She starts in a post. Said twice, it is still one post.

    The manager fills the posts of the Alliance; the office records those at organisations; anybody may say of
    herself that she is on a school's staff.
    """
    if not may_fill(by, person, role, alliance):
        raise NotAllowed(f"{by} may not record a {role.label} of {alliance}")
    with transaction.atomic():
        # Locking the person keeps two presses of one button from making two posts.
        Person.objects.select_for_update().get(pk=person.pk)
        held = {"person": person, "role": role, "alliance": alliance, "organisation": organisation}
        if post := Post.objects.filter(**held, ends__isnull=True).first():
            return post
        post = Post.objects.create(**held, title=title, starts=from_)
        events.record(post, "took_up", by=by, at=at, role=role.label, at_=str(organisation or alliance))
    return post


def demand_free(
    person: Person, role: Role, alliance: Alliance, organisation: Organisation | None, *, from_: date
) -> None:
    """Raises Overlaps where she held the same post until after a day."""
    held = Post.objects.filter(person=person, role=role, alliance=alliance, organisation=organisation)
    earlier = held.filter(ends__gt=from_).first()
    if earlier and earlier.ends:
        raise Overlaps(
            f"{person.name} has this post until {saying.day(earlier.ends)} already, since "
            f"{saying.day(earlier.starts)}. Choose a later first day."
        )


def may_fill(by: Person | None, person: Person, role: Role, alliance: Alliance) -> bool:
    if by is None or (role == Role.STAFF and by.pk == person.pk):
        return True
    return alliance.pk in alliances_as(by, (Role.MANAGER,) if role in AT_ALLIANCE else OFFICE)


def leave(post: Post, on: date, *, by: Person | None, at: datetime) -> Post:
    """Her last day in a post is `on`. Said twice, the first last day stays. Raises TooEarly before her first."""
    if not may_fill(by, post.person, Role(post.role), post.alliance):
        raise NotAllowed(f"{by} may not end {post}")
    if on < post.starts:
        raise TooEarly(f"The last day cannot be before the first, {saying.day(post.starts)}.")
    with transaction.atomic():
        if Post.objects.filter(pk=post.pk, ends__isnull=True).update(ends=on):
            events.record(post, "left", by=by, at=at, role=post.get_role_display(), on=on.isoformat())
        post.refresh_from_db()
    return post


def holds(person: Person, alliance: Alliance, day: date, *roles: Role) -> bool:
    """Whether she holds one of these posts in this alliance on a day."""
    return Post.objects.on(day).filter(person=person, alliance=alliance, role__in=roles).exists()


def holders(alliance: Alliance, day: date, *roles: Role, organisation: Organisation | None = None) -> QuerySet[Person]:
    """Who holds one of these posts on a day: at the Alliance itself, or at one organisation."""
    posts = Post.objects.on(day).filter(alliance=alliance, organisation=organisation, role__in=roles)
    return Person.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk")


def managers(alliance: Alliance, at: datetime) -> QuerySet[Person]:
    """Who manages and coordinates the alliance now, as far as they can be written to."""
    return holders(alliance, localdate(at), *MANAGES).exclude(email="")


def heads_of(organisation: Organisation, alliance: Alliance, day: date) -> QuerySet[Person]:
    """The headteacher of a school, or its two co-heads."""
    return holders(alliance, day, Role.HEAD, organisation=organisation)


def approver_for(person: Person, alliance: Alliance, organisation: Organisation, day: date) -> Person | None:
    """Who releases her: the head of her school; for the head herself, the chair of governors or the trust's CEO.

    None when the alliance does not know who that is, and the office must find out.
    """
    heads = list(heads_of(organisation, alliance, day))
    if person not in heads:
        return heads[0] if heads else None
    chairs = holders(alliance, day, Role.CHAIR, organisation=organisation)
    return chairs.exclude(pk=person.pk).first() or chief_of_trust(organisation, alliance, day)


def chief_of_trust(organisation: Organisation, alliance: Alliance, day: date) -> Person | None:
    """The chief executive, recorded at the school itself or at the trust that the register names for it."""
    trust = Organisation.objects.filter(kind=Organisation.Kind.TRUST, name=organisation.trust_name or None).first()
    for place in filter(None, (organisation, trust)):
        if chief := holders(alliance, day, Role.TRUST_CEO, organisation=place).first():
            return chief
    return None


def finance_contact_of(organisation: Organisation, alliance: Alliance, day: date) -> Person | None:
    """Who answers for a school's or payer's money; where nobody is named, its head."""
    named = holders(alliance, day, Role.FINANCE_CONTACT, organisation=organisation).first()
    return named or heads_of(organisation, alliance, day).first()
