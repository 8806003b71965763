"""Who consents to an agreement."""

from datetime import date

from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools.models import Organisation

from .models import Agreement, Consent, Deployment

Party = Consent.Party


class NobodyToAsk(Exception):
    """A party has nobody on record who could consent; the sentence says whom to add."""


def of(deployment: Deployment, payer: Organisation, officer: Person, day: date) -> dict[str, Person]:
    """Who consents: home approver, leader, receiving head, the Alliance, and the payer where it is another body.

    Raises NobodyToAsk.
    """
    alliance = deployment.alliance
    home = posts.approver_for(deployment.leader, alliance, deployment.home_school, day)
    head = posts.heads_of(deployment.receiving_school, alliance, day).first()
    if home is None:
        raise NobodyToAsk(f"Nobody is recorded who may release staff of {deployment.home_school}. Add the head first.")
    if head is None:
        raise NobodyToAsk(f"No headteacher is recorded for {deployment.receiving_school}. Add the head first.")
    found = {Party.HOME: home, Party.LEADER: deployment.leader, Party.RECEIVING: head, Party.ALLIANCE: officer}
    if payer.pk != deployment.receiving_school_id:
        found[Party.PAYER] = paying(payer, alliance, day)
    return {str(party): person for party, person in found.items()}


def moved_on(agreement: Agreement, day: date) -> dict[str, Person]:
    """By party, who would be asked on a day in place of whoever was: a head has changed, say. None where nobody is
    recorded any more: whoever draws up the next version is told whom to add."""
    try:
        now = of(agreement.deployment, agreement.payer, agreement.drawn_up_by, day)
    except NobodyToAsk:
        return {}
    rows = {row.party: row.person_id for row in agreement.consents.all()}
    return {party: person for party, person in now.items() if rows.get(party, person.pk) != person.pk}


def paying(payer: Organisation, alliance, day: date) -> Person:
    commissioners = posts.holders(alliance, day, Role.COMMISSIONER, organisation=payer)
    person = commissioners.first() or posts.finance_contact_of(payer, alliance, day)
    if person is None:
        raise NobodyToAsk(f"Nobody is recorded who may pay for {payer}. Add a contact first.")
    return person
