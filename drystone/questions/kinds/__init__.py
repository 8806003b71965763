"""The closed set of kinds of question: docs/questions.md."""

from ..sources import Source, sources
from ..spec import Question
from .actions import Actions
from .base import Kind, box_name, is_typed
from .choices import OneOf, Scale, SeveralOf, YesNo
from .dates import Date
from .files import File
from .lookups import Area
from .numbers import Days, WholeNumber
from .people import Declaration, Person, Signature
from .ratings import Rating
from .schools import School
from .writing import LongText, ShortText

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        ShortText(),
        LongText(),
        WholeNumber(),
        Days(),
        Date(),
        YesNo(),
        OneOf(),
        SeveralOf(),
        Scale(),
        Rating(),
        Actions(),
        School(),
        Area(),
        Person(),
        File(),
        Declaration(),
        Signature(),
    )
}


def of(question: Question) -> Kind:
    return KINDS[question.kind]


__all__ = ["KINDS", "Kind", "Source", "box_name", "is_typed", "of", "sources"]
