"""What is issued is kept: numbered, sealed, the same whenever it is read, and checked by anybody."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from os import utime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.documents.sealing import check
from drystone.documents.typesetting import Misprint
from drystone.history import events
from drystone.history.models import Event
from tests import cast
from tests.documents.conftest import text_of
from tests.documents.samples import AT, LETTER, SAMPLES


def files(media):
    return sorted(media.rglob("*.pdf"))


def test_an_issued_document_has_a_number_a_digest_and_a_valid_seal(swaledale, issue, now):
    paper = issue(swaledale)
    pdf = papers.read(paper)
    assert paper.number == f"DS-2026-{paper.number[-6:]}"
    assert paper.number[-6:].isdigit()
    assert (paper.kind, paper.title, paper.made_at) == ("example letter", "Decision letter", now)
    assert (paper.sha256, paper.size) == (sha256(pdf).hexdigest(), len(pdf))
    assert check(pdf).valid
    assert check(pdf).at == now


def test_number_digest_and_where_to_check_stand_on_every_page(swaledale, issue):
    paper = issue(swaledale, "agreement")
    shown = text_of(papers.read(paper))
    assert shown.count(paper.number) == shown.count(paper.code) == 2
    assert shown.count("Check it at http://127.0.0.1:8000/check/") == 2


def test_the_year_of_a_number_is_londons(swaledale, issue):
    assert issue(swaledale, at=datetime(2026, 12, 31, 23, 59, tzinfo=UTC)).number.startswith("DS-2026-")
    assert issue(swaledale, at=datetime(2027, 6, 30, 23, 30, tzinfo=UTC)).number.startswith("DS-2027-")


@pytest.mark.parametrize("template", sorted(SAMPLES))
def test_every_kind_of_document_can_be_issued(swaledale, issue, template):
    assert check(papers.read(issue(swaledale, template))).valid


def test_history_tells_of_it_on_the_page_of_the_record(swaledale, issue, now):
    officer = cast.officer(swaledale)
    paper = issue(swaledale, by=officer)
    line = events.of(swaledale).get()
    assert (line.verb, line.by_name, line.at, line.alliance_id) == ("issued", officer.name, now, swaledale.pk)
    assert line.details == {"kind": "example letter", "number": paper.number, "sha256": paper.sha256}
    assert (paper.made_by_id, paper.made_by_name) == (officer.pk, officer.name)


def test_the_papers_of_a_record_are_found_oldest_first(swaledale, issue):
    other = cast.alliance("Wensleydale Alliance", default=False)
    first, _, second = issue(swaledale), issue(other), issue(swaledale, "certificate")
    assert list(Paper.objects.of(swaledale)) == [first, second]


def test_the_file_has_a_name_that_nobody_can_guess_and_is_for_this_account_alone(swaledale, issue, media):
    issue(swaledale)
    (file,) = files(media)
    assert file.relative_to(media).parent.as_posix() == "papers/2026-11"
    assert len(file.stem) == 43
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_change_that_is_undone_leaves_no_document_and_no_history(swaledale, issue, media):
    with transaction.atomic():
        issue(swaledale)
        transaction.set_rollback(True)
    assert (Paper.objects.count(), Event.objects.count()) == (0, 0)
    assert len(files(media)) == 1  # nobody refers to it; the sweep takes it away


def test_a_document_that_does_not_fit_leaves_nothing_at_all(swaledale, media, now):
    with pytest.raises(Misprint):
        papers.keep("x", "letter", {}, about=swaledale, alliance_id=swaledale.pk, title="x", by=None, at=now)
    assert (Paper.objects.count(), Event.objects.count(), files(media)) == (0, 0, [])


def test_the_sweep_takes_away_what_no_row_knows_and_nothing_younger_than_a_day(swaledale, issue, media, now):
    kept = issue(swaledale)
    forgotten, fresh = issue(swaledale), issue(swaledale)
    Paper.objects.filter(pk__in=[forgotten.pk, fresh.pk]).delete()
    for paper, age in ((kept, 9), (forgotten, 2), (fresh, 0)):
        moment = (now - timedelta(days=age)).timestamp()
        utime(paper.file.path, (moment, moment))
    assert papers.sweep(at=now) == 1
    assert {file.name for file in files(media)} == {paper.file.name.split("/")[-1] for paper in (kept, fresh)}
    assert papers.sweep(at=now) == 0


def test_a_sweep_before_the_first_document_finds_nothing(db, media, now):
    assert papers.sweep(at=now) == 0


def test_a_changed_file_is_never_given_out(swaledale, issue):
    paper = issue(swaledale)
    whole = papers.read(paper)
    for at in range(0, len(whole), len(whole) // 49):
        with open(paper.file.path, "wb") as file:
            file.write(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(papers.Tampered, match=paper.number):
            papers.read(paper)


def test_a_file_in_the_place_of_another_is_never_given_out(swaledale, issue):
    one, other = issue(swaledale), issue(swaledale, "certificate")
    default_storage.delete(one.file.name)
    default_storage.save(one.file.name, ContentFile(papers.read(other)))
    with pytest.raises(papers.Tampered):
        papers.read(one)


def test_a_lost_file_is_said_to_be_lost(swaledale, issue):
    paper = issue(swaledale)
    default_storage.delete(paper.file.name)
    with pytest.raises(papers.Tampered, match="gone"):
        papers.read(paper)


def test_a_file_is_known_to_its_last_byte(swaledale, issue):
    paper = issue(swaledale)
    pdf = papers.read(paper)
    assert papers.verify(pdf) == paper
    assert papers.verify(pdf + b"\n") is None
    assert papers.verify(b"") is None


def test_a_printed_page_is_known_by_its_number_and_digest(swaledale, issue):
    paper = issue(swaledale)
    assert papers.find(paper.number, paper.code) == paper
    assert papers.find(f" {paper.number.lower()} ", paper.code.upper().replace(" ", "  ")) == paper
    assert papers.find(paper.number, paper.words_sha256) == paper


@pytest.mark.parametrize("code", ["", "3f2a", "0000 0000 0000 0000", "%", "________________"])
def test_a_number_alone_or_with_another_digest_is_not_enough(swaledale, issue, code):
    assert papers.find(issue(swaledale).number, code) is None


def test_other_words_have_another_digest(swaledale, issue):
    first, same, other = issue(swaledale), issue(swaledale), issue(swaledale, data={"greeting": "Dear Anne"})
    assert first.words_sha256 == same.words_sha256 != other.words_sha256
    assert len({first.sha256, same.sha256, other.sha256}) == 3


def test_a_title_longer_than_its_place_is_cut_and_one_with_forbidden_letters_cleaned(swaledale, issue):
    assert issue(swaledale, title="x" * 300).title == "x" * 200
    assert issue(swaledale, title="a\x00b").title == "ab"


def test_an_erased_document_is_gone_with_its_file_and_history_says_so(
    swaledale, issue, media, now, django_capture_on_commit_callbacks
):
    paper = issue(swaledale)
    with django_capture_on_commit_callbacks(execute=True):
        papers.erase(paper, by=None, at=now, note="Kept six months, as the policy says.")
    assert (Paper.objects.count(), files(media)) == (0, [])
    line = Event.objects.get(verb="erased")
    assert (line.note, line.details) == ("Kept six months, as the policy says.", {"number": paper.number})


def test_the_database_refuses_a_number_twice_and_an_empty_document(swaledale, issue):
    one, other = issue(swaledale), issue(swaledale)
    for change in ({"number": one.number}, {"sha256": one.sha256}, {"size": 0}, {"sha256": "short"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=other.pk).update(**change)


def test_issuing_takes_few_queries(swaledale, issue, query_count):
    issue(swaledale)
    with query_count() as queries:
        issue(swaledale)
    assert len(queries) == 7  # savepoint, number, savepoint, row, history, and both savepoints' ends


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_documents_issued_at_once_have_different_numbers(media):
    alliance = cast.alliance()

    def one(n: int) -> str:
        try:
            data = {**LETTER, "greeting": f"Dear {n}"}
            paper = papers.keep(
                "letter", "letter", data, about=alliance, alliance_id=alliance.pk, title="Letter", by=None, at=AT
            )
            return paper.number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(one, range(12)))
    assert len(set(numbers)) == Paper.objects.count() == len(files(media)) == 12
