"""Every template can be read by Django; what may stand in one is a rule of the house (`scripts/house.py`)."""

from pathlib import Path

import pytest
from django.template import engines

import drystone

ROOT = Path(drystone.__file__).parent
TEMPLATES = sorted(
    file for folder in ROOT.glob("**/templates") for file in folder.rglob("*") if file.suffix in (".html", ".svg")
)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_template_can_be_read(file: Path) -> None:
    name = file.relative_to(next(folder for folder in file.parents if folder.name == "templates"))
    assert engines["django"].get_template(str(name))
