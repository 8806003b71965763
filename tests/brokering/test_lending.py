"""An alliance lends a System Leader for one request: it agrees first, then the order is the same as always."""

from datetime import timedelta

import pytest

from drystone.brokering import across, borrowing, candidates, enquiries, lending, offers, requests, rules
from drystone.brokering.models import Borrowing, Lending, Offer, SupportRequest
from drystone.deployment import deployments, reviews
from drystone.deployment.models import Deployment
from drystone.jobs.demonstration.filling import fill
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.register.models import Area, Promise
from tests import cast
from tests.brokering.neighbours import Neighbours
from tests.clock import NOW
from tests.supporting import SIGNATURE

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Neighbours:
    return Neighbours()


def mailed(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=f"brokering.{kind}").values_list("to_name", flat=True))


def test_from_the_question_to_the_end_of_the_work(two: Neighbours):
    offer = two.chosen()
    assert two.states() == ("agreed", "agreed")
    made = deployments.propose(offer, **two.there.office)
    deployments.name_supported(made, two.here.kate, role="English lead", **two.there.office)
    two.there.agree(two.there.drawn_up(made, payer=two.here.leyburn))
    made = Deployment.objects.get(pk=made.pk)
    assert (made.state, made.alliance, made.leader.name) == ("agreed", two.there.alliance, "Wilf Thwaite")
    visit = two.there.planned(made)
    visit.deployment.supported = two.here.kate
    two.there.written_up(visit)
    deployments.finish(Deployment.objects.get(pk=made.pk), **two.there.office)
    review = made.reviews.get(kind="deployment")
    fill(review.sheet, NOW, signature=SIGNATURE)
    assert lending.settle_due(at=NOW) == 0
    reviews.give(review, **two.here.by(cast.acting(review.asked)))
    assert (review.asked, lending.settle_due(at=NOW), lending.settle_due(at=NOW)) == (two.here.susan, 1, 0)
    assert two.states() == ("done", "done")
    assert SupportRequest.objects.get(pk=two.request.pk).state == "met"
    assert mailed("loan_news") == ["Margaret Alderson"]


def test_nobody_at_a_school_is_asked_before_the_other_office_has_agreed(two: Neighbours):
    two.proposed()
    assert not Post.objects.filter(alliance=two.there.alliance, organisation=two.here.leyburn).exists()
    assert not Message.objects.filter(to_name__in=("Nell Spence", "Wilf Thwaite")).exists()
    assert mailed("loan_to_come") == []
    borrowing.agree(two.borrowing, **two.here.office)
    assert not Message.objects.filter(to_name__in=("Nell Spence", "Wilf Thwaite")).exists()
    assert mailed("loan_to_come") == ["Susan Iveson"]
    asked = enquiries.ask_home(two.work, two.wilf, **two.there.office)
    assert asked.asked.name == "Nell Spence"
    with pytest.raises(enquiries.CannotAsk, match="home school has not said yes"):
        enquiries.ask_leader(two.work, two.wilf, **two.there.office)


def test_the_other_office_learns_the_need_and_no_confidence_and_no_names(two: Neighbours):
    told = two.asked(note="A small school.")
    columns = {field.name: str(getattr(told, field.name)) for field in Lending._meta.fields}
    said = " ".join(columns.values())
    assert "How writing is taught." in said
    assert "Between us" not in said
    assert "Susan" not in said
    (letter,) = Message.objects.filter(kind="brokering.loan_asked")
    assert (letter.to_name, letter.alliance_id) == ("Wendy Metcalfe", two.there.alliance.pk)
    assert "Susan" not in letter.text
    assert "Between us" not in letter.text


def test_the_borrowing_office_learns_of_the_one_proposed_and_of_nobody_else(two: Neighbours):
    two.there.add_leader("Olive Other")
    two.there.home_yes(two.agreed(), two.wilf)
    row = two.borrowing
    assert (row.leader, row.home_school) == (two.wilf.person, two.there.reeth)
    letters = " ".join(Message.objects.filter(alliance_id=two.here.alliance.pk).values_list("text", flat=True))
    assert "Olive" not in letters
    assert "Nell" not in letters
    margaret = two.here.margaret
    assert not Lending.objects.visible_to(margaret, on=cast.TODAY).exists()
    assert not SupportRequest.objects.visible_to(margaret, on=cast.TODAY).filter(pk=two.work.pk).exists()
    wendy = two.there.margaret
    assert not Borrowing.objects.visible_to(wendy, on=cast.TODAY).exists()
    for nobody in (two.here.susan, two.there.ann, two.there.leader):
        assert not Borrowing.objects.visible_to(nobody, on=cast.TODAY).exists()
        assert not Lending.objects.visible_to(nobody, on=cast.TODAY).exists()


