"""A form written down as TOML again is the same form."""

import pytest

from drystone.questions import declarations, differing, forms, written
from drystone.questions.spec import Form, Question, Section

from .conftest import EVERY_KIND


@pytest.mark.parametrize("key", sorted(forms.DEFAULTS))
def test_every_form_of_ours_is_the_same_once_written_down_again(key: str):
    form = forms.DEFAULTS[key].form
    again = declarations.read(written.toml(form))
    assert again == form.plain
    assert differing.differences(form, again) == []


def test_so_is_a_form_of_every_kind():
    form = declarations.read(EVERY_KIND)
    assert declarations.read(written.toml(form)) == form.plain


@pytest.mark.parametrize(
    "words", ['"quoted" \\ and ”curly”', "two\n\nparagraphs\tapart", "\x7f\x01", "= [[section]] #", "😀 ½"]
)
def test_no_words_can_break_out_of_their_place(words: str):
    question = Question("q", words, "one_of", hint=words, options=(("a", words), ("b", "B")))
    form = Form("f", words, sections=(Section("s", words, words, (question,)), Section("empty", "Empty")))
    read = declarations.sketch(written.toml(form))
    assert read.question("q").options[0] == ("a", words)
    assert (read.title, read.sections[0].intro, len(read.sections)) == (words.strip(), words.strip(), 2)
