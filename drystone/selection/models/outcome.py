"""What may come of an application, area by area, and the reasons for a no."""

from django.db import models


class Outcome(models.TextChoices):
    """From the best for the applicant on: what a decision is as a whole is the best of its areas."""

    DESIGNATE = "designate", "Designate"
    WITH_SUPPORT = "with_support", "Designate with support"
    WITH_CONDITION = "with_condition", "Designate subject to a condition"
    DEFER = "defer", "Defer to a round"
    UNSUCCESSFUL = "unsuccessful", "Unsuccessful"
    INELIGIBLE = "ineligible", "Ineligible"


class Reason(models.TextChoices):
    """Why not. The applicant reads it in the letter, so nothing that somebody said in confidence is a reason here."""

    EXPERIENCE = "experience", "Not enough experience of leading in this area yet"
    IMPACT = "impact", "Not enough evidence yet of what changed for pupils"
    OTHERS = "others", "Not enough evidence yet of helping colleagues or other schools"
    INTERVIEW = "interview", "The interview did not show enough of what this area asks"
    PLACES = "places", "Enough System Leaders in this area already"
    ELIGIBILITY = "eligibility", "Does not meet what the round asks of every applicant"
    OTHER = "other", "Another reason, which the feedback gives"


DESIGNATING = (Outcome.DESIGNATE, Outcome.WITH_SUPPORT, Outcome.WITH_CONDITION)
