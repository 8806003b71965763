"""A System Leader reads days, never money: no amount, no rate and no payer, on a page, in a mail, file or export.

Every address is asked in the matrix, whose answers are searched for these amounts as for every confidential word.
"""

from collections.abc import Iterator

import pytest

from drystone.mail.models import Message
from drystone.people.models import Link
from drystone.web import policy
from drystone.web.links import PAGES
from tests.authz import priced
from tests.authz.asking import CANARY, Asker, address
from tests.authz.confidential import CANARIES
from tests.authz.expected import OBJECTS, PLAIN
from tests.authz.test_matrix import ADDRESSES, given
from tests.authz.world import Tenant, World

MONEY = set(priced.CANARIES)
LEADERS = ("leader", "other leader")


def money(text: str, of: str = "swaledale") -> set[str]:
    """Of one alliance: the leader works in the office of the other one, and reads its money there."""
    words = CANARY.findall(text) + list(priced.found(text))
    return {word for owner, word in words if owner == of and word in MONEY}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("£313.13 a day", {"CHARGED"}),
        ("1,\n271.71,x", {"REIMBURSED"}),
        ('{"pence": 31313}', {"CHARGED"}),
        ("a31313b 1313.13 313.131", set()),
    ],
)
def test_an_amount_is_found_however_it_is_written(world: World, text: str, told: set[str]):
    assert {side for _, side in priced.found(text)} == told


def test_each_side_is_there_to_be_read_by_those_whose_it_is(world: World):
    """Else nothing that is looked for could be found."""
    here, seen = world.swaledale, {}
    for part, name, record in (
        ("receiving head", "school-charge", "charge"),
        ("home finance", "school-statement", "statement"),
        ("finance", "office-rates", None),
        ("manager", "office-deployment", "going"),
    ):
        path = address(name, {"pk": here.records[record].pk} if record else {})
        seen[part] = money(Asker().signed_in(here.people[part]).ask("GET", path).text)
    assert seen["receiving head"] == {"CHARGED"}
    assert seen["home finance"] == {"REIMBURSED"}
    assert "RATE" in seen["finance"]
    assert {"CHARGED", "REIMBURSED", "PAYER"} <= seen["manager"]


@pytest.mark.parametrize("part", LEADERS)
def test_whatever_a_leader_asks_for_she_reads_no_money(world: World, part: str):
    """Each page, file and export, of records hers and not hers, and what she is told where she is turned away."""
    leader = Asker().signed_in(world.swaledale.people[part])
    read, found = 0, []
    for path in paths(world.swaledale):
        answer = leader.ask("GET", path)
        read += answer.status == 200
        found += [(path, answer.status, told)] if (told := money(answer.text)) else []
    assert found == []
    assert read > 40


def paths(tenant: Tenant) -> Iterator[str]:
    for name in sorted(ADDRESSES):
        if "GET" not in policy.whole()[name].methods or name in OUTSIDE:
            continue
        for row in OBJECTS.get(name, []):
            yield address(name, given(row, tenant))
        if name not in OBJECTS and (name in PLAIN or "<" not in ADDRESSES[name]):
            for query in ("", "?year=2026", "?as=csv", "?show=all", "?q=a"):
                yield address(name, PLAIN.get(name, {})) + query


OUTSIDE = ("openid_connect_login", "openid_connect_callback", "dev-mail", "dev-mail-message", "components")


@pytest.mark.parametrize("part", LEADERS)
def test_no_link_that_a_leader_holds_shows_money(world: World, part: str):
    held = list(Link.objects.filter(person=world.swaledale.people[part], alliance=world.swaledale.alliance))
    browser, found = Asker().holding(*held), []
    for link in held:
        answer = browser.ask("GET", address(PAGES[link.purpose].url_name, {"pk": link.record_id}))
        found += [(link.purpose, told)] if (told := money(answer.text)) else []
    assert found == []
    assert held


def test_no_mail_tells_anybody_of_money_that_is_not_hers_to_read(world: World):
    read, found = set(), []
    for tenant in world.tenants:
        parts = {person.pk: part for part, person in tenant.people.items()}
        for message in Message.objects.filter(alliance_id=tenant.alliance.pk):
            part = parts.get(message.person_id)
            told = money(f"{message.subject}\n{message.text}\n{message.calendar}", tenant.name)
            read |= told
            found += [(part, message.kind, word) for word in told if part and part not in CANARIES[word]]
    assert found == []
    assert {"CHARGED", "REIMBURSED"} <= read
