"""The messages of privacy."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts
from drystone.people.roles import Role

from .models import DataRequest


@message(
    kind="privacy.data_request_made",
    to="the managers of the Alliance",
    when="somebody asks what is held about them, to correct or erase it, or complains",
    why="you manage the Alliance",
    sample={"person": "Tom Raine", "asked": "What do you hold about me?", "due_on": "Friday 11 December 2026"},
)
def data_request_made(asked: DataRequest, *, at: datetime) -> None:
    for manager in posts.holders(asked.alliance, localdate(at), Role.MANAGER):
        outbox.queue(
            "privacy.data_request_made",
            to=manager,
            alliance_id=asked.alliance_id,
            at=at,
            about=asked,
            context={
                "person": asked.person.name,
                "asked": asked.get_kind_display(),
                "due_on": saying.day(asked.due_on),
            },
            link=reverse("office-data-request", args=[asked.pk]),
        )


@message(
    kind="privacy.data_request_answered",
    to="whoever asked about their own data",
    when="the office has answered",
    why="you asked about your own data",
    sample={"alliance": "Swaledale Alliance", "asked": "What do you hold about me?"},
)
def data_request_answered(asked: DataRequest, *, at: datetime) -> None:
    outbox.queue(
        "privacy.data_request_answered",
        to=asked.person,
        alliance_id=asked.alliance_id,
        at=at,
        about=asked,
        context={"alliance": asked.alliance.name, "asked": asked.get_kind_display()},
        link=reverse("my-data"),
    )
