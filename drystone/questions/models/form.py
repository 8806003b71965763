"""One version of a form, kept for good: an answer shows on the version of the form it was given on."""

from django.db import models
from django.db.models import Q

from ..declarations import read
from ..spec import Form


class FormVersion(models.Model):
    alliance_id = models.BigIntegerField(null=True, blank=True, help_text="Empty for our own default form.")
    key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    source = models.TextField(help_text="The form as TOML.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the source.")
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField(null=True, blank=True, help_text="The person; empty for our default.")
    follows_ours = models.BooleanField(
        default=False, help_text="The alliance went back to our default, and follows it from then on."
    )

    class Meta:
        ordering = ["key", "number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance_id", "key", "number"], name="one_own_version_a_number"),
            models.UniqueConstraint(
                fields=["key", "number"], condition=Q(alliance_id__isnull=True), name="one_default_version_a_number"
            ),
            models.UniqueConstraint(
                fields=["key", "digest"], condition=Q(alliance_id__isnull=True), name="one_default_version_a_text"
            ),
            models.CheckConstraint(
                condition=Q(alliance_id__isnull=True, published_by__isnull=True)
                | Q(alliance_id__isnull=False, published_by__isnull=False),
                name="own_version_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"

    @property
    def form(self) -> Form:
        """The form itself. Read once a process for each text, however many rows hold it."""
        return read(self.source)
