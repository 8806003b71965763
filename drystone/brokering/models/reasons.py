"""Why a request ended without help, in a word that can be counted; the sentence stands beside it."""

from django.db import models


class Declined(models.TextChoices):
    NOT_OUR_WORK = "not_our_work", "Not what our System Leaders do"
    NO_CAPACITY = "no_capacity", "Nobody free in time"
    NOT_A_MEMBER = "not_a_member", "The school is outside what we serve"
    HEAD_DISAGREES = "head_disagrees", "The headteacher does not want it"
    OTHER = "other", "Something else"


class Elsewhere(models.TextChoices):
    COURSE = "course", "A course"
    NETWORK = "network", "A network or a development group"
    HUB = "hub", "A hub: English, maths, teaching school, behaviour"
    PROVIDER = "provider", "Another provider"
    OTHER = "other", "Something else"


class Unmet(models.TextChoices):
    """What the Alliance could not give; counted by area, these are its gaps."""

    NO_AREA = "no_area", "Nobody has this area of expertise"
    NO_LEVEL = "no_level", "Nobody is experienced enough in it"
    TOO_FAR = "too_far", "Whoever could come is too far away"
    NO_DAYS = "no_days", "No days left, of leaders or their schools"
    NOBODY_WILLING = "nobody_willing", "Whoever was asked could not come"
    SCHOOLS_WISH = "schools_wish", "The school's own wish"
    OTHER = "other", "Something else"


# By the state that a request ends in.
REASONS: dict[str, type[models.TextChoices]] = {
    "declined": Declined,
    "redirected": Elsewhere,
    "closed_unmet": Unmet,
}
