"""Nobody assesses, interviews or approves a person of her own school, or one to whom she is tied."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from drystone.people.models import Person, Post

from .models import Application, Arrival, DeclaredConflict, NamesRead, Reference
from .refusals import Refused


class Tied(Refused):
    """This person is too close to the applicant; the sentence says how."""


def ties(people: Iterable[Person], application: Application, *, on: date) -> dict[int, str]:
    """How each of these people is tied to the applicant, by person; nothing for those who are free."""
    return {person: said for (_, person), said in ties_between(people, [application], on=on).items()}


def ties_between(
    people: Iterable[Person], applications: Sequence[Application], *, on: date
) -> dict[tuple[int, int], str]:
    """How people are tied to applicants, by application and person. Three queries, however many there are.

    A colleague of the same trust counts where the Alliance says so.
    """
    by_pk = {person.pk for person in people}
    posts = Post.objects.on(on).filter(person__in=by_pk, organisation__isnull=False).select_related("organisation")
    found: dict[tuple[int, int], str] = {}
    for post in posts:
        for application in applications:
            if said := shared(post, application):
                found.setdefault((application.pk, post.person_id), said)
    referees = Reference.objects.filter(application__in=applications, referee__in=by_pk)
    asked = referees.values_list("application", "referee")
    found |= dict.fromkeys(asked, "They were asked for a reference.")
    declared = DeclaredConflict.objects.filter(application__in=applications, person__in=by_pk)
    found |= dict.fromkeys(declared.values_list("application", "person"), "They declared a conflict.")
    own = {(each.pk, each.person_id): "It is their own application." for each in applications}
    return found | {pair: said for pair, said in own.items() if pair[1] in by_pk}


def shared(post: Post, application: Application | Arrival) -> str:
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


def are_names_wanted(applications: Iterable[Application], person: Person) -> bool:
    """Whether she must go through the names of a round before she reads one of these of it. One query."""
    nameless = [each for each in applications if each.is_nameless]
    if not nameless:
        return False
    read = NamesRead.objects.filter(round=nameless[0].round_id, person=person).values_list("at", flat=True).first()
    return any(is_name_wanted(each, read) for each in nameless)


def is_name_wanted(application: Application, names_read_at: datetime | None) -> bool:
    """Whether it came in after she last went through the names, or she never has.

    Only where it is read blind; else she sees whose it is, and says so there.
    """
    if not application.is_nameless or application.submitted_at is None:
        return False
    return names_read_at is None or names_read_at < application.submitted_at
