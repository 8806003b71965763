"""What the installation says of itself: one line an event on standard error, JSON outside development, no secrets."""

import logging
import re
import traceback
from typing import Any

import structlog

from drystone import faults

TOKEN = re.compile(r"/l/[^/\s\"']+")


class WithoutTokens(logging.Filter):
    """The token of an e-mailed link never reaches a log, whichever part of Django names the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = TOKEN.sub("/l/…", record.getMessage())
        record.args = ()
        return True


def without_words(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """What kind of fault, and where in the code; not its words, which may be what somebody typed in confidence:
    PostgreSQL, for one, repeats the whole row that it refuses."""
    told = event.pop("exc_info", None)
    fault = told[1] if isinstance(told, tuple) else told
    return event | {"exception": described(fault)} if isinstance(fault, BaseException) else event


def described(fault: BaseException) -> str:
    """The kind of fault and the lines of code it came through; then the same of the fault from which it came."""
    kinds = []
    for each in faults.behind(fault):
        frames = traceback.extract_tb(each.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        kinds.append("\n".join([faults.kind(each), *places]))
    return "\nafter ".join(kinds)


def logging_settings(level: str, *, development: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, where whoever runs the installation collects it."""
    last = structlog.dev.ConsoleRenderer(colors=False) if development else structlog.processors.JSONRenderer()
    stamped = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if development else without_words,
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_tokens": {"()": WithoutTokens}},
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": stamped,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
