"""An agreement before its parties: what each signs, what a change re-opens, what a refusal leaves."""

from datetime import date

import pytest

from drystone.deployment import agreements, consents, visits, wording
from drystone.deployment.documents import agreement_words
from drystone.deployment.models import Agreement, Deployment, Visit
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people import signatures
from drystone.people.models import Link, Signature
from drystone.people.roles import Role
from drystone.register import promises, release
from tests import cast


def promised(support) -> int:
    return sum(p.half_days for p in promises.promised_for(Deployment.objects.get()))


def states(agreement) -> dict:
    return dict(agreement.consents.values_list("party", "state"))


def test_home_approver_leader_receiving_head_and_alliance_are_asked(support):
    agreement = support.drawn_up()
    people = {c.party: c.person.name for c in agreement.consents.all()}
    assert people == {
        "home": "Ann Peel",
        "leader": "Tom Raine",
        "receiving": "Susan Iveson",
        "alliance": "Margaret Alderson",
    }
    assert Message.objects.filter(kind="deployment.consent_asked").count() == 4


def test_another_payer_is_a_party(support):
    authority = cast.school("North Riding Council")
    payer = cast.person("Neil Dobson", account=False)
    cast.post(payer, Role.COMMISSIONER, support.alliance, authority)
    agreement = support.drawn_up(payer=authority)
    assert support.consent(agreement, "payer").person == payer


def test_a_payer_finds_neither_the_agreement_nor_the_work_and_gets_no_copy(support):
    authority = cast.school("North Riding Council")
    payer = cast.person("Neil Dobson")
    cast.post(payer, Role.COMMISSIONER, support.alliance, authority)
    support.agree(support.drawn_up(payer=authority))
    support.planned(Deployment.objects.get())
    for kind in (Agreement, Deployment, Visit):
        assert not kind.objects.visible_to(cast.acting(payer), on=cast.TODAY).exists(), kind
    assert set(Link.objects.filter(person=payer).values_list("purpose", flat=True)) == {"consent"}


def test_without_anybody_who_may_release_nothing_is_drawn_up(support):
    deployment = support.proposed()
    support.ann.posts.all().update(ends=date(2026, 11, 1))
    with pytest.raises(agreements.NobodyToAsk, match="Reeth Primary School"):
        support.drawn_up(deployment)
    assert not deployment.agreements.exists()


def test_no_visit_is_planned_before_every_party_has_agreed_to_this_version(support):
    agreement = support.drawn_up()
    for party in ("home", "leader", "alliance"):
        support.agree(agreement, party)
        with pytest.raises(visits.CannotPlan, match="once every party has agreed"):
            support.planned(Deployment.objects.get())
    support.agree(agreement, "receiving")
    assert support.planned(Deployment.objects.get()).state == "planned"


def test_the_last_signature_makes_it_agreed_and_sends_everybody_the_copy(support):
    deployment = support.agreed()
    assert deployment.state == "agreed"
    assert deployment.agreements.get().paper is not None
    assert Message.objects.filter(kind="deployment.all_agreed").count() == 4


def test_a_signature_keeps_the_exact_words_and_who_typed_what(support):
    agreement = support.drawn_up()
    support.agree(agreement, "receiving")
    signature = Signature.objects.get()
    assert (signature.typed_name, signature.typed_role) == ("Susan Iveson", "Receiving head")
    assert "Objectives: The team plans together (we will know by: Books show it)" in signature.text
    assert signatures.check(signature)


@pytest.mark.parametrize(
    ("party", "charged", "reimbursed"),
    [("home", False, True), ("leader", False, False), ("receiving", True, False), ("alliance", True, True)],
)
def test_each_party_signs_her_own_side_of_the_money(support, party, charged, reimbursed):
    text = wording.words(support.drawn_up(), party)
    assert ("£300" in text, "£290" in text) == (charged, reimbursed)


def test_a_payer_signs_the_cost_and_not_what_the_work_is_about(support):
    text = wording.words(support.drawn_up(), "payer")
    assert "£300" in text
    assert "plans together" not in text
    assert "£290" not in text


def test_days_agreed_never_exceed_the_release_budget(support):
    deployment = support.proposed()
    with pytest.raises(promises.NotEnoughRelease) as short:
        support.drawn_up(deployment, half_days=13)
    assert (short.value.asked, short.value.left) == (13, 12)
    assert not promises.promised_for(deployment).exists()


def test_drawn_up_twice_in_the_same_words_it_is_one_version(support):
    deployment = support.proposed()
    first = support.drawn_up(deployment)
    assert support.drawn_up(Deployment.objects.get()) == first
    assert Message.objects.filter(kind="deployment.consent_asked").count() == 4


