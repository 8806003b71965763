"""One page with each party's state: what she reads of it, what is answered on it, what the office does from it."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from drystone.deployment import consents, sentences
from drystone.deployment.models import Consent, ConsentProof, ConsentWords, Deployment
from drystone.documents import papers
from drystone.lifecycle import AlreadyMoved
from drystone.mail.models import Message
from drystone.people.models import Signature
from drystone.people.roles import Role
from drystone.web import agreement_parties
from tests import cast
from tests.clock import NOW
from tests.documents.conftest import text_of
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said

PDF = b"%PDF-1.4\n%%EOF"
SIGNED = {"answer": "agree", "name": "Susan Iveson", "role": "Headteacher"}


@pytest.fixture
def office(support):
    return account(support.margaret)


def parties_page(office, agreement) -> str:
    return said(office.get(reverse("office-agreement-parties", args=[agreement.pk])))


def turn() -> str:
    return sentences.waiting_for(Deployment.objects.get(), NOW)


def test_the_office_reads_whose_turn_it_is_until_when_and_what_comes_next(office, support):
    agreement = support.drawn_up()
    support.agree(agreement, "home")
    consents.ask_question(support.consent(agreement, "receiving"), "Which mornings?", **support.by(support.susan))
    shown = parties_page(office, agreement)
    assert "Waiting for <strong>the office to answer Susan Iveson</strong> by Wednesday 18 November 2026" in shown
    assert "Whoever has not answered is reminded on Tuesday 17 November 2026" in shown
    assert "Which mornings?" in shown
    assert "Signed as Home approver." in shown


def test_an_answer_gives_the_turn_back_to_whoever_asked(office, support):
    agreement = support.drawn_up()
    support.agree(agreement, "home", "leader", "alliance")
    consent = support.consent(agreement, "receiving")
    consents.ask_question(consent, "Which mornings?", **support.by(support.susan))
    assert turn() == "the office to answer Susan Iveson"
    here = reverse("office-consent-answer", args=[consent.pk])
    for _ in range(2):
        office.post(here, {"text": "Tuesdays."})
    assert turn() == "Susan Iveson to agree"
    assert Message.objects.filter(kind="deployment.question_answered").count() == 1
    consents.ask_question(Consent.objects.get(pk=consent.pk), "All of them?", **support.by(support.susan))
    assert turn() == "the office to answer Susan Iveson"


def test_what_a_party_proposes_fills_the_form_of_the_next_version(office, support):
    support.drawn_up()
    client, page = opened(support.link(support.susan, "consent"))
    proposal = {"answer": "change", "change": "Four days, please.", "half_days": "4", "ends": "2026-12-11"}
    assert client.post(page, proposal).status_code == 302
    words = ConsentWords.objects.get()
    assert words.proposed == {"half_days": 8, "ends": "2026-12-11"}
    form = office.get(reverse("office-agreement", args=[Deployment.objects.get().pk]), {"from": words.pk})
    assert "Four days, please." in said(form)
    filled = form.context["form"].initial
    assert (filled["half_days"], filled["ends"], filled["pattern"]) == (8, date(2026, 12, 11), "Tuesday mornings")
    assert Deployment.objects.get().agreements.count() == 1


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "0", "²"])
def test_what_is_no_proposal_fills_in_what_stands(office, support, number):
    support.drawn_up()
    form = office.get(reverse("office-agreement", args=[Deployment.objects.get().pk]), {"from": number})
    assert (form.status_code, form.context["form"].initial["half_days"]) == (200, 6)


def test_a_proposal_that_does_not_fit_is_said_and_keeps_what_was_typed(support):
    support.drawn_up()
    client, page = opened(support.link(support.susan, "consent"))
    shown = client.post(page, {"answer": "change", "change": "Fewer, please.", "half_days": "1.3"}).content.decode()
    assert "Write whole or half days" in shown
    assert "Fewer, please.</textarea>" in shown
    assert client.post(page, {"answer": "question", "question": "When?", "half_days": "1.3"}).status_code == 302


def test_whoever_has_read_it_says_so_and_answers_later(office, support):
    agreement = support.drawn_up()
    client, page = opened(support.link(support.susan, "consent"))
    client.get(page)
    assert support.consent(agreement, "receiving").state == "asked", "looking changes nothing"
    for _ in range(2):
        client.post(page, {"answer": "later"})
    assert support.consent(agreement, "receiving").state == "seen"
    assert "Has read it" in parties_page(office, agreement)
    assert support.sign(support.consent(agreement, "receiving")).state == "agreed"


def test_the_link_of_an_overtaken_version_leads_to_the_newest_and_shows_what_is_different(support):
    first = support.drawn_up(pattern="Tuesdays")
    client, page = opened(support.link(support.susan, "consent"))
    second = support.drawn_up(Deployment.objects.get(), pattern="Thursdays", charge_pence=31000)
    shown = said(client.get(page))
    assert "Agreement, version 2" in shown
    for cell in ('data-label="Was">Tuesdays', 'Is now"><strong>Thursdays', "pays £310 a day"):
        assert cell in shown
    client.post(page, SIGNED | {"version": "2"})
    assert support.consent(second, "receiving").state == "agreed"
    assert support.consent(first, "receiving").state == "asked"


def test_an_overtaken_version_waits_for_nobody(office, support):
    first = support.drawn_up()
    consents.ask_question(support.consent(first, "home"), "Why?", **support.by(support.ann))
    support.drawn_up(Deployment.objects.get(), half_days=4)
    assert said(account(support.susan).get(reverse("home"))).count("Read the agreement") == 1
    assert "about the agreement with" not in said(office.get(reverse("office-home")))


def test_nobody_signs_a_version_that_she_has_not_seen_and_what_she_typed_stays(support):
    support.drawn_up()
    client, page = opened(support.link(support.susan, "consent"))
    support.drawn_up(Deployment.objects.get(), half_days=4)
    shown = client.post(page, SIGNED | {"version": "1"}).content.decode()
    assert "A newer version was drawn up meanwhile" in shown
    assert 'value="Susan Iveson"' in shown
    assert not Signature.objects.exists()
    assert client.post(page, SIGNED | {"version": "2"}).status_code == 302
    assert Signature.objects.count() == 1


def test_whoever_is_no_party_to_the_newest_version_reads_what_stands(support):
    authority = cast.school("North Riding Council")
    payer = cast.person("Neil Dobson", account=False)
    cast.post(payer, Role.COMMISSIONER, support.alliance, authority)
    support.drawn_up(payer=authority)
    client, page = opened(support.link(payer, "consent"))
    support.drawn_up(Deployment.objects.get())
    shown = said(client.get(page))
    assert "you are not asked about it. You need do nothing" in shown
    assert "Send my answer" not in shown


def test_a_head_who_came_between_two_versions_is_asked_and_who_agreed_need_not_again(office, support):
    agreement = support.drawn_up()
    support.agree(agreement, "home", "leader")
    support.susan.posts.all().update(ends=cast.TODAY - timedelta(days=1))
    new = support.another_head(support.leyburn, "Rachel Dent")
    assert "today Rachel Dent would be asked" in parties_page(office, agreement)
    second = support.drawn_up(Deployment.objects.get())
    asked = {c.party: c.person.name for c in second.consents.select_related("person") if c.state == "asked"}
    assert asked == {"receiving": new.name, "alliance": "Margaret Alderson"}
    client, page = opened(support.link(support.susan, "consent"))
    assert "you are not asked about it" in said(client.get(page))


def test_who_need_not_answer_a_change_reads_that_her_consent_stands(support):
    support.drawn_up(support.agreed(), charge_pence=32000)
    client, page = opened(support.link(support.ann, "consent"))
    shown = said(client.get(page))
    assert "Your answer to version 1 stands" in shown
    assert "£320" not in shown
    assert "Waiting for <strong>Susan Iveson and the office to agree</strong>" in shown


def test_an_answer_is_recorded_with_what_shows_it(office, support):
    agreement = support.drawn_up()
    here = reverse("office-consent", args=[support.consent(agreement, "home").pk])
    given = {"agreed": "yes", "note": "By e-mail"}
    assert "Choose a PDF" in said(office.post(here, given | {"proof": SimpleUploadedFile("x.exe", b"MZ")}))
    assert support.consent(agreement, "home").state == "asked"
    for _ in range(2):
        office.post(here, given | {"proof": SimpleUploadedFile("mail.pdf", PDF)})
    assert ConsentProof.objects.get().consent == support.consent(agreement, "home")
    shown = office.get(reverse("office-consent-proof", args=[support.consent(agreement, "home").pk]))
    assert b"".join(shown.streaming_content) == PDF
    assert "Recorded by Margaret Alderson: By e-mail" in parties_page(office, agreement)


@pytest.mark.parametrize("verb", ["office-consent", "office-consent-answer"])
def test_on_an_overtaken_version_the_office_is_told_so(office, support, verb):
    first = support.drawn_up()
    consent = support.consent(first, "home")
    consents.ask_question(consent, "Why?", **support.by(support.ann))
    support.drawn_up(Deployment.objects.get(), half_days=4)
    pressed = office.post(reverse(verb, args=[consent.pk]), {"agreed": "yes", "note": "By phone", "text": "Because."})
    assert "A newer version of this agreement has been drawn up" in said(pressed)


def test_nobody_but_the_office_reads_of_a_party_that_she_refused(support):
    agreement = support.drawn_up()
    consents.refuse(support.consent(agreement, "home"), **support.by(support.ann))
    rows = list(agreement.consents.all())
    assert "Refused" in [row.state for row in agreement_parties.rows(rows, is_office=True)]
    assert [row.state for row in agreement_parties.rows(rows)] == ["Not agreed yet", "Asked", "Asked", "Asked"]


def test_of_a_change_that_is_refused_whoever_was_asked_hears_only_that_it_is_not_made(support):
    second = support.drawn_up(support.agreed(), charge_pence=32000, reimbursement_pence=31000)
    consents.refuse(support.consent(second, "home"), reason="Too much.", **support.by(support.ann))
    letter = Message.objects.get(kind="deployment.change_dropped")
    assert letter.to_name == "Susan Iveson", "the leader was not asked, the office hears more, Ann knows"
    assert "What was agreed before stands" in letter.text
    assert "Ann Peel" not in letter.text


@pytest.mark.parametrize("verb", ["agree", "see", "ask", "refuse"])
def test_after_a_refusal_nobody_answers(support, verb):
    agreement = support.drawn_up()
    consents.refuse(support.consent(agreement, "home"), **support.by(support.ann))
    hers, susan = support.consent(agreement, "receiving"), support.by(support.susan)
    verbs = {
        "agree": lambda: support.sign(hers),
        "see": lambda: consents.see(hers, **susan),
        "ask": lambda: consents.ask_question(hers, "Why?", **susan),
        "refuse": lambda: consents.refuse(hers, **susan),
    }
    with pytest.raises(consents.Over):
        verbs[verb]()
    with pytest.raises(AlreadyMoved):
        support.sign(support.consent(agreement, "home"))


def test_a_signed_copy_says_who_signed_as_what_and_what_was_recorded(support):
    agreement = support.drawn_up(people=("The English lead",))
    consents.record(support.consent(agreement, "home"), agreed=True, note="By phone", **support.office)
    support.agree(agreement)
    agreement.refresh_from_db()
    text = text_of(papers.read(agreement.paper))
    assert "The English lead" in text
    assert "Recorded by Margaret Alderson on Wednesday 11 November 2026: By phone" in text
    assert "Signed on Wednesday 11 November 2026" in text
    assert "£" not in text


def test_what_one_party_wrote_and_a_refusals_reason_are_in_nobody_elses_mail_page_or_copy(support):
    """A question, a proposed change and their answers; then a change that the home head refuses, with a reason."""
    agreement = support.drawn_up()
    hers, anns = support.consent(agreement, "receiving"), support.consent(agreement, "home")
    consents.ask_question(hers, "CANARY question", **support.by(support.susan))
    consents.answer(hers, "CANARY answer", **support.office)
    hers = Consent.objects.get(pk=hers.pk)
    consents.propose_change(hers, "CANARY change", terms={"pattern": "CANARY pattern"}, **support.by(support.susan))
    support.agree(agreement)
    agreement.refresh_from_db()
    second = support.drawn_up(Deployment.objects.get(), half_days=4)
    consents.refuse(support.consent(second, "home"), reason="CANARY reason", **support.by(support.ann))
    told = [f"{letter.subject} {letter.text}" for letter in Message.objects.all()]
    told += [row.text for row in Signature.objects.all()]
    told.append(text_of(papers.read(agreement.paper)))
    for person, consent in ((support.ann, anns), (support.tom.person, support.consent(agreement, "leader"))):
        told.append(said(account(person).get(reverse("school-agreement", args=[consent.pk]))))
        told.append(said(account(person).get(reverse("home"))))
    assert not [words for words in told if "CANARY" in words]
    susan = account(support.susan)
    page = said(susan.get(reverse("school-agreement", args=[hers.pk])))
    assert "This change does not go ahead; what was agreed before still stands" in page
    assert "CANARY question" in page
    assert "CANARY reason" not in page
    assert "Not agreed yet" not in page
    for name, pk in (("office-agreement-parties", second.pk), ("office-consent-proof", anns.pk)):
        assert susan.get(reverse(name, args=[pk])).status_code == 403


@pytest.mark.parametrize("versions", [1, 4])
def test_an_agreements_pages_cost_no_more_with_versions(office, support, django_assert_max_num_queries, versions):
    agreement = support.drawn_up()
    for half_days in range(6, 6 - versions, -1):
        agreement = support.drawn_up(Deployment.objects.get(), half_days=half_days)
    consents.ask_question(support.consent(agreement, "receiving"), "Which mornings?", **support.by(support.susan))
    client, page = opened(support.link(support.susan, "consent"))
    client.get(page)
    with django_assert_max_num_queries(8 + OPENING):
        assert client.get(page).status_code == 200
    with django_assert_max_num_queries(13 + OPENING):
        parties_page(office, agreement)
    with django_assert_max_num_queries(15 + OPENING):
        office.get(reverse("office-deployment", args=[agreement.deployment_id]))
