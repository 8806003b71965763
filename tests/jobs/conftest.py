import pytest

from drystone.jobs import daily


@pytest.fixture
def chores(monkeypatch) -> list[tuple[str, str]]:
    """A table with an hourly and a daily chore, and the list of what they did."""
    done: list[tuple[str, str]] = []

    def noting(name):
        return lambda *, at: done.append((name, at.isoformat(timespec="minutes")))

    table = [daily.Chore("hourly", noting("hourly"), daily.HOUR), daily.Chore("daily", noting("daily"), daily.DAY)]
    monkeypatch.setattr(daily, "CHORES", table)
    return done
