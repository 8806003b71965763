"""Six digits, e-mailed at the moment they are needed: ten or fifteen minutes, five tries, once."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from .link import Link
from .person import Person


class Purpose(models.TextChoices):
    SIGN_IN = "sign_in", "to sign in"
    READ = "read", "to read confidential text"
    ADDRESS = "address", "to change an e-mail address"
    CONFIRM = "confirm", "to confirm that it is you"


class CodeQuerySet(models.QuerySet["Code"]):
    def live(self, at: datetime) -> "CodeQuerySet":
        """Those that could still be typed in."""
        return self.filter(used_at__isnull=True, expires_at__gt=at, tries__lt=Code.MOST_TRIES)


class Code(models.Model):
    """The digits stand in no row and no session: they are made from the seed with the installation's secret key."""

    MOST_TRIES = 5

    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    address = models.EmailField(help_text="Where it was sent.")
    asker = models.CharField(max_length=64, help_text="Digest of the place it was asked from; limits are kept by it.")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="codes")
    link = models.ForeignKey(Link, on_delete=models.CASCADE, null=True, blank=True, related_name="codes")
    seed = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(help_text="Last time it was sent; the same digits may be sent again.")
    mails = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["address", "made_at"], name="code_by_address")]
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="five_tries_a_code"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="code_expires_after_it_was_made"),
        ]

    def __str__(self) -> str:
        return f"code {self.get_purpose_display()}"
