"""What the register says of two schools: one followed the other, they merged, one is the other's sixth form."""

from django.db import models
from django.db.models import F, Q

from .organisation import Organisation


class SchoolLink(models.Model):
    """One row of the register's links file. The mirror row, where the register has it, is a row of its own."""

    class Kind(models.TextChoices):
        SUCCESSOR = "successor", "Successor"
        PREDECESSOR = "predecessor", "Predecessor"
        MERGER = "merger", "Went together with"
        SIXTH_FORM = "sixth_form", "Sixth form centre"
        OTHER = "other", "Other"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    wording = models.CharField(max_length=100, help_text="The register's own words for the kind.")
    on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "other", "wording"], name="a_link_stands_once"),
            models.CheckConstraint(condition=~Q(organisation=F("other")), name="no_school_is_linked_to_itself"),
            models.CheckConstraint(
                condition=Q(kind__in=["successor", "predecessor", "merger", "sixth_form", "other"]),
                name="link_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.other_id}"
