"""`manage.py benchmark` prints what planning costs: an alliance and a region, and the nation where it is asked for."""

import json

import pytest
from django.core.management import call_command

from drystone.jobs.benchmarking import planning, terms


def test_the_nation_is_planned_only_when_asked() -> None:
    assert planning.asked("") == ["plan S", "plan M"]
    assert planning.asked("plan L") == ["plan L"]
    assert planning.asked("office-requests,candidates") == []


def test_it_says_how_near_how_long_how_much_and_what_a_refusal_changes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(terms.SIZES, "S", (20, 12, 20))
    call_command("benchmark", "--only", "plan S")
    (plan,) = json.loads(capsys.readouterr().out)["plans"]
    assert (plan["name"], plan["requests"], plan["leaders"]) == ("plan S", 20, 12)
    assert plan["by_hand"] <= plan["served"] <= 20
    assert plan["value"] <= plan["bound"]
    assert plan["gap"] <= 0.001
    assert plan["cpu_seconds"] > 0
    assert 20 < plan["megabytes"] < 500
    assert 1 <= plan["again_changed"] <= 3
