"""One round with very many applications, each with two references and three readers, in the first alliance."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.questions.models import Answer, AnswerSheet
from drystone.register.models import Area
from drystone.selection.models import Application, ApplicationArea, Assessment, Moderation, Reference

from .building import Built, person, save
from .candidates import round_of
from .work import sheets_of

TITLE = "A great round"
READERS, PANEL = 3, 60
WORDS = "I asked what was needed first, and then we looked at the work of the children together. " * 18
STATES = ("submitted",) * 7 + ("shortlisted", "not_shortlisted", "ineligible")


def hold(built: Built, number: int) -> None:
    """So many applied; half of the heads have answered, and a third of the readings are done."""
    alliance = built.alliances[0]
    around = round_of(built, alliance.pk)
    around.title = TITLE
    around.save()
    people = save(Person, (person("Applicant", n) for n in range(number)))
    sheets = save(AnswerSheet, sheets_of("application", [alliance.pk] * number, built.at, sealed=False))
    rows = (applied(built, around.pk, n, *pair) for n, pair in enumerate(zip(people, sheets, strict=True)))
    applications = save(Application, rows)
    areas = list(Area.objects.filter(alliance__isnull=True)[:20])
    save(ApplicationArea, (area_of(a, areas[n % len(areas)]) for n, a in enumerate(applications)))
    refer(built, applications)
    read(built, applications)
    agree(built, applications)
    write(built, applications)


def applied(built: Built, round_pk: int, number: int, who: Person, sheet: AnswerSheet) -> Application:
    schools = built.schools[built.alliances[0].pk]
    at = built.at - timedelta(hours=number % 500)
    return Application(
        alliance_id=built.alliances[0].pk,
        round_id=round_pk,
        person=who,
        sheet=sheet,
        state=STATES[number % len(STATES)],
        state_since=at,
        number=number + 1,
        started_at=at,
        submitted_at=at,
        school=schools[number % len(schools)],
        job="Leader of English",
    )


def area_of(application: Application, area: Area) -> ApplicationArea:
    fields: dict[str, Any] = {"phases": ["primary"], "is_main": True}
    return ApplicationArea(alliance_id=application.alliance_id, application=application, area=area, **fields)


def refer(built: Built, applications: Sequence[Application]) -> None:
    alliance, number = built.alliances[0], 2 * len(applications)
    sheets = iter(save(AnswerSheet, sheets_of("reference_second", [alliance.pk] * number, built.at, sealed=True)))

    def rows() -> Iterator[Reference]:
        for n, application in enumerate(applications):
            for kind in ("headteacher", "second"):
                given: dict[str, Any] = {"given_at": built.at, "supports": True, "recorded_by_id": officer}
                yield Reference(
                    alliance=alliance,
                    application=application,
                    kind=kind,
                    referee_id=heads[n % len(heads)],
                    referee_role="Headteacher",
                    sheet=next(sheets),
                    state="given" if n % 2 else "asked",
                    state_since=application.started_at,
                    asked_at=application.started_at,
                    **(given if n % 2 else {}),
                )

    officer, heads = built.officers[alliance.pk], list(built.heads.values())
    save(Reference, rows())


def read(built: Built, applications: Sequence[Application]) -> None:
    alliance, number = built.alliances[0], READERS * len(applications)
    panel = save(Person, (person("Assessor", n) for n in range(PANEL)))
    since = built.at.date() - timedelta(days=90)
    save(Post, (Post(alliance=alliance, person=each, role=Role.PANEL, starts=since) for each in panel))
    sheets = save(AnswerSheet, sheets_of("shortlisting_sheet", [alliance.pk] * number, built.at, sealed=True))
    save(
        Assessment,
        (
            Assessment(
                alliance=alliance,
                application=applications[n // READERS],
                assessor=panel[n % PANEL],
                sheet=sheet,
                state="locked" if n % 9 < READERS else "assigned",
                state_since=built.at,
            )
            for n, sheet in enumerate(sheets)
        ),
    )


def agree(built: Built, applications: Sequence[Application]) -> None:
    """Where all three readers have locked it is known how far apart they are; half of these are agreed."""
    locked = applications[::3]
    for n, application in enumerate(locked):
        application.apart = n % 4
    Application.objects.bulk_update(locked, ["apart"], batch_size=500)
    officer = built.officers[built.alliances[0].pk]
    save(
        Moderation,
        (
            Moderation(
                alliance_id=application.alliance_id,
                application=application,
                scores={},
                total=Decimal(n % 101),
                reason="We talked it through.",
                by_id=officer,
                at=built.at,
            )
            for n, application in enumerate(locked[::2])
        ),
    )


def write(built: Built, applications: Sequence[Application]) -> None:
    """What the first reader has to read is written out, five answers of three hundred words; then all is sealed."""
    hers = applications[:: PANEL // READERS]
    questions = [question.key for question in hers[0].sheet.version.form.questions if question.words == 300]
    save(
        Answer,
        (
            Answer(sheet_id=application.sheet_id, key=key, value=WORDS, saved_at=built.at)
            for application in hers
            for key in questions
        ),
    )
    sheets = AnswerSheet.objects.filter(pk__in=Application.objects.filter(round=hers[0].round_id).values("sheet"))
    sheets.update(sealed_at=built.at, digest="0" * 64)