def test_signed_twice_it_is_signed_once(support):
    agreement = support.drawn_up()
    support.agree(agreement, "home")
    with pytest.raises(AlreadyMoved):
        support.sign(support.consent(agreement, "home"))
    assert Signature.objects.count() == 1


def test_nobody_signs_for_somebody_else(support):
    consent = support.consent(support.drawn_up(), "home")
    for stranger in (support.susan, support.leader, support.margaret):
        with pytest.raises(NotAllowed):
            consents.agree(consent, typed_name="Ann Peel", typed_role="Head", **support.by(stranger))


def test_the_office_records_an_answer_given_by_phone(support):
    agreement = support.drawn_up()
    support.agree(agreement, "leader", "receiving", "alliance")
    consent = support.consent(agreement, "home")
    consents.record(consent, agreed=True, note="By phone, Tuesday 2pm", **support.office)
    assert Deployment.objects.get().state == "agreed"
    assert consent.recorded_note == "By phone, Tuesday 2pm"


def test_a_changed_price_reopens_only_whom_it_touches(support):
    deployment = support.agreed()
    second = support.drawn_up(deployment, charge_pence=32000)
    assert states(second) == {"home": "agreed", "leader": "agreed", "receiving": "asked", "alliance": "asked"}
    assert support.consent(second, "home").carried_from.agreement.number == 1
    assert Deployment.objects.get().state == "agreeing"


def test_a_carried_consent_shows_the_signature_it_was_given_by(support):
    deployment = support.agreed()
    support.agree(support.drawn_up(deployment, charge_pence=32000))
    line = agreement_words(deployment.agreements.first())["parties"][0]
    assert (line["name"], line["statement"]) == ("Ann Peel", "Agreed to version 1.")


def test_changed_days_reopen_everybody(support):
    second = support.drawn_up(support.agreed(), half_days=4)
    assert set(states(second).values()) == {"asked"}


def test_a_version_that_was_overtaken_cannot_be_answered(support):
    first = support.drawn_up()
    support.drawn_up(Deployment.objects.get(), half_days=4)
    with pytest.raises(consents.Superseded):
        support.sign(support.consent(first, "home"))


def test_objectives_belong_to_their_version(support):
    deployment = support.agreed()
    support.agree(support.drawn_up(deployment, objectives=(("Another aim", ""),)))
    newest, first = deployment.agreements.all()
    assert [aim.text for aim in wording.objectives(first)] == ["The team plans together"]
    assert [aim.text for aim in wording.objectives(newest)] == ["Another aim"]
    assert list(wording.aims(Deployment.objects.get()).values()) == ["Another aim"]


def test_while_a_change_is_agreed_the_larger_number_of_days_is_held(support):
    deployment = support.agreed(half_days=6)
    assert promised(support) == 6
    second = support.drawn_up(deployment, half_days=4)
    assert promised(support) == 6
    support.agree(second)
    assert promised(support) == 4


def test_a_refused_change_leaves_what_was_agreed_with_its_days(support):
    deployment = support.agreed(half_days=6)
    second = support.drawn_up(deployment, half_days=10)
    assert promised(support) == 10
    consents.refuse(support.consent(second, "home"), **support.by(support.ann))
    deployment.refresh_from_db()
    assert (deployment.state, promised(support)) == ("agreed", 6)
    assert wording.in_force(deployment).number == 1
    assert support.planned(deployment).state == "planned"


def test_after_a_refused_change_nobody_can_sign_it_any_more(support):
    second = support.drawn_up(support.agreed(), half_days=10)
    consents.refuse(support.consent(second, "home"), **support.by(support.ann))
    with pytest.raises(consents.Over):
        support.sign(support.consent(second, "receiving"))


def test_a_refused_change_stands_even_where_the_head_grants_less_by_now(support):
    second = support.drawn_up(support.agreed(half_days=6), half_days=4)
    for term in support.terms:
        release.grant(support.reeth, term, half_days=2, person=support.tom.person, **support.by(support.ann))
    consents.refuse(support.consent(second, "receiving"), **support.by(support.susan))
    assert promised(support) == 6


def test_no_change_agrees_fewer_days_than_are_planned(support):
    deployment = support.agreed()
    support.planned(deployment, half_days=2)
    deployment.refresh_from_db()
    with pytest.raises(agreements.TooFewDays, match="Planned or delivered already: 1 day"):
        support.drawn_up(deployment, half_days=1)
