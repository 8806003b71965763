"""A home school is asked by link to sign a self-billing agreement: a minute, in words that are kept, or nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import self_billing, statements
from drystone.payments.models import SelfBilling
from drystone.people import signatures
from drystone.people.models import Link
from drystone.reports import waiting
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.payments.owed import AFTER, Owed
from tests.payments.test_self_billing import agreed
from tests.selection.test_in_a_browser import signed_in
from tests.supporting_pages import account, opened, said

TERM = {"starts": date(2026, 9, 1), "ends": date(2027, 8, 31)}
TYPED = {"name": "Ann Peel", "role": "Headteacher", "vat_number": "GB 123 4567 89", "sure": "on"}
NAMED = {"typed_name": "Ann Peel", "typed_role": "Headteacher", "vat_number": ""}


def asked(at: Owed, **term: date) -> SelfBilling:
    return self_billing.ask(at.alliance, at.reeth, **TERM | term, by=at.finn, at=NOW)


def test_by_its_link_the_school_reads_what_it_means_and_signs_from_that_day_on(at: Owed):
    made = asked(at)
    assert asked(at) == made
    letter = Message.objects.get(kind="payments.self_billing_asked")
    assert letter.subject == "May Swaledale Alliance write the invoices of Reeth Primary School?"
    browser, page = opened(Link.objects.get(purpose="self-billing"))
    shown = said(browser.get(page))
    assert "from Wednesday 11 November 2026 to Tuesday 31 August 2027" in shown
    assert "writes none for the same work" in shown
    assert "Tick the box to agree." in said(browser.post(page, {**TYPED, "sure": ""}))
    assert SelfBilling.objects.unsigned().exists()
    for _ in range(2):
        browser.post(page, TYPED)
    made.refresh_from_db()
    assert (made.agreed_by, made.agreed_on) == ("Ann Peel, Headteacher", NOW.date())
    assert (made.starts, made.vat_number) == (NOW.date(), "GB 123 4567 89")
    assert signatures.check(made.signature)
    assert "from Wednesday 11 November 2026" in made.signature.text
    assert "VAT number of Reeth Primary School: GB 123 4567 89" in made.signature.text
    assert "Agreed on Wednesday 11 November 2026 by Ann Peel, Headteacher." in said(browser.get(page))
    assert statements.send(at.draft(), by=at.finn, at=AFTER).self_billing == made


def test_until_it_is_signed_its_statements_are_no_invoices(at: Owed):
    asked(at)
    assert at.sent().self_billing is None


def test_only_who_speaks_for_its_money_signs_and_only_while_it_is_asked(at: Owed):
    made = asked(at)
    for person in (at.susan, at.finn, at.margaret, at.leader):
        with pytest.raises(NotAllowed):
            self_billing.sign(made, **NAMED, by=person, at=NOW)
    with pytest.raises(Refused, match="its time is over"):
        self_billing.sign(made, **NAMED, by=at.ann, at=NOW + timedelta(days=300))
    self_billing.end(made, note="Another way.", by=at.finn, at=NOW)
    with pytest.raises(Refused, match="withdrawn"):
        self_billing.sign(made, **NAMED, by=at.ann, at=NOW)
    assert "This is not asked any more" in said(account(at.ann).get(reverse("school-self-billing", args=[made.pk])))
    assert not SelfBilling.objects.filter(signature__isnull=False).exists()


def test_it_is_asked_within_the_same_bounds_as_it_is_recorded(at: Owed):
    for term, refusal in (
        ({"ends": date(2027, 9, 1)}, "twelve months at most"),
        ({"ends": date(2026, 8, 1)}, "ends before it begins"),
    ):
        with pytest.raises(Refused, match=refusal):
            asked(at, **term)
    with pytest.raises(Refused, match="Nobody who speaks for the money of Keld School"):
        self_billing.ask(at.alliance, cast.school("Keld School"), **TERM, by=at.finn, at=NOW)
    with pytest.raises(NotAllowed):
        self_billing.ask(at.alliance, at.reeth, **TERM, by=at.coordinator(), at=NOW)
    asked(at)
    with pytest.raises(Refused, match="waits for the school to sign"):
        agreed(at)


def test_a_renewal_that_is_not_signed_does_not_silence_the_reminder(at: Owed):
    agreed(at, ends=date(2026, 12, 20))
    asked(at, starts=date(2026, 12, 21))
    assert self_billing.remind_lapsing(at=AFTER) == 1


def test_it_waits_for_whoever_speaks_for_the_money_until_it_is_signed(at: Owed):
    def waits() -> bool:
        found = waiting.for_person(cast.acting(at.ann, NOW.date()), at=NOW)
        return "self-billing-to-sign" in {each.kind for each in found}

    made = asked(at)
    assert waits()
    assert "Say whether we may write the invoices of Reeth Primary School" in said(
        account(at.ann).get(reverse("home"))
    )
    self_billing.sign(made, **NAMED, by=at.ann, at=NOW)
    assert not waits()


def test_the_database_keeps_that_nobody_agreed_who_was_not_asked(at: Owed):
    made = asked(at)
    for wrong in ({"asked": None, "asked_at": None}, {"agreed_by": "Ann Peel"}, {"agreed_on": NOW.date()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SelfBilling.objects.filter(pk=made.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_finance_asks_and_the_head_signs_on_her_telephone(live_server, open_browser, looks_right):
    at, where = Owed(), live_server.url
    finn = signed_in(open_browser(DESK), where, at.finn).new_page()
    finn.goto(where + reverse("office-self-billings"))
    finn.get_by_role("link", name="Ask a school to sign").click()
    finn.get_by_label("Which school?").fill("Reeth Primary School")
    for group, day in (("From", ("1", "9", "2026")), ("Until", ("31", "8", "2027"))):
        for name, value in zip(("Day", "Month", "Year"), day, strict=True):
            finn.get_by_role("group", name=group, exact=True).get_by_label(name).fill(value)
    looks_right(finn, "a school is asked to sign")
    finn.get_by_role("button", name="Ask the school").click()
    finn.get_by_text("The school is asked to sign.").wait_for()
    made = SelfBilling.objects.get()
    for kind in (DESK, PHONE):
        ann = signed_in(open_browser(kind), where, at.ann).new_page()
        ann.goto(where + reverse("school-self-billing", args=[made.pk]))
        looks_right(ann, f"may we write your invoices, {kind['viewport']['width']}")
    ann.get_by_label("I agree to this for the school").check()
    ann.get_by_role("button", name="Sign for the school").click()
    ann.get_by_text("Thank you. Signed.").wait_for()
    finn.goto(where + reverse("office-self-billing", args=[made.pk]))
    finn.get_by_text("Ann Peel, Headteacher").wait_for()
    looks_right(finn, "a self-billing agreement that a school signed")
