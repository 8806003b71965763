"""School terms of an alliance, with their half-term holidays."""

from django.db import models
from django.db.models import F, Q

from .alliance import AllianceOwned


class Term(AllianceOwned):
    name = models.CharField(max_length=60, help_text="Autumn term 2026")
    starts = models.DateField()
    ends = models.DateField()
    half_term_starts = models.DateField(null=True, blank=True)
    half_term_ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "starts"], name="one_term_a_start"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="term_ends_after_start"),
            models.CheckConstraint(
                condition=Q(half_term_starts__isnull=True, half_term_ends__isnull=True)
                | Q(
                    half_term_starts__gt=F("starts"),
                    half_term_ends__lt=F("ends"),
                    half_term_ends__gte=F("half_term_starts"),
                ),
                name="half_term_inside_term",
            ),
        ]

    def __str__(self) -> str:
        return self.name
