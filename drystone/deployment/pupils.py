"""What looks like a pupil's name in a text about grown-ups' work. It warns and never refuses, and it may be wrong.

There is no list of anybody's names: a capital letter counts where the words around it are words about children, and
nobody of this deployment is called so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.timezone import localdate

from drystone.people import posts
from drystone.questions import sheets
from drystone.questions.spec import Form

from .models import Visit, VisitEvaluation, VisitRecord

ONE = r"[^\W\d_a-z](?:['’][A-Z])?[^\W\dA-Z_][\w-]*"
NAME = rf"(?P<name>{ONE}(?: {ONE})?|[A-Z]\. ?[A-Z]\.?|[A-Z]{{2}}(?!\w))"
YEAR = r"(?:[Yy](?:ea)?r? ?\d{1,2}|Reception|Nursery|Class \d+|[Cc]lass \d[A-Za-z]?)\b"
CHILD = r"(?i:pupil|child|children|boy|girl|student|learner|toddler)s?"
HERS = (
    r"(?:mum|mother|dad|father|parents?|carers?|foster \w+|family|sister|brother|nan|home life|books?|writing|"
    r"reading|handwriting|spelling|speech|phonics|behaviour|attendance|attainment|EHCP|EHC plan|diagnosis|needs|"
    r"progress|tantrums?|reading age|pupil premium|work in (?:maths|English))"
)
FAMILY = r"(?:mum|mother|dad|father|parents?|carers?|sister|brother|EHCP|EHC plan|referral|key worker)"
DOES = (
    r"(?:still |often |has |is )?(?:cannot (?:read|write|sit|count)|can(?:no|['’])t (?:read|write|sit|count)|"
    r"struggle[sd]|struggling|cried|crying|hit (?:a|an|another)|autistic|dyslexic|ADHD|autism|an EHCP|"
    r"excluded|suspended|"
    r"on the SEND? register|a looked-after child|left the room|read (?:aloud|to me|to us)|"
    r"sits? (?:alone|by (?:him|her)self))"
)
PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"\b{CHILD},? (?:called |named |such as |like )?\(?{NAME}",
        rf"\b{NAME},? ?\(?(?:who is |is |was |and another |one of the pupils )?(?:in |from |of )?(?:the )?{YEAR}",
        rf"\b{YEAR}[,:)]? (?:pupil |child |boy |girl |student )?\(?{NAME}",
        rf"\b{NAME}['’]s? {HERS}\b",
        rf"\b{FAMILY} (?:of|for|from) {NAME}",
        rf"\b{NAME},? {DOES}\b",
        rf"\b(?:heard|listened to|watched|sat with|sat beside) {NAME} "
        r"(?:read|write|writing|reading|explain|answer|count)",
    )
]
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "prof", "professor", "rev", "canon"})
BEFORE = re.compile(r"([A-Z][\w-]*)\.? $")
GROWN_UP = re.compile(
    r"^,? (?:\(|is |was |who is |as )?(?:the |a |an |our |their |her |his )?(?:new |class |deputy |assistant |\w+ )?"
    r"(?:teachers?|TA|teaching assistant|lead|leader|head|headteacher|coordinator|SENC[Oo]|governors?|mentor|adviser|"
    r"tutor|trainee|ECT|manager|DSL|business manager|caretaker)\b"
)
# Capital letters that begin a sentence, a subject, a scheme or a day, and no child.
ORDINARY_WORDS = """
a ability accuracy activities activity after agreed all also although an and another any april are art as assembly
assessment asset at attainment attendance august autumn because before behaviour biology books both but by capacity
chemistry christmas clarity class classes clear clearly colleague colleagues community computing conference
confidence consistency continuity council cover cpd curriculum daily december design difference do drama during
each early easter egyptians english equality especially even every everybody everyone evidence february few finally
fluency following for forest four french friday from further generally geography german good governors grammar
greeks group groups guidance guided half he head her here his history homework i identity if in interviews is it
its january july june key ks languages last later latin leadership lesson lessons letters literacy lots many march
mastery mathematics maths may mixed monday morality more most mostly much music my near nearly new next no nobody
not november now number numeracy nursery observed october of ofsted on once one only opportunity or oracy other
others our out outdoor parents particularly passport pe performance phase phonics physics plan planned plans play
premium progress pupil pupils quality reading really recently reception religious results rich romans sats saturday
school science security september sequence sets several shared she simplicity since so some somebody spanish speech
spelling spring staff stage stages still strong summer sunday support talk targets teachers teaching team term text
that the their them then there these they this those three thursday time to today tomorrow tracker tudors tuesday
two under unity university until using usually variety victorians vikings voice we weak wednesday week weekly what
when where which while white who whole why with work writing year years yesterday you
"""
ACRONYM_WORDS = """
AH AI AP CS DH DT EP ER EU EY GD HA HI HR HT IT KS LA LO MA MR OK OT PA PC PE PP QA RE RS SI SL TA TV UK VI WR
"""
ORDINARY, ACRONYMS = frozenset(ORDINARY_WORDS.split()), frozenset(ACRONYM_WORDS.split())
SUFFIXES = ("ing", "tion", "sion", "ment", "ness", "ers", "ies", "ogy", "ics")  # never of Emily, Florence or Felicity
MOST_CHARACTERS = 20_000  # of a draft, which may be longer than may be sent
TEXTS = ("short_text", "long_text", "actions", "rating")


def likely(text: str, known: Iterable[str] = ()) -> list[str]:
    """What in this text looks like a pupil's name, as it was written, each once. `known` are names of grown-ups."""
    text, grown_ups = (
        text[:MOST_CHARACTERS],
        {part.casefold() for name in known for part in re.findall(r"[\w-]+", name)},
    )
    found = (match for pattern in PATTERNS for match in pattern.finditer(text))
    at = {match.start("name"): match for match in found if is_likely(match, grown_ups)}
    return list(dict.fromkeys(at[start]["name"] for start in sorted(at)))


