"""Asking: an authority's draft and what it sent, a head's draft, a call with its rest, a plan; who sees each."""

from datetime import date
from typing import Any

from drystone.brokering import asking, calls, requests, support_plans
from drystone.brokering.asking import For
from drystone.brokering.models import SupportRequest
from drystone.jobs.demonstration.filling import fill
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import AnswerSheet
from drystone.schools.models import Organisation
from tests import cast
from tests.clock import NOW

from .rows import OFFICE, Row, at

PAGES = {
    frozenset({"signed in"}): "school-asking school-requests",
    OFFICE: "office-plans office-plan-new office-request-new",
}
BOTH = ("commissioner", "receiving head", OFFICE)
ROWS: dict[str, list[Row]] = {
    "school-request": [
        at("request", "receiving head", OFFICE),
        at("submitted", "receiving head", OFFICE),
        at("own_draft", "receiving head", OFFICE),
        at("body_draft", "commissioner", OFFICE),
        at("commissioned", *BOTH),
    ],
    "school-request-section": [
        at("body_draft", "commissioner", OFFICE, key="=besides"),
        at("own_draft", "receiving head", OFFICE, key="=besides"),
        at("called", "receiving head", OFFICE, key="=besides"),
    ],
    **{
        f"school-request-{page}": [at("body_draft", "commissioner", OFFICE), at("called", "receiving head", OFFICE)]
        for page in ("save", "check")
    },
    "school-request-rest": [at("called", "receiving head", OFFICE)],
    **{
        f"school-request-{page}": [at("commissioned", *BOTH), at("submitted", "receiving head", OFFICE)]
        for page in ("copy", "paper")
    },
    "school-request-another": [at("submitted", "receiving head", OFFICE)],
    "school-request-withdrawal": [at("submitted", "receiving head", OFFICE), at("commissioned", *BOTH)],
    "school-request-return": [at("submitted", "receiving head", OFFICE)],
    "school-leaders-asking": [at("designation", "home head", OFFICE, known=frozenset({"leader"}))],
    "school-plan": [at("plan", *BOTH)],
    **{f"office-plan{page}": [at("plan", OFFICE)] for page in ("", "-change", "-requests")},
    "office-plan-move": [at("plan", OFFICE, verb="=end")],
}
WORDS: dict[str, frozenset[str]] = {
    "NEED_BODY": frozenset({"receiving head", "commissioner"}) | OFFICE,
    "CONFIDENCE_BODY": OFFICE,
    **dict.fromkeys(("NEED_DRAFT", "CONFIDENCE_DRAFT"), frozenset({"commissioner"}) | OFFICE),
    **dict.fromkeys(("NEED_OWN", "CONFIDENCE_OWN"), frozenset({"receiving head"}) | OFFICE),
    **dict.fromkeys(("NEED_CALLED", "CONFIDENCE_CALLED"), frozenset({"receiving head"}) | OFFICE),
    "AIM": frozenset({"receiving head", "commissioner"}) | OFFICE,
}
OWN_WORDS = {"CONFIDENCE_BODY": frozenset({"commissioner"})}


def everything(helping: Any) -> None:
    """What an authority asks for a school, what its head asks, and the plan that holds one of them."""
    tenant, alliance, school = helping.place, helping.alliance, helping.leyburn
    body = Organisation.objects.create(kind=Organisation.Kind.AUTHORITY, name=f"Dale of {tenant.name}")
    Organisation.objects.filter(pk=school.pk).update(authority=body.name)
    clare = tenant.person("commissioner", "Clare Commons", Role.COMMISSIONER, body)
    sent = asking.begin(alliance, For(school, body), by=clare, at=NOW)
    written(helping, sent.sheet, "_BODY")
    requests.submit(sent, by=clare, at=NOW)
    draft = asking.begin(alliance, For(school, body), by=clare, at=NOW)
    written(helping, draft.sheet, "_DRAFT")
    own = asking.begin(alliance, For(school), by=helping.susan, at=NOW)
    written(helping, own.sheet, "_OWN")
    called = call(helping, helping.susan)
    asking.write_rest(called, by=helping.susan, at=NOW)
    written(helping, called.rest, "_CALLED")
    days = {"starts": date(2026, 11, 2), "ends": date(2027, 7, 16)}
    about = support_plans.About("English", tenant.canary("AIM"), owner=helping.margaret, commissioner=body, **days)
    plan = support_plans.begin(alliance, school, about, **helping.office)
    support_plans.put_in(plan, sent, **helping.office)
    helping.keep(commissioned=sent, body_draft=draft, own_draft=own, called=called, plan=plan)


def written(helping: Any, sheet: AnswerSheet, word: str) -> None:
    """All answered but who heads the school, which is known."""
    said = {"need": helping.place.canary(f"NEED{word}"), "confidence": helping.place.canary(f"CONFIDENCE{word}")}
    contact = {"name": helping.susan.name, "email": helping.susan.email, "role": "Headteacher"}
    days = {"from_on": "2026-11-02", "until_on": "2026-12-18", "days": "3"}
    fill(sheet, NOW, area="english", contact=contact, contact_is_head="yes", **days, **said)


def call(helping: Any, who: Person) -> SupportRequest:
    answers = {
        "school": {"key": helping.leyburn.urn, "name": "Leyburn"},
        "contact": {"name": who.name, "email": who.email},
        "phone": "01632 960999",
        "need": helping.place.canary("NEED_CALLED"),
    }
    called = calls.call(helping.alliance, answers, at=NOW)
    called.contact = cast.acting(called.contact)
    return called
