"""In what unit work is priced, and which way the money goes: chosen for each agreement, and signed with it."""

from django.db import models

from drystone.alliances.models import Flow

__all__ = ["Flow", "Unit", "VatCode"]


class Unit(models.TextChoices):
    """What a rate is for one of. Days, half-days and hours follow from a visit's time; the others are one a visit."""

    DAY = "day", "day"
    HALF_DAY = "half_day", "half-day"
    HOUR = "hour", "hour"
    TWILIGHT = "twilight", "twilight"
    SESSION = "session", "session"


class VatCode(models.TextChoices):
    """Whoever looks after the Alliance's money chooses; the software gives no tax advice."""

    EXEMPT = "exempt", "Exempt"
    OUTSIDE = "outside", "Outside the scope"
    ZERO = "zero", "Zero-rated"
    STANDARD = "standard", "Standard-rated, 20 %"