def is_likely(match: re.Match[str], grown_ups: set[str]) -> bool:
    name, parts = match["name"], [part.casefold() for part in re.findall(r"[\w-]+", match["name"])]
    titled = BEFORE.search(match.string[: match.start("name")])
    longer = match.start() == match.start("name") and titled and not is_ordinary(titled[1])
    if (
        not all(part[0].isupper() for part in name.split())
        or longer
        or TITLES & {*parts, titled[1].casefold() if titled else ""}
    ):
        return False
    if GROWN_UP.match(match.string[match.end("name") :]) or grown_ups & set(parts):
        return False
    return name not in ACRONYMS if name.isupper() else not any(map(is_ordinary, name.split()))


def is_ordinary(word: str) -> bool:
    return word.casefold() in ORDINARY or word.endswith(SUFFIXES)


def in_answers(form: Form, values: Mapping[str, Any], known: Iterable[str] = ()) -> dict[str, list[str]]:
    """The same of a sheet's answers: the key of the question, and what in it looks like a pupil's name."""
    names = list(known)
    said = {q.key: "\n".join(texts(values.get(q.key))) for q in form.questions if q.kind in TEXTS}
    return {key: found for key, text in said.items() if text and (found := likely(text, names))}


def texts(value: Any) -> Iterator[str]:
    """What was typed in an answer of any shape."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from texts(part)


def grown_ups(visit: Visit) -> list[str]:
    """The people and the schools of a visit: whoever is called so is no pupil."""
    deployment = visit.deployment
    heads = posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(visit.starts_at))
    people = [deployment.leader, deployment.supported, *heads]
    places = [
        deployment.receiving_school,
        deployment.home_school,
        deployment.alliance,
        deployment.receiving_school.town,
    ]
    return [str(each) for each in [*people, *places] if each]


def noticed(half: VisitRecord | VisitEvaluation) -> dict[str, list[str]]:
    """The questions of a half in which something looks like a pupil's name, but what its writer said is none."""
    known = [*grown_ups(half.visit), *half.not_pupils]
    return in_answers(half.sheet.form, sheets.values(half.sheet), known)
