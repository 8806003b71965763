"""Words are counted as the page counts them, and texts come back as they were typed."""

import pytest

from drystone.questions import words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("   \n\t ", 0),
        ("one", 1),
        ("Year 6's well-being", 3),
        ("one\u00a0two\u2003three\u3000four", 4),
        ("one\ufefftwo", 2),  # a browser takes it for white space; Python does not
        ("one\u0085two\u001ctwo", 1),  # and the other way round
        ("e-mail, 3.5 – and 👩‍🏫", 5),
        ("שלום עולם", 2),
        ("word " * 20_000, 20_000),
    ],
)
def test_words_are_what_stands_between_white_space_as_a_browser_knows_it(text: str, number: int):
    assert words.count(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Brontë",
        "👩\u200d🏫 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "\u202eevil\u202c",
        "Z̷̛̺̈a̸l̶g̸o̵",
        "=1+1",
        "<script>alert(1)</script>",
        "a\nb\n\nc",
        "a\x07b",
        "ﷺ",
    ],
)
def test_a_text_comes_back_as_it_was_typed(text: str):
    assert words.clean(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a\r\nb\rc", "a\nb\nc"), ("Zoe\u0308", "Zoë"), ("  a  ", "a"), ("a\x00b", "ab"), ("a\ud800b", "a\ufffdb")],
)
def test_the_exceptions_are_these(typed: str, kept: str):
    assert words.clean(typed) == kept
