"""The key that seals, and its certificate: made once on first use, kept for as long as documents are kept."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from asn1crypto import keys, pem, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.sign.attributes import CMSAttributeProvider
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import SignedAttributeProviderSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNER = "Drystone document seal"
CURRENT = "seal.pem"
# Documents may tell of days before the installation; and a certificate that runs out would take every seal with it
# (RFC 5280, 4.1.2.5, has this date for one that does not).
VALID_FROM = datetime(2000, 1, 1, tzinfo=UTC)
VALID_UNTIL = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def own_signer() -> SimpleSigner:
    """Who seals: the key and certificate in `seal.pem` of the seal's folder."""
    return _signer(_folder() / CURRENT)


def trusted_certificates() -> list[asn1_x509.Certificate]:
    """The certificate in use, and the earlier ones whose files still lie in the folder."""
    own_signer()
    return [_certificate(path.read_bytes()) for path in sorted(_folder().glob("*.pem"))]


def _folder() -> Path:
    return Path(settings.SEAL_DIRECTORY)


@cache
def _signer(path: Path) -> SimpleSigner:
    if not path.exists():
        _make(path)
    contents = path.read_bytes()
    key = next(der for kind, _, der in pem.unarmor(contents, multiple=True) if kind == "PRIVATE KEY")
    certificate = _certificate(contents)
    signer = SimpleSigner(certificate, keys.PrivateKeyInfo.load(key), SimpleCertificateStore())
    signer.signed_attr_prov_spec = _AllThatIsSigned(_Whose(certificate))
    return signer


class _Whose(CMSAttributeProvider):
    """The certificate's digest, which PAdES wants signed too. It is written once: pyHanko writes it anew some forty
    times for each seal, which takes five times as long as sealing does."""

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificate: asn1_x509.Certificate):
        self.written = as_signing_certificate_v2(certificate).dump()

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        return tsp.SigningCertificateV2.load(self.written)


class _AllThatIsSigned(SignedAttributeProviderSpec):
    """Beside the digest of the document and its kind."""

    def __init__(self, whose: _Whose):
        self.whose = whose

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterator[CMSAttributeProvider]:
        yield self.whose


def _certificate(contents: bytes) -> asn1_x509.Certificate:
    der = next(der for kind, _, der in pem.unarmor(contents, multiple=True) if kind == "CERTIFICATE")
    return asn1_x509.Certificate.load(der)


def _make(path: Path) -> None:
    """Two processes may come here at once: the link makes the first one's key everybody's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".draft")  # readable by this account alone
    with os.fdopen(handle, "wb") as file:
        file.write(_new_key_and_certificate())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _new_key_and_certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SIGNER)])
    signs_only = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_UNTIL)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(signs_only, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
