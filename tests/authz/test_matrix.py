"""Every address × method × person × alliance: who gets in, what she reads there, and that nothing else changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from drystone.alliances.models import Alliance
from drystone.people.models import Link, Post
from drystone.web import policy
from drystone.web.handbook.doors import addresses
from tests.authz.asking import Answer, Asker, address, taken_back
from tests.authz.confidential import CANARIES, OWN_WORDS
from tests.authz.conftest import Actor, one_of_each
from tests.authz.expected import ELSEWHERE, LISTS, OBJECTS, PAGES, PLAIN
from tests.authz.knocking import POLICY, Caller, callers, chosen, may_knock
from tests.authz.nothing import NothingThere
from tests.authz.rows import NOBODY, Row
from tests.authz.world import Tenant, World
from tests.clock import LONDON, NOW
from tests.signing_in import sign_in

ADDRESSES = addresses()
ABSENT = 987_654_321
# A press that comes too late, or lacks an answer, has passed the question whose record it is.
PAST_THE_DOOR = (200, 302, 400, 409, 422)
# What any page may ask the database (docs/performance.md).
MOST_QUESTIONS = 15
# By looking: who read what; that a party has seen the agreement.
BY_LOOKING = {"history_event"}
# Enough of every form for the press of a button to go through, were it let.
PRESSED = {
    "answer": "yes", "sure": "on", "said": "confirm", "text": "words", "note": "a note", "name": "Somebody",
    "role": "Headteacher", "reason": "a reason", "choice": "none", "why": "ill", "said_by": "Somebody",
    "shown": "yes", "question": "statement", "statement": "typed", "half_days": "1", "day": "2026-11-30",
    "starts": "09:00", "ends": "12:00", "on": "2026-11-30", "agreed": "yes", "how": "phone",
    "outcome": "unsuccessful", "feedback": "words", "month": "2026-11",
}  # fmt: skip


def names_record(name: str) -> bool:
    return "<" in ADDRESSES[name] or "(?P" in ADDRESSES[name]


def test_every_address_has_a_line_of_policy_and_every_line_an_address():
    assert set(POLICY) == set(ADDRESSES)


def test_every_address_that_names_a_record_says_whose_record_it_is_asked_with():
    named = {name for name in ADDRESSES if names_record(name)}
    assert named - set(OBJECTS) - set(PLAIN) == set()
    assert (set(OBJECTS) | set(PLAIN) | set(LISTS) | set(ELSEWHERE)) - set(ADDRESSES) == set()


def test_an_address_without_a_line_is_there_for_nobody(world: World, monkeypatch: pytest.MonkeyPatch):
    assert Client().get(address("accessibility", {})).status_code == 200
    monkeypatch.setattr(
        policy, "whole", lambda: {name: door for name, door in POLICY.items() if name != "accessibility"}
    )
    for who in (None, world.swaledale.people["manager"]):
        browser = sign_in(Client(), who) if who else Client()
        assert browser.get(address("accessibility", {})).status_code == 404


def given(row: Row, tenant: Tenant) -> dict[str, Any]:
    """The record's number, and whatever else stands in the address."""
    return {key: literal(word, tenant) for key, word in row.given.items()}


def literal(word: str, tenant: Tenant) -> Any:
    if word.startswith("="):
        return word[1:]
    record = tenant.records[word]
    return getattr(record, "pk", record)


def pressed(tenant: Tenant) -> dict[str, Any]:
    return PRESSED | {"designation": tenant.records["designation"].pk}


def absent(row: Row, tenant: Tenant) -> dict[str, Any]:
    return given(row, tenant) | {"pk": ABSENT}


def faults(answer: Answer, actor: Actor, world: World, *, reads: bool, own: bool = False) -> Iterator[str]:
    """What is wrong with any answer, whoever asked: a fault of ours, somebody else's words, a change by looking."""
    if answer.status >= 500:
        yield f"answered {answer.status}"
    for owner, text in sorted(answer.canaries):
        tenant = next(tenant for tenant in world.tenants if tenant.name == owner)
        may = CANARIES[text] | (OWN_WORDS.get(text, NOBODY) if own else NOBODY)
        if not may & actor.parts_in(tenant):
            yield f"shows {text} of {owner}"
    if reads and answer.questions > MOST_QUESTIONS and not own:  # whoever takes everything along waits for it
        yield f"asks the database {answer.questions} questions"
    if reads and (changed := set(answer.written) - BY_LOOKING):
        yield f"changes {sorted(changed)} by looking"
    if reads and actor.home and (closed := [name for name in answer.leads_to if not may_knock(name, actor, world)]):
        yield f"leads her to {sorted(closed)}, which she may not open"


