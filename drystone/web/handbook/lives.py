"""`docs/lifecycles.md`: every table of lives, drawn and written out."""

from itertools import groupby

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from drystone.lifecycle import LIVES, Life, Move

from .markdown import table

INTRODUCTION = """# Lives

Every record lives through the states below, and nothing but these moves changes its state. Drawn by `make docs` from
the tables in each room's `lifecycle.py`, which are also the guard of every move and the list of every button.
"""


def page() -> str:
    autodiscover_modules("lifecycle")
    lives = sorted(LIVES.values(), key=lambda life: (house_order(room(life)), room(life)))
    parts = [INTRODUCTION]
    for name, those in groupby(lives, room):
        parts += [f"## {name.capitalize()}\n", *map(section, those)]
    return "\n".join(parts)


def room(life: Life) -> str:
    return life.states.__module__.split(".")[1]


def house_order(name: str) -> int:
    """From the foundations up: becoming a System Leader comes before the work, the work before its payment."""
    return -settings.INSTALLED_APPS.index(f"drystone.{name}")


def section(life: Life) -> str:
    heads = ["verb", "from", "to", "who", "button"]
    rows = [
        [words(move.verb), origins(life, move), label(life, move.target), who(move), move.button]
        for move in life.moves
    ]
    return f"### {words(life.name).capitalize()}\n\n{drawing(life)}\n{table(heads, rows)}\n"


def drawing(life: Life) -> str:
    """A state diagram: it starts in the first state declared, and ends where no move leads on."""
    names = [f'    state "{state.label}" as {state.value}' for state in life.states]
    arrows = [f"    {source} --> {target}: {verbs}" for (source, target), verbs in arrows_of(life).items()]
    left = {source for move in life.moves for source in move.sources}
    first = f"    [*] --> {life.states.values[0]}"
    ends = [f"    {state} --> [*]" for state in life.states.values if state not in left]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, first, *arrows, *ends, "```\n"])


def arrows_of(life: Life) -> dict[tuple[str, str], str]:
    """The verbs that lead from one state to another, on one arrow."""
    verbs: dict[tuple[str, str], list[str]] = {}
    for move in life.moves:
        for source in move.sources:
            verbs.setdefault((source, move.target), []).append(words(move.verb))
    return {ends: ", ".join(names) for ends, names in verbs.items()}


def origins(life: Life, move: Move) -> str:
    return ", ".join(label(life, source) for source in move.sources)


def label(life: Life, state: str) -> str:
    return str(life.states(state).label)


def who(move: Move) -> str:
    """What the predicate says of itself, and the clock where it may."""
    said = " ".join((move.who.__doc__ or words(move.who.__name__)).split())
    return f"{said} Or: the clock." if move.clock else said


def words(name: str) -> str:
    return name.replace("_", " ")
