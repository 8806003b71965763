"""Drawing up what the parties agree to. A changed term makes a new version, and asks anew only whom it touches."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools.models import Organisation

from . import consents, days, wording
from .lifecycle import DEPLOYMENT
from .models import Agreement, Consent, ConsentState, Deployment, Objective, VisitState

Party = Consent.Party
DAYS_TO_ANSWER = 5
EVERYONE = frozenset(Party)
# Whose consent a changed term re-opens.
TOUCHES = {
    "starts": EVERYONE,
    "ends": EVERYONE,
    "half_days": EVERYONE,
    "kinds": frozenset({Party.LEADER, Party.RECEIVING, Party.ALLIANCE}),
    "pattern": frozenset({Party.HOME, Party.LEADER, Party.RECEIVING}),
    "objectives": frozenset({Party.LEADER, Party.RECEIVING, Party.ALLIANCE}),
    "charge_pence": frozenset({Party.RECEIVING, Party.PAYER, Party.ALLIANCE}),
    "reimbursement_pence": frozenset({Party.HOME, Party.ALLIANCE}),
    "payer_id": frozenset({Party.RECEIVING, Party.PAYER, Party.ALLIANCE}),
    "purchase_order": frozenset({Party.PAYER}),
    "vat_code": frozenset({Party.RECEIVING, Party.PAYER, Party.ALLIANCE}),
    "terms": EVERYONE,
}
STANDARD_TERMS = """\
Cancellation: tell each other as early as you can; illness, snow and inspection cost nobody anything.
Confidentiality: the visit record is for the colleague helped, the receiving head and the Alliance; the visit \
evaluation is for the receiving head and the Alliance. Neither names a pupil.
Safeguarding: the System Leader signs in as a visitor and brings photo identification; the home school has given a \
letter of assurance. A concern about a child goes to the school's safeguarding lead at once.
Changes: any change of days, dates, aims or cost is agreed again by those it touches.
Ending: each party may end this agreement with five working days' notice; days delivered are paid."""


class TooFewDays(Exception):
    """Fewer days than are planned or delivered already; the sentence says how many those are."""


class NotPossible(Exception):
    """More days than the rules of the home school leave room for; the sentence says how many they do."""


class NobodyToAsk(Exception):
    """A party has nobody on record who could consent; the sentence says whom to add."""


@dataclass(frozen=True)
class Terms:
    """What an agreement says. Money in pence a day; the rate is the one in force on the day of drawing up."""

    starts: date
    ends: date
    half_days: int
    objectives: tuple[tuple[str, str], ...]
    charge_pence: int
    reimbursement_pence: int
    rate_role: str
    payer: Organisation
    kinds: tuple[str, ...] = ()
    pattern: str = ""
    vat_code: str = "exempt"
    purchase_order: str = ""
    terms: str = STANDARD_TERMS


@transaction.atomic
def draw_up(deployment: Deployment, terms: Terms, *, by: Person, at: datetime) -> Agreement:
    """Makes the next version, takes its half-days out of the release budgets, and asks every party it touches.

    The same terms drawn up twice are one version. Raises promises.NotEnoughRelease when the budgets cannot carry the
    days, TooFewDays below what is planned already, NotPossible above what the rules of the home school leave room for,
    NobodyToAsk when a party is not on record.
    """
    Deployment.objects.select_for_update().get(pk=deployment.pk)
    deployment.refresh_from_db(fields=["state"])
    asked = parties(deployment, terms, by, localdate(at))
    before, standing = deployment.agreements.first(), wording.in_force(deployment)
    if before and says_the_same(before, terms) and still_asks(before, asked):
        return before
    check_days(deployment, terms, localdate(at))
    DEPLOYMENT.move(deployment, "draw_up", by=by, at=at)
    agreement = write(deployment, terms, number=before.number + 1 if before else 1, by=by, at=at)
    aims_changed = write_objectives(deployment, agreement, terms)
    hold_days(deployment, standing, agreement, at)
    events.record(agreement, "drawn_up", by=by, at=at, number=agreement.number)
    touched = touched_by(before, agreement, aims_changed) if before else EVERYONE
    for party, person in asked.items():
        consents.ask(agreement, party, person, before=None if party in touched else before, by=by, at=at)
    consents.settle(agreement, by=by, at=at)
    return agreement


def says_the_same(before: Agreement, terms: Terms) -> bool:
    """Nothing that anybody agrees to differs."""
    said = {**vars(terms), "kinds": list(terms.kinds), "payer_id": terms.payer.pk}
    aims = {(aim.text, aim.success) for aim in wording.objectives(before)}
    words = all(getattr(before, name) == said[name] for name in TOUCHES if name != "objectives")
    return words and aims == set(terms.objectives)


