"""An answer sheet: one form, given once, on one version of it. A record owns its sheet by a one-to-one."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from ..spec import Form
from .form import FormVersion

ATTACHED = "attachments"


class AnswerSheet(models.Model):
    alliance_id = models.BigIntegerField(db_index=True)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="sheets")
    lists = models.JSONField(
        default=dict, blank=True, help_text="Rows and options that the record brings: objectives, actions, criteria."
    )
    started_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 over version, lists and answers.")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When answers were erased for good.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True, digest="") | Q(sealed_at__isnull=False) & ~Q(digest=""),
                name="sealed_with_its_digest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version.key} {self.pk}"

    @cached_property
    def form(self) -> Form:
        """The form as this sheet asks it, with the rows and options that its record brought."""
        return self.version.form.with_lists(self.lists)

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None


class Answer(models.Model):
    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=60)
    value = models.JSONField(null=True, help_text="As its kind keeps it; empty when nothing is answered.")
    saved_at = models.DateTimeField()
    window = models.CharField(max_length=16, blank=True, help_text="The opened page it was written on.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "key"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"{self.key} of sheet {self.sheet_id}"


def unguessable(attachment: "Attachment", name: str) -> str:
    """Where an attached file lies: nothing of its name, and nothing that can be guessed."""
    token = secrets.token_urlsafe(32)
    return f"{ATTACHED}/{token[:2]}/{token}"


class Attachment(models.Model):
    """A file given as an answer. It is only ever sent as a download, never shown inside a page."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=60)
    file = models.FileField(upload_to=unguessable, max_length=120)
    name = models.CharField(max_length=120, help_text="The name it came with, made safe.")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "key"], name="one_file_a_question"),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
