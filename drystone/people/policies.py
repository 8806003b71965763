"""What differs between alliances, changed by the manager of one: its contact, its numbers, its choices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from drystone import saying
from drystone.alliances.models import WEIGHTS, Alliance, Flow, PolicyChange
from drystone.history import events
from drystone.lifecycle import NotAllowed

from .access import alliances_as
from .models import Person
from .roles import MANAGES

# Each with how history names it.
NAMES = {
    "legal_body": "Who decides about personal data",
    "contact_name": "Whom to ask",
    "contact_email": "E-mail address of the office",
    "contact_phone": "Telephone of the office",
    "colour": "Colour",
    "designation_years": "Years of a designation",
    "acceptance_working_days": "Working days to accept a designation",
    "appeal_working_days": "Working days to appeal",
    "pause_stops_clock": "A pause stops the clock of a designation",
    "assurance_months": "Months that a letter of assurance holds",
    "first_answer_working_days": "Working days to a first answer",
    "enquiry_working_days": "Working days to answer an enquiry",
    "offers_without_names": "Schools choose before they read names",
    "match_working_days": "Working days to a match",
    "contact_days": "Days to the leader’s first word",
    "members_first": "Members come first",
    "reach_miles": "Miles that a leader is sent",
    "lends": "Lends to other alliances here",
    "lends_to": "Lends only to",
    "concurrent_deployments": "Deployments at one time",
    "attendance_per_cent": "Of a hundred meetings of their group, members come to",
    "sample_per_cent": "Of a hundred visit records, read by chance",
    "sample_late_days": "Working days late from which a visit record is read",
    "concern_note_days": "Days without a note after which an open concern is recalled",
    "same_trust_is_conflict": "The same trust is a conflict of interest",
    "former_post_years": "Years after which a former post is no conflict",
    "fit_counts": "How much expertise and phase count",
    "distance_counts": "How much distance counts",
    "fairness_counts": "How much it counts that days are spread evenly",
    "continuity_counts": "How much it counts to have helped the school before",
    "variety_counts": "How much it counts that the work is new to the leader",
    "likeness_counts": "How much it counts that the two schools are alike",
    "visit_record_working_days": "Working days to write up a visit",
    "dispute_working_days": "Working days to dispute a visit record",
    "money_days": "Days from work to the home school’s money",
    "half_termly": "Statements and charge schedules by half-term",
    "default_flow": "Which way the money goes",
    "payee_waiting_days": "Working days before a new payee is paid",
    "home_heads_told_of_visits": "Home heads get the dates of visits",
    "home_heads_read_records_since": "Home heads read visit records",
    "home_heads_read_evaluations_since": "Home heads read visit evaluations",
    "home_heads_get_evaluations": "Home heads are sent the evaluation at the end",
    "midpoint_from_half_days": "Half-days from which a mid-point review is asked",
    "follow_up_months": "Months after which schools are asked what has lasted",
}
SINCE = ("home_heads_read_records_since", "home_heads_read_evaluations_since")


@transaction.atomic
def change(alliance: Alliance, values: Mapping[str, Any], *, by: Person, at: datetime) -> list[str]:
    """The manager changes policies; from now on they hold for what comes, and what was promised stays as it was.

    To let home heads read is said with yes or no, and kept as the moment since when: what was sent before is not
    theirs to read. Returns the names of what changed; what is so already is not changed again.
    """
    if alliance.pk not in alliances_as(by, MANAGES):
        raise NotAllowed(f"{by} may not change the policies of {alliance}")
    kept = Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    changed = [name for name, value in values.items() if said(name, getattr(kept, name)) != said(name, value)]
    for name in changed:
        was, now = said(name, getattr(kept, name)), said(name, values[name])
        line = PolicyChange.objects.create(alliance=kept, name=name, was=was, at=at)
        note = f"{NAMES[name]}: {in_words(name, was)}; now {in_words(name, now)}"
        events.record(line, "policy_changed", by=by, at=at, about=kept, note=note)
        setattr(kept, name, (at if now else None) if name in SINCE else now)
    kept.save(update_fields=changed)
    return changed


def said(name: str, value: Any) -> Any:
    """The value as a page says it: whether, not since when."""
    return bool(value) if name in SINCE else value


def in_words(name: str, value: Any) -> str:
    if name in WEIGHTS:
        return saying.COUNTS[value]
    if name == "default_flow":
        return str(Flow(value).label)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value)) or "nothing"
