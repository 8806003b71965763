"""Finding a school while its name is typed, among the real ones of three authorities."""

import pytest

from drystone.questions.sources import Instead
from drystone.schools import search
from drystone.schools.answers import SchoolSource
from drystone.schools.models import Organisation

pytestmark = pytest.mark.usefixtures("north")
RICHMOND, RICHMOND_BEFORE = "145090", "121680"


def urns(text: str, **how) -> list[str | None]:
    return [found.urn for found in search.search(text, **how)]


@pytest.mark.parametrize(
    "typed",
    [
        "richmond school", "Richmond Sch", "RICHMOND  school,", "145090", "DL10 7BQ", "dl107bq", "dl10 7bq",
        "r\u0301ichmo\u0335nd school", "The Richmond School", "Richmond School, Richmond (DL10 7BQ, URN 145090)",
    ],
)  # fmt: skip
def test_a_school_is_found_however_it_is_typed(typed):
    assert urns(typed)[0] == RICHMOND


@pytest.mark.parametrize(
    ("typed", "urn"),
    [
        ("reeth", "121311"),
        ("Catterick Garrison le cateau", "121338"),
        ("wensleydale sixth", "121679"),
        ("wavell primary catterick", "121344"),
        ("gunnerside methodist", "121542"),
        ("st thérèse", "147243"),
    ],
)
def test_words_are_found_in_any_order_in_name_and_town(typed, urn):
    if typed == "st thérèse":
        Organisation.objects.filter(urn=urn).update(search_text="st therese of lisieux")
    assert urns(typed)[0] == urn


@pytest.mark.parametrize("typed", ["hipswell church of england", "hipswell c of e", "hipswell cofe", "hipswell ce"])
def test_every_spelling_of_church_of_england_finds_the_same(typed):
    assert urns(typed)[0] == "121499"


@pytest.mark.parametrize("typed", ["saint mary's", "St. Mary's", "st marys", "ST MARY’S"])
def test_every_spelling_of_a_saint_finds_the_same(typed):
    found = search.search(typed, limit=50)
    assert len(found) == 22
    assert found == search.search("st marys", limit=50)


def test_names_that_begin_with_the_text_come_first_and_open_ones_before_closed():
    found = search.search("hawes")
    assert [(each.urn, each.is_open) for each in found] == [("143523", True), ("121298", False)]


def test_a_number_or_postcode_given_whole_comes_before_any_name():
    Organisation.objects.create(name="121311 Squadron Cadets", kind="other")
    assert urns("121311")[0] == "121311"
    assert urns("DL11 6SP")[0] == "121311"


def test_of_two_that_fit_alike_the_nearer_comes_first():
    at = {place: Organisation.objects.get(urn=urn) for place, urn in (("Whitby", "149205"), ("Hawes", "143523"))}
    twins = [
        Organisation.objects.create(name="Twin School", urn=f"99900{n}", easting=each.easting, northing=each.northing)
        for n, each in enumerate(at.values())
    ]
    assert search.search("twin school", near=at["Hawes"]) == [twins[1], twins[0]]
    assert search.search("twin school", near=at["Whitby"]) == [twins[0], twins[1]]


def test_a_closed_school_points_to_those_that_carry_on():
    closed = next(each for each in search.search("richmond school") if each.urn == RICHMOND_BEFORE)
    assert [each.urn for each in closed.goes_on_as] == [RICHMOND]
    assert search.hint(closed) == "DL10 7BQ · URN 121680 · closed 30 November 2017; now Richmond School (145090)"


def test_a_closed_school_that_nothing_followed_says_so():
    [closed] = search.search("arkengarthdale")
    assert search.hint(closed) == "DL11 6EN · URN 121476 · closed 31 August 2019"
    assert search.search("arkengarthdale", open_only=True) == []


