"""The seal: a signature of this installation over a whole PDF (PAdES B-B), after which nothing in it may change."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto.cms import ContentInfo
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from .seal_key import own_signer, trusted_certificates

T = TypeVar("T")
FIELD = "Seal"
DIGEST = "sha256"
ROOM = 4096  # hexadecimal digits kept free for the signature, which takes about 1,650 of them


@dataclass(frozen=True)
class Seal:
    """What a seal says. It holds when nothing has changed since and the key was ours."""

    unchanged: bool
    ours: bool
    by: str = ""
    at: datetime | None = None

    @property
    def valid(self) -> bool:
        return self.unchanged and self.ours


class SealWriter(IncrementalPdfFileWriter):
    """Adds the seal and leaves the rest of the file as it was made."""

    def _update_meta(self) -> None:
        """The author's metadata stay: rewriting them would put our clock, not `at`, into a PDF/A."""


def seal(pdf: bytes, *, at: datetime) -> bytes:
    """The same document, signed as a whole; nobody may add to it or change it."""
    output = BytesIO()
    writer = SealWriter(BytesIO(pdf))
    writer.register_extension(ESIC_EXTENSION_1)
    _let_tab_follow_structure(writer)
    steps = PdfCMSEmbedder(_unseen_field()).write_cms(FIELD, writer)
    next(steps)
    placeholder = SignatureObject(
        timestamp=at, subfilter=SigSeedSubFilter.PADES, reason="Issued as it stands", bytes_reserved=ROOM
    )
    whole = SigMDPSetup(md_algorithm=DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(placeholder, mdp_setup=whole))
    document, _ = steps.send(SigIOSetup(md_algorithm=DIGEST, output=output))
    steps.send(_alone(own_signer().async_sign(document.document_digest, DIGEST, use_pades=True)))
    return output.getvalue()


def check(pdf: bytes) -> Seal:
    """Whether the seal of a document holds: one byte changed anywhere, and it does not."""
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return Seal(unchanged=False, ours=False)
        return _judge(pdf, signatures[0])
    except Exception:  # a damaged file may break its reader anywhere; whatever broke, the seal does not hold
        return Seal(unchanged=False, ours=False)


def _judge(pdf: bytes, signature: EmbeddedPdfSignature) -> Seal:
    at = signature.self_reported_timestamp
    trust = ValidationContext(trust_roots=trusted_certificates(), moment=at)
    status = _alone(async_validate_pdf_signature(signature, trust))
    return Seal(
        unchanged=status.intact and status.valid and _nothing_around_it(pdf, signature),
        ours=status.trusted,
        by=status.signing_cert.subject.native["common_name"],
        at=at,
    )


def _nothing_around_it(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """A signature cannot cover the place where it stands itself: there must be only it, as we write it, and noughts;
    and the file must end where the signed part of it ends."""
    start, before, after, rest = (int(number) for number in signature.byte_range)
    contents = _as_written(signature)
    gap = b"<" + contents.ljust(after - before - 2, b"0") + b">"
    return (start, after + rest) == (0, len(pdf)) and pdf[before:after] == gap


def _as_written(signature: EmbeddedPdfSignature) -> bytes:
    """The parts that nobody's signature covers, put back to what they are when we sign."""
    message = ContentInfo.load(signature.pkcs7_content)
    signed = message["content"]
    signer = signed["signer_infos"][0]
    signed["version"] = signer["version"] = "v1"
    signed["digest_algorithms"], signer["digest_algorithm"] = [{"algorithm": DIGEST}], {"algorithm": DIGEST}
    return message.dump().hex().upper().encode()


def _unseen_field() -> SigFieldSpec:
    """Outside the page, so that PDF/UA does not ask for a tag, yet not hidden, which PDF/A forbids."""
    return SigFieldSpec(
        FIELD, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True), readable_field_name="Seal of the document"
    )


def _let_tab_follow_structure(writer: IncrementalPdfFileWriter) -> None:
    """PDF/UA asks it of every page with a field, and the seal's field stands on the first."""
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Tabs"] = NameObject("/S")
    writer.update_container(page)


def _alone(work: Coroutine[Any, Any, T]) -> T:
    """pyHanko speaks asyncio; a thread of its own, because the caller's may already have a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
