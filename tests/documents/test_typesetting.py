"""What comes off the press: every kind of document, readable by machine and by ear, the same each time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from drystone.documents.papers import make
from drystone.documents.typesetting import TEMPLATES, Misprint
from tests.documents.conftest import tags_of, text_of
from tests.documents.samples import AT, SAMPLES

KINDS = sorted(SAMPLES)


def made(kind: str, at: datetime = AT, **changes: object) -> bytes:
    title, data = SAMPLES[kind]
    return make(kind, {**data, **changes}, title=title, at=at)


def test_there_is_an_example_of_every_template():
    assert {path.stem for path in TEMPLATES.glob("*.typ")} == {*KINDS, "answers", "frame", "words"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_says_that_it_is_archivable_and_accessible(kind):
    root = PdfReader(BytesIO(made(kind))).root_object
    about = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    says = (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert says == ("en-GB", True, True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_has_its_title_and_one_heading_above_all_others(kind):
    pdf = made(kind)
    assert PdfReader(BytesIO(pdf)).metadata.title == SAMPLES[kind][0]
    assert [tag for tag, _ in tags_of(pdf)].count("H1") == 1


@pytest.mark.parametrize("kind", ["form", "agreement", "statement", "record", "assurance"])
def test_every_cell_that_heads_a_column_says_so(kind):
    heads = [scope for tag, scope in tags_of(made(kind)) if tag == "TH"]
    assert heads
    assert set(heads) == {"Column"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_document_carries_files_scripts_links_or_names_of_authors(kind):
    pdf = made(kind)
    reader = PdfReader(BytesIO(pdf))
    assert reader.attachments == {}
    assert reader.metadata.author is None
    assert not any(word in pdf for word in (b"/JavaScript", b"/EmbeddedFile", b"/Launch", b"/URI", b"/OpenAction"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_at_the_same_moment_are_the_same_file(kind):
    assert made(kind) == made(kind)


def test_another_moment_is_another_file():
    assert made("letter") != made("letter", at=datetime(2026, 11, 24, 9, 6, tzinfo=UTC))


def test_a_letter_has_its_day_with_the_weekday_that_the_calendar_says():
    assert "Friday 2 March 2029" in text_of(made("letter", date=date(2029, 3, 2)))
    assert "Thursday 29 February 2028" not in text_of(made("letter", date=date(2028, 2, 29)))
    assert "Tuesday 29 February 2028" in text_of(made("letter", date=date(2028, 2, 29)))


def test_without_a_day_of_its_own_a_letter_has_the_day_in_london():
    assert "Wednesday 1 July 2026" in text_of(made("letter", at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)))


def test_a_statement_says_what_its_lines_come_to():
    assert "Total 2 days £700" in " ".join(text_of(made("statement")).split())


@pytest.mark.parametrize(
    ("moment", "printed"),
    [
        (datetime(2026, 7, 1, 13, 5, tzinfo=UTC), "Wednesday 1 July 2026 at 2:05pm"),
        (datetime(2026, 12, 1, 12, 0, tzinfo=UTC), "Tuesday 1 December 2026 at midday"),
        (datetime(2026, 12, 1, 0, 0, tzinfo=UTC), "Tuesday 1 December 2026 at midnight"),
        (datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "Tuesday 1 December 2026 at 9am"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "Sunday 28 March 2027 at 2:30am"),
    ],
)
def test_moments_are_printed_in_london_time(moment, printed):
    assert f"When {printed} end" in flat("letter", facts=[("When", moment), ("end", "")])


def test_a_signature_shows_who_when_in_which_time_from_which_address_and_the_digest():
    signature = SAMPLES["form"][1]["signatures"][0]
    shown = flat("form")
    assert "Joan Alder, headteacher, Grinton High School" in shown
    assert "Signed on Friday 9 October 2026 at 3:42pm, London time, by a link sent to head@grinton.example." in shown
    assert f"Digest of the words signed: {signature['digest']}" in shown


def test_who_may_not_see_the_cost_gets_an_agreement_without_it():
    _, agreement = SAMPLES["agreement"]
    objectives_only = {key: value for key, value in agreement.items() if key != "cost"}
    assert "£" not in text_of(make("agreement", objectives_only, title="Agreement", at=AT))


def test_each_page_says_which_of_how_many_it_is():
    pages = PdfReader(BytesIO(made("agreement"))).pages
    assert [f"Page {n} of {len(pages)}" in page.extract_text() for n, page in enumerate(pages, 1)] == [True] * 2


def test_what_is_not_issued_says_so():
    assert "Not issued: this copy has no number and cannot be checked." in text_of(made("letter"))


def test_a_colour_that_is_none_is_the_usual_one():
    assert made("letter", alliance={"name": "A", "colour": "url(x)"}) == made("letter", alliance={"name": "A"})


def test_a_document_that_lacks_something_is_not_made():
    with pytest.raises(Misprint, match="certificate"):
        make("certificate", {"alliance": {"name": "A"}}, title="Certificate", at=AT)


@pytest.mark.parametrize("name", ["../papers", "/etc/passwd", "letter\0", "frame/../letter2"])
def test_there_is_no_template_outside_the_folder(name):
    with pytest.raises((Misprint, ValueError)):
        make(name, SAMPLES["letter"][1], title="Letter", at=AT)


def test_eight_at_once_get_eight_right_documents():
    alone = [made("letter", greeting=f"Dear {n}") for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        together = threads.map(lambda n: made("letter", greeting=f"Dear {n}"), range(8))
    assert list(together) == alone


def flat(kind: str, **changes: object) -> str:
    return " ".join(text_of(made(kind, **changes)).split())


def test_a_moment_with_parts_of_a_second_can_be_printed():
    at = AT.replace(microsecond=123_456)
    letter = SAMPLES["letter"]
    assert make("letter", letter[1], title="Letter", at=at) == make("letter", letter[1], title="Letter", at=AT)
