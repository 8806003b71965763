"""The key by which a leader's device locks what it keeps of her visits while there is no signal.

It is made anew for whoever is signed in, from this installation's own secret, her number and the device's: nothing of
it is stored here, and the device keeps it only as long as her session lasts. After that what lies on the device opens
for nobody until the same person signs in again.
"""

import base64
import re

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from drystone.people.models import Person

DEVICE = re.compile(r"[0-9a-f]{32}")


def keys(person: Person, device: str) -> list[str]:
    """The newest first; earlier ones, while the secret is being changed, still open what was locked by them."""
    about = f"drystone device {person.pk} {device}".encode()
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [base64.b64encode(derived(secret, about)).decode() for secret in secrets]


def derived(secret: str | bytes, about: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=about).derive(force_bytes(secret))
