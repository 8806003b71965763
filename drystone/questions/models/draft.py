"""An alliance's own form while it is being written: nobody is asked it before it is published."""

from django.db import models
from django.db.models import Q

from ..declarations import sketch
from ..spec import Form
from .form import FormVersion


class FormDraft(models.Model):
    """What the office is changing in a form. One at a time for each form; it stays as what became of it."""

    alliance_id = models.BigIntegerField()
    key = models.SlugField(max_length=60)
    source = models.TextField(help_text="The form as TOML, as far as it is written.")
    turn = models.PositiveIntegerField(default=1, help_text="Goes up with each change, so that nobody misses one.")
    begun_at = models.DateTimeField()
    begun_by = models.BigIntegerField(help_text="The person.")
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(help_text="The person.")
    version = models.OneToOneField(
        FormVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="draft", help_text="What it became."
    )
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "draft of a form"
        constraints = [
            models.UniqueConstraint(
                fields=["alliance_id", "key"],
                condition=Q(version__isnull=True, discarded_at__isnull=True),
                name="one_open_draft_a_form",
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=True) | Q(discarded_at__isnull=True),
                name="draft_is_not_published_and_thrown_away",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.key}"

    @property
    def form(self) -> Form:
        """The form as far as it is written."""
        return sketch(self.source)

    @property
    def is_open(self) -> bool:
        return self.version_id is None and self.discarded_at is None
