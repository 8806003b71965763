import pytest

from drystone.schools import names


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("st marys c of e primary", "St Mary's Church of England Primary"),
        ("Saint Mary’s CofE primary", "ST. MARYS C.E. PRIMARY"),
        ("newby & scalby", "Newby and Scalby"),
        ("ecole francaise", "École Française"),
        ("our lady r.c.", "Our Lady Roman Catholic"),
        ("wensleydale school", "The Wensleydale School"),
        ("north star 240", "North Star 240°"),
        ("al dafna", "  Al–Dafna "),
    ],
)
def test_a_name_agrees_with_every_way_of_typing_it(typed, written):
    assert names.canonical(typed) == names.canonical(written)


@pytest.mark.parametrize("half_typed", ["church of eng", "chur", "cofe", "ce", "saint m", "st m"])
def test_half_a_name_is_found_in_what_the_index_holds(half_typed):
    held = names.searchable("St Mary's C of E Primary School", "Richmond", "DL10 7BQ", "123456").split()
    words = [word for word in names.canonical(half_typed).split() if word not in names.SMALL_WORDS]
    assert all(any(own.startswith(word) for own in held) for word in words)


def test_the_index_holds_a_postcode_with_and_without_its_space():
    held = names.searchable("Muker School", "Richmond", "DL11 6TF", "123456")
    assert held == "muker school richmond dl11 6tf dl116tf 123456"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("dl107bq", "DL10 7BQ"), (" dl10  7bq ", "DL10 7BQ"), ("w1a1aa", "W1A 1AA"), ("2036", "2036"), ("", "")],
)
def test_a_postcode_is_shown_one_way(typed, shown):
    assert names.postcode(typed) == shown


@pytest.mark.parametrize(
    ("capitals", "sentence"),
    [
        ("ARETÉ LEARNING TRUST", "Areté Learning Trust"),
        ("ST CUTHBERT'S ROMAN CATHOLIC ACADEMY TRUST", "St Cuthbert's Roman Catholic Academy Trust"),
        ("THE TRUST OF THE DALES", "The Trust of the Dales"),
        ("GLF SCHOOLS", "GLF Schools"),
        ("NEWCASTLE-UPON-TYNE", "Newcastle-upon-Tyne"),
        ("Outwood Grange", "Outwood Grange"),
    ],
)
def test_capitals_are_written_as_in_a_sentence(capitals, sentence):
    assert names.out_of_capitals(capitals) == sentence
