"""How long documents take: measured and shown, never a reason to fail on a busy machine."""

import sys
import time
from collections.abc import Callable
from statistics import median

import pytest

from drystone.documents.papers import make
from drystone.documents.sealing import check, seal
from tests.documents.samples import AT, LETTER

TWO_PAGES = {**LETTER, "paragraphs": ["Thank you for your application, which the panel read with care. " * 6] * 9}


@pytest.mark.real_time
def test_milliseconds_of_a_two_page_letter_made_sealed_and_checked(capsys):
    letter = make("letter", TWO_PAGES, title="Letter", at=AT)
    sealed = seal(letter, at=AT)
    figures = {
        "made": of(lambda n: make("letter", {**TWO_PAGES, "greeting": f"Dear {n}"}, title="Letter", at=AT)),
        "made and sealed": of(
            lambda n: seal(make("letter", {**TWO_PAGES, "greeting": f"Dear {-n}"}, title="Letter", at=AT), at=AT)
        ),
        "seal checked": of(lambda n: check(sealed)),
    }
    with capsys.disabled():
        shown = ", ".join(f"{what} {ms:.1f} ms" for what, ms in figures.items())
        sys.stdout.write(f"\ntwo-page letter, medians of 15: {shown}; {len(letter):,} and {len(sealed):,} bytes\n")
    assert b"/Count 2" in letter


def of(work: Callable[[int], object]) -> float:
    times = []
    for n in range(1, 16):
        start = time.perf_counter()
        work(n)
        times.append(1000 * (time.perf_counter() - start))
    return median(times)
