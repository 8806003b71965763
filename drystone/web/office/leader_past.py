"""What was: every designation one System Leader has had, where she worked, and what happened."""

from typing import Any

from drystone.history import events
from drystone.people.models import Post
from drystone.register.models import Designation


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """Her designations by this Alliance, the latest first; her posts; the whole of the history."""
    hers = Designation.objects.filter(alliance_id=shown.alliance_id, person=shown.person_id)
    posts = Post.objects.filter(alliance_id=shown.alliance_id, person=shown.person_id)
    return {
        "designations": hers.select_related("home_school"),
        "posts": posts.select_related("organisation"),
        "timeline": events.of(shown),
    }
