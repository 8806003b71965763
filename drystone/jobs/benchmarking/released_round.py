"""One round whose decisions wait for their release: three in four a yes, on the reference of the school's head."""

from datetime import timedelta
from typing import Any

from drystone.people.models import Person
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area
from drystone.selection.models import (
    Application,
    ApplicationArea,
    Decision,
    Interview,
    InterviewSlot,
    Reference,
    Round,
)

from .building import Built, person, save
from .candidates import round_of
from .work import sheets_of

TITLE = "A round to be released"
NUMBER = 200
SECOND = "Second of the office"


def prepare(built: Built, number: int = NUMBER) -> None:
    """Interviewed and agreed, or not shortlisted; prepared by one, seen by another."""
    alliance = built.alliances[0]
    around = round_of(built, alliance.pk)
    around.title = TITLE
    around.save()
    people = save(Person, (person("Decided", n) for n in range(number)))
    sheets = save(AnswerSheet, sheets_of("application", [alliance.pk] * number, built.at, sealed=True))
    applications = save(Application, (applied(built, around, n, people[n], sheet) for n, sheet in enumerate(sheets)))
    references = refer(built, applications)
    interview(built, around, applications)
    decide(built, applications, references)


def applied(built: Built, around: Round, number: int, who: Person, sheet: AnswerSheet) -> Application:
    schools = built.schools[around.alliance_id]
    return Application(
        alliance_id=around.alliance_id,
        round=around,
        person=who,
        sheet=sheet,
        state="not_shortlisted" if number % 4 == 3 else "interviewed",
        state_since=built.at,
        number=number + 1,
        started_at=built.at,
        submitted_at=built.at,
        school=schools[number % len(schools)],
        job="Leader of English",
    )


def refer(built: Built, applications: list[Application]) -> list[Reference]:
    alliance, officer = built.alliances[0], built.officers[built.alliances[0].pk]
    number = len(applications)
    sheets = save(AnswerSheet, sheets_of("reference_headteacher", [alliance.pk] * number, built.at, sealed=True))
    rows = (
        Reference(
            alliance=alliance,
            application=application,
            kind="headteacher",
            referee_id=built.heads[application.school_id or 0],
            referee_role="Headteacher",
            sheet=sheets[n],
            state="given",
            state_since=built.at,
            asked_at=built.at,
            given_at=built.at,
            supports=True,
            recorded_by_id=officer,
        )
        for n, application in enumerate(applications)
    )
    return save(Reference, rows)


def interview(built: Built, around: Round, applications: list[Application]) -> None:
    seen = [each for each in applications if each.state == "interviewed"]
    begins = [built.at + timedelta(minutes=40 * n) for n in range(len(seen))]
    ends = timedelta(minutes=40)
    slots = save(
        InterviewSlot,
        (
            InterviewSlot(
                alliance_id=around.alliance_id, round=around, starts_at=at, ends_at=at + ends, place="Room 1"
            )
            for at in begins
        ),
    )
    held: dict[str, Any] = {
        "alliance_id": around.alliance_id,
        "state": "held",
        "state_since": built.at,
        "agreed": {},
    }
    save(Interview, (Interview(application=a, slot=slot, **held) for a, slot in zip(seen, slots, strict=True)))


def decide(built: Built, applications: list[Application], references: list[Reference]) -> None:
    """Every yes is for two areas, one of them with support."""
    officer, second = built.officers[built.alliances[0].pk], save(Person, [person(SECOND, 0)])[0]
    first, other = Area.objects.filter(alliance__isnull=True)[:2]
    due_on = built.at.date() + timedelta(days=120)

    def areas(application: Application) -> list[ApplicationArea]:
        whose: dict[str, Any] = {"alliance_id": application.alliance_id, "application": application}
        if application.state == "not_shortlisted":
            return [ApplicationArea(area=first, outcome="unsuccessful", reason="impact", **whose)]
        supported: dict[str, Any] = {"outcome": "with_support", "terms": "A mentor for a term.", "due_on": due_on}
        return [
            ApplicationArea(area=first, phases=["primary"], is_main=True, outcome="designate", **whose),
            ApplicationArea(area=other, phases=["primary"], **supported, **whose),
        ]

    save(ApplicationArea, (area for application in applications for area in areas(application)))
    save(
        Decision,
        (
            Decision(
                alliance_id=application.alliance_id,
                application=application,
                state="checked",
                state_since=built.at,
                outcome="unsuccessful" if application.state == "not_shortlisted" else "designate",
                feedback="Thank you. We saw much that was good.",
                prepared_by_id=officer,
                checked_by=second,
                stood_since=application.state_since,
                rests_on=reference,
            )
            for application, reference in zip(applications, references, strict=True)
        ),
    )
