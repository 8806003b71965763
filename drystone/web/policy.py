"""Who may knock at which address. An address without a line here is refused to everybody (default deny).

The same table is the guard, the test of every address × method × person, and `docs/who-sees-what.md`. It says who
may come through the door; which rows she then finds is what each model's `visible_to` says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from drystone.people import access
from drystone.people.roles import LOOKS_AFTER_MONEY, MANAGES, OFFICE, READS_CONCERNS, Role

AUDIENCES = ("public", "account", "apply", "school", "panel", "leader", "office", "api")


@dataclass(frozen=True)
class Door:
    """One address: who, by which methods; `purpose` is the e-mailed link that opens it for the record in `pk`.

    A `bare` address is the same for everybody: the door does not ask who looks, so it answers without the database.
    """

    who: tuple[str, ...]
    methods: tuple[str, ...] = ("GET",)
    purpose: str = ""
    bare: bool = False

    @property
    def posts(self) -> frozenset[Role]:
        """The posts at the Alliance by which one comes through; none where others come through as well."""
        if not all(who in POSTS for who in self.who):
            return frozenset()
        return frozenset().union(*(POSTS[who] for who in self.who))


def anyone(person: Any) -> bool:
    return True


def signed_in(person: Any) -> bool:
    return person is not None


def holding(relation: str) -> Callable[[Any], bool]:
    """Signed in, and holding one of the relation's posts today."""
    return lambda person: person is not None and bool(access.alliances_as(person, POSTS[relation]))


# The posts at the Alliance that open a door; what is behind it is then of the alliances where she holds one of them.
POSTS: dict[str, frozenset[Role]] = {
    "office": OFFICE,
    "manager": MANAGES,
    "finance": LOOKS_AFTER_MONEY,
    "quality": READS_CONCERNS,
    "concerns": READS_CONCERNS | {Role.DIRECTOR},
    "board": frozenset({Role.DIRECTOR, Role.BOARD}),
    "panel": frozenset({Role.PANEL}),
}

# Each relation: what the page of who-sees-what says, and the question asked at the door.
RELATIONS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "anyone": ("Anybody, without signing in", anyone),
    "signed in": ("Anybody signed in, about themselves", signed_in),
    "office": ("The office of the alliance", holding("office")),
    "manager": ("The Alliance manager or coordinator", holding("manager")),
    "finance": ("The Alliance's finance officer or manager", holding("finance")),
    "quality": ("The manager or quality lead", holding("quality")),
    "concerns": ("The manager, the quality lead or a director, as each concern says", holding("concerns")),
    "board": ("Directors and board members", holding("board")),
    "panel": ("Panel members, for what they are assigned", holding("panel")),
    "applicant": ("The applicant, their own", signed_in),
    "leader": ("The System Leader, their own", signed_in),
    "signer": ("Whoever is named to sign an item of induction off", signed_in),
    "referee": ("The referee who was asked", signed_in),
    "home approver": ("The home approver who was asked, or the head of the home school", signed_in),
    "receiving head": ("The head of the receiving school", signed_in),
    "asker": ("Whoever asked for help, for their own request", signed_in),
    "commissioner": ("A commissioner, for the schools that her authority, trust or diocese asks for", signed_in),
    "party": ("A party to the agreement", signed_in),
    "supported person": ("The colleague helped", signed_in),
    "home finance": ("The home school's head or finance contact", signed_in),
    "payer": ("Whoever answers for the payer: its head, finance contact or commissioner", signed_in),
    "in finance": ("Whoever in finance was sent the link to a file", signed_in),
    "demonstration": ("Anybody, in demonstration mode only", anyone),
}


def whole() -> dict[str, Door]:
    """The whole table, gathered from the audiences; an address named twice is a fault."""
    table: dict[str, Door] = {}
    for audience in AUDIENCES:
        part = import_module(f"drystone.web.{audience}.policy").POLICY
        if twice := table.keys() & part.keys():
            raise ValueError(f"named twice: {sorted(twice)}")
        for name, door in part.items():
            if strangers := set(door.who) - RELATIONS.keys():
                raise ValueError(f"{name}: nobody is called {sorted(strangers)}")
        table |= part
    return table
