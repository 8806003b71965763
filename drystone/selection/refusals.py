"""When a rule says no."""


class Refused(Exception):
    """A rule of selection does not allow this; the sentence says why, for the page."""
