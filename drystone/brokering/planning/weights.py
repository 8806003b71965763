"""How much each thing counts in a match: an alliance says it in words (`saying.COUNTS`), the score takes halves."""

from dataclasses import dataclass, fields

from drystone import saying

USUAL = 2


@dataclass(frozen=True)
class Weights:
    """Halves of the points that each has as usual: 0 does not count, 1 a little, 2 as usual, 4 a lot.

    `fit` is level and phase, `variety` a context that is new to the leader and that she was not deployed lately,
    `likeness` that her school and the other are alike.
    """

    fit: int = USUAL
    distance: int = USUAL
    fairness: int = USUAL
    continuity: int = USUAL
    variety: int = USUAL
    likeness: int = USUAL

    @property
    def in_words(self) -> dict[str, str]:
        return {name: saying.COUNTS.get(getattr(self, name), str(getattr(self, name))) for name in NAMES}


NAMES = tuple(field.name for field in fields(Weights))
AS_USUAL = Weights()
