"""Every message that Drystone can send: to whom, when, why, and the placeholders its text may use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from . import html, wording

Function = TypeVar("Function", bound=Callable[..., Any])
KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """One line of the catalogue. `sample` holds a made-up value for every placeholder, and for no other."""

    key: str
    to: str
    when: str
    why: str
    sample: dict[str, Any]
    linked: bool
    forget: bool
    function: str

    @property
    def template(self) -> str:
        """`selection.reference_asked` is worded in `drystone/selection/mail/reference_asked.txt`."""
        room, name = self.key.split(".")
        return f"{room}/mail/{name}.txt"

    def write(self, name: str, context: dict[str, Any]) -> tuple[str, str]:
        """The subject, and the text with its reason at the foot, for a person of this name."""
        if context.keys() != self.sample.keys():
            raise WrongPlaceholders(self.key, sorted(context.keys() ^ self.sample.keys()))
        return wording.write(self.template, {**context, "name": name}, why=self.why)


@dataclass(frozen=True)
class Sample:
    kind: Kind
    subject: str
    text: str
    html: str


class WrongPlaceholders(TypeError):
    """The context of a message and the placeholders declared for it differ."""

    def __init__(self, kind: str, names: list[str]):
        super().__init__(f"{kind}: missing or not declared in its sample: {', '.join(names)}")


def message(
    *, kind: str, to: str, when: str, why: str, sample: dict[str, Any], linked: bool = True, forget: bool = False
) -> Callable[[Function], Function]:
    """Marks a function of a room's `emails.py` as one that queues messages of this kind.

    `to` and `when` are for the catalogue: "the referee", "an application names her". `why` ends the sentence
    "You are getting this e-mail because ...". `forget` is for messages that hold a code; `linked=False` for
    the few that lead to no page.
    """

    def register(function: Function) -> Function:
        place = f"{function.__module__}.{function.__qualname__}"
        if kind in KINDS and KINDS[kind].function != place:
            raise ValueError(f"two messages are called {kind}")
        KINDS[kind] = Kind(kind, to, when, why, sample, linked, forget, place)
        return function

    return register


def all_kinds() -> list[Kind]:
    """The whole catalogue, by room and name."""
    autodiscover_modules("emails")
    return [KINDS[key] for key in sorted(KINDS)]


def sample(kind: str) -> Sample:
    """A message of this kind as a made-up person would get it."""
    line = KINDS[kind]
    subject, text = line.write("Ann Peel", line.sample)
    link = f"{settings.BASE_URL}/made-up-link/" if line.linked else ""
    filled = wording.fill(text, link)
    return Sample(line, subject, filled, html.page(subject, filled, link))
