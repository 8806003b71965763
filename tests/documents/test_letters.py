"""Whatever people write is printed as they wrote it, and never obeyed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drystone.documents.letters import Case, known
from drystone.documents.papers import make
from tests.documents.conftest import text_of
from tests.documents.samples import AT, LETTER

COMMANDS = [
    '#import "@preview/cetz:0.3.0": *',
    '#read("/etc/passwd")',
    "#panic(1) #while true {}",
    "$ sum_(i=0)^n x^2 $",
    "*not bold* _not italic_ `not code`",
    "@reference and <label>",
    "\\u{41} \\\\ \\",
    "// no comment /* none here */",
    "= Heading",
    "- item",
    "+ item",
    '"straight" -- and --- stay ...',
    "{{ alliance.name }} {% now %}",
    "<script>alert(1)</script>",
    "'; DROP TABLE documents_paper; --",
    "%PDF-1.7 endobj stream (x) Tj",
]


def printed(words: str) -> str:
    return text_of(make("letter", {**LETTER, "paragraphs": words}, title="Words", at=AT))


@pytest.mark.parametrize("words", COMMANDS)
def test_what_looks_like_a_command_is_printed_as_it_stands(words):
    assert words in printed(words)


@pytest.mark.parametrize("field", ["greeting", "closing", "subject", "paragraphs"])
def test_no_part_of_a_letter_obeys(field):
    shown = text_of(make("letter", {**LETTER, field: "#let x = 1 $y$ *z*"}, title="Words", at=AT))
    assert "#let x = 1 $y$ *z*" in shown


def test_a_title_may_be_anything():
    assert make("letter", LETTER, title='#x $y$ \\ "z" 😀 🧑‍🏫 \x00', at=AT)


def test_an_empty_line_parts_paragraphs_and_a_line_end_is_kept():
    shown = printed("one\r\ntwo\r\n\r\nthree\u2028four\x0bfive\tsix")
    assert "one\ntwo\nthree\nfour\nfive six\n" in shown


def test_letters_of_other_scripts_are_printed():
    shown = printed("Zoë Łukasz Ștefan Ελένη Наталія Մարիամ")
    assert "Zoë Łukasz Ștefan Ελένη Наталія Մարիամ" in shown


@pytest.mark.parametrize("words", ["שלום עולם", "مرحبا بالعالم", "mixed שלום and مرحبا"])
def test_scripts_that_run_from_right_to_left_are_printed(words):
    assert set(words) <= set(printed(words)) | set("بحمرالع")  # Arabic letters are printed in their joined shapes
    assert "Not printed as it was written" not in printed(words)


def test_a_letter_that_our_type_has_not_is_shown_as_a_sign_and_named_at_the_end():
    shown = " ".join(printed("Well done 🧑 and 中").split())
    assert "Well done � and �" in shown
    assert "Not printed as it was written: cjk unified ideograph-4e2d (U+4E2D); adult (U+1F9D1)." in shown


def test_a_document_with_many_unknown_letters_names_twenty_of_them():
    case = Case()
    case.printable("".join(map(chr, range(0x4E00, 0x4E00 + 500))))
    assert (len(case.account()), case.account()[-1]) == (21, "and 480 more")


def test_a_document_that_was_printed_whole_has_no_such_note():
    assert "Not printed as it was written" not in printed("Plain words – with “quotes”, £5 and ½ day.")


def test_nobody_can_turn_the_direction_of_our_own_words():
    assert Case().printable("a\u202egnp.exe\u2066x\u2069") == "agnp.exex"


def test_marks_piled_on_a_letter_are_cut_so_that_they_cover_nobody_elses_words():
    case = Case()
    assert case.printable("Z" + "\u0334" * 30 + "a\u0301") == "Z\u0334\u0334\u0334á"
    assert case.account() == ["marks beyond 3 on one letter"]


def test_half_a_letter_is_shown_as_a_sign():
    assert Case().printable("x\ud800y") == "x�y"


def test_controls_print_nothing():
    assert Case().printable("a\x00\x07\x1b\x7f\x9f\ufeffb") == "ab"


def test_a_word_longer_than_the_line_is_broken_without_adding_anything():
    word = "https://dale.example/" + "q" * 400
    assert word in printed(word).replace("\n", "")


def test_an_answer_of_twenty_thousand_words_is_printed_to_the_last():
    shown = printed(" ".join(f"word{n}" for n in range(20_000)))
    assert "word0 word1 word2" in shown
    assert "word19999" in shown


def test_our_type_has_every_letter_that_the_list_promises():
    every = " ".join(sorted(known() - {"\n"}))
    assert make("letter", {**LETTER, "paragraphs": every}, title="Letters", at=AT)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_printed(words):
    assert make("letter", {**LETTER, "greeting": words, "paragraphs": [words, words]}, title=words or "x", at=AT)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=sorted(known()), max_size=120))
def test_any_mixture_of_known_letters_is_printed(words):
    assert make("form", {**FORM_OF_ONE, "intro": words}, title="x", at=AT)


FORM_OF_ONE = {
    "alliance": LETTER["alliance"],
    "sections": [{"title": "Section", "questions": [{"question": "Question", "answer": "Answer"}]}],
}
