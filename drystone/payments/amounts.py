"""Amounts of money as people and files write them, read into whole pence."""

import re

MOST_PENCE = 5_000_00
THOUSANDS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\s[0-9]{3})+"
WRITTEN = re.compile(rf"£?\s*(?P<pounds>{THOUSANDS}|[0-9]{{1,12}})(?:\.(?P<pence>[0-9]{{1,2}}))?")
APART = re.compile(r"[0-9]\s+[0-9]")
# Any number at all, so that a minus or a third decimal is named as what is wrong with it.
NUMBER = re.compile(r"(?P<minus>[-−–])?£?[-−–]?[0-9][0-9,]*(?P<decimals>\.[0-9]+)?")


class NotAnAmount(Exception):
    """What was written is no amount of money; the sentence says how to write one."""


def pence(written: str, *, most: int = MOST_PENCE) -> int:
    """Whole pence of "300", "£312.50", "1,250" or "1 250"; nothing is rounded and nothing guessed. Raises NotAnAmount.

    "1e9", "NaN", "12,50", "10 20" and "£3.005" are no amounts.
    """
    text = written.strip()
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise NotAnAmount(why_not(text))
    amount = int(re.sub(r"[,\s]", "", found["pounds"])) * 100 + int((found["pence"] or "").ljust(2, "0"))
    if amount > most:
        raise NotAnAmount(f"Write an amount of no more than £{most // 100:,}.")
    return amount


def why_not(text: str) -> str:
    if APART.search(text):
        return "Write the amount without spaces between its figures, for example 1250 or 312.50."
    text = "".join(text.split())
    number = NUMBER.fullmatch(text)
    if number and (number["minus"] or text.startswith(("£-", "£−", "£–"))):
        return "Write an amount of £0 or more, without a minus."
    if number and len(number["decimals"] or "") > 3:
        return "Write pence with two figures, for example 312.50."
    return "Write an amount in pounds, for example 300 or 312.50."
