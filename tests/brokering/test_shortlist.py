"""The shortlist: days kept while a school chooses, names kept back where the Alliance prefers so, and undoing."""

from datetime import date, timedelta

import pytest

from drystone.brokering import candidates, enquiries, nameless, offers, requests
from drystone.brokering.models import Conflict, Enquiry, Offer
from drystone.deployment import agreements, deployments
from drystone.deployment.models import Deployment
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.register import release
from drystone.register.models import Promise
from drystone.register.promises import NotEnoughRelease
from tests import cast
from tests.clock import NOW
from tests.supporting import Support
from tests.supporting_pages import opened, said


def kept(support: Support) -> int:
    """Half-days that stand promised."""
    return sum(Promise.objects.filter(given_back_at=None).values_list("half_days", flat=True))


def left(support: Support) -> int:
    (meter, *_) = release.meters(support.alliance.pk, support.tom.person, support.reeth, support.terms)
    return meter.left


# Days


def test_what_a_school_is_shown_is_kept_for_it(support):
    support.offered()
    assert (kept(support), left(support)) == (6, 6)


def test_two_brokers_cannot_offer_the_same_last_days(support):
    """The first one's school is choosing; the second broker is told, and nothing of hers is written."""
    first, second = (support.leader_yes(support.accepted(half_days=8)) for _ in range(2))
    offers.offer(first.request, [(support.tom, "Leads English.")], **support.office)
    with pytest.raises(offers.CannotOffer, match="Tom Raine has 2 days left for these dates; 4 days would be needed"):
        offers.offer(second.request, [(support.tom, "Leads English.")], **support.office)
    assert (Offer.objects.count(), kept(support)) == (1, 8)


def test_days_go_back_from_whoever_is_not_chosen(support):
    hannah = support.add_leader("Hannah Alderson")
    request = support.accepted()
    for who in (support.tom, hannah):
        support.leader_yes(request, who)
    first, _ = offers.offer(request, [(support.tom, "a"), (hannah, "b")], **support.office)
    assert kept(support) == 12
    offers.choose(first, **support.by(support.susan))
    assert [p.person for p in Promise.objects.filter(given_back_at=None)] == [support.tom.person]


@pytest.mark.parametrize(
    "end",
    [
        lambda support, offer: offers.take_off(offer, note="x", **support.office),
        lambda support, offer: offers.ask_for_others(offer.request, note="x", **support.by(support.susan)),
        lambda support, offer: requests.withdraw(offer.request, **support.by(support.susan)),
    ],
    ids=["taken off", "others asked for", "withdrawn"],
)
def test_days_go_back_when_the_offer_ends(support, end):
    end(support, support.offered())
    assert (kept(support), left(support)) == (0, 12)


def test_the_agreement_takes_the_days_over(support):
    support.drawn_up()
    assert [p.for_type for p in Promise.objects.filter(given_back_at=None)] == ["deployment.deployment"]
    assert kept(support) == 6


def test_an_agreement_may_ask_for_more_than_was_kept_while_the_budget_holds_it(support):
    deployment = support.proposed()
    with pytest.raises(NotEnoughRelease):
        support.drawn_up(deployment, half_days=13)
    assert kept(support) == 6
    support.drawn_up(deployment, half_days=12)
    assert kept(support) == 12


def test_days_kept_for_another_school_count_where_candidates_are_ranked_and_ones_own_do_not(support):
    offer = support.offered()
    other = support.accepted(half_days=8)
    (mine,) = candidates.rank(offer.request, on=cast.TODAY).candidates
    assert mine.half_days_left == 12
    assert "not deployed in the last twelve months" in mine.because
    (theirs,) = candidates.why_not(other, "Tom Raine", on=cast.TODAY)
    assert theirs.rules == ["Their release budget has 3 days left; 4 days would be needed."]


# Without names


@pytest.fixture
def nameless_support(support) -> Support:
    support.alliance.offers_without_names = True
    support.alliance.save()
    return support


def put(support: Support, because: str = "Leads English in a small school.") -> Offer:
    said = support.leader_yes()
    said.request.alliance.refresh_from_db()
    return offers.offer(said.request, [(said.designation, because)], **support.office)[0]


def test_a_school_reads_what_and_how_far_and_no_name(nameless_support):
    offer = put(nameless_support)
    assert nameless.labels(offer.request, [offer]) == {offer.pk: "System Leader A: English, primary, 7 miles away"}


@pytest.mark.parametrize(
    ("because", "told"),
    [
        ("Tom has led English for years.", "Tom"),
        ("She knows raine well.", "raine"),
        ("Leads this at Reeth.", "Reeth"),
        ("Leads a primary school with tomorrow in mind.", ""),
    ],
)
def test_a_sentence_that_tells_whose_it_is_does_not_go_out(nameless_support, because, told):
    if not told:
        assert put(nameless_support, because).is_nameless
        return
    with pytest.raises(offers.CannotOffer, match=told):
        put(nameless_support, because)


