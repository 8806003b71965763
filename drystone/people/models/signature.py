"""A signed text: the exact words, their digest, who, as what, when, from which address and link."""

from typing import Any

from django.db import models

from drystone.alliances.models import AllianceOwned

from .link import Link
from .person import Person


class Signature(AllianceOwned):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, null=True, blank=True)
    typed_name = models.CharField(max_length=200)
    typed_role = models.CharField(max_length=120)
    address = models.EmailField(help_text="Where the link went, or that of the account.")
    text = models.TextField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text in UTF-8, in hexadecimal.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(typed_name="") & ~models.Q(text=""), name="signature_has_a_name_and_a_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typed_name}, {self.typed_role}"

    def printed(self) -> dict[str, Any]:
        """As it stands on a document: who, as what, when, to which words, and where she was written to."""
        return {
            "name": self.typed_name,
            "role": self.typed_role,
            "at": self.at,
            "digest": self.digest,
            "through": self.address,
        }