def still_asks(before: Agreement, asked: dict[str, Person]) -> bool:
    """The version before was put to the same people, whoever of the office signs, and none of them refused."""
    rows = list(before.consents.all())
    people = {row.party: row.person_id for row in rows if row.party != Party.ALLIANCE}
    wanted = {party: person.pk for party, person in asked.items() if party != Party.ALLIANCE}
    return people == wanted and all(row.state != ConsentState.REFUSED for row in rows)


def check_days(deployment: Deployment, terms: Terms, today: date) -> None:
    used = days.half_days_of(deployment, VisitState.PLANNED, VisitState.HELD)
    if terms.half_days < used:
        raise TooFewDays(f"Planned or delivered already: {saying.days(used)}. Call off a visit first.")
    possible = days.possible(deployment, terms.starts, terms.ends, today=today)
    if possible is not None and terms.half_days - used > possible:
        school, room = deployment.home_school, saying.days(possible)
        raise NotPossible(f"The rules of {school} leave room for {room} more between these dates.")


def hold_days(deployment: Deployment, standing: Agreement | None, agreement: Agreement, at: datetime) -> None:
    if standing:
        days.hold_both(deployment, standing, agreement, at=at)
    else:
        days.hold(deployment, agreement, at=at)


def write(deployment: Deployment, terms: Terms, *, number: int, by: Person, at: datetime) -> Agreement:
    return Agreement.objects.create(
        alliance_id=deployment.alliance_id,
        deployment=deployment,
        number=number,
        starts=terms.starts,
        ends=terms.ends,
        half_days=terms.half_days,
        kinds=list(terms.kinds),
        pattern=terms.pattern,
        charge_pence=terms.charge_pence,
        reimbursement_pence=terms.reimbursement_pence,
        rate_role=terms.rate_role,
        vat_code=terms.vat_code,
        payer=terms.payer,
        purchase_order=terms.purchase_order,
        terms=terms.terms,
        drawn_up_by=by,
        drawn_up_at=at,
        answer_by=WorkingDays(deployment.alliance).after(localdate(at), DAYS_TO_ANSWER),
    )


def write_objectives(deployment: Deployment, agreement: Agreement, terms: Terms) -> bool:
    """Keeps objectives that stand, drops those gone, adds new ones; says whether anything changed."""
    standing = {(o.text, o.success): o for o in deployment.objectives.filter(dropped_in__isnull=True)}
    gone = [o.pk for words, o in standing.items() if words not in terms.objectives]
    new = [words for words in terms.objectives if words not in standing]
    Objective.objects.filter(pk__in=gone).update(dropped_in=agreement.number)
    Objective.objects.bulk_create(
        Objective(
            alliance_id=deployment.alliance_id,
            deployment=deployment,
            text=text,
            success=success,
            since_agreement=agreement.number,
        )
        for text, success in new
    )
    return bool(gone or new)


def touched_by(before: Agreement, after: Agreement, aims_changed: bool) -> frozenset[str]:
    """The parties whom the difference between two versions touches."""
    changed = {name for name in TOUCHES if name != "objectives" and getattr(before, name) != getattr(after, name)}
    if aims_changed:
        changed.add("objectives")
    return frozenset().union(*(TOUCHES[name] for name in changed))


def parties(deployment: Deployment, terms: Terms, officer: Person, day: date) -> dict[str, Person]:
    """Who consents: home approver, leader, receiving head, the Alliance, and the payer where it is another body."""
    alliance = deployment.alliance
    home = posts.approver_for(deployment.leader, alliance, deployment.home_school, day)
    head = posts.heads_of(deployment.receiving_school, alliance, day).first()
    if home is None:
        raise NobodyToAsk(f"Nobody is recorded who may release staff of {deployment.home_school}. Add the head first.")
    if head is None:
        raise NobodyToAsk(f"No headteacher is recorded for {deployment.receiving_school}. Add the head first.")
    found = {Party.HOME: home, Party.LEADER: deployment.leader, Party.RECEIVING: head, Party.ALLIANCE: officer}
    if terms.payer.pk != deployment.receiving_school_id:
        found[Party.PAYER] = paying(terms.payer, alliance, day)
    return {str(party): person for party, person in found.items()}


def paying(payer: Organisation, alliance, day: date) -> Person:
    commissioners = posts.holders(alliance, day, Role.COMMISSIONER, organisation=payer)
    person = commissioners.first() or posts.finance_contact_of(payer, alliance, day)
    if person is None:
        raise NobodyToAsk(f"Nobody is recorded who may pay for {payer}. Add a contact first.")
    return person