def test_what_was_offered_keeps_its_names_back_whatever_the_policy_says_later(nameless_support):
    offer = put(nameless_support)
    nameless_support.alliance.offers_without_names = False
    nameless_support.alliance.save()
    offer.refresh_from_db()
    assert "Tom" not in nameless.labels(offer.request, [offer])[offer.pk]


# Undoing


def test_a_leader_is_taken_off_the_list_and_can_be_offered_again(support):
    offer = support.offered()
    offers.take_off(offer, note="Reeth is being inspected.", **support.office)
    assert Message.objects.filter(kind="brokering.none_left_to_choose").count() == 1
    assert set(Enquiry.objects.values_list("state", flat=True)) == {"yes"}
    (back,) = offers.offer(offer.request, [(support.tom, "Leads English.")], **support.office)
    assert (back.pk == offer.pk, kept(support)) == (False, 6)


def test_the_choice_is_taken_back_until_the_agreement_is_drawn_up(support):
    deployment = support.proposed()
    offer = Offer.objects.get()
    deployments.take_back_choice(offer, note="Susan pressed the wrong one.", **support.office)
    deployment.refresh_from_db()
    assert (offer.state, deployment.state, kept(support)) == ("offered", "cancelled", 6)
    letter = Message.objects.get(kind="brokering.choice_taken_back")
    assert (letter.to_name, "wrong one" in letter.text) == ("Susan Iveson", False)
    offers.choose(offer, **support.by(support.susan))
    assert deployments.propose(offer, **support.office).pk != deployment.pk


def test_after_the_agreement_was_drawn_up_the_choice_stands(support):
    support.drawn_up()
    with pytest.raises(deployments.DrawnUp, match="drawn up"):
        deployments.take_back_choice(Offer.objects.get(), note="x", **support.office)
    assert (Offer.objects.get().state, Deployment.objects.get().state) == ("chosen", "agreeing")


def test_a_choice_that_was_taken_back_cannot_be_drawn_up(support):
    deployment = support.proposed()
    deployments.take_back_choice(Offer.objects.get(), note="x", **support.office)
    with pytest.raises(AlreadyMoved):
        agreements.draw_up(deployment, support.words(), **support.office)


def test_only_the_office_undoes(support):
    offer = support.offered()
    for stranger in (support.susan, support.ann, support.leader):
        with pytest.raises(NotAllowed):
            offers.take_off(offer, note="x", **support.by(stranger))


def test_whoever_was_thanked_can_be_asked_once_more(support):
    offer = support.offered()
    offers.ask_for_others(offer.request, note="Somebody for phonics", **support.by(support.susan))
    assert Message.objects.filter(kind="brokering.enquiry_stood_down").count() == 2
    home = Enquiry.objects.get(step="home")
    asked = enquiries.ask_again(home, by=support.margaret, at=NOW + timedelta(hours=1))
    assert (asked.pk, asked.state) == (home.pk, "asked")


def test_nobody_is_offered_for_a_request_that_is_over(support):
    said = support.leader_yes()
    requests.withdraw(said.request, **support.by(support.susan))
    with pytest.raises(offers.CannotOffer, match="withdrawn"):
        offers.offer(said.request, [(support.tom, "x")], **support.office)


def test_a_head_who_has_left_neither_chooses_nor_reads_of_whom_there_is_to_choose(support):
    offer = support.offered()
    support.susan.posts.update(ends=date(2026, 11, 10))
    gone = cast.acting(support.susan)
    with pytest.raises(NotAllowed):
        offers.choose(offer, **support.by(gone))
    client, page = opened(support.link(support.susan, "choice"))
    shown = said(client.get(page))
    assert "Somebody else chooses now" in shown
    assert "Tom Raine" not in shown
    new = cast.head(support.alliance, support.leyburn, "Nell Spence")
    assert offers.choose(offer, **support.by(cast.acting(new))).state == "chosen"


def test_a_conflict_that_comes_up_after_the_first_yes_keeps_her_out(support):
    """Features 49: Conflict of interest checked on the match."""
    home = support.home_yes()
    known = {"alliance": support.alliance, "person": support.tom.person, "school": support.leyburn}
    conflict = Conflict.objects.create(**known, kind="relative", starts=date(2026, 9, 1))
    with pytest.raises(enquiries.CannotAsk, match="conflict"):
        enquiries.ask_leader(home.request, support.tom, **support.office)
    conflict.delete()
    said = support.leader_yes(home.request)
    Conflict.objects.create(**known, kind="relative", starts=date(2026, 9, 1))
    with pytest.raises(enquiries.CannotAsk, match="conflict"):
        offers.offer(said.request, [(support.tom, "x")], **support.office)
    assert not Offer.objects.exists()
