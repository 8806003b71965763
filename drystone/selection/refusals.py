"""When a rule says no."""


class Refused(Exception):
    """A rule of selection does not allow this; the sentence says why, for the page."""


class CannotInterview(Refused):
    """Why this cannot be done with an interview, or a time for one; the sentence is for the page."""
