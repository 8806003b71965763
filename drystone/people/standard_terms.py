"""The manager of an alliance changes what every agreement says."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from drystone.alliances import standard_terms
from drystone.alliances.models import Alliance, PolicyChange, StandardTerm
from drystone.history import events
from drystone.lifecycle import NotAllowed

from .access import alliances_as
from .models import Person
from .roles import MANAGES


@transaction.atomic
def change(alliance: Alliance, words: Mapping[str, str], *, by: Person, at: datetime) -> list[str]:
    """Agreements drawn up from now on say so; those there are keep the words that were agreed.

    Returns the sections that read differently from now on. Raises NotAllowed.
    """
    if alliance.pk not in alliances_as(by, MANAGES):
        raise NotAllowed(f"{by} may not change the policies of {alliance}")
    kept = Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    standing = standard_terms.of(kept)
    changed = [section for section, text in words.items() if text != standing[section]]
    for section in changed:
        was, now = standing[section], words[section]
        StandardTerm.objects.update_or_create(alliance=kept, section=section, defaults={"text": now})
        line = PolicyChange.objects.create(alliance=kept, name=f"terms_{section}", was=was, at=at)
        title = standard_terms.TITLES[section]
        note = f"Agreements, “{title}”: {was or 'nothing'} Now: {now or 'nothing'}"
        events.record(line, "policy_changed", by=by, at=at, about=kept, note=note)
    return changed
