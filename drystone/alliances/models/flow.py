"""Which way the money for a piece of work goes."""

from django.db import models


class Flow(models.TextChoices):
    """The direction of the money (domain 8.3)."""

    HUB = "hub", "The Alliance charges the payer and reimburses the home school"
    DIRECT = "direct", "The home school invoices the payer itself"
    REIMBURSED = "reimbursed", "The Alliance reimburses the home school and charges nobody"
    GRANT = "grant", "Funds carry the charge; the Alliance reimburses the home school"
    NIL = "nil", "No money: days are exchanged"


CHARGING_NOBODY = (Flow.REIMBURSED, Flow.NIL)
