"""Who may: questions about a person on the day the door gave her, used by every room's table of lives.

The door prepares who acts with `as_of`; her posts of that day are read once and kept on the instance, so that
any number of predicates cost one query.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from .models import Person, Post
from .roles import AT_ALLIANCE, LOOKS_AFTER_MONEY, MANAGES, OFFICE, READS_CONCERNS, Role


def as_of(person: Person, day: date, *, through: str = "") -> Person:
    """Prepares a person to act or look: her posts are those of `day`, history writes what she came `through`.

    Whoever came through an e-mailed link gave no second factor, so no post at the Alliance counts for her; and in an
    alliance that is suspended no post counts for anybody.
    """
    posts = Post.objects.on(day).filter(person=person, alliance__suspended_on__isnull=True).select_related("alliance")
    if through.startswith("link "):
        posts = posts.exclude(role__in=AT_ALLIANCE)
    person.on = day
    person.through = through
    # Every page asks this: few rows are sooner sorted here, the newest first, than by a longer question.
    person.posts_now = sorted(posts.order_by(), key=lambda post: (post.starts, post.pk), reverse=True)
    return person


def alliances_as(person: Person, roles: Iterable[Role]) -> set[int]:
    """The alliances in which she holds one of these roles today."""
    return person.alliances_as(roles)


def office_of(person: Person) -> set[int]:
    """The alliances whose office she works in; what they hold is hers to see."""
    return alliances_as(person, OFFICE)


def places_as(person: Person, *roles: Role) -> set[tuple[int, int]]:
    """Alliance and organisation, where she holds one of these roles today.

    A post says so in its own alliance only: any office may write down who heads a school, and must not open with it
    what another alliance keeps about that school.
    """
    held = (post for post in person.posts_now if post.role in roles)
    return {(post.alliance_id, post.organisation_id) for post in held if post.organisation_id}


def rows_at(person: Person, organisation: str, *roles: Role) -> Q:
    """Rows whose organisation, in the field named, is one where she holds one of these roles in their alliance."""
    found = Q(pk__in=[])
    for alliance_id, organisation_id in sorted(places_as(person, *roles)):
        found |= Q(**{"alliance_id": alliance_id, organisation: organisation_id})
    return found


def role_of(person: Person, *organisation_ids: int) -> str:
    """What she is at one of these today, in her own words or the Alliance's; nothing where she has no post there."""
    held = (post for post in person.posts_now if post.organisation_id in organisation_ids)
    return next((post.title or post.get_role_display() for post in held), "")


def heads(person: Person, organisation_id: int | None, alliance_id: int) -> bool:
    """She leads this school today, as this alliance knows."""
    return (alliance_id, organisation_id) in places_as(person, Role.HEAD)


def office(person: Person, record: Any) -> bool:
    """She works in the office of the alliance that holds this record."""
    return record.alliance_id in office_of(person)


def manager(person: Person, record: Any) -> bool:
    """She manages or coordinates the alliance that holds this record."""
    return record.alliance_id in alliances_as(person, MANAGES)


def finance(person: Person, record: Any) -> bool:
    """She is a finance officer of the alliance that holds this record, or its manager."""
    return record.alliance_id in alliances_as(person, LOOKS_AFTER_MONEY)


def quality(person: Person, record: Any) -> bool:
    """She is the quality lead of the alliance that holds this record, or its manager."""
    return record.alliance_id in trusted_with_concerns(person)


def panel(person: Person, record: Any) -> bool:
    """She is a panel member of the alliance that holds this record."""
    return record.alliance_id in alliances_as(person, (Role.PANEL,))


def clock(person: Person, record: Any) -> bool:
    """Nobody presses this: the clock does it when the day has come."""
    return False


def oneself(person: Person, record: Any) -> bool:
    """The record is about her."""
    return record.person_id == person.pk


def either(*predicates: Any) -> Any:
    """Any one of these is enough."""

    def any_of(person: Person, record: Any) -> bool:
        return any(may(person, record) for may in predicates)

    any_of.__doc__ = " Or: ".join((may.__doc__ or may.__name__).strip() for may in predicates)
    return any_of


def trusted_with_concerns(person: Person) -> set[int]:
    """The alliances in which she reads concerns: as manager or quality lead."""
    return alliances_as(person, READS_CONCERNS)


def directed_by(person: Person) -> set[int]:
    """The alliances of which she is a director."""
    return alliances_as(person, (Role.DIRECTOR,))


def organisations_of(person: Person) -> set[int]:
    """Every school or other organisation at which she holds a post today, as any alliance knows."""
    return {post.organisation_id for post in person.posts_now if post.organisation_id}


def answers_for_quality(person: Person) -> set[int]:
    """The alliances in which she sees to it that visit records are read: the same people as read concerns."""
    return trusted_with_concerns(person)
