"""One message to one person, kept with what became of it. The personal link in it is made only when it is sent."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from drystone.history.events import kind_of


class MessageQuerySet(models.QuerySet["Message"]):
    def about(self, record: models.Model) -> "MessageQuerySet":
        """All that was written to anybody about a record, newest first."""
        return self.filter(about_type=kind_of(record), about_id=record.pk)

    def of(self, alliance_ids: set[int]) -> "MessageQuerySet":
        """The post of some alliances, newest first; a page asks for those whose office the reader works in."""
        return self.filter(alliance_id__in=alliance_ids)

    def undelivered(self) -> "MessageQuerySet":
        """What somebody must look at: refused by the other side or given up, and nothing done about it since."""
        return self.filter(needs_look=True)

    def due(self, at: datetime) -> "MessageQuerySet":
        """What may be sent now, urgent first."""
        return self.filter(state=Message.State.QUEUED, next_try_at__lte=at).order_by("-urgent", "next_try_at", "id")


class Message(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Given up"
        BOUNCED = "bounced", "Refused by the other side"
        HELD = "held", "Held for a look"
        CANCELLED = "cancelled", "Not to be sent"

    UNDELIVERED = (State.BOUNCED, State.FAILED)

    alliance_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=80)
    person_id = models.BigIntegerField(null=True, db_index=True)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField(help_text="As sent, but for the personal link.")
    link_id = models.BigIntegerField(null=True, help_text="The link without account whose token goes in.")
    path = models.CharField(max_length=200, blank=True, help_text="Or the page that a person with an account opens.")
    calendar = models.TextField(blank=True, help_text="An entry that goes with it, for the recipient's calendar.")
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    urgent = models.BooleanField(default=False)
    forget = models.BooleanField(default=False, help_text="Holds a code: the text goes once it is sent.")
    dedupe = models.CharField(max_length=200, null=True, unique=True)
    copy_of = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="copy")

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    needs_look = models.BooleanField(default=False, help_text="It did not arrive, and nobody has done anything yet.")
    hold_reason = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    unanswered = models.PositiveSmallIntegerField(
        default=0, help_text="How often a mail server took it and did not say whether it keeps it."
    )
    due_at = models.DateTimeField(help_text="When it may first go.")
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0, help_text="Counts who took it; a late sender's word is refused.")
    message_id = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["alliance_id", "-id"], name="message_list"),
            models.Index(fields=["about_type", "about_id", "-id"], name="message_about"),
            models.Index(F("urgent").desc(), "next_try_at", "id", name="message_due", condition=Q(state="queued")),
            models.Index(fields=["state", "due_at"], name="message_waiting"),
            models.Index("lease_until", name="message_leased", condition=Q(state="sending")),
            models.Index(fields=["alliance_id", "-id"], name="message_undelivered", condition=Q(needs_look=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_address="")
                & ~Q(to_address__contains=",")
                & ~Q(to_address__contains=";")
                & ~Q(to_address__contains=" "),
                name="message_to_one_address",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
                name="message_leased_while_sending",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state="held") | Q(hold_reason=""), name="message_held_for_a_reason"),
            models.CheckConstraint(condition=Q(link_id__isnull=True) | Q(path=""), name="message_has_one_link"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to person {self.person_id}"
