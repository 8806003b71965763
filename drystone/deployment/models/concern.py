"""Concerns: a few people who are named read them, nobody else; what was written stands in rows of its own."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.questions.models import AnswerSheet
from drystone.schools.models import Organisation

from .deployment import Deployment


class ConcernState(models.TextChoices):
    OPEN = "open", "Open"
    ESCALATED = "escalated", "Taken further"
    RESOLVED = "resolved", "Closed"


class ConcernKind(models.TextChoices):
    """Of a child's safety there are no words here, only that the school's safeguarding lead knows."""

    CONDUCT = "conduct", "How somebody behaves"
    SAFETY = "safety", "Whether a visit is safe"
    QUALITY = "quality", "The quality of the work"
    TOGETHER = "together", "Nobody answers, or people do not work together"
    CONFIDENTIALITY = "confidentiality", "Something private was told"
    INTEREST = "interest", "A conflict of interest"
    OTHER = "other", "Something else"
    SAFEGUARDING = "safeguarding", "A safeguarding matter, told to the school’s safeguarding lead"
    UNSAID = "unsaid", "Not said yet"


class ConcernAbout(models.TextChoices):
    LEADER = "leader", "The System Leader"
    SCHOOL = "school", "A school"
    OFFICE = "office", "Somebody in the office"
    UNSAID = "unsaid", "Not said yet"


class Outcome(models.TextChoices):
    PUT_RIGHT = "put_right", "It was put right"
    AGREED = "agreed", "It was agreed what happens from now on"
    UNFOUNDED = "unfounded", "It was looked into, and there was nothing in it"
    PASSED_ON = "passed_on", "It was passed on to those who must act"
    TAKEN_BACK = "taken_back", "Whoever raised it took it back"
    OTHER = "other", "It ended otherwise"


class ConcernReaders(models.TextChoices):
    QUALITY = "quality", "The manager and the quality lead"
    BOTH = "both", "The manager, the quality lead and the directors"
    DIRECTORS = "directors", "The directors alone"


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, person: Person, *, on) -> "ConcernQuerySet":
        """The manager and the quality lead, or the directors, as `readers` says.

        Never the leader of the deployment or whom it is about, whatever post they hold, nor anybody with a post at
        the leader's school or at the school that it is about.
        """
        reads = Q(alliance_id__in=access.trusted_with_concerns(person)) & ~Q(readers=ConcernReaders.DIRECTORS)
        directs = Q(alliance_id__in=access.directed_by(person)) & ~Q(readers=ConcernReaders.QUALITY)
        theirs = access.organisations_of(person)
        involved = Q(about_person=person) | Q(deployment__leader=person)
        involved |= Q(deployment__home_school__in=theirs) | Q(about_school__in=theirs)
        return self.filter(reads | directs).exclude(involved)


class Concern(AllianceOwned, Lived):
    """That something is not right: what sort of thing, about whom, who said so and who may know."""

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="concerns")
    kind = models.CharField(max_length=16, choices=ConcernKind.choices, default=ConcernKind.UNSAID)
    about = models.CharField(max_length=8, choices=ConcernAbout.choices, default=ConcernAbout.UNSAID)
    about_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ConcernState.choices, default=ConcernState.OPEN)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    readers = models.CharField(max_length=9, choices=ConcernReaders.choices, default=ConcernReaders.QUALITY)
    sheet = models.OneToOneField(
        AnswerSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="What was said."
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ConcernKind.values), name="concern_kind_known"),
            models.CheckConstraint(condition=Q(readers__in=ConcernReaders.values), name="concern_readers_known"),
            models.CheckConstraint(
                condition=Q(kind=ConcernKind.SAFEGUARDING, sheet=None)
                | ~Q(kind=ConcernKind.SAFEGUARDING) & Q(sheet__isnull=False),
                name="no_words_about_a_child",
            ),
            models.CheckConstraint(
                condition=Q(about=ConcernAbout.UNSAID, about_person=None, about_school=None)
                | Q(about=ConcernAbout.SCHOOL, about_person=None, about_school__isnull=False)
                | Q(about__in=["leader", "office"], about_person__isnull=False, about_school=None),
                name="concern_about_who_is_named",
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.RESOLVED, outcome__in=Outcome.values)
                | ~Q(state=ConcernState.RESOLVED) & Q(outcome=""),
                name="closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    @property
    def whom(self) -> str:
        """Whom it is about, by name."""
        return str(self.about_person or self.about_school or self.get_about_display())

    @property
    def is_without_words(self) -> bool:
        return self.kind == ConcernKind.SAFEGUARDING


class ConcernNoteQuerySet(models.QuerySet["ConcernNote"]):
    def visible_to(self, person: Person, *, on) -> "ConcernNoteQuerySet":
        """Whoever reads the concern."""
        return self.filter(concern__in=Concern.objects.visible_to(person, on=on).order_by())


class ConcernNote(AllianceOwned):
    """What somebody wrote to a concern. It is added to and never changed: the database refuses it."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        FURTHER = "further", "Why it was taken further"
        OUTCOME = "outcome", "How it ended"
        REOPENED = "reopened", "Why it was opened again"

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ConcernNoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something")]

    def __str__(self) -> str:
        return f"note to {self.concern}"
