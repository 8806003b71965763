"""Links between schools: what a links file would change, and changing it."""

from dataclasses import dataclass, field
from datetime import date

from ..models import Organisation, SchoolLink
from .difference import MAY_SHRINK
from .link_rows import StagedLinks, kind
from .refusal import Refused

BATCH = 2_000
Key = tuple[int, int, str]


@dataclass
class LinkDifference:
    """`without_school` counts links to a school that the register we hold does not have (yet)."""

    added: dict[Key, date | None] = field(default_factory=dict)
    changed: dict[int, date | None] = field(default_factory=dict)
    absent: list[int] = field(default_factory=list)
    without_school: int = 0
    held: int = 0


def compare(staged: StagedLinks) -> LinkDifference:
    """Every link of the file beside those we hold."""
    found = LinkDifference(added=_of_known_schools(staged))
    found.without_school = len(staged.links) - len(found.added)
    held = SchoolLink.objects.order_by().values_list("id", "organisation_id", "other_id", "wording", "on")
    for pk, organisation, other, wording, on in held.iterator(chunk_size=5_000):
        found.held += 1
        key = (organisation, other, wording)
        if key not in found.added:
            found.absent.append(pk)
        elif (day := found.added.pop(key)) != on:
            found.changed[pk] = day
    return found


def refuse_if_shrunk(found: LinkDifference, staged: StagedLinks, file_name: str) -> None:
    if len(staged.links) < found.held * (1 - MAY_SHRINK):
        raise Refused(
            f"{file_name} has {len(staged.links):,} links where we hold {found.held:,}; it may be cut short, or be an "
            "extract. If you know it to be right, say --force-shrink: links that are not in it stay."
        )


def write(found: LinkDifference, *, keep_absent: bool) -> None:
    """Brings the links into the state of the file. A link that the register withdrew was a mistake, and goes."""
    SchoolLink.objects.bulk_create(
        (
            SchoolLink(organisation_id=organisation, other_id=other, wording=wording, kind=kind(wording), on=on)
            for (organisation, other, wording), on in found.added.items()
        ),
        batch_size=BATCH,
    )
    for pk, on in found.changed.items():
        SchoolLink.objects.filter(pk=pk).update(on=on)
    if not keep_absent:
        SchoolLink.objects.filter(pk__in=found.absent).delete()


def _of_known_schools(staged: StagedLinks) -> dict[Key, date | None]:
    ids = dict(Organisation.objects.of_register().order_by().values_list("urn", "id").iterator(chunk_size=5_000))
    return {
        (ids[link.urn], ids[link.other], link.wording): day
        for link, day in staged.links.items()
        if link.urn in ids and link.other in ids
    }
