"""The suite's day: Wednesday 11 November 2026, ten in the morning, in term."""

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 11, 10, 0, tzinfo=LONDON)
