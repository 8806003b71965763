"""The messages of induction."""

from datetime import datetime

from django.urls import reverse

from drystone.mail import outbox
from drystone.mail.catalogue import message

from ..models import Designation, InductionItem
from .designations import LEADER, tell_leader


@message(
    kind="register.induction_to_sign",
    to="whoever is named to sign an item of induction off",
    when="a System Leader sends the evidence for it, or came to core training",
    why="the Alliance has named you to sign this part of inductions off",
    sample={**LEADER, "leader": "Tom Raine", "title": "Shadow a deployment or a visit"},
)
def induction_to_sign(item: InductionItem, *, at: datetime) -> None:
    """The office finds it among what it must see to."""
    if item.signer is None or not item.signer.email:
        return
    alliance = item.designation.alliance
    outbox.queue(
        "register.induction_to_sign",
        to=item.signer,
        alliance_id=alliance.pk,
        at=at,
        about=item.designation,
        context={"alliance": alliance.name, "leader": item.designation.person.name, "title": item.title},
        link=reverse("leader-induction-signing", args=[item.pk]),
    )


@message(
    kind="register.induction_done",
    to="the System Leader",
    when="the last item of an induction is signed off",
    why="the Alliance has designated you",
    sample=LEADER,
)
def induction_done(designation: Designation, *, at: datetime) -> None:
    tell_leader("register.induction_done", designation, at=at)
