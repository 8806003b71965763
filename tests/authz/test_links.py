"""Every kind of e-mailed link: reading it changes nothing, and it opens its own task for whoever was sent it, only."""

from datetime import timedelta
from typing import Any

import pytest

from drystone.people import links
from drystone.people.models import Link
from drystone.web import policy
from drystone.web.links import PAGES
from tests.authz.asking import Asker, address
from tests.authz.confidential import CANARIES
from tests.authz.world import Tenant, World
from tests.clock import NOW

# The record that each kind of link leads to, and the part of whom it was sent to.
TASKS = {
    "reference": ("asked_reference", "referee"),
    "reference-copy": ("reference", "referee"),
    "enquiry": ("asked_enquiry", "home head"),
    "request": ("request", "receiving head"),
    "plan": ("plan", "receiving head"),
    "consent": ("asked_consent", "receiving head"),
    "agreement": ("agreement", "receiving head"),
    "visit": ("planned", "helped head"),
    "before-visit": ("preparation", "helped head"),
    "visit-record": ("record", "helped"),
    "visit-evaluation": ("evaluation", "receiving head"),
    "release": ("designation", "home head"),
    "thanks": ("designation", "home head"),
    "new-head": ("new_head", "home head"),
    "transfer": ("leaving", "other leader"),
    "assurance": ("designation", "home head"),
    "statement": ("statement", "home head"),
    "check": ("check", "home head"),
    "self-billing": ("self_billing_asked", "home head"),
    "charge": ("charge", "receiving head"),
    "handover": ("handover", "finance"),
    "payee-change": ("payee_change", "home head"),
    "deployment-evaluation": ("review", "receiving head"),
    "evaluation-copy": ("review", "home head"),
    "evaluation-summary": ("review", "leader"),
    "choice": ("offered", "receiving head"),
    "meeting": ("meeting", "leader"),
    "group": ("group", "leader"),
    "feedback": ("feedback", "other leader"),
    "arrangements": ("arrangements", "receiving head"),
}
PURPOSES = sorted(PAGES)
DOORS = {name: door for name, door in policy.whole().items() if door.purpose}


def invited(tenant: Tenant, purpose: str) -> Link:
    record, part = TASKS[purpose]
    who, about = tenant.people[part], tenant.records[record]
    return links.invite(who, purpose, about, alliance=tenant.alliance, by=None, at=NOW)


def token_of(link: Link) -> str:
    return links.address(link.pk, at=NOW).rsplit("/", 2)[1]


def page_of(link: Link) -> str:
    return address(PAGES[link.purpose].url_name, {"pk": link.record_id})


def test_every_kind_of_link_is_asked_here():
    assert set(TASKS) == set(PAGES) == {door.purpose for door in DOORS.values()}


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_mail_filter_may_open_it_all_day(world: World, purpose: str):
    link = invited(world.swaledale, purpose)
    token = token_of(link)
    asked = [Asker().ask(method, f"/l/{token}/") for method in ["GET"] * 50 + ["HEAD"]]
    assert {(answer.status, answer.location) for answer in asked} == {(302, page_of(link))}
    browser = Asker().holding(link)
    read = [browser.ask(method, page_of(link)) for method in ["GET"] * 5 + ["HEAD"]]
    assert {answer.status for answer in read} <= {200, 302}
    written = {table for answer in asked + read for table in answer.written}
    assert written - {"history_event"} == set()
    link.refresh_from_db()
    assert (link.begun_at, link.spent_at, link.revoked_at) == (None, None, None)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_it_shows_what_its_reader_may_read_and_no_more(world: World, purpose: str):
    link = invited(world.swaledale, purpose)
    part = TASKS[purpose][1]
    for name in [name for name, door in DOORS.items() if door.purpose == purpose and "GET" in door.methods]:
        given = {"pk": link.record_id} | more(name, world.swaledale)
        found = Asker().holding(link).ask("GET", address(name, given))
        assert found.status < 400, name
        assert [text for owner, text in found.canaries if owner != "swaledale" or part not in CANARIES[text]] == []


SECTIONS = {
    "school-reference-section": {"key": "support"},
    "school-request-section": {"key": "need"},
    "school-evaluation-section": {"section": "objectives"},
    "leader-feedback-section": {"section": "feedback"},
    "school-charge-table": {"kind": "csv"},
    "school-statement-table": {"kind": "xlsx"},
}
BESIDE = {
    "leader-meeting-paper": ("paper", "paper"),
    "leader-meeting-paper-removal": ("paper", "paper"),
    "leader-meeting-action": ("action", "action"),
    "leader-meeting-place": ("signed", "guest"),
    "school-evidence-file": ("piece", "school_piece"),
    "school-check-file": ("piece", "check_file"),
    "school-check-file-removal": ("piece", "check_file"),
    "school-visit-record-file": ("attachment", "left_behind"),
    "school-visit-record-given": ("file", "record_file"),
    "school-evidence-removal": ("piece", "school_piece"),
}


