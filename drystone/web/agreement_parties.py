"""The parties to an agreement and how far each is: the office reads all of it, a party what is hers.

Nobody but the office reads that somebody refused, or what she asked.
"""

from collections.abc import Iterable

from drystone.deployment.models import Consent, ConsentState

from .components.rows import Party
from .components.tones import tone_of

S = ConsentState
READ, NOT_YET = "Has read it", "Not agreed yet"


def rows(parties: Iterable[Consent], *, is_office: bool = False) -> list[Party]:
    return [row(consent, is_office) for consent in parties]


def row(consent: Consent, is_office: bool) -> Party:
    hidden = consent.state == S.REFUSED and not is_office
    state = NOT_YET if hidden else READ if consent.state == S.SEEN else consent.get_state_display()
    tone = tone_of(S.SEEN if hidden else consent.state)
    at = None if hidden else consent.state_since
    return Party(consent.person.name, consent.get_party_display(), state, tone, at, "" if hidden else note(consent))


def note(consent: Consent) -> str:
    """As what she signed, which version, or by whom it was recorded: as it stands on the signed copy."""
    source = consent
    while source.carried_from:
        source = source.carried_from
    if source is not consent:
        return f"By their consent to version {source.agreement.number}: the change since then is none of theirs."
    if consent.recorded_by:
        return f"Recorded by {consent.recorded_by}: {consent.recorded_note}"
    return f"Signed as {consent.signature.typed_role}." if consent.signature else ""
