"""What the tool of questions borrows from this room: areas of expertise to choose from, by their lasting code."""

from .models import Area


class AreaSource:
    """The common areas and the alliance's own. A retired one keeps its name on old answers and is not offered."""

    short = True

    def label(self, key: str, alliance_id: int | None) -> str:
        found = offered(alliance_id).filter(code=key).first()
        return found.name if found else ""

    def find(self, typed: str, alliance_id: int | None) -> list[tuple[str, str]]:
        return [(area.code, area.name) for area in offered(alliance_id).filter(name__icontains=typed)]


def offered(alliance_id: int | None):
    return Area.objects.offered_by(alliance_id)


def chosen(answer: dict | None, alliance_id: int) -> Area | None:
    """The area that an answer names, retired since or not."""
    return Area.objects.known_to(alliance_id).filter(code=answer["key"]).first() if answer else None
