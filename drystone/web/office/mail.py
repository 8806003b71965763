"""The post: what did not arrive first, then everything that went or waits; and one message with what may be done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.history import events
from drystone.mail import outbox
from drystone.mail.models import Message
from drystone.mail.wording import LINK
from drystone.people import access

from ..addresses import AddressField
from ..components import paging, tables
from ..components.actions import Action
from ..links_html import link_to
from ..templatetags.parts import tag
from ..templatetags.say import since
from .confidence import without_others

State = Message.State
MOST_UNDELIVERED = 50
TONES = {State.SENT: "good", State.FAILED: "stop", State.BOUNCED: "stop", State.QUEUED: "now", State.HELD: "wait"}
HIDDEN = "(the personal link of this person)"


class Which(forms.Form):
    state = forms.ChoiceField(label="State", choices=[("", "All"), *State.choices], required=False)


def readable(request: Any) -> Any:
    """The post of her office; that about a concern only for those who read it."""
    rows = Message.objects.of(access.office_of(request.person) & {request.alliance.pk})
    return without_others(request, rows, "about_type", "about_id")


def listed(request: Any) -> HttpResponse:
    """What did not arrive, then the log, the newest first."""
    form, rows = Which(request.GET), readable(request)
    wanted = form.cleaned_data["state"] if form.is_valid() else ""
    shown = rows.filter(state=wanted) if wanted else rows
    page = paging.page(shown, ("-id",), request.GET.get("page", ""))
    lost = list(rows.undelivered()[:MOST_UNDELIVERED])
    context = {
        "lost": table("Did not arrive", lost),
        "lost_number": len(lost),
        "table": table("All messages", page.rows),
        "page": page,
        "filters": form,
    }
    return render(request, "office/mail/list.html", context)


def table(caption: str, rows: list[Message]) -> tables.Table:
    columns = [
        tables.Column("Subject", lambda row: link_to(row.subject, "office-message", row.pk)),
        tables.Column("To", lambda row: row.to_name or row.to_address),
        tables.Column("When", lambda row: since(row.sent_at or row.queued_at)),
        tables.Column("State", lambda row: tag(row.get_state_display(), tone(row))),
    ]
    return tables.Table(caption, columns, rows, empty="No message is like that.")


def tone(message: Message) -> str:
    return TONES.get(State(message.state), "rest")


def found(request: Any, pk: int) -> Message:
    message = readable(request).filter(pk=pk).first()
    if message is None:
        raise Http404
    return message


def message(request: Any, pk: int) -> HttpResponse:
    """One message as it was written, without its link; what became of it, and what may be done."""
    shown = found(request, pk)
    context = {
        "shown": shown,
        "tone": tone(shown),
        "text": shown.text.replace(LINK, HIDDEN),
        "copy": Message.objects.filter(copy_of=shown).first(),
        "actions": [
            Action(ACTS[name][0], reverse("office-message-act", args=[pk, name]), press=False)
            for name in open_for(shown)
        ],
        "timeline": events.of(shown),
    }
    return render(request, "office/mail/message.html", context)


class Sure(forms.Form):
    """Nothing to type: the page says what will happen, the button does it."""


class Why(forms.Form):
    note = forms.CharField(label="Why, or how", max_length=200)


class Address(forms.Form):
    address = AddressField(label="The right e-mail address")


def resend(shown: Message, given: dict[str, Any], **by: Any) -> Any:
    return outbox.resend(shown, **by)


def readdress(shown: Message, given: dict[str, Any], **by: Any) -> Any:
    return outbox.change_address(shown, given["address"], **by)


def see_to(shown: Message, given: dict[str, Any], **by: Any) -> Any:
    return outbox.looked_at(shown, note=given["note"], **by)


def let_go(shown: Message, given: dict[str, Any], **by: Any) -> Any:
    return outbox.release(shown, **by)


def keep_back(shown: Message, given: dict[str, Any], **by: Any) -> Any:
    return outbox.hold(shown, reason=given["note"], **by)


def take_back(shown: Message, given: dict[str, Any], **by: Any) -> Any:
    return outbox.cancel(shown, reason=given["note"], **by)


# Word in the address: heading, form, act, and what the page says afterwards.
ACTS: dict[str, tuple[str, type[forms.Form], Callable[..., Any], str]] = {
    "address": (
        "Correct the address and send",
        Address,
        readdress,
        "The address is changed. The message goes to the new one within a minute.",
    ),
    "again": ("Send it again", Sure, resend, "It goes again within a minute."),
    "seen": ("I have seen to it another way", Why, see_to, "Noted: you have seen to it another way."),
    "release": ("Let it go", Sure, let_go, "It goes within a minute."),
    "hold": ("Keep it back", Why, keep_back, "Kept back. It goes when you let it go."),
    "cancel": ("Do not send it", Why, take_back, "It will not be sent."),
}


def open_for(shown: Message) -> list[str]:
    """What may be done with a message where it stands now."""
    if shown.state in Message.UNDELIVERED:
        return ["address", "again", "seen"] if shown.needs_look else []
    waiting = {State.HELD: ["release", "address", "cancel"], State.QUEUED: ["hold", "address", "cancel"]}
    return ["again"] if shown.state == State.SENT and not shown.forget else waiting.get(State(shown.state), [])


def act(request: Any, pk: int, name: str) -> HttpResponse:
    """Sent again, kept back, let go, taken back, readdressed, or seen to in another way."""
    if name not in ACTS:
        raise Http404
    shown, (heading, kind, verb, said) = found(request, pk), ACTS[name]
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(shown, form.cleaned_data, by=request.person, at=request.now)
            messages.success(request, said)
        except outbox.TooLate:
            messages.info(request, "That is no longer possible: the message has moved on. This is how it stands now.")
        return redirect("office-message", pk)
    context = {"form": form, "shown": shown, "heading": heading, "back": reverse("office-message", args=[pk])}
    return render(request, "office/mail/act.html", context)
