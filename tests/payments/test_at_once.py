"""What happens between the look and the act: nothing of it is undone, and nothing said is older than what is so."""

import pytest
from django.urls import reverse

from drystone.lifecycle import Refused
from drystone.mail.models import Message
from drystone.payments import fund_reports, funds, statements, tasks
from drystone.payments.models import FundShare, Statement
from tests.clock import NOW
from tests.payments.funded import AFTER, Funded
from tests.payments.owed import Owed
from tests.supporting_pages import account, said


@pytest.mark.django_db
def test_a_credit_while_funds_are_shared_out_is_not_written_over(monkeypatch):
    at = Funded()
    fund = at.fund()
    work = at.carried((fund, 900_00))
    (line,) = at.worked(work, 10)
    lock = funds.locked

    def late(*numbers: int):
        monkeypatch.setattr(funds, "locked", lock)
        statements.credit(line, note="It was another day.", by=at.finn, at=AFTER)
        return lock(*numbers)

    monkeypatch.setattr(funds, "locked", late)
    funds.share_out(work, [(fund, 600_00)], cost=(900_00, 6), by=at.finn, at=AFTER)
    share = FundShare.objects.get()
    fund.refresh_from_db()
    assert (share.pence, share.spent_pence, share.spent_half_days, fund.spent_pence) == (600_00, 0, 0, 0)


def test_the_mail_says_the_days_that_the_statement_says_though_it_grew_since_it_was_found(at: Owed):
    work = at.agreed(half_days=6)
    at.draft(deployment=work)
    (found,) = Statement.objects.select_related("alliance", "home_school").prefetch_related("lines")
    at.delivered(work, 11, half_days=2)
    at.pulled()
    at.prepared()
    assert tasks.settle(found, None, by=at.finn, at=AFTER) == ""
    sent = Message.objects.get(kind="payments.statement_sent")
    assert "£435" in sent.text
    assert "1½ days" in sent.text


@pytest.mark.django_db
def test_of_two_who_write_a_report_the_second_is_told_and_keeps_her_words():
    at = Funded()
    fund = at.fund(reports=[NOW.date()])
    first, second = fund.reports.get(), fund.reports.get()
    given = {"kept_back_for": "A coordinator.", "added": "Two more schools."}
    fund_reports.give(first, **given, by=at.finn, at=AFTER)
    fund_reports.give(first, **given, by=at.finn, at=AFTER)
    with pytest.raises(Refused, match="Finn Metcalfe"):
        fund_reports.give(second, kept_back_for="Travel.", added="Nothing.", by=at.margaret, at=AFTER)
    typed = {"kept_back_for": "Travel to Keld.", "added": "Nothing."}
    page = said(account(at.margaret).post(reverse("office-fund-report", args=[first.pk]), typed))
    assert "Finn Metcalfe has given this report already" in page
    assert "Travel to Keld." in page
