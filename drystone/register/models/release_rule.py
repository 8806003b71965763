"""How the days that a home head grants may be taken: at most so many a week, never on some days, with notice."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people.models import Person
from drystone.schools.models import Organisation


class ReleaseRule(AllianceOwned):
    """What a school says of one leader; with no leader, of all it releases together. The narrower of the two holds."""

    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="release_rules")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    half_days_a_week = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: no limit.")
    never_on = models.JSONField(default=list, help_text="Weekdays on which nobody goes; Monday is 0.")
    notice_working_days = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True, help_text="Supply cover, and what else should be known.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "home_school", "person"],
                condition=Q(person__isnull=False),
                name="one_rule_a_leader_and_school",
            ),
            models.UniqueConstraint(
                fields=["alliance", "home_school"], condition=Q(person__isnull=True), name="one_rule_a_school"
            ),
            models.CheckConstraint(
                condition=Q(half_days_a_week__isnull=True) | Q(half_days_a_week__gte=1),
                name="a_limit_of_a_half_day_or_more",
            ),
            models.CheckConstraint(condition=Q(notice_working_days__lte=60), name="notice_within_bounds"),
        ]

    def __str__(self) -> str:
        return f"rules of {self.home_school} for days"


class ClosedDates(AllianceOwned):
    """Days on which nobody may go, with the reason that is told."""

    rule = models.ForeignKey(ReleaseRule, on_delete=models.CASCADE, related_name="closed")
    starts = models.DateField()
    ends = models.DateField(help_text="The last day of it.")
    reason = models.CharField(max_length=120)

    class Meta:
        ordering = ["starts", "id"]
        verbose_name_plural = "closed dates"
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="closed_dates_run_forward"),
            models.UniqueConstraint(fields=["rule", "starts", "ends"], name="dates_closed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts} to {self.ends}"


class Away(AllianceOwned):
    """Half-days on one day that a leader is out of school, for a stay of a piece of work; both known by number."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    half_days = models.PositiveSmallIntegerField()
    for_type = models.CharField(max_length=60)
    for_id = models.BigIntegerField()
    stay = models.BigIntegerField()
    used = models.BooleanField(default=False, help_text="It took place.")

    class Meta:
        verbose_name = "half-day away"
        verbose_name_plural = "half-days away"
        constraints = [
            models.UniqueConstraint(fields=["for_type", "for_id", "stay"], name="one_row_a_stay_away"),
            models.CheckConstraint(condition=Q(half_days__gte=1, half_days__lte=2), name="away_half_or_whole_day"),
        ]
        indexes = [
            models.Index(fields=["home_school", "on"], name="away_by_school_and_day"),
            models.Index(fields=["person", "on"], name="away_by_person_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.half_days} half-days on {self.on}"
