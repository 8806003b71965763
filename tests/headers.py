"""What every answer must carry (ASVS 3.4), read from its headers."""

from collections.abc import Iterator, Mapping

NOBODY = ["'none'"]


def lacking(headers: Mapping[str, str], *, kept: bool = False) -> list[str]:
    """What an answer does not carry and should; `kept` is for what browsers may keep, as it is the same for all."""
    return list(found({name.lower(): value for name, value in headers.items()}, kept))


def found(headers: Mapping[str, str], kept: bool) -> Iterator[str]:
    yield from policy(headers.get("content-security-policy", ""))
    if headers.get("x-frame-options") != "DENY":
        yield "X-Frame-Options"
    if headers.get("x-content-type-options") != "nosniff":
        yield "nosniff"
    if headers.get("referrer-policy") not in ("same-origin", "strict-origin", "no-referrer"):
        yield "Referrer-Policy"
    if "camera=()" not in headers.get("permissions-policy", ""):
        yield "Permissions-Policy"
    if "no-store" not in headers.get("cache-control", "") and not kept:
        yield "no-store"


def policy(said: str) -> Iterator[str]:
    """A page runs nothing but what this host serves; a file given out runs nothing at all."""
    rules = {words[0]: words[1:] for rule in said.split(";") if (words := rule.split())}
    if rules.get("default-src") != NOBODY:
        yield "default-src 'none'"
    if "unsafe" in said or "http:" in said or "*" in said:
        yield f"a strict policy: {said}"
    if "sandbox" not in rules:
        yield from (name for name in ("object-src", "base-uri", "frame-ancestors") if rules.get(name) != NOBODY)
