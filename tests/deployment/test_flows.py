"""Which way the money goes and in what unit: chosen when an agreement is drawn up, signed, and copied onto lines."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.deployment import wording
from drystone.deployment.models import Agreement
from drystone.payments import due, rates
from drystone.payments.models import DueLine
from drystone.people import policies
from tests import cast
from tests.clock import NOW
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import account

PARTIES = ("receiving", "home", "leader", "alliance")


@pytest.fixture
def at(db: None) -> Owed:
    return Owed()


def typed(client, deployment, **changed) -> dict:
    initial = client.get(reverse("office-agreement", args=[deployment.pk])).context["form"].initial
    given = {name: value for name, value in initial.items() if value is not None}
    return given | {"half_days": given["half_days"] / 2, "ends": date(2026, 12, 18)} | changed


def money(agreement: Agreement, party: str) -> str:
    return "; ".join(line for term in wording.money(agreement, party) for line in term.said if line)


@pytest.mark.parametrize(
    ("flow", "pays", "gets"),
    [
        ("hub", "Leyburn Primary School pays £60 an hour. VAT: exempt", "Reeth Primary School gets £45 an hour"),
        (
            "direct",
            "Leyburn Primary School pays Reeth Primary School £45 an hour, by invoices of that school. VAT: exempt",
            "Reeth Primary School invoices Leyburn Primary School £45 an hour",
        ),
        ("reimbursed", "Nobody is charged", "Reeth Primary School gets £45 an hour"),
        (
            "grant",
            "Funds carry £60 an hour; Leyburn Primary School pays what they cannot. VAT: exempt",
            "Reeth Primary School gets £45 an hour",
        ),
        ("nil", "No money: days are exchanged", "No money: days are exchanged"),
    ],
)
def test_each_party_signs_her_own_side_of_the_money(at: Owed, flow: str, pays: str, gets: str):
    rates.change(
        at.alliance, "system_leader", since=date(2026, 9, 2), unit="hour", charge_pence=60_00,
        reimbursement_pence=45_00, by=at.finn, at=NOW,
    )  # fmt: skip
    proposed, office = at.proposed(), account(at.margaret)
    answer = office.post(
        reverse("office-agreement", args=[proposed.pk]), typed(office, proposed, flow=flow, price="1")
    )
    assert answer.status_code == 302
    agreement = proposed.agreements.get()
    assert (money(agreement, "receiving"), money(agreement, "home")) == (pays, gets)
    assert "£" not in wording.words(agreement, "leader")
    assert (agreement.unit, agreement.flow) == ("hour", flow)
    at.delivered(at.agree(agreement) or proposed)
    assert due.pull(at.alliance, by=None, at=AFTER) == 1
    line = DueLine.objects.get()
    charged = {"hub": 180_00, "grant": 180_00, "direct": 135_00}.get(flow, 0)
    assert (line.charge_pence, line.reimbursement_pence) == (charged, 0 if flow == "nil" else 135_00)
    assert (line.payer is None) == (flow in ("reimbursed", "nil"))


def test_the_flow_of_the_alliance_is_filled_in(at: Owed):
    policies.change(at.alliance, {"default_flow": "reimbursed"}, by=at.margaret, at=NOW)
    office, proposed = account(at.margaret), at.proposed()
    assert typed(office, proposed)["flow"] == "reimbursed"
    page = office.get(reverse("office-policies")).content.decode()
    assert "The Alliance reimburses the home school and charges nobody" in page


def test_where_nobody_was_charged_a_new_way_needs_a_price_of_the_card(at: Owed):
    deployment, office = at.agreed(flow="nil", charge_pence=0, reimbursement_pence=0), account(at.margaret)
    here = reverse("office-agreement", args=[deployment.pk])
    answer = office.post(here, typed(office, deployment, flow="hub"))
    assert "choose a price of the rate card" in answer.content.decode()
    office.post(here, typed(office, deployment, flow="hub", price="1"))
    assert deployment.agreements.first().charge_pence == 300_00


def test_where_nobody_is_charged_nobody_else_is_asked_to_pay(at: Owed):
    council = cast.school("Dales Council", kind="authority")
    office, proposed = account(at.margaret), at.proposed()
    given = typed(office, proposed, flow="nil", payer=council.pk, purchase_order="PO 7")
    office.post(reverse("office-agreement", args=[proposed.pk]), given)
    agreement = proposed.agreements.get()
    assert set(agreement.consents.values_list("party", flat=True)) == set(PARTIES)
    assert (agreement.payer, agreement.purchase_order, agreement.cancellation) == (at.leyburn, "", [])


@pytest.mark.parametrize("flow", ["direct", "reimbursed", "nil"])
def test_the_database_keeps_money_out_of_flows_that_do_not_have_it(at: Owed, flow: str):
    agreement = at.drawn_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(flow=flow)
