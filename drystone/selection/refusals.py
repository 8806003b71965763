"""When a rule of selection says no."""

from drystone.lifecycle import Refused

__all__ = ["CannotInterview", "Refused"]


class CannotInterview(Refused):
    """Why this cannot be done with an interview, or a time for one; the sentence is for the page."""
