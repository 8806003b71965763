"""What a policy of an alliance was before it was changed, so that what was promised under it stays as it was."""

from django.db import models

from .alliance import AllianceOwned


class PolicyChange(AllianceOwned):
    name = models.CharField(max_length=40)
    was = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "policy"
        indexes = [models.Index(fields=["alliance", "name", "at"], name="policy_at_a_moment")]

    def __str__(self) -> str:
        return f"{self.name} was {self.was}"
