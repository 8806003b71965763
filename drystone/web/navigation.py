"""The few pages that each kind of person goes to most, in the order of her day."""

from typing import Any

from drystone.people import access
from drystone.people.roles import Role

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
    ),
    "office-deployments": ("consents", "visits", "visit-records", "evaluations", "concerns"),
    "office-statements": ("due-lines", "handovers", "rates"),
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
        return [*PERSON, ("Reports", "office-reports"), *HELP]
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
