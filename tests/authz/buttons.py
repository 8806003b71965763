"""Every button of the product, with as much typed for it as a person would: found on the page that she sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.authz.asking import address
from tests.authz.browser import Browser
from tests.authz.conftest import Actor
from tests.authz.expected import OBJECTS, PLAIN
from tests.authz.knocking import POLICY, may_knock
from tests.authz.rows import OFFICE, Row
from tests.authz.test_matrix import ELSEWHERE, given, pressed
from tests.authz.world import World

# Where the record of the matrix is past its press, another one of the world that is not.
WAITING: dict[str, dict[str, str]] = {
    "office-assessors": {"pk": "read"},
}
# What a person would write at this address and no other; an empty word leaves the box empty.
HERE: dict[str, dict[str, str]] = {
    "office-round-edit": {
        "title": "Spring 2027",
        "induction_on_day": "",
        "induction_on_month": "",
        "induction_on_year": "",
    },
    "school-visit-cancellation": {"why": "illness"},
}
# What a person would type where a word or a day of this month will not do.
TYPED: dict[str, str] = {
    "phone": "01632 960 001",
    "mobile": "01632 960 001",
    "starts": "13:00",
    "ends": "15:00",
    "half_days": "2",
    "days": "2",
    "months": "24",
}
# Buttons that stand beside the one that does it: not just now; show me first.
BESIDE = ("later", "preview")
ENDINGS = {
    "_day": "30", "_month": "11", "_year": "2026", "_time": "12:00", "_pence": "300", "email": "nina.new@dale.example",
    "address": "nina.new@dale.example",
}  # fmt: skip


@dataclass
class Box:
    """One box of a form: its kind, its name, what stands in it, and what may be chosen."""

    kind: str
    name: str
    value: str = ""
    chosen: bool = False
    choices: list[str] = field(default_factory=list)
    numeric: bool = False

    @property
    def takes_words(self) -> bool:
        return self.kind in ("text", "email", "tel", "textarea", "search", "number", "url", "password")


@dataclass
class Button:
    """A press that somebody can make: where, and with what in the boxes around it."""

    name: str
    browser: Browser
    path: str
    boxes: list[Box]
    typed: dict[str, list[str]]

    @property
    def words(self) -> list[str]:
        return list(dict.fromkeys(box.name for box in self.boxes if box.takes_words))

    def with_all(self, text: str) -> dict[str, list[str]]:
        return self.typed | {name: [text] for name in self.words}


class Forms(HTMLParser):
    """The forms of a page that send something, by where they send it."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, list[Box]]] = []
        self.boxes: list[Box] | None = None
        self.open: Box | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.boxes = [] if given_.get("method", "").lower() == "post" else None
            if self.boxes is not None:
                self.found.append((given_.get("action", ""), self.boxes))
        elif tag == "option" and self.open:
            self.open.choices.append(given_.get("value", ""))
            self.open.value = given_.get("value", "") if "selected" in dict(attrs) else self.open.value
        elif tag in ("input", "button", "textarea", "select") and given_.get("name") and self.boxes is not None:
            self.take(tag, given_, chosen="checked" in given_)

    def take(self, tag: str, given_: dict[str, str], *, chosen: bool) -> None:
        kind = given_.get("type", "text") if tag == "input" else tag
        numeric = given_.get("inputmode") in ("numeric", "decimal")
        box = Box(kind, given_["name"], given_.get("value", ""), chosen, numeric=numeric)
        if box.name != "csrfmiddlewaretoken" and self.boxes is not None:
            self.boxes.append(box)
        self.open = box if tag in ("textarea", "select") else None

    def handle_data(self, data: str) -> None:
        if self.open and self.open.kind == "textarea":
            self.open.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            if self.open and tag == "textarea":
                self.open.value = self.open.value.removeprefix("\n")
            self.open = None
        elif tag == "form":
            self.boxes = None


def every_button(world: World, actors: list[Actor]) -> Iterator[Button]:
    """One press for each address that answers to one, of Swaledale's own people, each with a browser of her own."""
    held = {str(actor): Browser(actor.asker.person) for actor in actors}
    for name in sorted(name for name, door in POLICY.items() if "POST" in door.methods and name not in ELSEWHERE):
        places = list(who_and_where(name, world, actors))
        bare = {key: [str(value)] for key, value in pressed(world.swaledale).items()} | {
            box: [word] for box, word in HERE.get(name, {}).items()
        }
        seen = (found_at(name, held[str(actor)], actor, path, world) for actor, path in places[:9])
        first, path = places[0]
        yield next(filter(None, seen), None) or Button(name, held[str(first)], path, [], bare)


def who_and_where(name: str, world: World, actors: list[Actor]) -> Iterator[tuple[Actor, str]]:
    """Those whose button it is, before the office that may press it for them."""
    here = {actor.name: actor for actor in actors if actor.home in (None, world.swaledale)}
    for row in OBJECTS.get(name, []):
        asked = Row(row.who, row.given | WAITING.get(name, {}))
        whose = row.who & here.keys() or ({"nobody"} if "everybody" in row.who else set())
        for part in sorted(whose, key=lambda part: (part in OFFICE, part != "manager", part)):
            yield here[part], address(name, given(asked, world.swaledale))
    if name not in OBJECTS:
        first = ("nobody", "manager", "leader") if "anyone" in POLICY[name].who else ("leader", "manager")
        for actor in sorted(here.values(), key=lambda actor: actor.name not in first):
            if may_knock(name, actor, world):
                yield actor, address(name, PLAIN.get(name, {}))


def found_at(name: str, browser: Browser, actor: Actor, path: str, world: World) -> Button | None:
    """The button as it stands on its page; None where this person finds none."""
    if "GET" not in POLICY[name].methods:
        return None
    answer = actor.asker.ask("GET", path)
    sent = (
        [boxes for action, boxes in Forms(answer.text).found if action in ("", path)] if answer.status == 200 else []
    )
    if not sent:
        return None
    typed = filled(sent[0], world) | {box: [word] for box, word in HERE.get(name, {}).items()}
    if name == "office-extension":
        typed["email"] = [world.swaledale.people["stranger"].email]
    return Button(name, browser, path, sent[0], typed)


def filled(boxes: list[Box], world: World) -> dict[str, list[str]]:
    """What stands there already; else the first choice, every tick, a word in every box."""
    typed: dict[str, list[str]] = {}
    for box in boxes:
        if box.kind == "radio" and (box.name not in typed or box.chosen):
            typed[box.name] = [box.value]
        elif box.kind == "checkbox":
            typed.setdefault(box.name, []).append(box.value or "on")
        elif box.kind == "select":
            typed[box.name] = [box.value or next(filter(None, box.choices), "")]
        elif box.kind == "hidden" or (box.kind == "button" and box.name not in BESIDE):
            typed[box.name] = [box.value]
        elif box.takes_words:
            typed[box.name] = [box.value or a_word(box, world)]
    return typed


def a_word(box: Box, world: World) -> str:
    if box.name == "school":
        return world.swaledale.people["receiving head"].posts_now[0].organisation.urn
    ending = next((said for end, said in ENDINGS.items() if box.name.endswith(end)), "2" if box.numeric else "Words")
    return TYPED.get(box.name, ending)
