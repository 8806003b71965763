"""The pages of a deployment, for the right people: by account, by link, and by link with a code."""

from datetime import timedelta

import pytest
from django.urls import reverse

from drystone.brokering import offers
from drystone.brokering.models import SupportRequest
from drystone.deployment import consents, deployments
from drystone.deployment.models import (
    Consent,
    Deployment,
    Visit,
)
from drystone.history.models import Event
from drystone.mail.models import Message
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said


@pytest.fixture
def office(support):
    return account(support.margaret)


@pytest.fixture
def tom(support):
    return account(support.tom.person)


def page_of(client, name: str, pk: int, *more: str) -> str:
    response = client.get(reverse(name, args=[pk, *more]))
    assert response.status_code == 200, response.status_code
    return said(response)


def terms(support, **changed) -> dict:
    given = {
        "objectives": "The team plans together",
        "known_by": "Books show it",
        "half_days": "3",
        "starts": "2026-11-02",
        "ends": "2026-12-18",
        "payer": support.leyburn.pk,
        "terms": "As usual.",
        "flow": "hub",
    }
    return {**given, **changed}


def test_the_office_draws_up_an_agreement_and_presses_twice(office, support):
    here = reverse("office-agreement", args=[support.proposed().pk])
    assert "The team plans together" in said(office.get(here))
    for _ in range(2):
        assert office.post(here, terms(support)).status_code == 302
    assert Deployment.objects.get().agreements.count() == 1
    assert "Ann Peel, Tom Raine, Susan Iveson and the office to agree" in page_of(
        office, "office-deployment", Deployment.objects.get().pk
    )


def test_more_days_than_the_budget_holds_are_refused_beside_their_box(office, support):
    here = reverse("office-agreement", args=[support.proposed().pk])
    assert "The release budget has 6 days left" in said(office.post(here, terms(support, half_days="7")))


def test_objectives_are_typed_as_a_list_one_a_line(office, support):
    here = reverse("office-agreement", args=[support.proposed().pk])
    typed = "- The team plans together\r\n\r\n2. The | leads without help\r\n"
    assert office.post(here, terms(support, objectives=typed, known_by="\r\nShe says so\r\n")).status_code == 302
    aims = [(aim.text, aim.success) for aim in Deployment.objects.get().objectives.all()]
    assert aims == [("The team plans together", ""), ("The | leads without help", "She says so")]
    shown = office.get(here).content.decode()
    assert "The team plans together\nThe | leads without help</textarea>" in shown
    assert "\n\nShe says so</textarea>" in shown, "a browser drops the first line end, so there is one more"


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"known_by": "One\nTwo"}, "2 lines here and 1 above: write one for each objective."),
        ({"objectives": "An aim\n" * 7}, "Six objectives are enough."),
        ({"objectives": "x" * 301}, "has 301 characters; there is room for 300."),
        ({"known_by": "y" * 301}, "has 301 characters; there is room for 300."),
    ],
)
def test_objectives_that_do_not_fit_are_said_and_nothing_typed_is_lost(office, support, changed, what):
    here = reverse("office-agreement", args=[support.proposed().pk])
    page = office.post(here, terms(support, **changed)).content.decode()
    assert what in page
    assert next(iter(changed.values())).strip() in page
    assert not Deployment.objects.get().agreements.exists()


def test_a_party_signs_from_her_e_mail_and_a_button_alone_does_nothing(support):
    support.drawn_up()
    client, page = opened(support.link(support.susan, "consent"))
    shown = said(client.get(page))
    assert "Waiting for <strong>your answer</strong>" in shown
    assert '<dd class="govuk-summary-list__value">Coaching</dd>' in shown
    assert 'value="Headteacher"' in shown, "her role is known; only her name is hers to type"
    client.post(page, {"go": "1"})
    client.post(page, {"answer": "agree"})
    assert Consent.objects.get(party="receiving").state == "asked"
    for _ in range(2):
        client.post(page, {"answer": "agree", "name": "Susan Iveson", "role": "Headteacher"})
    consent = Consent.objects.get(party="receiving")
    assert (consent.state, consent.signature.typed_role) == ("agreed", "Headteacher")
    assert consent.signature.link == support.link(support.susan, "consent")


@pytest.mark.parametrize(("who", "reads"), [("susan", "£300"), ("ann", "£290"), ("leader", "")])
def test_each_party_reads_her_own_side_of_the_money(support, who, reads):
    support.drawn_up()
    client, page = opened(support.link(getattr(support, who), "consent"))
    shown = said(client.get(page))
    assert [sum_ for sum_ in ("£300", "£290") if sum_ in shown] == ([reads] if reads else [])


def test_no_party_opens_the_page_of_another(support):
    agreement = support.drawn_up()
    others = support.consent(agreement, "home")
    susan = account(support.susan)
    assert susan.get(reverse("school-agreement", args=[others.pk])).status_code == 404
    assert page_of(susan, "school-agreement", support.consent(agreement, "receiving").pk)


def test_a_question_is_asked_and_answered(office, support):
    support.drawn_up()
    client, page = opened(support.link(support.susan, "consent"))
    assert "Write what you would like to ask." in said(client.post(page, {"answer": "question", "reason": "Hm."}))
    client.post(page, {"answer": "question", "question": "Which mornings?"})
    consent = Consent.objects.get(party="receiving")
    assert "the office to answer Susan Iveson" in page_of(office, "office-deployment", consent.agreement.deployment_id)
    here = reverse("office-consent-answer", args=[consent.pk])
    assert "Which mornings?" in said(office.get(here))
    office.post(here, {"text": "Tuesdays."})
    assert "Tuesdays." in said(client.get(page))


