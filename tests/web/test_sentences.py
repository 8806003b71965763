"""History is read in sentences: whatever a record can live through has one."""

from django.utils.module_loading import autodiscover_modules

from drystone.lifecycle import LIVES
from drystone.web.components.sentences import SAID


def test_every_move_of_every_life_has_its_sentence():
    autodiscover_modules("lifecycle")
    moves = [(life, move.verb) for life in LIVES.values() for move in life.moves]
    assert len(moves) > 80
    own = {tuple(key.split(".")[-2:]) for key in SAID}
    lacking = [(life.name, verb) for life, verb in moves if verb not in SAID and (life.name, verb) not in own]
    assert lacking == []
