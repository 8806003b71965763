"""Long after signing both heads come back to what they signed, without an account."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from drystone.people.models import Link
from tests.clock import NOW
from tests.supporting_pages import opened, said


def is_pdf(answer) -> bool:
    return answer.status_code == 200 and answer.getvalue()[:5] == b"%PDF-"


def test_from_the_mail_from_her_own_page_and_from_every_visit_and_never_for_the_colleague_helped(support):
    visit = support.planned()
    agreement = visit.deployment.agreements.get()
    for head, party in ((support.ann, "home"), (support.susan, "receiving")):
        mailed = support.link(head, "agreement")
        assert localdate(mailed.expires_at) - agreement.ends >= timedelta(days=365)
        browser, here = opened(mailed)
        assert is_pdf(browser.get(here))
        browser, here = opened(support.link(head, "consent"))
        signed = reverse("school-agreement-signed", args=[support.consent(agreement, party).pk])
        assert signed in said(browser.get(here))
        assert is_pdf(browser.get(signed))
    copy = reverse("school-visit-agreement", args=[visit.pk])
    susan, here = opened(support.link(support.susan, "visit"))
    assert copy in said(susan.get(here))
    assert is_pdf(susan.get(copy))
    kate, here = opened(support.link(support.kate, "visit"))
    assert copy not in said(kate.get(here))
    assert kate.get(copy).status_code == 403


def test_before_everybody_has_agreed_and_for_a_payer_there_is_no_copy(support):
    agreement = support.drawn_up()
    consent = support.consent(agreement, "receiving")
    susan, here = opened(support.link(support.susan, "consent"))
    signed = reverse("school-agreement-signed", args=[consent.pk])
    assert signed not in said(susan.get(here))
    assert susan.get(signed)["Location"] == here
    assert Link.objects.filter(purpose="agreement", made_at__gte=NOW).count() == 0
