"""What people wrote about the work is erased when the time for which it is kept is over (`questions/retention.py`).

The rows of visits, records, evaluations and agreements stay, with their days, states and money; so do signed
agreements. While something about the work is open, a dispute, a concern, a question still asked, or a request of
somebody who took part about her own data, nothing of it goes. Each verb takes a day and says in how many cases it
erased something; twice, it is once.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from drystone.alliances.calendar import midnight
from drystone.alliances.models import Alliance
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.groups import files
from drystone.history import events
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.register.models import Designation

from . import record_files
from .models import (
    LIVING,
    AgreedAction,
    Closing,
    Concern,
    ConcernNote,
    ConcernState,
    Consent,
    ConsentProof,
    ConsentWords,
    Deployment,
    EvaluationLine,
    Evidence,
    ReaderFeedback,
    Reading,
    RecordFile,
    RecordLine,
    RecordState,
    Review,
    VisitEvaluation,
    VisitPreparation,
    VisitRecord,
    Why,
)

AT_ONCE = 25
ERASED = "Erased, as its time was over."


def forget_visits(alliance: Alliance, *, before: date, asking: QuerySet[Person], at: datetime) -> int:
    """Of work that ended before a day: visit records with their lines, files and actions; what schools said before."""
    written = standing(VisitRecord, "visit__deployment", unerased) | standing(
        VisitPreparation, "visit__deployment", unerased
    )
    below = [standing(kind, "record__visit__deployment") for kind in (RecordLine, RecordFile, AgreedAction)]
    return in_turn(over(alliance, before, asking).filter(any_of(written, *below)), erase_visits, at)


def forget_evaluations(alliance: Alliance, *, before: date, asking: QuerySet[Person], at: datetime) -> int:
    """Of work that ended before a day: visit evaluations, reviews with their papers, evidence, the office's note."""
    left = any_of(
        standing(VisitEvaluation, "visit__deployment", unerased),
        standing(EvaluationLine, "evaluation__visit__deployment"),
        standing(Review, "deployment", unerased | Q(paper__isnull=False)),
        standing(Evidence, "deployment"),
        standing(Closing, "deployment", noted),
    )
    return in_turn(over(alliance, before, asking).filter(left), erase_evaluations, at)


def forget_words(alliance: Alliance, *, before: date, asking: QuerySet[Person], at: datetime) -> int:
    """Of work that ended before a day: what a party asked, proposed or said in private, and what shows it; why the
    work rested or ended. What all agreed to stays."""
    left = any_of(
        standing(ConsentWords, "consent__agreement__deployment"),
        standing(ConsentProof, "consent__agreement__deployment"),
        standing(Why, "deployment"),
    )
    return in_turn(over(alliance, before, asking).filter(left), erase_words, at)


def forget_concerns(alliance: Alliance, *, before: date, asking: QuerySet[Person], at: datetime) -> int:
    """Concerns that were closed before a day go altogether: that there was one about somebody is itself a word."""
    rows = Concern.objects.filter(alliance=alliance, state=ConcernState.RESOLVED, state_since__lt=midnight(before))
    about = Q(about_person__in=asking) | Q(about_person__isnull=True, deployment__leader__in=asking)
    return in_turn(rows.exclude(Q(raised_by__in=asking)).exclude(about), erase_concerns, at)


def forget_readings(alliance: Alliance, *, before: date, asking: QuerySet[Person], at: datetime) -> int:
    """What readers wrote about records of leaders whose last designation here ended before a day."""
    leader = "sampled__record__visit__deployment__leader"
    since = Designation.objects.filter(alliance=alliance, person=OuterRef(leader))
    rows = Reading.objects.filter(
        ~Exists(since.exclude(ended_on__lt=before)),
        ~Q(stood_back_because="") | unerased & Q(sheet__isnull=False) | Q(feedback__isnull=False),
        alliance=alliance,
    )
    rows = rows.exclude(**{f"{leader}__in": asking}).exclude(reader__in=asking)
    return in_turn(rows.select_related("sampled__draw"), erase_readings, at)


unerased = Q(sheet__erased_at__isnull=True)
noted = ~Q(note="") | ~Q(reopened_because__in=["", ERASED])


def standing(kind: type[Model], way: str, which: Q | None = None) -> Exists:
    return Exists(kind._default_manager.filter(which or Q(), **{way: OuterRef("pk")}))


