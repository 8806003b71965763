"""Uploaded files shown to the operator's own scanner for malware, before anything of them is kept.

The scanner is a command that reads the file from its standard input, such as `clamdscan --no-summary -`. It ends
with 0 when the file is clean and with 1 when it is not; whatever else happens, the file is not kept.
"""

import logging
import shlex
import subprocess

from django.conf import settings

SECONDS = 30
FOUND = 1
log = logging.getLogger(__name__)


class Infected(Exception):
    """The scanner found something."""


class NoAnswer(Exception):
    """The scanner could not say; the operator finds why in the log."""


def scan(content: bytes) -> None:
    """Nothing happens to a clean file, nor where no scanner is named. Raises Infected, and NoAnswer."""
    if not settings.SCAN_COMMAND:
        return
    try:
        done = subprocess.run(  # noqa: S603 the operator's own command; the file reaches it as input, never as words
            shlex.split(settings.SCAN_COMMAND), input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        log.error("the scanner for malware did not run: %s", type(problem).__name__)
        raise NoAnswer from problem
    if done.returncode == FOUND:
        raise Infected
    if done.returncode:
        log.error("the scanner for malware ended with %s", done.returncode)
        raise NoAnswer
