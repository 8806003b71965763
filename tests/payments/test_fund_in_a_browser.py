"""A grant that runs out: the office is warned, promises, sees who carries the rest to the penny, and acts on it."""

import pytest
from django.urls import reverse

from drystone.brokering import offers
from drystone.brokering.models import Offer
from drystone.deployment import deployments
from drystone.deployment.models import Deployment
from drystone.payments import fund_figures
from drystone.payments.models import DueLine, Fund
from tests.browsing import DESK, PHONE
from tests.payments.funded import Funded, split
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_grant_that_runs_out(live_server, open_browser, looks_right):
    at, where = Funded(), live_server.url
    office = signed_in(open_browser(DESK), where, at.finn).new_page()
    opened(office, where, looks_right)
    work = warned_and_agreed(at, signed_in(open_browser(DESK), where, at.margaret).new_page(), where, looks_right)
    promised(office, where, work, looks_right)

    at.worked(work, 9, 10)
    first, second = DueLine.objects.order_by("on")
    assert split(first) == ([("School Improvement Fund", 300_00)], 0)
    assert split(second) == ([("School Improvement Fund", 100_01)], 199_99)

    for kind in (DESK, PHONE):
        page = signed_in(open_browser(kind), where, at.finn).new_page()
        page.goto(where + reverse("office-fund", args=[Fund.objects.get().pk]))
        page.get_by_text("Of £400.01, £0 is not delivered yet").first.wait_for()
        page.get_by_text("All of it is spent.").wait_for()
        page.get_by_text("The same as a table").click()
        looks_right(page, f"a fund that ran out, {kind['viewport']['width']}")

    given_more(office, where)
    at.fund(name="Reading Fund", total_pence=150_00)
    split_over_two(office, where, work, looks_right)
    (third,) = at.worked(work, 11)
    assert split(third) == ([("School Improvement Fund", 150_00), ("Reading Fund", 150_00)], 0)
    adds_up()

    school = signed_in(open_browser(PHONE), where, at.susan).new_page()
    consent = work.agreements.get().consents.get(party="receiving")
    school.goto(where + reverse("school-agreement", args=[consent.pk]))
    school.get_by_text("School Improvement Fund carries £550.01 of the cost; £550.01 so far.").wait_for()
    looks_right(school, "what the fund carries")


def adds_up() -> None:
    """Carried by the two funds, £700.01; charged to the payer, £199.99; nothing is left, and nothing is lost."""
    found = fund_figures.of(list(Fund.objects.order_by("total_pence"))).values()
    assert [(each.total, each.committed, each.delivered, each.left) for each in found] == [
        (150_00, 0, 150_00, 0), (550_01, 0, 550_01, 0),
    ]  # fmt: skip
    assert sum(split(line)[1] for line in DueLine.objects.all()) == 199_99


def warned_and_agreed(at: Funded, office, where: str, looks_right) -> Deployment:
    """Before days are offered, and again before they are agreed, the office reads that the fund carries one of three;
    it goes on all the same."""
    said = at.leader_yes()
    office.goto(where + reverse("office-shortlist", args=[said.request_id]))
    office.get_by_text(
        "School Improvement Fund has £400.01 left for Leyburn Primary School: enough for 1 day."
    ).wait_for()
    looks_right(office, "days are offered that a fund cannot carry")
    office.get_by_label("Tom Raine", exact=True).check()
    office.get_by_role("button", name="Offer to the school").click()
    office.get_by_text("has been asked to choose").wait_for()
    chosen = offers.choose(Offer.objects.get(), **at.by(at.susan))
    work = deployments.name_supported(
        deployments.propose(chosen, **at.office), at.kate, role="English lead", **at.office
    )  # fmt: skip
    office.goto(where + reverse("office-agreement", args=[work.pk]))
    office.get_by_text("enough for 1 day. This agreement asks for 3 days.").wait_for()
    looks_right(office, "days are agreed that a fund cannot carry")
    at.agree(at.drawn_up(work, half_days=6, flow="grant"))
    return Deployment.objects.get(pk=work.pk)


def given_more(office, where: str) -> None:
    """Less than it has carried already a fund cannot be; more it can."""
    office.goto(where + reverse("office-fund", args=[Fund.objects.get().pk]))
    office.get_by_role("link", name="Change it").click()
    office.get_by_label("In all, pounds").fill("400")
    office.get_by_role("button", name="Change it").click()
    office.get_by_text("it cannot be less").first.wait_for()
    office.get_by_label("In all, pounds").fill("550.01")
    office.get_by_role("button", name="Change it").click()
    office.get_by_text("Changed.").wait_for()


def split_over_two(office, where: str, work: Deployment, looks_right) -> None:
    office.goto(where + reverse("office-deployment", args=[work.pk]))
    office.get_by_role("link", name="Which funds carry it").click()
    office.get_by_text("funds carry £400.01 and the payer £499.99.").wait_for()
    office.get_by_text("£199.99 is charged to the payer already").wait_for()
    for name, pounds, place in (("School Improvement Fund", "550.01", "1"), ("Reading Fund", "150", "2")):
        office.get_by_label(f"{name}, pounds").fill(pounds)
        office.get_by_label(f"{name}, in which place").fill(place)
    looks_right(office, "work that its fund cannot carry is split over two")
    office.get_by_role("button", name="Keep it").click()
    office.get_by_text("The payer carries whatever no fund does.").wait_for()


def opened(office, where: str, looks_right) -> None:
    office.goto(where + reverse("office-statements"))
    office.get_by_role("link", name="Funds").click()
    looks_right(office, "no fund yet")
    office.get_by_role("link", name="Open a fund").click()
    office.get_by_label("Name", exact=True).fill("School Improvement Fund")
    for group, day in (("From", ("1", "9", "2026")), ("To", ("31", "8", "2027"))):
        for name, value in zip(("Day", "Month", "Year"), day, strict=True):
            office.get_by_role("group", name=group, exact=True).get_by_label(name).fill(value)
    office.get_by_label("In all, pounds").fill("£400.01")
    looks_right(office, "open a fund")
    office.get_by_role("button", name="Open the fund").click()
    office.get_by_text("The fund is open.").wait_for()


def promised(office, where: str, work, looks_right) -> None:
    office.goto(where + reverse("office-deployment", args=[work.pk]))
    office.get_by_role("link", name="Which funds carry it").click()
    office.get_by_text("£400.01 left for this school.").wait_for()
    office.get_by_label("School Improvement Fund, pounds").fill("900")
    office.get_by_role("button", name="Keep it").click()
    office.get_by_text("it cannot carry £900").first.wait_for()
    office.get_by_label("School Improvement Fund, pounds").fill("400.01")
    looks_right(office, "which funds carry it")
    office.get_by_role("button", name="Keep it").click()
    office.get_by_text("The payer carries whatever no fund does.").wait_for()