@pytest.mark.parametrize("name", sorted(set(OBJECTS)))
def test_a_record_is_seen_by_those_it_is_for_and_by_nobody_else(name: str, world: World, actors: list[Actor]):
    """Everybody asks for her own alliance's; for the other's, and at a door that is closed to her, one of each kind.

    What opens a door, or the other alliance's records, is a post, and of each set of posts somebody asks. Who is
    turned away at the door is so whatever record she names.
    """
    found, let_in, absent_asked = [], 0, set()
    stand_ins = one_of_each(actors, name)
    for caller in callers(name, actors, world):
        actor, knocks = caller.actor, caller.knocks
        nothing = NothingThere(actor, absent_asked, PRESSED)
        tenants = world.tenants if knocks and actor in stand_ins else [actor.home or world.swaledale]
        for row in OBJECTS[name] if knocks else OBJECTS[name][:1]:
            for fault, entered in asked_of(name, row, caller, nothing, tenants, world):
                let_in += entered
                found += [f"{actor}, {row.given}: {fault}"] if fault else []
    assert not found, said(found)
    assert let_in, "nobody got in: the record is of no use for this test"


def asked_of(
    name: str, row: Row, caller: Caller, nothing: NothingThere, tenants: Iterable[Tenant], world: World
) -> Iterator[tuple[str, bool]]:
    """All that one person asks at one address about one record: of her own alliance, the other, and one never made."""
    actor, knocks, methods = caller
    for tenant in tenants:
        sees = bool(row.who & actor.parts_in(tenant))
        path = address(name, given(row, tenant))
        for method in methods:
            answer = actor.asker.ask(method, path, pressed(tenant))
            place = f"{method} {path} of {tenant.name} answered {answer.status} {answer.location}: "
            for fault in faults(answer, actor, world, reads=method == "GET"):
                yield place + fault, False
            if sees:
                yield from welcomed(answer, method, place)
                continue
            yield from refused(answer, method, place)
            if knocks and not row.known & actor.parts_in(tenant) and (method == "GET" or not answer.is_refused):
                never = address(name, absent(row, tenant))
                if not nothing.is_like(answer, method, path, never):
                    yield place + f"and {nothing.told(method, never)[0]} for a record that is not there", False


def welcomed(answer: Answer, method: str, place: str) -> Iterator[tuple[str, bool]]:
    if method == "GET" and answer.is_refused:
        yield place + "she should see this", False
    yield "", answer.status in PAST_THE_DOOR and not answer.is_refused


def refused(answer: Answer, method: str, place: str) -> Iterator[tuple[str, bool]]:
    """Turned away; or, pressing a button of a record that is not hers, sent on as if it had never been there."""
    if not (answer.is_refused or (method == "POST" and answer.status == 302)):
        yield place + "she should not", False
    if method == "POST" and answer.written:
        yield place + f"writes {answer.written}", False


def test_the_policy_lets_to_a_page_without_a_record_those_whom_it_is_for(world: World, actors: list[Actor]):
    meant = {name: who for who, names in PAGES.items() for name in names.split()}
    assert set(meant) == set(ADDRESSES) - set(OBJECTS) - set(ELSEWHERE)
    wrong = [
        f"{name}: {actor}"
        for name, who in meant.items()
        for actor in actors
        if may_knock(name, actor, world) != any(who & actor.parts_in(tenant) for tenant in world.tenants)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - set(OBJECTS) - set(ELSEWHERE)))
def test_a_page_of_ones_own_shows_nobody_elses(name: str, world: World, actors: list[Actor]):
    found, let_in = [], 0
    path = address(name, PLAIN.get(name, {}))
    for actor, knocks, methods in callers(name, actors, world):
        for method in methods:
            answer = actor.asker.ask(method, path, PRESSED if method == "POST" else None)
            place = f"{actor}: {method} {path} answered {answer.status} {answer.location}: "
            own = name == "my-data-file"
            found += [place + fault for fault in faults(answer, actor, world, reads=method == "GET", own=own)]
            if not knocks and not answer.is_refused:
                found.append(place + "she should not")
            if not knocks and method == "POST" and answer.written:
                found.append(place + f"writes {answer.written}")
            hers = name not in LISTS or any(LISTS[name] & actor.parts_in(tenant) for tenant in world.tenants)
            told = not name.startswith(("account", "mfa"))  # a step of signing in opens in its turn only
            if told and method == "GET" and knocks and actor.home and answer.is_refused == hers:
                found.append(place + ("she should see this" if hers else "she should not"))
            let_in += knocks and (not told or not answer.is_refused) and answer.status in PAST_THE_DOOR
    assert not found, said(found)
    assert let_in


