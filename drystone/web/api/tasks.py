"""What waits for the caller: the same lines as on her page “My tasks”."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Router, Schema

from drystone.reports import waiting
from drystone.reports.parts import Waiting

from .. import tasks as lines

router = Router(tags=["tasks"])


class Task(Schema):
    kind: str
    title: str
    since: datetime
    url: str


@router.get("/tasks", response=list[Task], url_name="tasks", summary="What waits for you")
def tasks(request: Any) -> list[Task]:
    return [described(each) for each in waiting.for_person(request.person, at=request.now)]


def described(each: Waiting) -> Task:
    address, title, _ = lines.FOR_PERSON[each.kind]
    words = title.format(who=each.who, where=each.where)
    return Task(
        kind=each.kind, title=words, since=each.since, url=settings.BASE_URL + reverse(address, args=[each.pk])
    )
