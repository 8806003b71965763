"""Files that go with a visit record: what was left behind, photos of work. Each comes in pieces, and stands alone."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.groups.models import unguessable
from drystone.people.models import Person

from .visit import RecordLine, VisitRecord


class RecordFile(AllianceOwned):
    """One file: still coming, kept, or refused with the reason. It is read by exactly those who read the record."""

    record = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="files")
    line = models.ForeignKey(
        RecordLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        help_text="The addendum that it came with; none where it went with the record.",
    )
    number = models.UUIDField(help_text="Made by the device before anything is sent.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, help_text="The name it came with, made safe.")
    size = models.PositiveIntegerField(help_text="Bytes, as the device says.")
    sha256 = models.CharField(max_length=64, help_text="Of the whole file, as the device says.")
    have = models.PositiveIntegerField(default=0, help_text="Bytes that have come, from the first one on.")
    last_at = models.DateTimeField(help_text="When anything of it last came.")
    refused = models.CharField(max_length=200, blank=True, help_text="Why it could not be kept.")
    kept_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to=unguessable, max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["by", "number"], name="one_record_file_a_number"),
            models.UniqueConstraint(fields=["record", "sha256"], name="a_file_once_in_a_record"),
            models.CheckConstraint(
                condition=Q(size__gt=0, have__lte=F("size")), name="record_file_no_longer_than_said"
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None, file="") | Q(kept_at__isnull=False, refused="") & ~Q(file=""),
                name="record_file_kept_or_not",
            ),
        ]
        indexes = [models.Index(fields=["last_at"], condition=Q(kept_at=None), name="record_file_half_sent")]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        return "kept" if self.kept_at else "refused" if self.refused else "coming"

    @property
    def percent(self) -> int:
        return self.have * 100 // self.size


class RecordPiece(models.Model):
    """A part of a file of which the rest is still to come."""

    whole = models.ForeignKey(RecordFile, on_delete=models.CASCADE, related_name="pieces")
    offset = models.PositiveIntegerField()
    file = models.FileField(upload_to=unguessable, max_length=120)

    class Meta:
        ordering = ["offset"]
        constraints = [models.UniqueConstraint(fields=["whole", "offset"], name="one_piece_at_a_place")]

    def __str__(self) -> str:
        return f"from {self.offset}"
