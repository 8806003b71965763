"""A run of the register import: which file, what it would change or changed, or why it was refused."""

from django.db import models
from django.db.models import Q


class Import(models.Model):
    class State(models.TextChoices):
        STAGED = "staged", "Read and compared, not applied"
        APPLIED = "applied", "Applied"
        REFUSED = "refused", "Refused, nothing changed"

    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGED)
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the unpacked register file.")
    links_name = models.CharField(max_length=255, blank=True)
    links_digest = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    link_rows = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True, help_text="Why it was refused, in plain words.")
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["staged", "applied", "refused"]), name="import_state_known"),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") | ~Q(state="refused") & Q(reason=""),
                name="a_refused_import_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="import_by_state")]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.get_state_display().lower()}"