def said(found: list[str]) -> str:
    return "\n".join([f"{len(found)} faults", *found[:40]])


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_no_other_method_changes_anything_or_says_more(method: str, world: World, actors: list[Actor]):
    manager, found = actors[1], []
    for name in set(ADDRESSES) - set(ELSEWHERE):
        row = OBJECTS.get(name, [None])[0]
        given_ = given(row, world.swaledale) if row else PLAIN.get(name, {})
        answer = manager.asker.ask(method, address(name, given_))
        right = answer.status == 405 or (method == "HEAD" and "GET" in POLICY[name].methods)
        found += [f"{name}: {answer.status}"] if not right or answer.status >= 500 else []
        found += [f"{name} writes {answer.written}"] if set(answer.written) - BY_LOOKING else []
        found += [f"{name} reads {answer.canaries}" for owner, _ in answer.canaries if owner != "swaledale"]
    assert found == []


def test_no_button_is_pressed_from_another_site(world: World):
    """Every press without the token against forgery is refused, nobody's and somebody's, for each button another's."""
    nobody = Asker(csrf=True)
    pressers = [Asker(csrf=True).signed_in(world.swaledale.people[part]) for part in PRESSERS]
    found = []
    for name in [name for name, door in POLICY.items() if "POST" in door.methods and name not in ELSEWHERE]:
        row = OBJECTS.get(name, [None])[0]
        path = address(name, given(row, world.swaledale) if row else PLAIN.get(name, {}))
        for asker in (nobody, chosen(pressers, name)):
            answer = asker.ask("POST", path, PRESSED)
            if answer.status != 403 or answer.written or answer.canaries:
                found.append((name, answer.status, answer.written))
    assert found == []


PRESSERS = ("manager", "finance", "receiving head", "leader", "panel", "applicant", "referee")


OF_A_ROUND = sorted(name for name in OBJECTS if name.startswith("panel-") and "reading" not in name)


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_thirty_days_after_the_round_the_panel_sees_nothing_of_it_any_more(name: str, world: World, clock: Any):
    """The last day is counted from the day by which the round was to be decided (18 December)."""
    clock.move_to(datetime(2027, 1, 18, 10, 0, tzinfo=LONDON))
    panel = [Asker().signed_in(world.swaledale.people[part]) for part in ("panel", "panel head", "assessor")]
    for row in OBJECTS[name]:
        for asker in panel:
            for method in POLICY[name].methods:
                answer = asker.ask(method, address(name, given(row, world.swaledale)), PRESSED)
                assert answer.is_refused, (method, answer.status)
                assert not answer.canaries
                assert not answer.written


def test_who_has_left_her_post_sees_what_a_stranger_sees(world: World, clock: Any):
    """The office's manager leaves today; from tomorrow none of the office's addresses opens for her."""
    who = world.swaledale.people["manager"]
    with taken_back():
        Post.objects.filter(person=who).update(ends=NOW.date())
        clock.move_to(NOW + timedelta(days=1))
        nothing_of_the_office_opens(Asker().signed_in(who), world.swaledale)


def nothing_of_the_office_opens(asker: Asker, tenant: Tenant) -> None:
    """Nor anything else that needs a post at the Alliance."""
    for name in [name for name in ADDRESSES if POLICY[name].posts]:
        row = OBJECTS.get(name, [None])[0]
        path = address(name, given(row, tenant) if row else PLAIN.get(name, {}))
        for method in POLICY[name].methods:
            answer = asker.ask(method, path, PRESSED)
            assert answer.is_refused, name
            assert (answer.written, answer.canaries) == ([], set())


def test_a_suspended_alliance_is_closed(world: World):
    """No link of it opens, its public pages are not there, and its office finds neither it nor any other alliance."""
    gone = world.wensleydale
    with taken_back():
        Alliance.objects.filter(pk=gone.alliance.pk).update(suspended_on=NOW.date())
        record, round_ = gone.records["asked_reference"], gone.records["round"]
        link = Link.objects.to_do(record, "reference").latest("pk")
        assert Asker().holding(link).ask("GET", address("school-reference", {"pk": record.pk})).status == 410
        assert Asker().ask("GET", address("round-page", {"pk": round_.pk})).status == 404
        nothing_of_the_office_opens(Asker().signed_in(gone.people["manager"]), gone)
