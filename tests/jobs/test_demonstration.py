"""The demonstration's story happens in the order in which it is told, whatever record one reads it by."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from drystone.history.models import Event
from drystone.jobs.demonstration import story
from drystone.jobs.demonstration.cast import SCHOOLS
from drystone.schools.models import Organisation
from tests.clock import LONDON

pytestmark = [pytest.mark.django_db, pytest.mark.journey]


def out_of_order() -> Iterator[str]:
    """Lines that stand, on the page of a record, below something that happened later."""
    last: dict[tuple[str, int], Event] = {}
    for event in Event.objects.order_by("pk"):
        for page in {(event.about_type, event.about_id), (event.record_type, event.record_id)}:
            before = last.get(page)
            if page[0] and before and before.at > event.at:
                yield f"{page}: {event.verb} at {event.at} after {before.verb} at {before.at}"
            last[page] = event


def test_nothing_happens_before_what_was_told_earlier_nor_tomorrow():
    """On a Sunday, when steps that fall on a day of rest have least room."""
    now = datetime(2026, 11, 29, 20, tzinfo=LONDON)
    for name, urn in SCHOOLS.items():
        Organisation.objects.create(name=f"{name.capitalize()} Primary School", urn=urn, authority="North Yorkshire")
    story.tell(at=now)
    assert Event.objects.count() > 700
    assert list(out_of_order()) == []
    assert [str(event) for event in Event.objects.filter(at__date__gt=now.date())] == []