@pytest.mark.parametrize("party", ["home", "leader"])
def test_nothing_the_receiving_head_can_open_or_read_shows_a_refusal(support, party):
    agreement = support.drawn_up()
    consent = support.consent(agreement, party)
    refusing = support.by(cast.acting(consent.person))
    consents.refuse(consent, reason="We cannot spare him.", **refusing)
    deployment = Deployment.objects.get()
    by_link = opened(support.link(support.susan, "consent"))
    susan = account(support.susan)
    hers = support.consent(agreement, "receiving")
    pages = [
        said(by_link[0].get(by_link[1])),
        page_of(susan, "school-agreement", hers.pk),
        page_of(susan, "school-request", deployment.request_id),
        page_of(susan, "school-choice", deployment.request_id),
        *(f"{m.subject} {m.text}" for m in Message.objects.filter(to_address=support.susan.email)),
    ]
    for shown in pages:
        told = shown.replace("or refuse without giving a reason", "")
        assert "refuse" not in told.lower(), told
        assert "cannot spare" not in told
        assert "Not agreed yet" not in told
    for name, pk in (
        ("school-agreement", consent.pk),
        ("office-deployment", deployment.pk),
        ("office-consent-reason", consent.pk),
        ("leader-deployment", deployment.pk),
    ):
        assert susan.get(reverse(name, args=[pk])).status_code in (403, 404)


def test_the_office_reads_a_private_reason_and_each_look_is_written_down(office, support):
    consent = support.consent(support.drawn_up(), "home")
    consents.refuse(consent, reason="We cannot spare him.", **support.by(support.ann))
    assert "We cannot spare him." in page_of(office, "office-consent-reason", consent.pk)
    assert Event.objects.filter(verb="looked", record_id=consent.pk).count() == 1


def test_the_office_records_a_consent(office, support):
    consent = support.consent(support.drawn_up(), "home")
    here = reverse("office-consent", args=[consent.pk])
    assert office.get(here).status_code == 200
    for _ in range(2):
        office.post(here, {"agreed": "yes", "note": "By phone"})
    assert Consent.objects.get(pk=consent.pk).state == "agreed"


def test_the_signed_copy_goes_to_the_parties(support):
    support.agreed()
    client, page = opened(support.link(support.susan, "agreement"))
    assert client.get(page)["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_as_much_for_three_as_for_one(office, tom, support, django_assert_num_queries, rows):
    for _ in range(rows):
        support.drawn_up(support.proposed(), half_days=1)
    with django_assert_num_queries(8 + OPENING):
        assert said(office.get(reverse("office-deployments"))).count("the office to agree") == rows
    with django_assert_num_queries(8 + OPENING):
        assert said(tom.get(reverse("leader-home"))).count("the office to agree") == rows


def test_a_deployments_page_costs_at_most_fifteen_queries(office, support, django_assert_max_num_queries):
    deployment = support.evaluated().deployment
    with django_assert_max_num_queries(15 + OPENING):
        page_of(office, "office-deployment", deployment.pk)


def test_nothing_is_planned_on_a_page_of_work_that_is_over(office, tom, support):
    deployment = support.written_up().deployment
    several = reverse("office-visits-several", args=[deployment.pk])
    assert several in page_of(office, "office-deployment", deployment.pk)
    deployments.stop(deployment, reason="school", text="x", **support.office)
    for page in (
        page_of(office, "office-deployment", deployment.pk),
        page_of(tom, "leader-deployment", deployment.pk),
    ):
        assert several not in page
        assert "still to plan" not in page


def test_with_forty_visits_of_two_leaders_it_costs_no_more(office, support, django_assert_max_num_queries):
    first = support.written_up().deployment
    deployments.hand_over(first, reason="leader", text="x", **support.office)
    hannah = support.add_leader("Hannah Alderson")
    said_yes = support.leader_yes(SupportRequest.objects.get(), hannah)
    offer = offers.offer(said_yes.request, [(hannah, "x")], **support.office)[0]
    second = deployments.propose(offers.choose(offer, **support.by(support.susan)), **support.office)
    support.agree(support.drawn_up(second, half_days=5))
    hours = {"ends_at": NOW + timedelta(hours=3), "state": "planned", "state_since": NOW}
    Visit.objects.bulk_create(
        Visit(alliance=support.alliance, deployment=second, starts_at=NOW + timedelta(minutes=n), **hours)
        for n in range(40)
    )
    with django_assert_max_num_queries(15):
        shown = page_of(office, "office-deployment", second.pk)
    assert shown.count("Call off<span") == 40
    assert "Taken over from" in shown


def test_link_pages_cost_little(support, django_assert_max_num_queries):
    support.written_up()
    for person, purpose in ((support.susan, "consent"), (support.susan, "visit"), (support.kate, "visit-record")):
        client, page = opened(support.link(person, purpose))
        client.get(page)
        with django_assert_max_num_queries(13):
            assert client.get(page).status_code == 200


@pytest.mark.parametrize("name", ["leader-deployment", "leader-visit-plan"])
def test_a_leaders_pages_are_hers_alone(support, name):
    deployment = support.agreed()
    other = account(support.add_leader("Hannah Alderson").person)
    assert other.get(reverse(name, args=[deployment.pk])).status_code == 404