def test_an_alliance_lends_only_as_its_policy_says(two: Neighbours):
    there, here = two.there.alliance, two.here.alliance
    third = cast.alliance("Teesdale Alliance", default=False, lends=True, lends_to=["wensleydale-alliance"])
    assert across.lenders(here) == [there]
    assert across.lenders(there) == []
    with pytest.raises(Refused, match="Teesdale Alliance does not lend to you"):
        borrowing.ask(two.request, [third], **two.here.office)
    third.lends_to = [here.slug]
    third.save()
    there.suspended_on = cast.TODAY
    there.save()
    assert across.lenders(here) == [third]
    assert across.lenders(third) == []


def test_asked_twice_is_asked_once_and_only_while_somebody_is_looked_for(two: Neighbours):
    two.asked(), two.asked()
    assert Lending.objects.count() == 1
    assert mailed("loan_asked") == ["Wendy Metcalfe"]
    with pytest.raises(Refused, match="Choose one alliance"):
        borrowing.ask(two.request, [], **two.here.office)
    for stranger in (two.here.susan, two.there.margaret):
        with pytest.raises(NotAllowed):
            borrowing.ask(two.request, [two.there.alliance], by=stranger, at=NOW)
    with pytest.raises(Refused, match="Accept the request first"):
        borrowing.ask(two.here.asked(), [two.there.alliance], **two.here.office)


def test_days_proposed_are_held_and_nobody_promises_them_again(two: Neighbours):
    assert two.left() == 12
    two.proposed()
    assert two.left() == 6
    other = two.there.accepted(half_days=8)
    facts = rules.load(other, on=cast.TODAY, only=[two.wilf])
    assert "3 days left; 4 days would be needed" in rules.broken(facts, two.wilf)
    assert candidates.rank(other, on=cast.TODAY).candidates == []
    borrowing.agree(two.borrowing, **two.here.office)
    assert two.left() == 6
    (mine,) = candidates.rank(two.work, on=cast.TODAY).candidates
    assert (mine.name, mine.half_days_left) == ("Wilf Thwaite", 12)
    assert Promise.objects.get(given_back_at=None).for_type == "brokering.supportrequest"


def test_the_agreement_takes_the_days_that_were_held_and_no_more(two: Neighbours):
    made = deployments.propose(two.chosen(), **two.there.office)
    two.there.drawn_up(made, payer=two.here.leyburn)
    assert two.left() == 6
    assert Promise.objects.get(given_back_at=None).for_type == "deployment.deployment"


def test_who_has_no_days_left_is_not_proposed(two: Neighbours):
    lent = two.asked()
    Promise.objects.create(
        alliance=two.there.alliance, person=two.wilf.person, home_school=two.there.reeth, term=two.there.terms[0],
        half_days=8, starts=lent.from_on, ends=lent.until_on, for_type="x.y", for_id=1, made_at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="2 days left; 3 days would be needed"):
        lending.propose(lent, two.wilf, "He would.", **two.there.office)
    assert two.states() == ("asked", "asked")


@pytest.mark.parametrize("end", ["no", "withdrawn", "lapsed"])
def test_what_comes_to_nothing_gives_the_days_back_and_tells_the_other_side(two: Neighbours, end: str):
    two.proposed()
    late = NOW + timedelta(days=20)
    if end == "no":
        lending.decline(two.lending, reason="He is ill.", **two.there.office)
    elif end == "withdrawn":
        borrowing.withdraw(two.borrowing, **two.here.office)
    else:
        assert (lending.lapse_late(at=NOW), lending.lapse_late(at=late), lending.lapse_late(at=late)) == (0, 1, 0)
    assert (two.states(), two.left()) == ((end, end), 12)
    assert len(mailed("loan_over")) == (end != "no")
    assert len(mailed("loan_news")) == (end != "withdrawn")
    assert two.borrowing.answer == ("He is ill." if end == "no" else "")
    letters = " ".join(Message.objects.values_list("text", flat=True))
    assert "He is ill." not in letters
    with pytest.raises(AlreadyMoved):
        borrowing.agree(two.borrowing, **two.here.office)
    again = two.asked()
    assert (again.state, Lending.objects.count()) == ("asked", 2)


def test_withdrawn_after_it_was_agreed_whoever_was_asked_is_thanked(two: Neighbours):
    two.there.home_yes(two.agreed(), two.wilf)
    borrowing.withdraw(two.borrowing, **two.here.office)
    assert (two.states(), two.left()) == (("withdrawn", "withdrawn"), 12)
    assert two.work.state == "withdrawn"
    assert mailed("enquiry_stood_down") == ["Nell Spence"]


