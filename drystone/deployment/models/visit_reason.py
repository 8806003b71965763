"""Who moved, called off or missed a visit, and why."""

from django.db import models


class Side(models.TextChoices):
    LEADER = "leader", "System Leader"
    SCHOOL = "school", "School visited"
    HOME = "home", "Home school"
    OFFICE = "office", "Office"


class Reason(models.TextChoices):
    ILLNESS = "illness", "Illness"
    BEREAVEMENT = "bereavement", "Bereavement"
    INSPECTION = "inspection", "We have been called by Ofsted"
    WEATHER = "weather", "Snow or weather"
    CLOSURE = "closure", "A school is closed"
    COVER = "cover", "Nobody can be spared or covered for"
    CLASH = "clash", "Something else is on that day"
    OTHER = "other", "Something else"


# Nobody's fault: these cost nothing, however late. A deployment that ends or rests as a whole has its own terms.
NO_FAULT = frozenset(
    {Reason.ILLNESS, Reason.BEREAVEMENT, Reason.INSPECTION, Reason.WEATHER, Reason.CLOSURE, "called_off", "paused"}
)
