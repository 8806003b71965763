"""The reports: numbers that can be counted by hand, the same number of questions however much there is, who reads."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from drystone.people.roles import Role
from drystone.register.models import Designation
from drystone.reports import covered, deployed, ending, given_and_got, year
from drystone.reports.listing import REPORTS
from drystone.reports.table import Days, Pence
from drystone.schools.models import Membership
from drystone.selection.models import Interest
from tests import cast
from tests.clock import NOW
from tests.payments.owed import Owed
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db


def numbers(alliance, of: int = 2026) -> dict:
    return {row[0]: row[1] for row in year.table(alliance, of).rows}


def test_the_year_of_one_half_day_visit_at_290_pounds_a_day():
    owed = Owed()
    owed.approved()
    told = numbers(owed.alliance)
    assert (told["Requests for support"], told["Visits held"]) == (1, 1)
    assert (told["Days agreed"], told["Days delivered"]) == (Days(6), Days(1))
    assert (told["Owed to home schools"], told["Handed over for payment"]) == (Pence(14_500), Pence(0))
    assert numbers(owed.alliance, 2027)["Visits held"] == 0


def test_the_year_of_an_alliance_without_anything_is_full_of_noughts():
    told = numbers(cast.alliance())
    assert told.pop("Days to the first answer, on average") is None
    assert set(told.values()) == {0, Days(0), Pence(0)}


def test_another_alliance_counts_nothing_of_it():
    Owed().approved()
    other = cast.alliance("Wharfedale Alliance", default=False)
    assert numbers(other)["Days delivered"] == Days(0)
    assert deployed.table(other, 2026).rows == []


def test_the_least_deployed_stand_first():
    support = Support()
    support.add_leader("Farah Siddiqui")
    support.written_up()
    rows = deployed.table(support.alliance, 2026).rows
    assert [(row[0], row[2], row[3], row[-1]) for row in rows] == [
        ("Farah Siddiqui", "Never", "Never", Days(0)),
        ("Tom Raine", 1, 1, Days(1)),
    ]


def test_the_areas_that_nobody_will_hold_stand_first_with_who_could_be_next():
    dales, maths = cast.alliance(), cast.area("maths", "Maths")
    staying = cast.leader(dales, cast.school(), "Tom Raine", areas=(cast.area(),))
    leaving = cast.leader(dales, cast.school(), "Farah Siddiqui", areas=(maths,))
    Designation.objects.filter(pk=leaving.pk).update(ends=date(2027, 8, 31))
    Interest.objects.create(alliance=dales, name="Beth Lundy", address="beth@dale.example", area=maths, asked_at=NOW)
    rows = {row[0]: row[1:] for row in covered.table(dales, 2026).rows}
    assert (rows["Maths"], rows["English"], rows["Art"]) == ((1, 0, 1, 0), (1, 1, 0, 0), (0, 0, 0, 0))
    assert covered.table(dales, 2026).rows[-1][0] == "English"
    assert [row[0] for row in ending.table(dales, 2026).rows] == [leaving.person.name]
    assert ending.table(dales, 2029).rows[0][:4] == (
        staying.person.name, staying.home_school.name, date(2030, 8, 31), "a holiday",
    )  # fmt: skip


def test_schools_that_neither_give_nor_get_stand_first():
    support = Support()
    hawes = cast.school("Hawes Primary School")
    for school in (support.reeth, support.leyburn, hawes):
        Membership.objects.create(alliance=support.alliance, organisation=school, starts=date(2020, 9, 1))
    support.written_up()
    rows = given_and_got.table(support.alliance, 2026).rows
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("Hawes Primary School", Days(0), 0, Days(0)),
        (support.reeth.name, Days(1), 0, Days(0)),
        (support.leyburn.name, Days(0), 1, Days(1)),
    ]


@pytest.mark.parametrize("leaders", [1, 3])
def test_a_report_asks_the_same_number_of_questions(leaders, django_assert_num_queries):
    support = Support()
    for number in range(leaders):
        support.add_leader(f"Leader {number}")
    with django_assert_num_queries(1):
        deployed.table(support.alliance, 2026)
    with django_assert_num_queries(1):
        covered.table(support.alliance, 2026)
    with django_assert_num_queries(1):
        given_and_got.table(support.alliance, 2026)
    with django_assert_num_queries(2):
        ending.table(support.alliance, 2026)
    with django_assert_num_queries(10):
        year.table(support.alliance, 2026)


@pytest.mark.parametrize("slug", REPORTS)
def test_on_the_page_and_as_a_file(slug, client: Client):
    owed = Owed()
    owed.approved()
    sign_in(client, owed.margaret)
    assert "<svg" in client.get(reverse("office-report", args=[slug])).content.decode()
    answer = client.get(reverse("office-report", args=[slug]), {"as": "csv", "year": "2026"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(answer.streaming_content)


def test_days_are_said_on_the_page_and_counted_in_the_file(client: Client):
    owed = Owed()
    owed.approved()
    sign_in(client, owed.margaret)
    address = reverse("office-report", args=[deployed.REPORT.slug])
    assert "½ day" in client.get(address).content.decode()
    assert b"0.5" in b"".join(client.get(address, {"as": "csv", "year": "2026"}).streaming_content)


def test_a_director_reads_the_reports_of_the_alliance_she_directs_and_of_no_other(client: Client):
    teaching, directing = cast.alliance("Airedale Alliance"), cast.alliance("Wharfedale Alliance", default=False)
    hugh = cast.person("Hugh Metcalfe")
    cast.post(hugh, Role.STAFF, teaching, cast.school())
    cast.post(hugh, Role.PANEL, teaching)
    cast.post(hugh, Role.DIRECTOR, directing)
    cast.leader(teaching, cast.school("Hawes Primary School"), "Farah Siddiqui")
    cast.leader(directing, cast.school("Askrigg Primary School"), "Tom Raine")
    sign_in(client, hugh)
    page = client.get(reverse("office-report", args=["who-is-deployed"])).content.decode()
    assert "Tom Raine" in page
    assert "Farah Siddiqui" not in page


def test_nobody_else_reads_reports(client: Client):
    dales = cast.alliance()
    sign_in(client, cast.leader(dales, cast.school()).person)
    assert client.get(reverse("office-reports")).status_code == 403
    assert client.get(reverse("office-report", args=["the-year-so-far"])).status_code == 403


def test_a_report_that_there_is_not_and_a_year_that_makes_no_sense(client: Client):
    sign_in(client, cast.officer(cast.alliance()))
    assert client.get(reverse("office-report", args=["nothing"])).status_code == 404
    assert client.get(reverse("office-report", args=["the-year-so-far"]), {"year": "x"}).status_code == 200
