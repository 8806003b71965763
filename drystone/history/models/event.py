"""One row per act. No foreign keys, so the past never stops a deletion; the database refuses change."""

from django.db import models
from django.db.models import F, Q


class Event(models.Model):
    alliance_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, help_text="The person; empty when the clock did it.")
    by_name = models.CharField(max_length=200, blank=True)
    through = models.CharField(max_length=80, blank=True, help_text="The link or door it came through.")
    verb = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    about_type = models.CharField(max_length=60, help_text="The record on whose page this line shows.")
    about_id = models.BigIntegerField()
    was = models.CharField(max_length=40, blank=True)
    now = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["about_type", "about_id", "id"], name="history_about"),
            models.Index(fields=["record_type", "record_id", "id"], name="history_record"),
            models.Index(fields=["by_id", "id"], name="history_by"),
            models.Index(fields=["alliance_id", "id"], name="history_of_alliance"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.record_type} {self.record_id}"


class Seal(models.Model):
    """The clock's seal over all events of one alliance up to one row: any later change breaks the chain."""

    alliance_id = models.BigIntegerField(null=True)
    first_event_id = models.BigIntegerField()
    last_event_id = models.BigIntegerField()
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance_id", "first_event_id"], name="row_sealed_once"),
            models.UniqueConstraint(
                fields=["first_event_id"], condition=Q(alliance_id__isnull=True), name="ownerless_row_sealed_once"
            ),
            models.CheckConstraint(condition=Q(last_event_id__gte=F("first_event_id")), name="seal_covers_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.first_event_id}-{self.last_event_id}"
