"""The few pages that each kind of person goes to most, in the order of her day."""

from functools import cache
from typing import Any

from drystone.people import access
from drystone.people.roles import Role

from . import policy

OFFICE = [
    ("Needs you today", "office-home"),
    ("Rounds", "office-rounds"),
    ("Leaders", "office-leaders"),
    ("Requests", "office-requests"),
    ("Deployments", "office-deployments"),
    ("Statements", "office-statements"),
    ("People", "office-people"),
    ("Groups", "office-groups"),
    ("Reports", "office-reports"),
    ("Mail", "office-mail"),
]
# The pages of money, which stand together under one entry: what is owed first, what is set up once last.
MONEY = [
    ("Statements", "office-statements"),
    ("Charge schedules", "office-charges"),
    ("Handed over to finance", "office-handovers"),
    ("What finance answers", "office-answers"),
    ("Reconciliation", "office-reconciliation"),
    ("Checks after payment", "office-checks"),
    ("Cash ahead", "office-ahead"),
    ("Days until money", "office-days-until-money"),
    ("Time sheets", "office-time-sheets"),
    ("Funds", "office-funds"),
    ("Who is paid", "office-payees"),
    ("Self-billing", "office-self-billings"),
    ("Rate card", "office-rates"),
]
PERSON = [("My tasks", "home")]
HELP = [("Ask for support", "ask-for-support")]
PUBLIC = [("The role", "public-home"), ("Directory", "public-directory"), ("Ask for support", "ask-for-support")]

# Pages that stand under another entry than the one their address begins with.
UNDER = {
    "office-rounds": (
        "applications",
        "references",
        "decisions",
        "corrections",
        "letters",
        "interviews",
        "interview-questions",
        "slots",
        "appeals",
        "interests",
        "forms",
    ),
    "office-leaders": ("areas", "induction", "removals"),
    "office-requests": (
        "enquiries",
        "needs",
        "map",
        "borrowings",
        "lendings",
        "term-plans",
        "pins",
        "plans",
        "scoping-visits",
        "schools",
        "support-by-others",
        "kept-off",
        "late-answers",
        "offers",
    ),
    "office-deployments": (
        "agreements",
        "coherence",
        "consents",
        "visits",
        "visit-records",
        "evaluations",
        "evidence",
        "concerns",
        "quality",
    ),
    "office-statements": (
        "due-lines",
        "charges",
        "statement-batches",
        "reconciliation",
        "checks",
        "check-files",
        "check-draws",
        "cash-ahead",
        "days-until-money",
        "time-sheets",
        "handovers",
        "layouts",
        "rates",
        "funds",
        "fund-reports",
        "payees",
        "self-billing",
    ),
    "office-people": ("posts", "data-requests", "retention", "policies"),
    "office-groups": ("groups", "meetings", "projects", "resources"),
    "office-mail": ("history",),
}


def entries(person: Any, link: Any) -> list[tuple[str, str]]:
    """Label and address name; a person on an e-mailed link stays with her one task."""
    if link:
        return []
    if person is None:
        return PUBLIC
    if access.office_of(person):
        return OFFICE
    if access.alliances_as(person, (Role.DIRECTOR, Role.BOARD)):
        concerns = [("Concerns", "office-concerns")] if access.directed_by(person) else []
        return [*PERSON, ("Reports", "office-reports"), *concerns, *HELP]
    if access.alliances_as(person, (Role.PANEL,)):
        return [*PERSON, ("Panel", "panel-home"), *HELP]
    if access.places_as(person, Role.HEAD):
        return [*PERSON, ("Your System Leaders", "school-leaders"), *HELP]
    return [*PERSON, *HELP]


def current(path: str, pages: dict[str, str]) -> str:
    """The name of the entry under which a page stands. A first page, whose address all others begin with, has none."""
    for name, url in pages.items():
        others = [other for other in pages.values() if other != url and other.startswith(url)]
        if path == url or (not others and path.startswith(url)):
            return name
    part = path.removeprefix("/leader/").removeprefix("/office/").split("/")[0]
    return next((name for name, parts in UNDER.items() if part in parts), "")


def money(person: Any) -> list[tuple[str, str]]:
    """Label and address name of the pages of money that she may open."""
    return [(label, name) for label, name in MONEY if may_open(person, name)]


def may_open(person: Any, name: str) -> bool:
    """Whether the door of an address opens for her; which records behind it are hers, that asks."""
    return any(knows(person) for knows in knocking(name))


@cache
def knocking(name: str) -> list[Any]:
    """Who may knock at an address: a question of a person for each."""
    return [policy.RELATIONS[who][1] for who in policy.whole()[name].who]
