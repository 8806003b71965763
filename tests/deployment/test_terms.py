"""What an agreement says: laid out from the request, in the words of the Alliance, each term before whom it is for."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.alliances import standard_terms as words_of
from drystone.alliances.models import PolicyChange
from drystone.deployment import consents, differences, terms, wording
from drystone.deployment.models import Agreement, Consent, Deployment
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.payments import rates
from drystone.people import cancellation, standard_terms
from tests import cast
from tests.clock import NOW
from tests.supporting_pages import account, said

LATE = ((5, 100, 50),)


def read(agreement: Agreement, party: str | None) -> str:
    return "\n".join(f"{term.name}: {'; '.join(term.said)}" for term in wording.terms(agreement, party))


def shown(client, deployment: Deployment) -> dict:
    """The form as it is filled in."""
    return client.get(reverse("office-agreement", args=[deployment.pk])).context["form"].initial


def typed(client, deployment: Deployment, **changed) -> dict:
    given = {name: value for name, value in shown(client, deployment).items() if value is not None} | changed
    given["half_days"] = given["half_days"] / 2 if isinstance(given["half_days"], int) else given["half_days"]
    return given


def test_what_the_request_says_is_not_typed_again(support):
    asked = support.proposed()
    form = shown(account(support.margaret), asked)
    assert form["objectives"] == "The team plans together."
    assert (form["half_days"], form["payer"]) == (6, support.leyburn.pk)
    assert form["terms_ending"] == words_of.OURS["ending"]


def test_what_is_agreed_is_filled_in_when_it_is_changed_and_drawn_up_so_changes_nothing(support):
    office = account(support.margaret)
    agreed = support.agreed(
        people=("The English lead",), terms=terms.standard(support.alliance), cancellation=LATE,
        named=support.kate, named_because="She alone teaches Year 6.",
    )  # fmt: skip
    form = typed(office, agreed)
    assert (form["people"], form["named_because"]) == ("The English lead", "She alone teaches Year 6.")
    office.post(reverse("office-agreement", args=[agreed.pk]), form)
    assert agreed.agreements.count() == 1


def test_the_alliances_table_of_late_cancellation_is_on_what_is_drawn_up_from_then_on(support):
    office, before = account(support.margaret), support.drawn_up()
    cancellation.change(support.alliance, [[5, 100, 50]], **support.office)
    work = support.proposed()
    office.post(reverse("office-agreement", args=[work.pk]), typed(office, work))
    assert wording.cancellation(work.agreements.get()) == [[5, 100, 50]]
    assert wording.cancellation(Agreement.objects.get(pk=before.pk)) == []


def test_how_far_a_visit_may_be_moved_late_is_copied_read_by_those_who_pay_and_asks_them_again(support):
    office = account(support.margaret)
    cancellation.change(support.alliance, [[5, 100, 50]], within=28, **support.office)
    work = support.proposed()
    office.post(reverse("office-agreement", args=[work.pk]), typed(office, work))
    first = work.agreements.get()
    assert first.rearranged_within_days == 28
    reads = {
        party: "within 28 days of its former day" in read(first, party) for party in ("home", "receiving", "leader")
    }
    assert reads == {"home": True, "receiving": True, "leader": False}
    later = Agreement.objects.get(pk=first.pk)
    later.rearranged_within_days = 0
    asked = {"home", "receiving", "payer", "alliance"}
    assert differences.touched(first, later, wording.pairs_of(wording.objectives(first))) == asked


def test_nobody_who_is_helped_is_named_without_a_reason(support):
    agreement = support.drawn_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(named=support.kate)
    assert "Kate Lister" not in read(agreement, "receiving")


def test_the_alliance_words_its_agreements_itself_and_those_drawn_up_keep_theirs(support):
    before = support.drawn_up(terms=terms.standard(support.alliance))
    words = words_of.of(support.alliance)
    for _ in range(2):
        standard_terms.change(support.alliance, words | {"ending": "A week's notice.", "data": ""}, **support.office)
    assert "five working days" in read(before, "home")
    after = dict(terms.standard(support.alliance))
    assert after["ending"] == "A week's notice."
    assert "data" not in after, "a section that is left empty is left out"
    assert PolicyChange.objects.filter(name="terms_ending").count() == 1
    assert "A week's notice." in " ".join(Event.objects.filter(verb="policy_changed").values_list("note", flat=True))


def test_only_the_manager_words_the_agreements(support):
    with pytest.raises(NotAllowed):
        standard_terms.change(support.alliance, {"ending": "Never."}, **support.by(support.quality()))
    page = reverse("office-standard-terms")
    assert account(support.quality()).get(page).status_code == 403
    office = account(support.margaret)
    office.post(page, office.get(page).context["form"].initial | {"ending": "A week's notice."})
    assert words_of.of(support.alliance)["ending"] == "A week's notice."


def test_who_reads_a_visits_documents_is_said_as_the_policies_have_it(support):
    assert "home head" not in words_of.of(support.alliance)["confidentiality"]
    support.alliance.home_heads_read_records_since = NOW
    assert (
        "the home head and the Alliance's office. The visit evaluation"
        in words_of.of(support.alliance)["confidentiality"]
    )


@pytest.mark.parametrize(
    ("party", "reads"),
    [
        ("receiving", "Leyburn Primary School pays 100 % of the visit"),
        ("home", "Reeth Primary School gets 50 %"),
        ("alliance", "Leyburn Primary School pays 100 % of the visit and Reeth Primary School gets 50 %"),
        ("leader", ""),
        (None, ""),
    ],
)
def test_what_a_late_cancellation_costs_is_read_by_each_on_her_own_side(support, party, reads):
    agreement = support.drawn_up(cancellation=LATE)
    late = next((term.said for term in wording.terms(agreement, party) if term.name == "Called off late"), ("",))
    assert late[0].removeprefix("With less than 5 working days’ notice, ") == reads
    assert wording.cancellation(agreement) == [[5, 100, 50]]


def test_a_payer_reads_what_concerns_money_and_ending_and_not_the_work(support):
    authority = cast.school("North Riding Council")
    agreement = support.drawn_up(terms=terms.standard(support.alliance), people=("The English lead",))
    agreement.payer = authority
    said = read(agreement, "payer")
    assert "North Riding Council pays £300 a day" in said
    assert "five working days' notice" in said
    assert not [words for words in ("English lead", "plans together", "visitor", "£290", "Tuesday") if words in said]


def test_what_is_only_looked_at_asks_nobody_and_keeps_nothing(support):
    agreed, office = support.agreed(), account(support.margaret)
    before = (Consent.objects.count(), Message.objects.count(), Event.objects.count())
    here = reverse("office-agreement", args=[agreed.pk])
    page = said(office.post(here, typed(office, agreed, pattern="Thursdays") | {"look": "yes"}))
    assert "Nobody has been asked yet" in page
    for cell in ('data-label="Was">Tuesday mornings', 'data-label="Is now"><strong>Thursdays'):
        assert cell in page
    assert "<strong>Ann Peel</strong> (home approver)" in page
    assert "changes nothing for them: Margaret Alderson (alliance)" in page
    assert (Consent.objects.count(), Message.objects.count(), Event.objects.count()) == before
    assert Deployment.objects.get().state == "agreed"


def test_what_was_looked_at_is_what_is_drawn_up(support):
    agreed, office = support.agreed(), account(support.margaret)
    here = reverse("office-agreement", args=[agreed.pk])
    looked = office.post(
        here, typed(office, agreed, pattern="Thursdays", kinds=["coaching", "modelling"]) | {"look": "1"}
    )
    kept: dict[str, list[str]] = {}
    for name, value in looked.context["typed"]:
        kept.setdefault(name, []).append(value)
    office.post(here, kept)
    newest = agreed.agreements.first()
    assert (newest.number, newest.pattern, newest.kinds) == (2, "Thursdays", ["coaching", "modelling"])


def test_the_agreed_price_stays_unless_the_office_takes_that_of_the_card(support):
    agreed, office = support.agreed(reimbursement_pence=30000), account(support.margaret)
    rates.change(
        support.alliance, "system_leader", since=cast.TODAY, charge_pence=35000, reimbursement_pence=34000,
        **support.office,
    )  # fmt: skip
    here = reverse("office-agreement", args=[agreed.pk])
    office.post(here, typed(office, agreed, pattern="Thursdays"))
    assert agreed.agreements.first().charge_pence == 30000
    office.post(here, typed(office, agreed, price="1"))
    assert agreed.agreements.first().charge_pence == 35000


@pytest.mark.parametrize(
    ("changed", "reopened"),
    [
        ({"people": ("A team of four",)}, {"leader", "receiving", "alliance"}),
        ({"reimbursement_pence": 28000}, {"home", "alliance"}),
        ({"cancellation": LATE}, {"home", "receiving", "alliance"}),
        ({"terms": (("ending", "A week's notice."),)}, {"home", "leader", "receiving", "alliance"}),
    ],
)
def test_a_changed_term_reopens_only_the_consents_it_touches(support, changed, reopened):
    second = support.drawn_up(support.agreed(), **changed)
    assert {c.party for c in second.consents.all() if c.state == "asked"} == reopened


def test_each_party_reads_of_a_change_what_is_hers(support):
    deployment = support.agreed()
    second = support.drawn_up(deployment, charge_pence=32000, reimbursement_pence=31000, half_days=5)
    first = deployment.agreements.last()

    def reads(party: str) -> list[str]:
        return [change.name for change in differences.between(first, second, party)]

    assert reads("receiving") == ["Days", "Cost"]
    assert reads("home") == ["Days", "Reimbursement"]
    assert reads("leader") == ["Days"]


def test_a_consent_to_what_stands_speaks_for_her_though_she_refused_a_change(support):
    deployment = support.agreed()
    second = support.drawn_up(deployment, half_days=10)
    consents.refuse(support.consent(second, "home"), **support.by(support.ann))
    third = support.drawn_up(Deployment.objects.get(), charge_pence=32000)
    assert support.consent(third, "home").carried_from.agreement.number == 1
    assert support.consent(third, "receiving").state == "asked"


def test_a_party_who_proposed_a_change_is_asked_again_though_her_terms_are_as_before(support):
    first = support.drawn_up()
    support.agree(first, "home")
    second = support.drawn_up(Deployment.objects.get(), half_days=5)
    consents.propose_change(support.consent(second, "home"), "Four days.", **support.by(support.ann))
    third = support.drawn_up(Deployment.objects.get(), half_days=6)
    assert support.consent(third, "home").state == "asked"
