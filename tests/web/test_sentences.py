"""History is read in sentences: whatever a record can live through has one."""

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from drystone.lifecycle import LIVES, Lived
from drystone.web.components.sentences import SAID


def test_every_move_of_every_life_has_its_sentence():
    autodiscover_modules("lifecycle")
    moves = [(life, move.verb) for life in LIVES.values() for move in life.moves]
    assert len(moves) > 80
    kinds = {kind._meta.verbose_name: kind._meta.label_lower for kind in apps.get_models() if issubclass(kind, Lived)}
    lacking = [(life.name, verb) for life, verb in moves if not {verb, f"{kinds.get(life.name)}.{verb}"} & SAID.keys()]
    assert lacking == []
