"""What is taken from a register file, and what is refused with nothing changed."""

import gzip
import lzma
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drystone.history.models import Event
from drystone.schools import register
from drystone.schools.intake import files as intake_files
from drystone.schools.intake import school_rows
from drystone.schools.models import Import, Organisation
from drystone.schools.register import Refused
from tests.clock import NOW

from . import files
from .files import school, written

pytestmark = pytest.mark.django_db
SIX = [school(100_000 + n, f"School {n}") for n in range(6)]
GOOD = files.text(SIX)


def bring_in(path, links=None, **how) -> Import:
    return register.bring_in(path, links, by=None, at=NOW, **how)


def refused(path, links=None, **how) -> str:
    """The reason, after making sure that the refusal changed nothing but the list of imports."""
    before = list(Organisation.objects.values())
    with pytest.raises(Refused) as refusal:
        bring_in(path, links, **how)
    assert list(Organisation.objects.values()) == before
    last = Import.objects.first()
    assert (last.state, last.reason, last.report) == ("refused", str(refusal.value), {})
    return str(refusal.value)


def test_a_row_of_the_register_becomes_an_organisation(tmp_path):
    row = school(
        145_090, "Richmond  School\xa0", OpenDate="01-12-2017", NumberOfPupils="1085.5", PercentageFSM="11.6",
        Trusts="ARETÉ LEARNING TRUST", PhaseOfEducation="4", TypeOfEstablishment="34", Town="RICHMOND",
        Postcode="dl107bq",
    )  # fmt: skip
    bring_in(written(tmp_path, row))
    made = Organisation.objects.get()
    assert {name: getattr(made, name) for name in school_rows.SchoolRow._fields} == {
        "urn": "145090",
        "name": "Richmond School",
        "status": "1",
        "phase_code": "4",
        "type_code": "34",
        "authority_code": "815",
        "authority": "North Yorkshire",
        "trust_name": "Areté Learning Trust",
        "town": "Richmond",
        "postcode": "DL10 7BQ",
        "easting": 403_000,
        "northing": 499_000,
        "pupils": 1086,
        "fsm_per_cent": 12,
        "head_name": None,
        "opened_on": date(2017, 12, 1),
        "closed_on": None,
    }
    assert (made.kind, made.phase, made.type_code) == ("school", "Secondary", "34")


def test_an_import_leaves_one_line_of_history_and_a_report(tmp_path):
    run = bring_in(written(tmp_path, *SIX))
    assert (run.state, run.rows, run.at, run.report["counts"]["added"]) == ("applied", 6, NOW, 6)
    event = Event.objects.get()
    assert (event.verb, event.through, event.at, event.details["added"]) == ("applied", "clock", NOW, 6)


def test_the_same_file_again_changes_nothing(tmp_path):
    path = written(tmp_path, *SIX)
    bring_in(path)
    before = list(Organisation.objects.values())
    run = bring_in(path)
    assert (run.report["counts"]["added"], run.report["counts"]["changed"]) == (0, 0)
    assert list(Organisation.objects.values()) == before


