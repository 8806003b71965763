"""Our own forms: every TOML file in a room's `questions/` folder. A room need do nothing but put it there."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from .declarations import Malformed, read
from .spec import Form

ROOMS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Default:
    key: str
    room: str
    path: Path
    source: str

    @property
    def digest(self) -> str:
        return digest_of(self.source)

    @property
    def form(self) -> Form:
        return read(self.source)


@cache
def all_defaults() -> dict[str, Default]:
    """By key, which is the file's name; two rooms never ask a form of the same key."""
    found: dict[str, Default] = {}
    for path in sorted(ROOMS.glob("*/questions/*.toml")):
        if path.stem in found:
            raise ValueError(f"two forms are called “{path.stem}”: {found[path.stem].path} and {path}")
        found[path.stem] = Default(path.stem, path.parts[-3], path, path.read_text(encoding="utf-8"))
        well_formed(found[path.stem])
    return found


def well_formed(default: Default) -> None:
    """A form of ours that is none stops every command, so that `make check` names the file and the line."""
    try:
        read(default.source)
    except Malformed as no:
        raise Malformed([f"{default.path.name}, {problem}" for problem in no.problems]) from None


def digest_of(source: str) -> str:
    return sha256(source.encode()).hexdigest()
