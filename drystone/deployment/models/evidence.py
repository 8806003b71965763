"""Evidence of what a deployment changed: what it is, what it shows, where it stands, and how far it may be told."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.groups.models import Kept
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role

from .agreement import Objective
from .deployment import Deployment

FEWEST_PUPILS = 10
"""Of how many pupils a figure must be, so that it tells of nobody."""


class EvidenceKind(models.TextChoices):
    OFSTED = "ofsted", "Ofsted report"
    LA_REVIEW = "la_review", "Review by the local authority or trust"
    OUTCOMES = "outcomes", "Pupil outcomes"
    FEEDBACK = "feedback", "What staff say"
    WORK = "work", "Pupils’ work, or what was seen in lessons"
    OTHER = "other", "Something else"


class MayRead(models.IntegerChoices):
    """Each lets read whom the one before lets, and more."""

    OFFICE = 1, "The Alliance’s office alone"
    PARTIES = 2, "The heads of both schools and the System Leader as well"
    WITHOUT_NAMES = 3, "Anybody, without the school’s name"
    WITH_NAME = 4, "Anybody, with the school’s name"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, person: Person, *, on: date) -> "EvidenceQuerySet":
        """The office's, and what somebody gave herself; what the parties may read, the leader's and both heads'.

        The colleague helped reads none of it: it is about her work.
        """
        heads = access.rows_at(person, "deployment__home_school", Role.HEAD) | access.rows_at(
            person, "deployment__receiving_school", Role.HEAD
        )
        told = Q(may_read__gte=MayRead.PARTIES) & (heads | Q(deployment__leader=person))
        return self.filter(Q(alliance_id__in=access.office_of(person)) | Q(given_by=person) | told)


class Evidence(AllianceOwned, Kept):
    """One thing that shows what changed. Pupil outcomes are two figures of a group, never a list of children."""

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="evidence")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    says = models.TextField(max_length=600, help_text="What it shows, in the words of whoever gave it.")
    dated = models.DateField(null=True, blank=True)
    before_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    after_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    pupils = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of how many pupils.")
    may_read = models.PositiveSmallIntegerField(choices=MayRead.choices, default=MayRead.PARTIES)
    allowed_by = models.CharField(max_length=200, blank=True, help_text="Who let it be told to anybody, and how.")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(condition=~Q(says="") & ~Q(title=""), name="evidence_says_what_it_is"),
            models.CheckConstraint(condition=Q(url="") | Q(file=""), name="evidence_in_one_place"),
            models.CheckConstraint(
                condition=~Q(kind="outcomes") & Q(before_percent=None, after_percent=None, pupils=None)
                | Q(
                    kind="outcomes",
                    # Asked for by name: what is compared with nothing counts as kept.
                    before_percent__isnull=False,
                    after_percent__isnull=False,
                    pupils__isnull=False,
                    before_percent__lte=100,
                    after_percent__lte=100,
                    pupils__gte=FEWEST_PUPILS,
                    file="",
                ),
                name="outcomes_are_figures_of_many",
            ),
            models.CheckConstraint(
                condition=Q(may_read__in=[MayRead.OFFICE, MayRead.PARTIES])
                | Q(may_read__in=[MayRead.WITHOUT_NAMES, MayRead.WITH_NAME]) & ~Q(allowed_by=""),
                name="evidence_told_to_anybody_was_allowed",
            ),
        ]
        indexes = [models.Index(fields=["deployment", "given_at"], name="evidence_by_deployment")]

    def history_about(self) -> Deployment:
        return self.deployment