def test_of_open_ones_only_the_successor_stands_for_the_closed():
    [found] = search.search("121680", open_only=True)
    assert search.hint(found) == "DL10 7BQ · URN 145090 · was Richmond School (closed 30 November 2017)"
    assert urns("richmond school", open_only=True).count(RICHMOND) == 1


def test_a_hint_tells_schools_of_one_name_apart():
    alike = [each for each in search.search("st joseph's catholic primary", open_only=True) if "primary" in each.name]
    assert len({(search.label(each), search.hint(each)) for each in alike}) == len(alike)


def test_a_school_to_come_says_that_it_is_not_open_yet():
    [planned] = search.search("150122")
    assert search.hint(planned).endswith("URN 150122 · not open yet")
    assert search.search("150122", open_only=True) == []


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "\0", "*", '"', "'", "%", "_", "()", "\\", "-", "NEAR(a b)", "a AND b", "OR", "NOT x", "x*", "^x",
        "name:x", '" OR 1=1 --', "'; DROP TABLE schools_organisation; --", "{1}", "{x!r}", "%s", "a" * 20_000,
        "a b " * 5_000, "richmond\0school", "\u202eloohcs", "مدرسة", "学校", "ᦰb", "ﷺ" * 20_000, "e\u0301" * 9_000,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "st", "s", "1", "ce rc st",
    ],
)  # fmt: skip
@pytest.mark.parametrize("open_only", [True, False])
def test_whatever_is_typed_costs_two_queries_at_most(typed, open_only, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        found = search.search(typed, open_only=open_only)
        [search.hint(each) for each in found]
    assert len(found) <= 10


def test_a_school_is_found_by_its_new_name_and_no_longer_by_the_old():
    Organisation.objects.filter(urn="121311").update(search_text="swaledale learning")
    school = Organisation.objects.get(urn="121311")
    assert urns("swaledale learning") == ["121311"]
    assert urns("reeth community") == []
    school.name = "Reeth Academy"
    school.save(update_fields=["name", "search_text"])
    assert (urns("reeth acad"), urns("swaledale learning")) == (["121311"], [])


def test_what_is_made_by_hand_is_found_and_what_is_deleted_is_not():
    trust = Organisation.objects.create(kind="trust", name="Dales Academies Trust", town="Leyburn")
    assert search.search("dales academies") == [trust]
    assert (search.label(trust), search.hint(trust)) == ("Dales Academies Trust, Leyburn", "Trust")
    trust.delete()
    assert search.search("dales academies") == []


def test_a_picker_is_given_key_label_and_hint():
    assert search.suggestions("reeth") == {
        "results": [
            {"id": "121311", "label": "Reeth Community Primary School, Richmond", "hint": "DL11 6SP · URN 121311"}
        ]
    }


def test_a_key_means_one_organisation_and_nothing_else_does():
    trust = Organisation.objects.create(kind="trust", name="Dales Academies Trust")
    school = Organisation.objects.get(urn=RICHMOND)
    assert [search.by_key(each.key) for each in (trust, school)] == [trust, school]
    for key in (
        "",
        "richmond",
        "999999",
        "body-",
        "body-x",
        "body-0",
        f"body-{school.pk}",
        "body-" + "9" * 40,
        "１２１３１１",
    ):
        assert search.by_key(key) is None


def test_an_answer_keeps_a_name_that_finds_the_same_school_again():
    source = SchoolSource()
    for found in search.search("st joseph's catholic primary", open_only=True):
        name = source.label(found.key, None)
        assert source.find(name, None)[0] == (found.key, name)


def test_a_closed_school_is_no_answer():
    source, now = SchoolSource(), "Richmond School, Richmond (DL10 7BQ, URN 145090)"
    assert source.label(RICHMOND_BEFORE, None) == ""
    found = source.find(RICHMOND_BEFORE, None)
    assert found == [(RICHMOND, f"{now} – was Richmond School (closed 30 November 2017)")]
    assert isinstance(found[0][1], Instead), "nobody gets it unasked"
