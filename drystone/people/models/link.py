"""A link without an account: one task, one person's address, one purpose."""

from datetime import date, datetime

from django.apps import apps
from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned

from ..roles import OFFICE
from .person import Person


class LinkQuerySet(models.QuerySet["Link"]):
    def unfinished(self) -> "LinkQuerySet":
        """Neither spent nor revoked; it may have expired."""
        return self.filter(spent_at__isnull=True, revoked_at__isnull=True)

    def to_do(self, record: models.Model, purpose: str) -> "LinkQuerySet":
        """Those that lead to one task."""
        return self.filter(record_type=record._meta.label_lower, record_id=record.pk, purpose=purpose)

    def visible_to(self, person: Person, *, on: date) -> "LinkQuerySet":
        """Her own, and for the office those of its alliance."""
        return self.filter(Q(person=person) | Q(alliance__in=person.alliances_as(OFFICE)))


class Link(AllianceOwned):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    address = models.EmailField(help_text="Where it was sent; the person's address may change later.")
    purpose = models.CharField(max_length=40)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    begun_at = models.DateTimeField(
        null=True, blank=True, help_text="First thing done through it; a mail filter that opens it does nothing."
    )
    spent_at = models.DateTimeField(null=True, blank=True, help_text="When the task was done.")
    spent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=200, blank=True, help_text="In words the person may read.")

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id", "purpose"], name="link_by_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "person", "purpose", "record_type", "record_id"],
                condition=Q(spent_at__isnull=True, revoked_at__isnull=True),
                name="one_open_link_a_task",
            ),
            models.CheckConstraint(
                condition=Q(spent_at__isnull=True) | Q(revoked_at__isnull=True), name="link_ends_one_way"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="link_expires_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.person}"

    @property
    def record(self) -> models.Model | None:
        """What the task is about, whichever room keeps it."""
        return apps.get_model(self.record_type)._base_manager.filter(pk=self.record_id).first()

    def history_about(self) -> models.Model:
        """A link shows on the page of its task's record."""
        record = self.record
        about = getattr(record, "history_about", lambda: record)()
        return about or self

    def has_expired(self, at: datetime) -> bool:
        return self.expires_at <= at


class LinkKey(models.Model):
    """The hash of one token. A resent message carries a new token to the same task; none is ever stored."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of link {self.link_id}"
