"""One register after another: what changed between June 2024 and January 2026 in three authorities."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from drystone.schools import register
from drystone.schools.models import Import, Organisation, SchoolLink
from drystone.schools.register import Refused
from tests.clock import NOW

from . import files
from .files import school, written


def bring_in(path, links=None, **how) -> Import:
    return register.bring_in(path, links, by=None, at=NOW, **how)


def test_the_update_of_2026_tells_what_came_went_and_was_renamed(north):
    run = bring_in(files.NORTH_2026, force_shrink=True)
    counts = run.report["counts"]
    assert {name: counts[name] for name in ("rows", "added", "opened", "renamed", "closed", "changed", "absent")} == {
        "rows": 710,
        "added": 38,
        "opened": 4,
        "renamed": 19,
        "closed": 0,
        "changed": 45,
        "absent": 50,
    }
    in_county = set(Organisation.objects.filter(authority_code="815").values_list("urn", flat=True))

    def of_county(heading: str) -> list[str]:
        return [line for line in run.report["lists"][heading] if line[:6] in in_county]

    assert [len(of_county(heading)) for heading in ("absent", "added", "opened", "renamed")] == [29, 18, 4, 15]
    assert "145090 Richmond School → Richmond School & Sixth Form College" in of_county("renamed")


def test_the_trust_of_the_update_keeps_its_accent(north):
    bring_in(files.NORTH_2026, force_shrink=True)
    assert Organisation.objects.get(urn="145090").trust_name == "Areté Learning Trust"


def test_the_update_twice_changes_nothing_the_second_time(north):
    bring_in(files.NORTH_2026, force_shrink=True)
    before = list(Organisation.objects.order_by("pk").values())
    counts = bring_in(files.NORTH_2026, force_shrink=True).report["counts"]
    assert (counts["added"], counts["changed"]) == (0, 0)
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_what_is_absent_from_a_file_is_neither_deleted_nor_closed(north):
    bring_in(files.NORTH_2026, force_shrink=True)
    assert Organisation.objects.count() == 1273 + 38
    gone = Organisation.objects.get(urn="121359")
    assert (gone.name, gone.status) == ("Broomfield School", "1")


def test_a_file_that_shrank_is_refused_unless_told(north):
    with pytest.raises(Refused, match="has 710 schools where we hold 1,273"):
        bring_in(files.NORTH_2026)
    assert Organisation.objects.get(urn="145090").name == "Richmond School"


@pytest.mark.parametrize(("missing", "taken"), [(1, True), (2, False)])
@pytest.mark.django_db
def test_one_row_in_a_hundred_may_be_missing_and_no_more(tmp_path, missing, taken):
    rows = [school(100_000 + n, f"School {n}") for n in range(100)]
    bring_in(written(tmp_path, *rows))
    assert was_taken(written(tmp_path, *rows[missing:])) is taken


@pytest.mark.parametrize(("closing", "taken"), [(2, True), (3, False)])
@pytest.mark.django_db
def test_two_open_schools_in_a_hundred_may_close_and_no_more(tmp_path, closing, taken):
    rows = [school(100_000 + n, f"School {n}") for n in range(100)]
    bring_in(written(tmp_path, *rows))
    closed = [row | {"EstablishmentStatus (code)": "2"} for row in rows[:closing]]
    assert was_taken(written(tmp_path, *closed, *rows[closing:])) is taken
    assert Organisation.objects.filter(status="2").count() == (closing if taken else 0)


@pytest.mark.django_db
def test_a_mass_closure_is_taken_when_told(tmp_path):
    bring_in(written(tmp_path, school(100_000, "Muker School")))
    run = bring_in(written(tmp_path, school(100_000, "Muker School", EstablishmentStatus="2")), force_shrink=True)
    assert run.report["lists"]["closed"] == ["100000 Muker School"]


@pytest.mark.django_db
def test_each_change_stands_under_its_own_heading(tmp_path):
    old = [school(100_000 + n, f"School {n}", EstablishmentStatus=status) for n, status in enumerate("1142")]
    bring_in(written(tmp_path, *old))
    new = [
        old[0] | {"EstablishmentStatus (code)": "3"},
        old[1] | {"Easting": "403001", "Town": "Reeth"},
        old[2] | {"EstablishmentStatus (code)": "1"},
        old[3] | {"EstablishmentStatus (code)": "1", "EstablishmentName": "School again"},
    ]
    lists = bring_in(written(tmp_path, *new)).report["lists"]
    assert lists == {
        "opened": ["100002 School 2"],
        "renamed": ["100003 School 3 → School again"],
        "proposed_to_close": ["100000 School 0"],
        "status_changed": ["100003 School again"],
        "moved": ["100001 School 1: 403001, 499000"],
        "other_changes": ["100001 School 1: town"],
    }


@pytest.mark.django_db
def test_links_come_change_and_go_with_the_register(tmp_path):
    schools = written(tmp_path, *[school(100_000 + n, f"School {n}") for n in range(4)])
    first = [(100_000, 100_001, "Successor"), (100_001, 100_000, "Predecessor"), (100_002, 999_999, "Successor")]
    links = bring_in(schools, files.links(tmp_path, *first)).report["links"]
    assert (links["added"], links["without_school"]) == (2, 1)
    second = [(100_000, 100_001, "Successor"), (100_000, 100_002, "Successor - Split School"), first[2]]
    links = bring_in(schools, files.links(tmp_path, *second)).report["links"]
    assert (links["added"], links["removed"]) == (1, 1)
    assert sorted(SchoolLink.objects.values_list("organisation__urn", "other__urn", "kind")) == [
        ("100000", "100001", "successor"),
        ("100000", "100002", "successor"),
    ]


@pytest.mark.django_db
def test_a_links_file_that_shrank_is_refused_and_when_forced_takes_nothing_away(tmp_path):
    schools = written(tmp_path, *[school(100_000 + n, f"School {n}") for n in range(4)])
    both = [(100_000, 100_001, "Successor"), (100_002, 100_003, "Successor")]
    bring_in(schools, files.links(tmp_path, *both))
    with pytest.raises(Refused, match="has 1 links where we hold 2"):
        bring_in(schools, files.links(tmp_path, both[0]))
    bring_in(schools, files.links(tmp_path, both[0]), force_shrink=True)
    assert SchoolLink.objects.count() == 2


@pytest.mark.django_db
def test_the_command_prints_its_progress_and_the_report(tmp_path):
    printed = StringIO()
    call_command("import_schools", written(tmp_path, school(100_000)), stdout=printed)
    assert printed.getvalue() == "Added 1 of 1 schools\nSchools: 1 read, 1 new, 0 changed.\n"
    printed = StringIO()
    call_command("import_schools", tmp_path / "edubasealldata20260901.csv", stdout=printed)
    assert printed.getvalue() == "Schools: 1 read, 0 new, 0 changed.\n\nNothing changed.\n"


@pytest.mark.django_db
def test_the_command_says_why_it_refused(tmp_path):
    with pytest.raises(CommandError, match=r"Refused, and nothing changed\. edubase.*csv is empty\."):
        call_command("import_schools", files.put(tmp_path, b""))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite the transaction is the lock")
def test_of_two_imports_at_once_the_second_is_refused(tmp_path):
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [register.IMPORT_LOCK])
        with pytest.raises(Refused, match="Another import is under way"):
            bring_in(written(tmp_path, school(100_000)))
    finally:
        other.close()
    assert bring_in(written(tmp_path, school(100_000))).state == "applied"


def was_taken(path) -> bool:
    try:
        return bring_in(path).state == "applied"
    except Refused:
        return False
