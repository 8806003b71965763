"""With a school's agreement its statements are its invoices: for twelve months at most, and marked as the law asks."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from drystone.deployment.models import VatCode
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import documents, self_billing, statements
from drystone.payments.models import SelfBilling, Statement
from drystone.payments.self_billing import Agreed
from tests import cast
from tests.clock import LONDON
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import account, said

STARTS, ENDS = date(2026, 9, 1), date(2027, 8, 31)
NUMBER = "GB 123 4567 89"


def agreed(at: Owed, starts: date = STARTS, ends: date = ENDS, vat_number: str = NUMBER) -> SelfBilling:
    terms = Agreed("Jane Dinsdale, bursar", date(2026, 8, 20), starts, ends, vat_number)
    return self_billing.agree(at.alliance, at.reeth, terms, by=at.finn, at=AFTER)


def printed(statement: Statement) -> str:
    return str(documents.statement_words(statement))


def test_with_an_agreement_the_statement_is_an_invoice_and_says_what_the_law_asks(at: Owed):
    agreed(at)
    statement = at.sent(deployment=at.agreed(vat_code=VatCode.STANDARD))
    words = printed(statement)
    assert "self-billed invoice" in words
    assert "The VAT shown is your output tax due to HMRC." in words
    assert NUMBER in words
    assert "Self-billing" in statements.words(statement)
    assert "self-billed invoice" in said(account(at.ann).get(reverse("school-statement", args=[statement.pk])))


def test_without_one_it_is_no_invoice(at: Owed):
    statement = at.sent(deployment=at.agreed(vat_code=VatCode.STANDARD))
    words = printed(statement)
    assert "self-billed" not in words.lower()
    assert "output tax" not in words
    assert "please send a VAT invoice" in words
    assert "self-bill" not in said(account(at.ann).get(reverse("school-statement", args=[statement.pk]))).lower()


def test_without_vat_nothing_is_said_of_output_tax(at: Owed):
    agreed(at, vat_number="")
    words = printed(at.sent())
    assert "self-billed invoice" in words
    assert "output tax" not in words


@pytest.mark.parametrize(("starts", "ends"), [(date(2027, 1, 1), ENDS), (STARTS, date(2026, 11, 30))])
def test_one_that_does_not_hold_on_the_day_it_is_sent_makes_no_invoice(at: Owed, starts: date, ends: date):
    agreed(at, starts, ends)
    assert at.sent().self_billing is None


def test_one_that_was_ended_makes_no_invoice_and_what_was_sent_stays_one(at: Owed):
    agreement = agreed(at)
    deployment = at.agreed()
    statement = at.sent(deployment=deployment)
    self_billing.end(agreement, note="They write their own.", by=at.finn, at=AFTER)
    self_billing.end(agreement, note="Again.", by=at.finn, at=AFTER)
    assert [each.verb for each in events.of(agreement)] == ["agreed", "ended"]
    at.delivered(deployment, 11)
    at.pulled()
    (later,) = at.prepared(month=date(2026, 12, 1))
    assert statements.send(later, by=at.finn, at=AFTER).self_billing is None
    assert Statement.objects.get(pk=statement.pk).self_billing == agreement
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(self_billing=None)


def test_an_invoice_with_vat_needs_the_schools_vat_number(at: Owed):
    agreed(at, vat_number="")
    draft = at.draft(deployment=at.agreed(vat_code=VatCode.STANDARD))
    with pytest.raises(Refused):
        statements.send(draft, by=at.finn, at=AFTER)
    account(at.finn).post(reverse("office-statement-act", args=[draft.pk, "send"]))
    assert Statement.objects.get().state == "draft"


def test_it_lasts_for_twelve_months_at_most(at: Owed):
    with pytest.raises(Refused):
        agreed(at, ends=date(2027, 9, 1))
    with pytest.raises(Refused):
        agreed(at, ends=date(2026, 8, 1))
    assert agreed(at) == agreed(at)
    assert SelfBilling.objects.count() == 1


def test_it_is_renewed_by_another_after_it_and_not_beside_it(at: Owed):
    agreed(at)
    with pytest.raises(Refused):
        agreed(at, date(2027, 8, 31), date(2028, 8, 30))
    later = agreed(at, date(2027, 9, 1), date(2028, 8, 31))
    assert [each.verb for each in events.of(later)] == ["renewed"]


def test_only_who_looks_after_the_money_agrees_and_ends(at: Owed):
    terms = Agreed("Jane Dinsdale, bursar", STARTS, STARTS, ENDS)
    for person in (at.ann, at.coordinator(), at.leader):
        with pytest.raises(NotAllowed):
            self_billing.agree(at.alliance, at.reeth, terms, by=person, at=AFTER)
    with pytest.raises(NotAllowed):
        self_billing.end(agreed(at), note="-", by=at.ann, at=AFTER)


def test_finance_is_reminded_once_a_month_before_it_lapses_unless_it_was_renewed(at: Owed):
    agreed(at)
    early, due = (datetime(2027, 8, day, 6, tzinfo=LONDON) for day in (1, 2))
    assert [self_billing.remind_lapsing(at=moment) for moment in (early, due, due)] == [1, 0, 0]
    told = Message.objects.filter(kind="payments.self_billing_lapses")
    assert set(told.values_list("to_address", flat=True)) == {at.finn.email, at.margaret.email}
    SelfBilling.objects.update(reminded_on=None)
    agreed(at, date(2027, 9, 1), date(2028, 8, 31))
    assert self_billing.remind_lapsing(at=due) == 0


def test_it_is_not_recalled_too_early_nor_once_it_was_ended(at: Owed):
    agreement = agreed(at)
    assert self_billing.remind_lapsing(at=datetime(2027, 7, 31, 6, tzinfo=LONDON)) == 0
    self_billing.end(agreement, note="-", by=at.finn, at=AFTER)
    assert self_billing.remind_lapsing(at=datetime(2027, 8, 20, 6, tzinfo=LONDON)) == 0


def test_who_sees_it(at: Owed):
    agreed(at)
    stranger = cast.officer(cast.alliance("Another", default=False), "Otto Other")
    everybody = at.margaret, at.finn, at.ann, at.leader, stranger
    seen = [SelfBilling.objects.visible_to(person, on=AFTER.date()).count() for person in everybody]
    assert seen == [1, 1, 1, 0, 0]


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_the_office_records_renews_and_ends_it_on_its_pages(at: Owed):
    finn = account(at.finn)
    new = reverse("office-self-billing-new")
    given = {"school": at.reeth.urn, "agreed_by": "Jane Dinsdale, bursar", "vat_number": NUMBER}
    given |= day("agreed_on", date(2026, 8, 20)) | day("starts", STARTS)
    wrong = said(finn.post(new, given | day("ends", date(2028, 1, 1))))
    assert "twelve months at most" in wrong
    assert "Jane Dinsdale, bursar" in wrong
    finn.post(new, given | day("ends", ENDS))
    agreement = SelfBilling.objects.get()
    page = reverse("office-self-billing", args=[agreement.pk])
    assert "In force until" in said(finn.get(page))
    assert NUMBER in said(finn.get(f"{new}?school={at.reeth.key}"))
    assert "Reeth Primary School" in said(account(at.coordinator()).get(reverse("office-self-billings")))
    finn.post(reverse("office-self-billing-end", args=[agreement.pk]), {"note": ""})
    assert SelfBilling.objects.get().ended_on is None
    finn.post(reverse("office-self-billing-end", args=[agreement.pk]), {"note": "They left."})
    assert "Ended" in said(finn.get(page))


def test_the_list_asks_as_much_of_one_as_of_many(at: Owed, django_assert_max_num_queries):
    finn = account(at.finn)
    for number in range(30):
        terms = Agreed("Jane Dinsdale", STARTS, STARTS, ENDS)
        self_billing.agree(at.alliance, cast.school(f"School {number}"), terms, by=at.finn, at=AFTER)
    with django_assert_max_num_queries(15):
        assert said(finn.get(reverse("office-self-billings"))).count("Jane Dinsdale") >= 20
