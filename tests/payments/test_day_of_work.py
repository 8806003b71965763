"""What was signed on the day of work is what a line is priced by, whatever was agreed afterwards."""

from datetime import datetime

from drystone.deployment import agreements, calling_off, consents
from drystone.deployment.models import Deployment
from tests import cast
from tests.clock import LONDON
from tests.payments.owed import Owed

CHANGED = datetime(2026, 11, 20, 12, tzinfo=LONDON)


def change(at: Owed, work: Deployment, when: datetime = CHANGED, **terms) -> None:
    """Another version is drawn up, and everybody it touches signs it, at that moment."""
    work.refresh_from_db()
    made = agreements.draw_up(work, at.words(**terms), by=at.margaret, at=when)
    for consent in made.consents.select_related("person", "agreement__deployment").exclude(state="agreed"):
        who = cast.acting(consent.person)
        consents.agree(consent, typed_name=who.name, typed_role="Head", by=who, at=when)
    work.refresh_from_db()


def test_work_done_before_the_price_was_changed_keeps_the_price_that_was_signed_for_it(at: Owed):
    work = at.agreed(half_days=6)
    at.delivered(work, 10)
    change(at, work, charge_pence=500_00, reimbursement_pence=400_00)
    (line,) = at.pulled()
    assert (line.charge_pence, line.reimbursement_pence) == (150_00, 145_00)


def test_another_payer_is_not_charged_for_what_was_done_before_it_agreed_to_pay(at: Owed):
    work = at.agreed(half_days=6)
    at.delivered(work, 10)
    council = cast.school("North Council", kind="authority")
    cast.head(at.alliance, council, "Nora Council")
    change(at, work, payer=council)
    (line,) = at.pulled()
    assert line.payer == at.leyburn


def test_what_a_visit_called_off_costs_is_of_the_price_of_that_moment(at: Owed):
    work = at.agreed(half_days=6, cancellation=((2, 50, 50),))
    visit = at.planned(work, 12)
    calling_off.cancel(visit, why="other", asked_by="school", **at.office)
    change(at, work, charge_pence=500_00, reimbursement_pence=400_00, cancellation=((2, 50, 50),))
    (line,) = at.pulled()
    assert (line.charge_pence, line.reimbursement_pence) == (75_00, 72_50)


def test_work_after_the_change_is_at_the_new_price(at: Owed):
    work = at.agreed(half_days=6)
    change(at, work, when=datetime(2026, 11, 10, 7, tzinfo=LONDON), charge_pence=500_00, reimbursement_pence=400_00)
    at.delivered(work, 10)
    (line,) = at.pulled()
    assert (line.charge_pence, line.reimbursement_pence) == (250_00, 200_00)


def test_the_number_of_a_purchase_order_may_come_after_the_work(at: Owed):
    work = at.agreed(half_days=6)
    at.delivered(work, 10)
    change(at, work, purchase_order="PO-17")
    (line,) = at.pulled()
    assert line.purchase_order == "PO-17"