def more(name: str, tenant: Tenant) -> dict[str, Any]:
    """What stands in an address beside the number of its record."""
    key, record = BESIDE.get(name, ("", ""))
    kept = tenant.records.get(record)
    return {key: getattr(kept, "pk", kept)} if key else dict(SECTIONS.get(name, {}))


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_that_is_over_opens_nothing(world: World, purpose: str):
    link = invited(world.swaledale, purpose)
    token, page = token_of(link), page_of(link)
    over: list[dict[str, Any]] = [
        {"expires_at": NOW - timedelta(seconds=1), "made_at": NOW - timedelta(days=1)},
        {"spent_at": NOW},
        {"revoked_at": NOW},
    ]
    kept = {"expires_at": link.expires_at, "made_at": link.made_at, "spent_at": None, "revoked_at": None}
    for end in over:
        Link.objects.filter(pk=link.pk).update(**kept | end)
        opened, read = Asker().ask("GET", f"/l/{token}/"), Asker().holding(link).ask("GET", page)
        assert (opened.status, read.status) == (410, 410)
        pressed = Asker().holding(link).ask("POST", page, {"answer": "yes", "sure": "on"})
        assert pressed.status in (405, 410)
        assert not opened.canaries | read.canaries | pressed.canaries
        assert opened.written + read.written + pressed.written == []
    Link.objects.filter(pk=link.pk).update(**kept)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_it_opens_no_other_task_no_other_record_and_no_other_alliance(world: World, purpose: str):
    """At each other task's door it tries that task by every method, at its own the other alliance's record.

    Else by the first: one door stands before all methods of an address.
    """
    link = invited(world.swaledale, purpose)
    browser, found = Asker().holding(link), []
    for name, door in DOORS.items():
        own, others = (tenant.records[TASKS[door.purpose][0]].pk for tenant in world.tenants)
        asked = {link.record_id: door.methods[:1], own: door.methods, others: door.methods[:1]}
        if door.purpose == purpose:
            asked = {own: door.methods[:1], others: door.methods}
            asked.pop(link.record_id, None)
        for number, methods in asked.items():
            given = {"pk": number} | more(name, world.swaledale)
            for method in methods:
                answer = browser.ask(method, address(name, given), {"answer": "yes", "sure": "on"})
                if not answer.is_refused or answer.written or answer.canaries:
                    found.append((name, method, number, answer.status, answer.written, answer.canaries))
    assert found == []


@pytest.mark.parametrize("purpose", PURPOSES)
def test_one_bit_changed_it_is_no_link(world: World, purpose: str):
    token = token_of(invited(world.swaledale, purpose))
    changed = chr(ord(token[0]) ^ 1) + token[1:]
    for wrong in (changed, token[:-1], token.swapcase()):
        answer = Asker().ask("GET", address("open-link", {"token": wrong.replace("/", "_")}))
        assert (answer.status, answer.written, answer.canaries) == (404, [], set())


@pytest.mark.parametrize("purpose", PURPOSES)
def test_forwarded_to_somebody_signed_in_it_gives_her_account_nothing(world: World, purpose: str):
    """She who was sent it is who acts, and only for this task; what the stranger's account may do stays as it was."""
    link = invited(world.swaledale, purpose)
    stranger = Asker().signed_in(world.swaledale.people["stranger"]).holding(link)
    assert stranger.ask("GET", page_of(link)).status in (200, 302)
    elsewhere = stranger.ask("GET", address("home", {}))
    assert "Nora Nobody" in elsewhere.text
    assert not elsewhere.canaries
    there = page_of(invited(world.wensleydale, purpose))
    assert stranger.ask("GET", there).is_refused


@pytest.mark.parametrize("purpose", [purpose for purpose in PURPOSES if PAGES[purpose].shows_confidential])
def test_confidential_text_needs_the_code_first(world: World, purpose: str):
    link = invited(world.swaledale, purpose)
    answer = Asker().holding(link, read=False).ask("GET", page_of(link))
    assert (answer.status, answer.location) == (302, address("link-code", {"pk": link.pk}))
    assert not answer.canaries


def test_nobody_asks_for_a_code_by_counting_links(world: World):
    link = invited(world.swaledale, "visit-evaluation")
    for name in ("link-code", "link-not-me"):
        for number in (link.pk, 987_654_321):
            for method in ("GET", "POST"):
                answer = Asker().ask(method, address(name, {"pk": number}), {"send": "1"})
                assert (answer.status, answer.written) == (404, [])
