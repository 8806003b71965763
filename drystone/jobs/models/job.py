"""A piece of work for later, as a row: leased by one worker at a time, so that a killed worker loses nothing."""

from django.db import models
from django.db.models import F, Q


class Job(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        DEAD = "dead", "Given up"

    queue = models.CharField(max_length=32)
    task = models.CharField(max_length=200, help_text="The task's place in the code.")
    arguments = models.JSONField(help_text="Numbers of records and short words, never what people wrote.")
    priority = models.SmallIntegerField(default=0)
    dedupe = models.CharField(max_length=200, null=True, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0, help_text="Counts who took it; a late worker's word is refused.")
    worker = models.CharField(max_length=80, blank=True)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    progress = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True, help_text="What kind of error and where, without the data it met.")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                F("queue"), F("priority").desc(), F("run_after"), F("id"), name="job_due", condition=Q(state="waiting")
            ),
            models.Index("lease_until", name="job_leased", condition=Q(state="running")),
            models.Index("id", name="job_dead", condition=Q(state="dead")),
            models.Index("finished_at", name="job_finished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="job_leased_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "dead"), finished_at__isnull=False)
                | (~Q(state__in=("done", "dead")) & Q(finished_at__isnull=True)),
                name="job_finished_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"
