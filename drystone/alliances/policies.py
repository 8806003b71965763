"""What an alliance's policy was at a moment."""

from datetime import datetime
from typing import Any

from .models import Alliance, PolicyChange


def in_force(alliance: Alliance, name: str, *, at: datetime) -> Any:
    """The policy as it stood at a moment: what was promised then is kept, whatever was changed since."""
    later = PolicyChange.objects.filter(alliance=alliance, name=name, at__gt=at).first()
    return later.was if later else getattr(alliance, name)
