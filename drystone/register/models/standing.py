"""What keeps a leader fit to be sent: training and assurance; and what she gives beside deployments."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people.models import Person, Signature
from drystone.schools.models import Organisation


class Assurance(AllianceOwned):
    """The home school's word that safer-recruitment checks were done: who said so, when, until."""

    class Level(models.TextChoices):
        ENHANCED_BARRED = "enhanced_barred", "Enhanced check with the children's barred list"
        ENHANCED = "enhanced", "Enhanced check"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assurances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=16, choices=Level.choices)
    confirmed_by = models.CharField(max_length=200, help_text="Name and role at the home school.")
    confirmed_on = models.DateField()
    until = models.DateField()
    signature = models.OneToOneField(
        Signature,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Hers who confirmed it herself; the office writes down what it was told without one.",
    )

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("confirmed_on")), name="assurance_until_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} until {self.until}"


class Training(AllianceOwned):
    """Time of a leader's own development, noted by herself or the office: courses, coaching, reading."""

    class Kind(models.TextChoices):
        CORE = "core", "Core training of the Alliance"
        COURSE = "course", "Course or conference"
        COACHING = "coaching", "Coaching or mentoring"
        VISIT = "visit", "Visit to learn from another school"
        READING = "reading", "Reading or research"
        OTHER = "other", "Something else"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="training")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField(max_length=160)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    reflection = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "person", "on", "title"], name="one_training_a_day_and_title"),
            models.CheckConstraint(condition=Q(minutes__gte=15, minutes__lte=1440), name="training_of_a_day_at_most"),
            models.CheckConstraint(
                condition=Q(kind__in=["core", "course", "coaching", "visit", "reading", "other"]),
                name="training_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Contribution(AllianceOwned):
    """Work for the Alliance beside deployments: facilitating, projects, short videos, telling of needs."""

    class Kind(models.TextChoices):
        FACILITATION = "facilitation", "Facilitated a group or network"
        PROJECT = "project", "Worked on an Alliance project"
        RESOURCE = "resource", "Made a video or other resource"
        NEED = "need", "Told the Alliance of a need"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    title = models.CharField(max_length=160)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title
