"""The work in bulk: requests, deployments with their agreements, visits with their documents, and history."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice

from drystone.brokering.models import SupportRequest
from drystone.deployment.models import Agreement, Consent, Deployment, Visit, VisitEvaluation, VisitRecord
from drystone.history.models import Event
from drystone.questions import forms
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area, Away, Designation, Promise
from drystone.schools.models import Organisation

from .building import BATCH, Built, save

STATES = ("under_way", "closed", "closed", "closed", "evaluation_due", "agreeing", "closed", "cancelled")

LONG = 40  # deployments of the first leader: four busy years


def deploy(built: Built, leaders: list[Designation], number: int) -> list[Deployment]:
    """Requests with their deployments, agreements and consents, in every state; of the first leader very many."""
    many = min(LONG, number // 10)
    chosen = [leaders[0] if n < many else leaders[n % len(leaders)] for n in range(number)]
    helped = [other_school(built, d, n) for n, d in enumerate(chosen)]
    states = states_of(chosen)
    requests = ask(built, chosen, helped, states)
    deployments = save(
        Deployment,
        (
            Deployment(
                alliance_id=d.alliance_id,
                request=r,
                designation=d,
                leader_id=d.person_id,
                home_school_id=d.home_school_id,
                receiving_school=s,
                state=states[n],
                supported_id=built.heads[s.pk],
                state_since=built.at - timedelta(days=n % 900),
            )
            for n, (d, s, r) in enumerate(zip(chosen, helped, requests, strict=True))
        ),
    )
    agree(built, deployments)
    promise(built, deployments)
    return deployments


def states_of(chosen: list[Designation]) -> list[str]:
    """Every alliance has its deployments in all states, in turn."""
    turns: dict[int, Iterator[str]] = {}
    return [next(turns.setdefault(d.alliance_id, cycle(STATES))) for d in chosen]


def ask(
    built: Built, chosen: list[Designation], helped: list[Organisation], states: list[str]
) -> list[SupportRequest]:
    """A request for each deployment; those of deployments that closed are met."""
    at, areas = built.at, list(Area.objects.filter(alliance__isnull=True)[:20])
    sheets = save(AnswerSheet, sheets_of("support_request", (d.alliance_id for d in chosen), at, sealed=True))
    return save(
        SupportRequest,
        (
            SupportRequest(
                alliance_id=d.alliance_id,
                school=s,
                contact_id=built.heads[s.pk],
                sheet=sheet,
                state="met" if states[n] == "closed" else "accepted",
                state_since=at - timedelta(days=n % 900),
                submitted_at=at - timedelta(days=n % 900),
                need="Help with planning across two year groups.",
                area=areas[n % len(areas)],
                half_days=6,
                priority=n % 4 + 1,
            )
            for n, (d, s, sheet) in enumerate(zip(chosen, helped, sheets, strict=True))
        ),
    )


def other_school(built: Built, designation: Designation, number: int) -> Organisation:
    schools = built.schools[designation.alliance_id]
    found = schools[(number * 7 + 1) % len(schools)]
    return found if found.pk != designation.home_school_id else schools[(number * 7 + 2) % len(schools)]


def agree(built: Built, deployments: list[Deployment]) -> None:
    at = built.at
    agreements = save(
        Agreement,
        (
            Agreement(
                alliance_id=d.alliance_id,
                deployment=d,
                number=1,
                starts=at.date() - timedelta(days=100),
                ends=at.date() + timedelta(days=100),
                half_days=6,
                charge_pence=30_000,
                reimbursement_pence=30_000,
                rate_role="system_leader",
                payer_id=d.receiving_school_id,
                terms="As the Alliance's standard terms.",
                drawn_up_by_id=built.officers[d.alliance_id],
                drawn_up_at=at,
                answer_by=at.date(),
            )
            for d in deployments
        ),
    )
    save(Consent, (c for a, d in zip(agreements, deployments, strict=True) for c in consents(built, a, d)))


def promise(built: Built, deployments: list[Deployment]) -> None:
    """Half a day of the first term for each; given back where the work is over."""
    at = built.at
    save(
        Promise,
        (
            Promise(
                alliance_id=d.alliance_id,
                person_id=d.leader_id,
                home_school_id=d.home_school_id,
                term=built.terms[d.alliance_id][0],
                half_days=1,
                starts=at.date(),
                ends=at.date() + timedelta(days=60),
                for_type="deployment.deployment",
                for_id=d.pk,
                made_at=at,
                given_back_at=None if d.state == "under_way" else at,
            )
            for d in deployments
        ),
    )


def consents(built: Built, agreement: Agreement, d: Deployment) -> Iterator[Consent]:
    who = {
        "home": built.heads[d.home_school_id],
        "leader": d.leader_id,
        "receiving": built.heads[d.receiving_school_id],
        "alliance": built.officers[d.alliance_id],
    }
    for party, person_id in who.items():
        agreed = d.state != "agreeing" or party == "alliance"
        yield Consent(
            alliance_id=d.alliance_id,
            agreement=agreement,
            party=party,
            person_id=person_id,
            state="agreed" if agreed else "asked",
            state_since=built.at,
            recorded_by_id=built.officers[d.alliance_id] if agreed else None,
            recorded_note="On paper" if agreed else "",
        )


def visit(built: Built, deployments: list[Deployment], number: int) -> None:
    """Visits with both documents where they were held; what an evaluation says is written, and sealed, later."""
    at = built.at
    worked = [d for d in deployments if d.state in ("under_way", "closed", "evaluation_due")]
    rows = (visit_row(worked[n % len(worked)], n // len(worked), at) for n in range(number))
    visits = save(Visit, rows)
    save(Away, (away(v) for v in visits))
    held = [v for v in visits if v.state == "held"]
    records = save(AnswerSheet, sheets_of("visit_record", (v.alliance_id for v in held), at, sealed=True))
    evaluations = save(AnswerSheet, sheets_of("visit_evaluation", (v.alliance_id for v in held), at, sealed=False))
    save(
        VisitRecord,
        (
            VisitRecord(
                alliance_id=v.alliance_id, visit=v, sheet=s, state="confirmed", state_since=at, sent_at=v.ends_at
            )
            for v, s in zip(held, records, strict=True)
        ),
    )
    save(
        VisitEvaluation,
        (
            VisitEvaluation(
                alliance_id=v.alliance_id, visit=v, sheet=s, state="given", state_since=at, given_at=v.ends_at
            )
            for v, s in zip(held, evaluations, strict=True)
        ),
    )


def visit_row(deployment: Deployment, place: int, at: datetime) -> Visit:
    starts = at + timedelta(days=7 - 14 * place if deployment.state == "under_way" else -30 - 14 * place)
    return Visit(
        alliance_id=deployment.alliance_id,
        deployment=deployment,
        state="held" if starts < at else "planned",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        half_days=1,
        state_since=at,
    )


def away(visit: Visit) -> Away:
    return Away(
        alliance_id=visit.alliance_id,
        person_id=visit.deployment.leader_id,
        home_school_id=visit.deployment.home_school_id,
        on=visit.starts_at.date(),
        half_days=visit.half_days,
        for_type="deployment.deployment",
        for_id=visit.deployment_id,
        stay=visit.pk,
        used=visit.state == "held",
    )


def remember(built: Built, deployments: list[Deployment], number: int) -> None:
    """Rows of history about the deployments; the first of them has a long one."""

    def rows() -> Iterator[Event]:
        for n in range(number):
            d = deployments[0] if n < 500 else deployments[n % len(deployments)]
            yield Event(
                alliance_id=d.alliance_id,
                at=built.at,
                by_id=built.officers[d.alliance_id],
                by_name="Manager",
                through="account",
                verb="see",
                record_type="deployment.deployment",
                record_id=d.pk,
                about_type="deployment.deployment",
                about_id=d.pk,
            )

    waiting = rows()
    while batch := list(islice(waiting, BATCH)):
        Event.objects.bulk_create(batch)


def sheets_of(key: str, alliances: Iterable[int], at: datetime, *, sealed: bool) -> Iterator[AnswerSheet]:
    """Sheets without answers; a sealed one carries the digest of nothing."""
    version = forms.load_default(key, at=at)
    for alliance_id in alliances:
        yield AnswerSheet(
            alliance_id=alliance_id,
            version=version,
            started_at=at,
            sealed_at=at if sealed else None,
            digest="0" * 64 if sealed else "",
        )