def test_once_the_school_has_chosen_neither_office_nor_school_just_withdraws(two: Neighbours):
    two.chosen()
    for withdraw in (
        lambda: borrowing.withdraw(two.borrowing, **two.here.office),
        lambda: requests.withdraw(two.request, **two.here.by(two.here.susan)),
    ):
        with pytest.raises(offers.Chosen):
            withdraw()
    assert two.states() == ("agreed", "agreed")


def test_a_school_that_needs_no_help_any_more_withdraws_there_too(two: Neighbours):
    two.agreed()
    requests.withdraw(two.request, **two.here.by(two.here.susan))
    assert (two.states(), two.work.state, two.left()) == (("withdrawn", "withdrawn"), "withdrawn", 12)


def test_a_no_of_the_home_school_ends_it_with_no_reason_and_the_request_looks_further(two: Neighbours):
    asked = two.there.home_asked(two.agreed(), two.wilf)
    enquiries.answer(asked, "no", reason="We cannot spare him.", **two.there.by(cast.acting(asked.asked)))
    requests.close_unmet(two.work, reason="nobody_willing", note="The school said no.", **two.there.office)
    assert lending.settle_due(at=NOW) == 1
    assert (two.states(), two.left()) == (("no", "no"), 12)
    said = " ".join(Message.objects.filter(alliance_id=two.here.alliance.pk).values_list("text", flat=True))
    assert "cannot spare" not in said + two.borrowing.answer
    assert "The school said no" not in said + two.borrowing.answer
    assert SupportRequest.objects.get(pk=two.request.pk).state == "accepted"
    assert enquiries.ask_home(two.request, two.here.tom, **two.here.office)


def test_while_somebody_is_lent_nobody_else_is_asked_on_either_side(two: Neighbours):
    two.here.home_asked(two.request)
    two.agreed()
    assert mailed("enquiry_stood_down") == ["Ann Peel"]
    with pytest.raises(enquiries.CannotAsk, match="Wharfedale Alliance lends somebody"):
        enquiries.ask_home(two.request, two.here.tom, **two.here.office)
    other = two.there.add_leader("Olive Other")
    with pytest.raises(enquiries.CannotAsk, match="agreed to Wilf Thwaite and to nobody else"):
        enquiries.ask_home(two.work, other, **two.there.office)
    with pytest.raises(Refused, match="lends somebody already"):
        borrowing.ask(two.request, [two.there.alliance], **two.here.office)


def test_of_two_alliances_asked_one_lends_and_the_other_is_thanked(two: Neighbours):
    third = cast.alliance("Teesdale Alliance", default=False, lends=True)
    cast.officer(third, "Tess Teesdale")
    borrowing.ask(two.request, [third, two.there.alliance], **two.here.office)
    lent = Lending.objects.get(alliance=two.there.alliance)
    lending.propose(lent, two.wilf, "Leads English.", **two.there.office)
    borrowing.agree(Borrowing.objects.get(lender=two.there.alliance), **two.here.office)
    assert Borrowing.objects.get(lender=third).state == Lending.objects.get(alliance=third).state == "withdrawn"
    assert mailed("loan_over") == ["Tess Teesdale"]


def test_an_area_of_the_others_own_is_taken_as_one_of_ours(two: Neighbours):
    own = Area.objects.create(code="own", name="Writing in the Dales", alliance=two.here.alliance)
    two.request.area = own
    two.request.save()
    told = two.asked()
    assert (told.area, told.area_name) == (None, "Writing in the Dales")
    with pytest.raises(Refused, match="which of your areas"):
        lending.propose(told, two.wilf, "He knows.", **two.there.office)
    lending.propose(told, two.wilf, "He knows.", area=cast.area(), **two.there.office)
    borrowing.agree(two.borrowing, **two.here.office)
    assert two.work.area == cast.area()


def test_whoever_heads_the_school_chooses_and_signs_in_the_lending_alliance(two: Neighbours):
    two.agreed()
    post = Post.objects.get(alliance=two.there.alliance, organisation=two.here.leyburn)
    assert (post.person, post.role) == (two.here.susan, Role.HEAD)
    assert two.work.contact == two.here.susan


def test_only_its_own_office_proposes_says_no_agrees_and_withdraws(two: Neighbours):
    two.proposed()
    for verb, side, stranger in (
        (borrowing.agree, two.borrowing, two.there.margaret),
        (borrowing.withdraw, two.borrowing, two.here.susan),
        (lending.decline, two.lending, two.here.margaret),
    ):
        with pytest.raises(NotAllowed):
            verb(side, by=stranger, at=NOW)
    borrowing.withdraw(two.borrowing, **two.here.office)
    with pytest.raises(NotAllowed):
        lending.propose(two.asked(), two.wilf, "x", by=two.here.margaret, at=NOW)
    assert not Offer.objects.exists()
