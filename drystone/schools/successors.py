"""Which schools carry on after one has closed."""

from collections import defaultdict
from collections.abc import Iterable

from .models import Organisation, SchoolLink

FARTHEST = 12  # steps from one closed school to the next; the register's longest true chain has four

# The walk leaves closed schools only. UNION drops what it has seen at the same step and FARTHEST ends it, so that
# the register's loops (two schools, each said to succeed the other) do no harm. Some successions stand only in the row
# of the younger school, as its predecessor, so such a link is walked backwards.
WALK = f"""
WITH RECURSIVE walk (start, at, step) AS (
    SELECT id, id, 0 FROM schools_organisation WHERE id IN ({{ids}}) AND status = '{Organisation.Status.CLOSED}'
    UNION
    SELECT
        walk.start,
        CASE WHEN link.other_id = walk.at THEN link.organisation_id ELSE link.other_id END,
        walk.step + 1
    FROM walk
    JOIN schools_organisation closed ON closed.id = walk.at AND closed.status = '{Organisation.Status.CLOSED}'
    JOIN schools_schoollink link ON
        link.organisation_id = walk.at AND link.kind IN ('{SchoolLink.Kind.SUCCESSOR}', '{SchoolLink.Kind.MERGER}')
        OR link.other_id = walk.at AND link.kind = '{SchoolLink.Kind.PREDECESSOR}'
    WHERE walk.step < {FARTHEST}
)
SELECT walk.start AS closed_id, o.* FROM walk JOIN schools_organisation o ON o.id = walk.at
WHERE o.status IN ('{Organisation.Status.OPEN}', '{Organisation.Status.CLOSING}')
ORDER BY walk.step, o.name, o.id
"""  # noqa: S608 — constants of this file only; the ids are parameters


def current(organisation: Organisation) -> list[Organisation]:
    """The schools that one goes to today in its place: itself while it is open, none where nothing followed."""
    if organisation.is_open:
        return [organisation]
    return of_closed([organisation]).get(organisation.pk, [])


def of_closed(organisations: Iterable[Organisation]) -> dict[int, list[Organisation]]:
    """The open successors of each closed school, nearest in line first; one query however many and however far."""
    ids = [each.pk for each in organisations if each.status == Organisation.Status.CLOSED]
    found: dict[int, list[Organisation]] = defaultdict(list)
    if ids:
        marks = ", ".join(["%s"] * len(ids))
        for school in Organisation.objects.raw(WALK.format(ids=marks), ids):
            if school not in found[school.closed_id]:
                found[school.closed_id].append(school)
    return dict(found)
