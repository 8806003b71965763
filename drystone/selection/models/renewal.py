"""A designation that comes to its end: who was told when, the round in which it may be renewed, and the evidence."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.questions.models import Attachment
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from .application import Application
from .round import Round


class RenewalQuerySet(models.QuerySet["Renewal"]):
    def visible_to(self, person: Person, *, on: date) -> "RenewalQuerySet":
        """Her own, and the office's. Whoever heads her school is told by mail, and asked in the reference."""
        return self.filter(Q(designation__person=person) | Q(alliance_id__in=access.office_of(person)))


class Renewal(AllianceOwned):
    """One a designation, from the day that the Alliance told of its end. What has come of it is asked of its rows."""

    designation = models.OneToOneField(Designation, on_delete=models.PROTECT, related_name="renewal")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="renewals")
    told_at = models.DateTimeField()
    unwanted_at = models.DateTimeField(null=True, blank=True, help_text="She does not want another term.")

    objects = RenewalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"renewal of {self.designation.number}"

    def history_about(self) -> Designation:
        return self.designation


class EvidenceKind(models.TextChoices):
    """From where it may come that leaders grew: the brief, period of designation."""

    OFSTED = "ofsted", "Ofsted report"
    LA_REVIEW = "la_review", "Local authority review"
    OUTCOMES = "outcomes", "Pupil outcomes"
    GROUPS = "groups", "Feedback from a development group"
    OTHER = "other", "Something else"


class RenewalEvidenceQuerySet(models.QuerySet["RenewalEvidence"]):
    def visible_to(self, person: Person, *, on: date) -> "RenewalEvidenceQuerySet":
        """Whoever may read the application."""
        return self.filter(application__in=Application.objects.visible_to(person, on=on).order_by().values("pk"))


class RenewalEvidence(AllianceOwned):
    """One thing that shows what changed and that the Alliance cannot know: what it is, what it shows, where it is."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    says = models.TextField(max_length=600, help_text="What it shows, in her words.")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dated = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.OneToOneField(Attachment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RenewalEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "renewal evidence"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_of_renewal_known"),
            models.CheckConstraint(condition=~Q(says=""), name="evidence_says_what_it_shows"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def history_about(self) -> Application:
        return self.application
