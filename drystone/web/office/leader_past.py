"""What was: every designation one System Leader has had, where she worked, what happened, and any day gone by."""

from datetime import date
from typing import Any

from django import forms

from drystone.history import events
from drystone.people.models import Post
from drystone.register import past
from drystone.register.models import Designation

from ..days import Day
from . import leader_pause


class AsOn(forms.Form):
    """A day gone by."""

    day = Day(label="How did it stand on a day gone by?")

    def __init__(self, *args: Any, today: date, **settings: Any):
        super().__init__(*args, **settings)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError("Choose a day that is past, or today")
        return day


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """Her designations by this Alliance, the latest first; her posts; the whole of the history. Or one day of it."""
    form = AsOn(request.GET if "day_day" in request.GET else None, today=request.today)
    if form.is_valid():
        then = past.on(shown, form.cleaned_data["day"])
        return {"form": form, "then": then, "why_away": leader_pause.why(request, then.away)}
    hers = Designation.objects.filter(alliance_id=shown.alliance_id, person=shown.person_id)
    posts = Post.objects.filter(alliance_id=shown.alliance_id, person=shown.person_id)
    return {
        "form": form,
        "designations": hers.select_related("home_school"),
        "posts": posts.select_related("organisation"),
        "timeline": events.of(shown),
    }
