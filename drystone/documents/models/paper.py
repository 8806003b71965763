"""A document that was issued: sealed, numbered, kept, and never changed."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from drystone.history.events import kind_of

CODE_LENGTH = 16


class PaperQuerySet(models.QuerySet["Paper"]):
    def of(self, record: models.Model) -> "PaperQuerySet":
        """The papers of one record, oldest first; whoever may see the record is asked of the record."""
        return self.filter(about_type=kind_of(record), about_id=record.pk)


class Paper(models.Model):
    """The file lies in the storage under a name that nobody can guess; this row knows its digest."""

    alliance_id = models.BigIntegerField()
    number = models.CharField(max_length=20, help_text="As printed on every page: DS-2026-000123.")
    kind = models.CharField(max_length=60, help_text="As the office calls it: decision letter, statement.")
    title = models.CharField(max_length=200)
    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True, help_text="The person; empty when the clock did it.")
    made_by_name = models.CharField(max_length=200, blank=True)
    words_sha256 = models.CharField(max_length=64, help_text="Of the words; its beginning is printed on every page.")
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the sealed file.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    file = models.FileField(max_length=120, unique=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance_id", "number"], name="one_paper_a_number"),
            models.CheckConstraint(condition=Q(size__gt=0), name="paper_is_not_empty"),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="paper_has_a_whole_digest"),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id", "id"], name="paper_about"),
            models.Index(fields=["number"], name="paper_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def code(self) -> str:
        """What is printed beside the number, in fours: 3f2a 91bc 44d0 17aa."""
        return in_fours(self.words_sha256[:CODE_LENGTH])


def in_fours(digest: str) -> str:
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
