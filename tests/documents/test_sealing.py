"""A seal shows any change, by anybody, anywhere."""

import asyncio
import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import SigningError
from pypdf import PdfReader

from drystone.documents import seal_key
from drystone.documents.papers import make
from drystone.documents.sealing import Seal, check, seal
from tests.documents.samples import AT, FORM, LETTER

BROKEN = Seal(unchanged=False, ours=False)


@pytest.fixture(autouse=True)
def _quiet():
    """The signing library writes a page to the log for each damaged file."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal(make("form", FORM, title="Reference", at=AT), at=AT)


def test_a_seal_says_by_whom_and_when_and_that_nothing_has_changed(sealed):
    assert check(sealed) == Seal(unchanged=True, ours=True, by="Drystone document seal", at=AT)
    assert check(sealed).valid


def test_sealing_adds_to_a_document_and_changes_nothing_in_it(sealed):
    plain = make("form", FORM, title="Reference", at=AT)
    assert sealed.startswith(plain)
    assert PdfReader(BytesIO(sealed)).pdf_header == "%PDF-1.7"
    assert "/Version" not in PdfReader(BytesIO(sealed)).root_object
    assert PdfReader(BytesIO(sealed)).metadata == PdfReader(BytesIO(plain)).metadata


def test_the_seal_is_pades_allows_no_changes_and_is_not_in_the_way_of_those_who_listen(sealed):
    reader = PdfReader(BytesIO(sealed))
    field = reader.root_object["/AcroForm"]["/Fields"][0].get_object()
    signature = field["/V"].get_object()
    assert (signature["/SubFilter"], signature["/M"][:16]) == ("/ETSI.CAdES.detached", "D:20261124090500")
    assert signature["/Reference"][0]["/TransformParams"]["/P"] == 1
    assert field["/TU"] == "Seal of the document"
    assert [int(edge) for edge in field["/Rect"]][:2] < [0, 0]
    assert reader.pages[0]["/Tabs"] == "/S"


def test_fifty_planted_edits_are_all_found(sealed):
    places = range(0, len(sealed), len(sealed) // 49)
    edited = [sealed[:at] + bytes([sealed[at] ^ 1 << at % 8]) + sealed[at + 1 :] for at in places]
    assert [check(pdf).valid for pdf in edited] == [False] * 50


def test_edits_inside_the_signature_itself_are_found(sealed):
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    places = [*range(start, start + 1700, 43), start + 3000, start + 4095]
    edited = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in places]
    assert not [at for at, pdf in zip(places, edited, strict=True) if check(pdf).valid]


@pytest.mark.parametrize("change", ["appended", "prepended", "cut", "doubled"])
def test_adding_and_taking_away_is_found(sealed, change):
    changed = {"appended": sealed + b"\n", "prepended": b"\n" + sealed, "cut": sealed[:-1], "doubled": sealed * 2}
    assert not check(changed[change]).valid


def test_a_sealed_document_is_not_sealed_again(sealed):
    with pytest.raises(SigningError):
        seal(sealed, at=AT)


def test_the_signature_of_one_document_does_not_fit_another(sealed):
    other = seal(make("letter", LETTER, title="Letter", at=AT), at=AT)
    hole, other_hole = (pdf[pdf.index(b"/Contents <") :][:4110] for pdf in (sealed, other))
    assert not check(other.replace(other_hole, hole)).valid


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"GIF89a", b"%PDF-1.7\n" + b"<<" * 5000, b"\x00" * 100])
def test_what_is_no_document_has_no_seal(file):
    assert check(file) == BROKEN


def test_a_document_without_a_seal_has_none():
    assert check(make("letter", LETTER, title="Letter", at=AT)) == BROKEN


def test_a_seal_of_somebody_else_is_not_ours(sealed, settings, tmp_path):
    settings.SEAL_DIRECTORY = tmp_path / "theirs"
    assert check(sealed) == Seal(unchanged=True, ours=False, by="Drystone document seal", at=AT)
    assert not check(sealed).valid


def test_documents_sealed_with_an_earlier_key_stay_valid(sealed, settings, tmp_path):
    earlier = Path(settings.SEAL_DIRECTORY) / "seal.pem"
    settings.SEAL_DIRECTORY = tmp_path
    (tmp_path / "until-2026.pem").write_bytes(earlier.read_bytes())
    assert check(sealed).valid
    assert check(seal(make("letter", LETTER, title="Letter", at=AT), at=AT)).valid


def test_the_key_is_readable_by_this_account_alone_and_its_certificate_does_not_run_out(settings, tmp_path):
    settings.SEAL_DIRECTORY = tmp_path / "new"
    seal_key.own_signer()
    file = tmp_path / "new" / "seal.pem"
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["seal.pem"]
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
    assert certificate.public_key().curve.name == "secp256r1"
    assert certificate.not_valid_after_utc == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_two_processes_that_start_together_get_one_key(tmp_path):
    path = tmp_path / "seal.pem"
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: seal_key._make(path), range(8)))
    assert [file.name for file in tmp_path.iterdir()] == ["seal.pem"]


def test_a_document_of_years_ago_can_be_sealed_today():
    at = datetime(2019, 9, 1, tzinfo=UTC)
    assert check(seal(make("letter", LETTER, title="Letter", at=at), at=at)).at == at


def test_sealing_works_where_somebody_elses_loop_is_running(sealed):
    async def inside() -> bool:
        return check(seal(make("letter", LETTER, title="Letter", at=AT), at=AT)).valid

    with ThreadPoolExecutor(1) as thread:  # this one may hold the loop of the browser tests
        assert thread.submit(lambda: asyncio.run(inside())).result()
