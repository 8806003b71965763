"""That something changed of which ranking keeps a picture in memory."""

from django.db import models


class Tick(models.Model):
    """Written by the database itself, in the transaction of the change; `ticks.py` says of what.

    An alliance's number alone, or none where it is everybody's: the row outlives what it tells of.
    """

    alliance_id = models.BigIntegerField(null=True)
    part = models.CharField(max_length=8)
    token = models.BigIntegerField(help_text="By chance, so that what was rolled back is never taken for what came.")

    class Meta:
        indexes = [models.Index(fields=["alliance_id", "part", "token"], name="ticks_of_alliance")]

    def __str__(self) -> str:
        return f"{self.part} of {self.alliance_id}"
