"""The words of an alliance in place of ours, in one section of every agreement drawn up from now on."""

from django.db import models

from .alliance import AllianceOwned


class StandardTerm(AllianceOwned):
    section = models.CharField(max_length=20)
    text = models.TextField(blank=True, help_text="Empty: agreements leave this section out.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "section"], name="one_standard_term_a_section"),
        ]

    def __str__(self) -> str:
        return self.section
