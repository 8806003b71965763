"""A worker's sign of life."""

from django.db import models


class Beat(models.Model):
    worker = models.CharField(max_length=80, unique=True, help_text="Machine and process.")
    started_at = models.DateTimeField()
    at = models.DateTimeField(help_text="When it last said that it lives.")
    mail_trouble = models.CharField(max_length=500, blank=True, help_text="Why the mail server is out of reach.")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.worker