def test_a_dry_run_reports_and_changes_nothing(tmp_path):
    run = bring_in(written(tmp_path, *SIX), dry_run=True)
    assert (run.state, run.report["counts"]["added"]) == ("staged", 6)
    assert (Organisation.objects.count(), Event.objects.count(), Import.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_a_file_may_be_packed(tmp_path, pack):
    bring_in(files.put(tmp_path, pack(GOOD.encode("cp1252"))))
    assert Organisation.objects.count() == 6


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-8"])
def test_accents_and_curly_apostrophes_survive_whichever_way_the_file_was_saved(tmp_path, encoding):
    bring_in(written(tmp_path, school(100_000, "St Cleopas’ École – Dafna"), encoding=encoding))
    assert Organisation.objects.get().name == "St Cleopas’ École – Dafna"


def test_columns_are_found_by_name_in_any_order(tmp_path):
    shuffled = dict(reversed(school(100_000, "Muker School").items())) | {"Moon phase\0": "waxing"}
    run = bring_in(written(tmp_path, shuffled))
    assert Organisation.objects.get().name == "Muker School"
    assert run.report["lists"]["unknown_columns"] == ["Moon phase\ufffd"]


def test_a_column_that_is_not_in_the_file_leaves_what_we_hold(tmp_path):
    bring_in(written(tmp_path, school(100_000, NumberOfPupils="40", Trusts="DALES ACADEMIES TRUST")))
    bring_in(written(tmp_path, school(100_000, "New name"), without=("NumberOfPupils", "Trusts (name)")))
    held = Organisation.objects.get()
    assert (held.name, held.pupils, held.trust_name) == ("New name", 40, "Dales Academies Trust")


def test_codes_that_are_new_to_us_are_kept_and_reported(tmp_path):
    run = bring_in(written(tmp_path, school(100_000, TypeOfEstablishment="99", PhaseOfEducation="9")))
    assert run.report["lists"]["unknown_codes"] == ["phase 9: 1", "type 99: 1"]
    assert Organisation.objects.get().type_code == "99"


def test_the_placeholder_day_means_that_nobody_knows(tmp_path):
    bring_in(written(tmp_path, school(100_000, OpenDate="01-01-1900", CloseDate="01-01-1900")))
    held = Organisation.objects.get()
    assert (held.opened_on, held.closed_on) == (None, None)


def test_the_status_decides_and_not_the_day_of_closing(tmp_path):
    rows = [
        school(100_001, "To close in years", CloseDate="31-08-2034"),
        school(100_002, "To close soon", EstablishmentStatus="3"),
        school(100_003, "Closed, nobody knows when", EstablishmentStatus="2"),
        school(100_004, "To open", EstablishmentStatus="4"),
    ]
    bring_in(written(tmp_path, *rows))
    assert list(Organisation.objects.open().values_list("urn", flat=True)) == ["100001", "100002"]


@pytest.mark.parametrize(("east", "north"), [("", ""), ("0", "0"), ("403000", "")])
def test_a_known_place_is_kept_when_the_file_has_none(tmp_path, east, north):
    bring_in(written(tmp_path, school(100_000)))
    run = bring_in(written(tmp_path, school(100_000, "Renamed", Easting=east, Northing=north)))
    held = Organisation.objects.get()
    assert (held.name, held.easting, held.northing) == ("Renamed", 403_000, 499_000)
    assert run.report["counts"]["places_kept"] == 1


def test_a_place_far_from_the_authority_and_the_postcode_is_not_used(tmp_path):
    far = school(100_006, "Fenton Grange", Easting="525091", Northing="201328")
    run = bring_in(written(tmp_path, *SIX, far))
    assert Organisation.objects.get(urn="100006").easting is None
    assert run.report["lists"]["doubtful_places"] == ["100006 Fenton Grange, DL11 6TF: 525091, 201328"]


def test_a_far_place_is_used_when_its_own_postcode_lies_there(tmp_path):
    sussex = [
        school(100_010 + n, f"In Sussex {n}", Easting="548000", Northing="98000", Postcode="BN25 2JB", LA=code)
        for n, code in enumerate(["211", "845", "845", "845"])
    ]
    london = [school(100_020 + n, f"In London {n}", Easting="536000", Northing="182000", LA="211") for n in range(3)]
    run = bring_in(written(tmp_path, *[row | {"Postcode": "E1 4NS"} for row in london], *sussex))
    assert "doubtful_places" not in run.report["lists"]
    assert Organisation.objects.get(urn="100010").easting == 548_000


BAD_ROWS = [
    (school(10_001), "the URN “10001” is not six digits"),
    (school(100_000), "this URN stands in the file already"),
    (school(100_900, "  "), "it has no name"),
    (school(100_900, "St Thomas а Becket Cyrillic"), None),
    (school(100_900, EstablishmentStatus="5"), "the status “5” is none of 1, 2, 3, 4"),
    (school(100_900, OpenDate="29/08/1961"), "OpenDate “29/08/1961” is not a day written dd-mm-yyyy"),
    (school(100_900, OpenDate="31-02-2001"), "OpenDate “31-02-2001” is not a day written dd-mm-yyyy"),
    (school(100_900, Easting="5.00E+06"), "the coordinate “5.00E+06” is not a whole number of metres"),
    (school("1\0", "Muker School"), "the URN “1\ufffd” is not six digits"),
    (school(100_900, TypeOfEstablishment="\0"), "the type “\ufffd” is not a code of the register"),
    (school(100_900, "N" * 201), "the name is longer than 200 characters"),
    (school(100_900, LA="North"), "the authority's code “North” is not a code of the register"),
    (school(100_900, "Caf\x00"), "the name “Caf\ufffd” holds damaged characters (a wrong encoding)"),
    (school(100_900, "ARET\ufffd"), "the name “ARET\ufffd” holds damaged characters (a wrong encoding)"),
    (school(100_900, "EcÃ´le"), "the name “EcÃ´le” holds damaged characters (a wrong encoding)"),
    (school(100_900, "O\x92Brien"), "the name “O\ufffdBrien” holds damaged characters (a wrong encoding)"),
    (school(100_900, Town="Franзaise"), "the town “Franзaise” holds damaged characters (a wrong encoding)"),
]


@pytest.mark.parametrize(("bad", "problem"), BAD_ROWS)
def test_one_bad_row_in_many_is_left_out_and_reported(tmp_path, bad, problem):
    many = [school(100_000 + n, f"School {n}") for n in range(120)]
    run = bring_in(written(tmp_path, *many, bad, encoding="utf-8"))
    assert Organisation.objects.count() == 120
    [line] = run.report["lists"]["bad_rows"]
    assert line.startswith("line 122 (URN 1")
    assert problem is None or line.endswith(problem)


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_windows_1252_does_not_have_spoils_its_row(tmp_path, byte):
    many = [school(100_000 + n, f"School {n}") for n in range(120)]
    content = files.text(many).encode("cp1252").replace(b'School 7"', b"School " + bytes([byte]) + b'"')
    run = bring_in(files.put(tmp_path, content))
    assert run.report["lists"]["bad_rows"] == [
        "line 9 (URN 100007): the name “School \ufffd” holds damaged characters (a wrong encoding)"
    ]


def test_too_many_bad_rows_refuse_the_file(tmp_path):
    spreadsheet = [row | {"OpenDate": "29/08/1961"} for row in SIX]
    assert "6 of 6 rows cannot be used" in refused(written(tmp_path, *spreadsheet))


def test_values_shuffled_under_their_names_refuse_the_file(tmp_path):
    values = [dict(zip(row, [*list(row.values())[1:], row["URN"]], strict=True)) for row in SIX]
    assert "rows cannot be used" in refused(written(tmp_path, *values))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"<!DOCTYPE html><title>Sorry</title>", "is a web page"),
        (b"\xef\xbb\xbf\n <html>", "is a web page"),
        (b'{"error": "not ready"}', "is a web page"),
        (b"PK\x03\x04rest", "is a ZIP file"),
        (b"%PDF-1.7", "is a PDF"),
        (GOOD.encode("utf-16"), "was saved as UTF-16"),
        (b"URN,Name\r\n1,2\r\n", "lacks the columns LA (code), LA (name), EstablishmentName"),
        (GOOD.replace(",", ";").encode(), "column names, separated by commas"),
        (GOOD.replace('"', "").replace(",", "\t").encode(), "column names, separated by commas"),
        (GOOD.replace('"Town"', '"Town","Town"').encode(), "has the column Town more than once"),
        (GOOD.splitlines()[0].encode(), "has a first line and nothing below it"),
        (GOOD.encode()[:-60], "seems damaged or cut short"),
        (GOOD.encode()[:-2] + b',"more"\r\n', "17 cells where the first line names 16"),
        (GOOD.replace('"School 3"', '"School 3').encode(), "the quotation marks do not pair up"),
        (b"\xef\xbb\xbf" + GOOD.replace("School 1", "Ecôle").encode("cp1252"), "begins as UTF-8 but does not stay so"),
        (gzip.compress(GOOD.encode(), mtime=0)[:-40], "seems damaged or cut short"),
        (gzip.compress(GOOD.encode(), mtime=0)[:40] + b"x" * 40, "seems damaged or cut short"),
        (lzma.compress(GOOD.encode())[:-40], "seems damaged or cut short"),
        (gzip.compress(b"\0" * 20_000_000, mtime=0), "A line is longer than 65,536 characters"),
    ],
)
def test_what_is_no_register_is_refused_in_plain_words(tmp_path, content, reason):
    assert reason in refused(files.put(tmp_path, content))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refused(tmp_path / "none.csv") == f"There is no file {tmp_path / 'none.csv'}."


def test_a_missing_needed_column_refuses_the_file(tmp_path):
    assert "lacks the column EstablishmentStatus (code)." in refused(
        written(tmp_path, *SIX, without=("EstablishmentStatus (code)",))
    )


def test_a_bad_links_file_refuses_the_register_that_came_with_it(tmp_path):
    assert "lacks the columns URN" in refused(written(tmp_path, *SIX), files.put(tmp_path, b"a,b\r\n1,2", "links.csv"))


@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(GOOD)), st.integers(0, 12), st.binary(max_size=12))
def test_whatever_happens_to_a_file_it_is_read_or_refused(tmp_path, start, length, instead):
    content = GOOD.encode()
    path = files.put(tmp_path, content[:start] + instead + content[start + length :])
    try:
        staged = school_rows.stage(intake_files.examine(path), print)
    except Refused:
        return
    assert len(staged.schools) + len(staged.bad_rows) == staged.rows
