"""A transfer through the pages of three browsers: the giving office's, hers, the receiving office's."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.people import links
from drystone.register.models import Designation
from drystone.reports import waiting
from drystone.selection.models import Arrival, Departure
from tests import cast
from tests.postgres import OPENING
from tests.selection.pressing import dated, words
from tests.selection.transferring import AT, TODAY, Between
from tests.signing_in import sign_in
from tests.web.test_budgets import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    made = Between()
    with time_machine.travel(AT, tick=False):
        yield made


def kinds(found) -> list[str]:
    return [each.kind for each in found]


def day(name: str, of) -> dict[str, str]:
    return dated(**{name: f"{of.day} {of.month} {of.year}"})


def test_from_the_leaders_page_to_the_new_certificate_in_one_go(two: Between):
    giving, receiving, second = (
        sign_in(Client(), who) for who in (two.here.manager, two.there.manager, two.there.second)
    )
    start = reverse("office-transfer-new", args=[two.rosie.pk])
    assert start in giving.get(reverse("office-leader", args=[two.rosie.pk])).content.decode()
    assert "Write the name of the alliance" in words(giving.post(start, {"to": "elsewhere"}))
    assert giving.post(start, {"to": str(two.there.alliance.pk)}).status_code == 302
    departure = Departure.objects.get()
    assert "go on with it" in words(giving.get(start))
    page, hers = reverse("office-transfer", args=[departure.pk]), reverse("leader-transfer", args=[departure.pk])
    assert "Waiting for Rosie Metcalfe to say whether they agree" in words(giving.get(page))

    assert kinds(waiting.for_person(two.herself, at=AT)) == ["transfer-to-answer"]
    leader = sign_in(Client(), two.rosie.person)
    assert "English: primary, depth 2 of 3" in words(leader.get(hers))
    assert "Choose yes or no" in words(leader.post(hers, {}))
    for _ in range(2):
        assert leader.post(hers, {"agreed": "yes"}).status_code == 302
    assert "You agreed. Waiting for Wensleydale Alliance" in words(leader.get(hers))

    arrival = Arrival.objects.get()
    there = reverse("office-arrival", args=[arrival.pk])
    assert "transfer-to-prepare" in kinds(waiting.for_office(two.there.alliance, at=AT))
    assert "Waiting for you to say as what each area is taken" in words(receiving.get(there))
    row = arrival.areas.get()
    typed = {f"area_{row.pk}": "none"} | day("first_day", TODAY)
    assert "Take one area at least" in words(receiving.post(there, typed))
    assert receiving.post(there, typed | {f"area_{row.pk}": "english"}).status_code == 302
    accept = reverse("office-arrival-act", args=[arrival.pk, "confirm"])
    assert "You prepared it" in words(receiving.post(accept))
    for _ in range(2):
        assert second.post(accept).status_code == 302
    made = Designation.objects.get(alliance=two.there.alliance)
    assert reverse("office-leader", args=[made.pk]) in second.get(there).content.decode()
    assert second.get(reverse("office-leader-certificate", args=[made.pk])).status_code == 200
    assert made.number in words(leader.get(reverse("leader-profile")))
    assert "has been a System Leader of Wensleydale Alliance since" in words(giving.get(page))


def test_by_the_link_of_her_mail_she_answers_without_an_account(two: Between):
    departure = two.started()
    link = links.invite(two.rosie.person, "transfer", departure, alliance=two.here.alliance, by=None, at=AT)
    browser = Client()
    page = browser.get(links.address(link.pk, at=AT), follow=True)
    assert "Going over to Wensleydale Alliance" in words(page)
    assert browser.post(reverse("leader-transfer", args=[departure.pk]), {"agreed": "no"}).status_code == 302
    assert Departure.objects.get().state == "refused"
    again = browser.post(reverse("leader-transfer", args=[departure.pk]), {"agreed": "yes"})
    assert (again.status_code, Departure.objects.get().state) == (410, "refused")


def test_declined_with_a_reason_that_the_giving_office_and_she_never_read(two: Between):
    arrival = two.proposed()
    receiving = sign_in(Client(), two.there.manager)
    act = reverse("office-arrival-act", args=[arrival.pk, "decline"])
    assert receiving.post(act, {}).status_code == 200
    assert receiving.post(act, {"because": "We have six already."}).status_code == 302
    departure = Departure.objects.get()
    shown = {
        who: words(sign_in(Client(), of).get(reverse(name, args=[pk])))
        for who, of, name, pk in (
            ("receiving", two.there.manager, "office-arrival", arrival.pk),
            ("giving", two.here.manager, "office-transfer", departure.pk),
            ("leader", two.rosie.person, "leader-transfer", departure.pk),
        )
    }
    assert [who for who, text in shown.items() if "six already" in text] == ["receiving"]
    assert "Declined by the other alliance" in shown["giving"]


def test_called_off_and_an_answer_from_elsewhere_are_recorded(two: Between):
    office = sign_in(Client(), two.here.manager)
    first = two.started()
    off = reverse("office-transfer-act", args=[first.pk, "call_off"])
    for _ in range(2):
        assert office.post(off).status_code == 302
    second = two.to_elsewhere()
    accept = reverse("office-transfer-act", args=[second.pk, "accept"])
    assert "transfer-to-record" in kinds(waiting.for_office(two.here.alliance, at=AT))
    assert "within the designation" in words(office.post(accept, day("first_day", TODAY.replace(year=2050))))
    assert office.post(accept, day("first_day", TODAY + timedelta(days=3))).status_code == 302
    assert words(office.get(reverse("office-transfers"))).count("Rosie Metcalfe to") == 2


def test_from_elsewhere_what_the_letter_says_is_typed_once_and_nothing_of_it_is_lost(two: Between):
    office, there = sign_in(Client(), two.there.manager), reverse("office-arrival-new")
    school = cast.school("Gayle Primary School")
    typed = {
        "from_name": "Teesdale Alliance", "name": "Tess Hird", "email": "tess@dale.example", "school": school.urn,
        "job": "staff", "areas": ["english"], "phases": ["primary"], "evidence": "Letter of 3 January, blue folder.",
    }  # fmt: skip
    days = {
        **dated(began_on="1 9 2025", ends="31 8 2029", reference_given_on="1 7 2025"),
        **dated(decision_released_on="1 6 2025"),
        **day("first_day", TODAY),
    }
    said = words(office.post(there, typed | days))
    assert "The reference was given first" in said
    assert "blue folder" in said
    assert office.post(there, typed | days | dated(reference_given_on="1 5 2025")).status_code == 302
    arrival = Arrival.objects.get()
    second = sign_in(Client(), two.there.second)
    assert "blue folder" in words(second.get(reverse("office-arrival", args=[arrival.pk])))
    assert second.post(reverse("office-arrival-act", args=[arrival.pk, "confirm"])).status_code == 302
    assert Designation.objects.get(alliance=two.there.alliance).person.email == "tess@dale.example"


def test_no_page_of_it_asks_the_database_more_than_a_page_may(two: Between):
    arrival, departure = two.prepared(), Departure.objects.get()
    office, other = sign_in(Client(), two.here.manager), sign_in(Client(), two.there.second)
    pages = [
        (office, "office-transfers", []),
        (office, "office-transfer", [departure.pk]),
        (office, "office-transfer-new", [two.rosie.pk]),
        (other, "office-arrival", [arrival.pk]),
        (other, "office-arrival-new", []),
        (sign_in(Client(), two.rosie.person), "leader-transfer", [departure.pk]),
    ]
    assert {name: n for who, name, args in pages if (n := asked(who, reverse(name, args=args))) > 14 + OPENING} == {}


def test_her_page_by_link_is_as_short_as_any_by_link(two: Between):
    departure = two.started()
    link = links.invite(two.rosie.person, "transfer", departure, alliance=two.here.alliance, by=None, at=AT)
    browser = Client()
    browser.get(links.address(link.pk, at=AT))
    assert asked(browser, reverse("leader-transfer", args=[departure.pk])) <= 7 + OPENING


def test_among_many_alliances_one_is_chosen_from_a_list(two: Between):
    for number in range(12):
        cast.alliance(f"Alliance {number}", default=False)
    office, start = sign_in(Client(), two.here.manager), reverse("office-transfer-new", args=[two.rosie.pk])
    assert "<select" in office.get(start).content.decode()
    assert "Write the name of the alliance" in words(office.post(start, {"to": "elsewhere"}))
    assert office.post(start, {"to": "elsewhere", "elsewhere": "Teesdale Alliance"}).status_code == 302
    assert Departure.objects.get().to_name == "Teesdale Alliance"


def test_where_no_other_alliance_is_here_only_its_name_is_asked(two: Between):
    Alliance.objects.filter(pk=two.there.alliance.pk).update(suspended_on=AT.date())
    office, start = sign_in(Client(), two.here.manager), reverse("office-transfer-new", args=[two.rosie.pk])
    page = office.get(start).content.decode()
    assert 'type="radio"' not in page
    assert "Write the name of the alliance" in words(office.post(start, {"to": "elsewhere", "elsewhere": ""}))
    office.post(start, {"to": "elsewhere", "elsewhere": "Teesdale Alliance"})
    assert Departure.objects.get().to_name == "Teesdale Alliance"
