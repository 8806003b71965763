"""The phases of schooling that an area of expertise may be held in."""

from django.db import models


class Phase(models.TextChoices):
    NURSERY = "nursery", "Nursery"
    EARLY_YEARS = "early_years", "Early years"
    PRIMARY = "primary", "Primary"
    MIDDLE = "middle", "Middle"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all_through", "All-through"
    SIXTEEN_PLUS = "sixteen_plus", "16 plus"
    SPECIAL = "special", "Special"
    ALTERNATIVE = "alternative", "Alternative provision"
