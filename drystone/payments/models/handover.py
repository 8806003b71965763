"""What was handed to finance, and how it got there."""

import hashlib

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.papers import Tampered
from drystone.lifecycle import Lived
from drystone.people.models import Person

from .charge import ChargeSchedule
from .layout import FileLayout, MoneyQuerySet, Papers
from .statement import Statement


class HandoverState(models.TextChoices):
    WAITING = "waiting", "Waiting to be fetched"
    FETCHED = "fetched", "Fetched by finance"
    QUEUED = "queued", "On its way to finance's folder"
    LAID = "laid", "In finance's folder"
    FAILED = "failed", "Could not be put into finance's folder"


class Handover(AllianceOwned, Lived):
    """One file handed to finance, with its totals and control sum: by a link, or into finance's folder."""

    of = models.CharField(max_length=10, choices=Papers.choices, default=Papers.STATEMENTS)
    number = models.PositiveIntegerField(help_text="Without gaps, per alliance.")
    state = models.CharField(max_length=8, choices=HandoverState.choices, default=HandoverState.WAITING)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Whom the link went to."
    )
    statements = models.ManyToManyField(Statement, related_name="handovers")
    papers = models.PositiveIntegerField(help_text="How many are in it.")
    total_pence = models.BigIntegerField(help_text="Of all, VAT with it.")
    layout = models.ForeignKey(FileLayout, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, help_text="Of the file.")
    file = models.BinaryField(help_text="As it was handed over: names and payees may change later.")
    sha256 = models.CharField(max_length=64)
    fetched_at = models.DateTimeField(null=True, blank=True)
    fetched_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fetched_from = models.CharField(
        max_length=32, blank=True, help_text="The page whose button was pressed, by its own mark."
    )
    trouble = models.CharField(max_length=300, blank=True, help_text="Why it could not be put into the folder.")

    objects = MoneyQuerySet.as_manager()

    class Meta:
        verbose_name = "hand-over"
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="one_handover_a_number"),
            models.CheckConstraint(condition=Q(state__in=HandoverState.values), name="handover_state_known"),
            models.CheckConstraint(
                condition=~Q(state="fetched") | Q(fetched_at__isnull=False, fetched_by__isnull=False),
                name="handover_fetched_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.number}"

    def content(self) -> bytes:
        """The file as it was handed over, to the byte. Raises Tampered."""
        file = bytes(self.file)
        if hashlib.sha256(file).hexdigest() != self.sha256:
            raise Tampered(f"{self} {self.pk}: the file was changed")
        return file


class InvoiceAsked(AllianceOwned):
    """A charge schedule stands in a file for finance, once."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="invoices")
    schedule = models.OneToOneField(ChargeSchedule, on_delete=models.PROTECT, related_name="invoice_asked")

    def __str__(self) -> str:
        return f"{self.schedule} in {self.handover}"
