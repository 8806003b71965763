"""Who may, in payments."""

from drystone.alliances.models import Alliance
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.access import finance, office
from drystone.people.models import Link, Person
from drystone.people.roles import ANSWERS_FOR_A_PAYER, LOOKS_AFTER_MONEY, SPEAKS_FOR_MONEY
from drystone.schools.models import Organisation

from .models import ChargeSchedule, Check, Handover, PayeeChange, SelfBilling, Statement

__all__ = [
    "finance",
    "home_side",
    "in_finance",
    "office",
    "payer_side",
    "proposed_payee",
    "second_finance",
    "second_for_payee",
    "second_issuer",
    "second_taker",
    "shows",
    "told_of_payee",
]


def home_side(person: Person, statement: Statement | SelfBilling) -> bool:
    """She heads the home school, or is its finance contact."""
    return (statement.alliance_id, statement.home_school_id) in access.places_as(person, *SPEAKS_FOR_MONEY)


def second_finance(person: Person, statement: Statement) -> bool:
    """She looks after the Alliance's money, neither sent this statement nor confirmed it, and does not speak for the
    school that is paid."""
    others = person.pk not in (statement.prepared_by_id, statement.confirmed_by_id)
    return finance(person, statement) and others and not home_side(person, statement)


def shows(person: Person, check: Check) -> bool:
    """She speaks for the money of the home school that is asked."""
    return home_side(person, check.statement)


def second_taker(person: Person, check: Check) -> bool:
    """She looks after the Alliance's money, and did not propose what is to be taken back."""
    return finance(person, check) and person.pk != check.proposed_by_id


def payer_side(person: Person, schedule: ChargeSchedule) -> bool:
    """She heads the payer, is its finance contact, or commissions for it."""
    return (schedule.alliance_id, schedule.payer_id) in access.places_as(person, *ANSWERS_FOR_A_PAYER)


def second_issuer(person: Person, schedule: ChargeSchedule) -> bool:
    """She looks after the Alliance's money, and did not approve this charge schedule."""
    return finance(person, schedule) and person.pk != schedule.approved_by_id


def in_finance(person: Person, handover: Handover) -> bool:
    """The file was sent to her, or she looks after the Alliance's money herself."""
    return person.pk == handover.to_id or finance(person, handover)


def second_for_payee(person: Person, change: PayeeChange) -> bool:
    """She looks after the Alliance's money, did not propose this change, and does not speak for the school."""
    mine = access.places_as(person, *SPEAKS_FOR_MONEY)
    another = person.pk != change.proposed_by_id and (change.alliance_id, change.school_id) not in mine
    return finance(person, change) and another


def proposed_payee(person: Person, change: PayeeChange) -> bool:
    """She proposed this change of payee."""
    return person.pk == change.proposed_by_id


def told_of_payee(person: Person, change: PayeeChange) -> bool:
    """She was told of this change of payee, as she speaks for the money until now."""
    return Link.objects.to_do(change, "payee-change").filter(person=person).exists()


def may_propose_payee(person: Person, alliance: Alliance, school: Organisation) -> bool:
    """She works in the Alliance's office, heads the school, or is its finance contact."""
    mine = access.places_as(person, *SPEAKS_FOR_MONEY)
    return alliance.pk in access.office_of(person) or (alliance.pk, school.pk) in mine


def only_finance(person: Person | None, alliance: Alliance) -> None:
    """The clock may, and whoever looks after this Alliance's money. Raises NotAllowed."""
    if person and alliance.pk not in access.alliances_as(person, LOOKS_AFTER_MONEY):
        raise NotAllowed(f"{person} does not look after the money of {alliance}")