def any_of(*conditions: Exists | Q) -> Q:
    found = Q()
    for each in conditions:
        found |= Q(each)
    return found


def over(alliance: Alliance, before: date, asking: QuerySet[Person]) -> QuerySet[Deployment]:
    """Work that ended before a day, and of which nothing is open."""
    rows = Deployment.objects.filter(alliance=alliance, state_since__lt=midnight(before))
    return rows.exclude(state__in=LIVING).exclude(
        any_of(
            standing(VisitRecord, "visit__deployment", Q(state=RecordState.DISPUTED)),
            standing(Concern, "deployment", ~Q(state=ConcernState.RESOLVED)),
            standing(Review, "deployment", Q(state__in=Review.OPEN) | Q(asked__in=asking)),
            standing(Consent, "agreement__deployment", Q(person__in=asking)),
        )
        | Q(leader__in=asking)
        | Q(supported__in=asking)
    )


def in_turn(rows: QuerySet, erase: Callable[[list, datetime], None], at: datetime) -> int:
    """A few at a time, each few in one transaction and held still; how many in all."""
    done, last = 0, 0
    while True:
        with transaction.atomic():
            some = list(rows.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))[:AT_ONCE])
            if not some:
                return done
            erase(some, at)
        done, last = done + len(some), some[-1].pk


def erase_visits(some: list[Deployment], at: datetime) -> None:
    records = VisitRecord.objects.filter(visit__deployment__in=some)
    preparations = VisitPreparation.objects.filter(visit__deployment__in=some)
    record_files.take_away(RecordFile.objects.filter(record__in=records))
    RecordLine.objects.filter(record__in=records).delete()
    AgreedAction.objects.filter(record__in=records).delete()
    records.update(not_pupils=[])
    sheets.erase_whole(sheets_of(records, preparations), at)
    events.record_all(some, "erased_visits", by=None, at=at, details=nothing)


def erase_evaluations(some: list[Deployment], at: datetime) -> None:
    evaluations = VisitEvaluation.objects.filter(visit__deployment__in=some)
    reviews = Review.objects.filter(deployment__in=some)
    EvaluationLine.objects.filter(evaluation__in=evaluations).delete()
    for piece in Evidence.objects.filter(deployment__in=some):
        files.take_away(piece)
    issued = list(Paper.objects.filter(pk__in=reviews.filter(paper__isnull=False).values("paper")))
    reviews.update(paper=None)
    for paper in issued:
        papers.erase(paper, by=None, at=at, note=ERASED)
    evaluations.update(not_pupils=[])
    closings = Closing.objects.filter(deployment__in=some)
    closings.update(note="")
    closings.exclude(reopened_because="").update(reopened_because=ERASED)
    sheets.erase_whole(sheets_of(evaluations, reviews), at)
    events.record_all(some, "erased_evaluations", by=None, at=at, details=nothing)


def erase_words(some: list[Deployment], at: datetime) -> None:
    ConsentWords.objects.filter(consent__agreement__deployment__in=some).delete()
    for proof in ConsentProof.objects.filter(consent__agreement__deployment__in=some):
        files.take_away(proof)
    Why.objects.filter(deployment__in=some).delete()
    events.record_all(some, "erased_words", by=None, at=at, details=nothing)


def erase_concerns(some: list[Concern], at: datetime) -> None:
    events.record_all(some, "erased", by=None, at=at, details=nothing)
    ConcernNote.objects.filter(concern__in=some).delete()
    Concern.objects.filter(pk__in=[each.pk for each in some]).delete()
    sheets.erase_whole([each.sheet_id for each in some if each.sheet_id], at)


def erase_readings(some: list[Reading], at: datetime) -> None:
    ReaderFeedback.objects.filter(reading__in=some).delete()
    Reading.objects.filter(pk__in=[each.pk for each in some]).update(stood_back_because="")
    sheets.erase_whole([each.sheet_id for each in some if each.sheet_id], at)
    events.record_all(some, "erased", by=None, at=at, details=nothing)


def sheets_of(*kinds: QuerySet) -> list[int]:
    """Those on which something may stand still."""
    return [number for rows in kinds for number in rows.filter(unerased).values_list("sheet", flat=True)]


def nothing(erased: Model) -> dict[str, str]:
    """What was erased is told by the verb and the record; of its content no word."""
    return {}
