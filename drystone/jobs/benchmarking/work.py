"""The work in bulk: requests, deployments with their agreements, and history."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from typing import NamedTuple

from drystone.brokering.models import SupportRequest
from drystone.deployment.models import Agreement, Consent, Deployment
from drystone.history.models import Event
from drystone.questions import forms
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area, Designation, Promise
from drystone.schools.models import Organisation

from .building import Built, Worked, batches, save

STATES = ("under_way", "closed", "closed", "closed", "evaluation_due", "agreeing", "closed", "cancelled")

LONG = 40  # deployments of the first leader: four busy years


class Job(NamedTuple):
    """What a deployment is made from: which one it is, of whom, where, how far."""

    number: int
    leader: Designation
    school: Organisation
    state: str


def deploy(built: Built, leaders: list[Designation], number: int) -> list[Worked]:
    """Requests with their deployments, agreements and consents, in every state; of the first leader very many."""
    return [worked(each) for batch in batches(jobs(built, leaders, number)) for each in begun(built, batch)]


def jobs(built: Built, leaders: list[Designation], number: int) -> Iterator[Job]:
    """Every alliance has its deployments in all states, in turn."""
    many, turns = min(LONG, number // 10), dict[int, Iterator[str]]()
    for n in range(number):
        leader = leaders[0] if n < many else leaders[n % len(leaders)]
        state = next(turns.setdefault(leader.alliance_id, cycle(STATES)))
        yield Job(n, leader, other_school(built, leader, n), state)


def begun(built: Built, jobs: list[Job]) -> list[Deployment]:
    requests = ask(built, jobs)
    deployments = save(
        Deployment,
        (
            Deployment(
                alliance_id=each.leader.alliance_id,
                request=request,
                designation=each.leader,
                leader_id=each.leader.person_id,
                home_school_id=each.leader.home_school_id,
                receiving_school=each.school,
                state=each.state,
                supported_id=built.heads[each.school.pk],
                state_since=built.at - timedelta(days=each.number % 900),
            )
            for each, request in zip(jobs, requests, strict=True)
        ),
    )
    agree(built, deployments)
    promise(built, deployments)
    return deployments


def worked(made: Deployment) -> Worked:
    return Worked(*(getattr(made, name) for name in Worked._fields))


def ask(built: Built, jobs: list[Job]) -> list[SupportRequest]:
    """A request for each deployment; those of deployments that closed are met."""
    at, areas = built.at, list(Area.objects.filter(alliance__isnull=True)[:20])
    sheets = save(AnswerSheet, sheets_of("support_request", (j.leader.alliance_id for j in jobs), at, sealed=True))
    return save(
        SupportRequest,
        (
            SupportRequest(
                alliance_id=j.leader.alliance_id,
                school=j.school,
                contact_id=built.heads[j.school.pk],
                sheet=sheet,
                state="met" if j.state == "closed" else "accepted",
                state_since=at - timedelta(days=j.number % 900),
                submitted_at=at - timedelta(days=j.number % 900),
                need="Help with planning across two year groups.",
                area=areas[j.number % len(areas)],
                half_days=6,
                priority=j.number % 4 + 1,
            )
            for j, sheet in zip(jobs, sheets, strict=True)
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
                starts=at.date() - timedelta(days=700),
                ends=at.date() + timedelta(days=100),
                half_days=6,
                charge_pence=30_000,
                reimbursement_pence=30_000,
                rate_role="system_leader",
                payer_id=d.receiving_school_id,
                terms=[["ending", "Each party may end it."]],
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


def remember(built: Built, deployments: list[Worked], number: int) -> None:
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

    for batch in batches(rows()):
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
