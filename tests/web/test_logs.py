"""What the logs of an installation hold: that something went wrong, and where; no key, and nobody's words."""

import logging
import logging.config
from io import StringIO
from typing import Any

import pytest

from drystone.config import gunicorn
from drystone.config.logs import logging_settings

KEY = "Zm9yLW5vYm9keS1idXQtdGhlLXJlZmVyZWU"


@pytest.fixture
def handler() -> logging.StreamHandler:
    """Where an installation writes, as its settings make it."""
    settings = logging_settings("INFO", development=False)
    maker = logging.config.DictConfigurator(settings)
    for kind, make in (("filters", maker.configure_filter), ("formatters", maker.configure_formatter)):
        maker.config[kind] = {name: make(how) for name, how in maker.config[kind].items()}
    made = maker.configure_handler(maker.config["handlers"]["stderr"])
    made.setStream(StringIO())
    return made


def line(handler: logging.StreamHandler, said: str, *words: Any, fault: Exception | None = None) -> str:
    told = (type(fault), fault, fault.__traceback__) if fault else None
    handler.handle(logging.LogRecord("django.request", logging.WARNING, __file__, 1, said, words, told))
    return handler.stream.getvalue()


def test_the_key_of_a_link_stands_in_no_line_whoever_names_its_address(handler: logging.StreamHandler):
    written = line(handler, "Not Found: %s", f"/l/{KEY}/")
    assert '"event": "Not Found: /l/' in written
    assert KEY not in written


def test_a_fault_is_named_without_the_words_it_met(handler: logging.StreamHandler):
    try:
        raise ValueError("refused the row (CANARY, a reason told in confidence)")
    except ValueError as fault:
        written = line(handler, "fault 1A2B-3C4D at /office/", fault=fault)
    assert "builtins.ValueError" in written
    assert "test_logs.py" in written
    assert "CANARY" not in written


def test_no_access_log_is_written_as_the_key_of_a_link_stands_in_its_address():
    assert gunicorn.accesslog is None
