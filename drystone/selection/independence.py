"""Nobody assesses, interviews or approves a person of her own school, or one to whom she is tied."""

from collections.abc import Iterable
from datetime import date

from drystone.people.models import Person, Post

from .models import Application, Reference
from .refusals import Refused


class Tied(Refused):
    """This person is too close to the applicant; the sentence says how."""


def ties(people: Iterable[Person], application: Application, *, on: date) -> dict[int, str]:
    """How each of these people is tied to the applicant, by person; nothing for those who are free. Three queries.

    A colleague of the same trust counts where the Alliance says so.
    """
    by_pk = {person.pk: person for person in people}
    found: dict[int, str] = {}
    for post in (
        Post.objects.on(on).filter(person__in=by_pk, organisation__isnull=False).select_related("organisation")
    ):
        if said := shared(post, application):
            found.setdefault(post.person_id, said)
    referees = Reference.objects.filter(application=application, referee__in=by_pk)
    found |= dict.fromkeys(referees.values_list("referee", flat=True), "They were asked for a reference.")
    if application.person_id in by_pk:
        found[application.person_id] = "It is their own application."
    return found


def shared(post: Post, application: Application) -> str:
    """What a post has in common with the applicant's school."""
    school = application.school
    if school is None or post.organisation is None:
        return ""
    if post.organisation_id == school.pk:
        return "They work at the applicant's school."
    trust = school.trust_name
    in_trust = trust and trust in (post.organisation.trust_name, post.organisation.name)
    if in_trust and application.alliance.same_trust_is_conflict:
        return "They work in the applicant's trust."
    return ""


def demand(person: Person, application: Application, *, on: date) -> None:
    """Raises Tied unless she is free to judge."""
    if said := ties([person], application, on=on).get(person.pk):
        raise Tied(said)
