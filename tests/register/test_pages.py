"""Pages of the register: the office's list and one leader, the home head's days by link, her own page."""

from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from drystone.people import links
from drystone.people.models import Link
from drystone.people.roles import Role
from drystone.register import designations, release
from drystone.register.models import Contribution, Designation, InductionItem, ReleaseBudget
from drystone.web.office import leader
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
names = count(1)


@pytest.fixture
def dales():
    made = cast.alliance()
    cast.terms(made)
    return made


@pytest.fixture
def office(dales, client: Client) -> Client:
    return sign_in(client, cast.officer(dales))


def designated(dales, name: str = "Tom Raine", **school) -> Designation:
    home = cast.school(f"Dale School {next(names)}", **school)
    manager = cast.officer(dales, "Colin Thistlethwaite", Role.COORDINATOR)
    cast.head(dales, home, "Ann Peel")
    who = cast.person(name)
    areas = [(cast.area(), ["primary"], 2)]
    made = designations.designate(who, alliance=dales, home_school=home, areas=areas, by=manager, at=NOW)
    designations.begin(made, by=manager, at=NOW)
    return made


@pytest.mark.parametrize("leaders", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_many_leaders(office, dales, leaders, query_count):
    for number in range(leaders):
        designated(dales, f"Leader {number}")
    office.get(reverse("office-leaders"))
    with query_count() as queries:
        page = office.get(reverse("office-leaders"))
    assert page.content.decode().count("Leader ") >= leaders
    assert len(queries) == 8 + OPENING


def test_the_list_is_narrowed_by_area_authority_and_state(office, dales):
    designated(dales, "Tom Raine", authority="North Yorkshire")
    ended = designated(dales, "Owen Pratt", authority="Darlington")

    def shown(**asked) -> tuple[bool, bool]:
        text = office.get(reverse("office-leaders"), asked).content.decode()
        return "Tom Raine" in text, "Owen Pratt" in text

    assert shown(authority="Darlington") == (False, True)
    assert shown(area="english") == (True, True)
    designations.withdraw(ended, note="Moved", by=cast.officer(dales, "May Kearton"), at=NOW)
    assert shown() == (True, False)
    assert shown(state="ended") == (False, True)
    assert shown(state="nonsense", area="<script>") == (True, False)
    assert shown(ending="year") == (False, False)


@pytest.mark.parametrize(
    ("section", "reads", "number"),
    [
        ("now", "to say how many days a term", 13),
        ("days", "Autumn term 2026", 9),
        ("learning", "Core training for System Leaders", 11),
        ("work", "Not deployed yet", 7),
        ("past", "What happened", 7),
    ],
)
def test_one_leader_in_at_most_fifteen_questions(office, dales, query_count, section, reads, number):
    there = leader.there(designated(dales).pk, section)
    office.get(there)
    with query_count() as queries:
        page = office.get(there)
    assert reads in page.content.decode()
    assert len(queries) == number + OPENING


def test_a_part_that_there_is_not_is_not_found(office, dales):
    designation = designated(dales)
    assert office.get(reverse("office-leader-part", args=[designation.pk, "secrets"])).status_code == 404


def test_the_office_signs_off_assures_records_days_and_notes_a_contribution(office, dales):
    designation = designated(dales)
    pk, item = designation.pk, InductionItem.objects.first()
    office.post(reverse("office-leader-induction", args=[pk, item.pk]))
    office.post(
        reverse("office-leader-assurance", args=[pk]), {"level": "enhanced_barred", "confirmed_by": "Ann Peel, head"}
    )
    office.post(
        reverse("office-leader-contributions", args=[pk]), {"kind": "resource", "title": "A film", "on": "1/11/2026"}
    )
    days = {f"leader_{term.pk}": "2.5" for term in release.coming_terms(dales.pk, cast.TODAY)}
    office.post(reverse("office-leader-days", args=[pk]), {**days, "said_by": "Ann Peel, by telephone"})
    item.refresh_from_db()
    assert item.done_on == cast.TODAY
    assert designation.person.assurances.get().confirmed_by == "Ann Peel, head"
    assert Contribution.objects.count() == 1
    assert list(ReleaseBudget.objects.values_list("half_days", flat=True)) == [5, 5, 5]


def test_a_leader_of_another_alliance_is_not_found(dales, client: Client):
    designation = designated(dales)
    other = cast.alliance("Wharfedale Alliance", default=False)
    stranger = sign_in(client, cast.officer(other, "Olive Best"))
    for name in ("office-leader", "office-leader-days", "office-leader-assurance", "office-leader-certificate"):
        assert stranger.get(reverse(name, args=[designation.pk])).status_code == 404
    assert b"Tom Raine" not in stranger.get(reverse("office-leaders")).content


def by_link(designation: Designation) -> Client:
    """The head's browser after she pressed the link in her e-mail."""
    link = Link.objects.get(purpose="release", record_id=designation.pk)
    browser = Client()
    browser.get(links.address(link.pk, at=NOW).partition("://")[2].partition("/")[2].join(["/", ""]))
    return browser


def test_the_head_says_how_many_days_by_link(dales, query_count):
    designation = designated(dales)
    browser, here = by_link(designation), reverse("school-release", args=[designation.pk])
    with query_count() as queries:
        assert b"How many days a term" in browser.get(here).content
    assert len(queries) == 7 + OPENING
    terms = release.coming_terms(dales.pk, cast.TODAY)
    assert b"There is a problem" in browser.post(here, {"note": ""}).content
    days = {f"leader_{term.pk}": "3" for term in terms} | {f"school_{terms[0].pk}": "2"}
    answer = browser.post(here, {**days, "said_by": "Ann Peel, headteacher"}, follow=True)
    assert b"asks nobody for more than this" in answer.content
    meters = release.meters(dales.pk, designation.person, designation.home_school, terms)
    assert [(meter.granted, meter.left) for meter in meters] == [(6, 4), (6, 6), (6, 6)]


def test_a_button_pressed_without_typing_changes_nothing(dales):
    designation = designated(dales)
    by_link(designation).post(reverse("school-release", args=[designation.pk]), {"note": ""})
    assert ReleaseBudget.objects.count() == 0


def test_the_leader_does_not_open_her_heads_page(dales, client: Client):
    designation = designated(dales)
    sign_in(client, designation.person)
    assert client.get(reverse("school-release", args=[designation.pk])).status_code == 403


def test_her_own_page_in_at_most_fifteen_questions(dales, client: Client, query_count):
    sign_in(client, designated(dales).person)
    client.get(reverse("leader-profile"))
    with query_count() as queries:
        client.get(reverse("leader-profile"))
    assert len(queries) == 13 + OPENING


def test_her_own_page_and_her_entry_in_the_directory(dales, client: Client):
    designation = designated(dales)
    sign_in(client, designation.person)
    here = reverse("leader-profile")
    assert designation.number.encode() in client.get(here).content
    client.post(here, {"shown": "yes", "portrait": "I listen first."})
    designation.refresh_from_db()
    assert (designation.shown_in_directory, designation.portrait) == (True, "I listen first.")
    public = Client().get(reverse("public-directory")).content.decode()
    assert "I listen first." in public
    assert "English: primary" in public


def test_she_gives_the_role_up_only_when_she_is_sure(dales, client: Client):
    designation = designated(dales)
    sign_in(client, designation.person)
    there = reverse("leader-resignation")
    client.post(there, {"note": "Retiring"})
    designation.refresh_from_db()
    assert designation.state == "active"
    client.post(there, {"note": "Retiring", "sure": "on"})
    designation.refresh_from_db()
    assert designation.ending == "resigned"


def test_somebody_who_is_no_leader_is_told_so(dales, client: Client):
    sign_in(client, cast.person("Beth Lundy"))
    assert b"You are not a System Leader yet" in client.get(reverse("leader-profile")).content
