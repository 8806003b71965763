"""The month or half-term of a statement or a charge schedule."""

from django.db import models

from .. import periods


class OfPeriod(models.Model):
    """A paper of one month, or of one half-term."""

    month = models.DateField(help_text="The first day of the month in which its period begins.")
    half_term = models.BooleanField(default=False, help_text="Its period is a half-term, and no month.")

    class Meta:
        abstract = True

    @property
    def period(self) -> periods.Period:
        return periods.of(self)
