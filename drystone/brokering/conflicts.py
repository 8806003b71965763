"""Which schools somebody is not sent to, and whom the broker keeps off a request."""

from datetime import date, datetime

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.access import office_of
from drystone.people.models import Person
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from .models import Conflict, Exclusion, SupportRequest


@transaction.atomic
def record(
    designation: Designation,
    school: Organisation,
    kind: str,
    *,
    starts: date,
    ends: date | None = None,
    note: str = "",
    by: Person,
    at: datetime,
) -> Conflict:
    """The office writes down why a leader is not sent to a school; or she declares it of herself.

    Said twice it stands once. Raises Refused where it would end before it begins.
    """
    if by.pk != designation.person_id and designation.alliance_id not in office_of(by):
        raise NotAllowed(f"{by} may not record a conflict of {designation.person}")
    if ends and ends < starts:
        raise Refused("The last day must not be before the first.")
    fields = {"starts": starts, "note": note, "recorded_by": by}
    whose = {"alliance_id": designation.alliance_id, "person_id": designation.person_id, "school": school}
    if ends is None:
        made, is_new = Conflict.objects.get_or_create(**whose, kind=kind, ends=None, defaults=fields)
    else:
        made, is_new = Conflict.objects.get_or_create(**whose, kind=kind, ends=ends, starts=starts, defaults=fields)
    if is_new:
        events.record(made, "recorded", by=by, at=at)
    return made


@transaction.atomic
def end(conflict: Conflict, *, last: date, by: Person, at: datetime) -> Conflict:
    """From the day after `last` on it keeps nobody from anything. Ended twice it ends once.

    One that would begin later ends on its first day. The leader ends what she declared herself.
    """
    conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    declared = by.pk == conflict.person_id == conflict.recorded_by_id
    if not declared and conflict.alliance_id not in office_of(by):
        raise NotAllowed(f"{by} may not end a conflict of {conflict.person}")
    if conflict.ends and conflict.ends <= last:
        return conflict
    conflict.ends = max(last, conflict.starts)
    conflict.save(update_fields=["ends"])
    events.record(conflict, "ended", by=by, at=at)
    return conflict


@transaction.atomic
def keep_off(request: SupportRequest, designation: Designation, *, reason: str, by: Person, at: datetime) -> Exclusion:
    """The broker keeps a leader off one request, with a reason that only the office reads; twice is once."""
    if request.alliance_id not in office_of(by) or designation.alliance_id != request.alliance_id:
        raise NotAllowed(f"{by} may not keep {designation.person} off {request}")
    made, is_new = Exclusion.objects.get_or_create(
        request=request,
        designation=designation,
        undone_at=None,
        defaults={"alliance_id": request.alliance_id, "reason": reason, "made_by": by, "made_at": at},
    )
    if is_new:
        events.record(made, "kept_off", by=by, at=at)
    return made


@transaction.atomic
def let_in(exclusion: Exclusion, *, by: Person, at: datetime) -> Exclusion:
    """She may be asked again for this request. Pressed twice it is once."""
    if exclusion.alliance_id not in office_of(by):
        raise NotAllowed(f"{by} may not do that")
    exclusion = Exclusion.objects.select_for_update().get(pk=exclusion.pk)
    if exclusion.undone_at is None:
        exclusion.undone_at = at
        exclusion.save(update_fields=["undone_at"])
        events.record(exclusion, "let_in", by=by, at=at)
    return exclusion
