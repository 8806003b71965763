import pytest
from allauth.mfa.models import Authenticator

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import accounts, links
from drystone.people.links import Reason
from drystone.people.models import Person
from drystone.people.roles import Role
from tests.cast import NOW, acting, alliance, person, post, school
from tests.people.mailbox import letters, token_of

pytestmark = pytest.mark.django_db
ANN = "ann@reeth.example"


def test_somebody_new_gets_an_account():
    made = accounts.open_for("  Ann   Peel ", "Ann@Reeth.example", at=NOW)
    assert (made.name, made.email, made.has_account, made.has_usable_password()) == ("Ann Peel", ANN, True, False)
    assert [line.verb for line in events.of(made)] == ["opened_account"]


def test_opening_an_account_twice_makes_one():
    assert accounts.open_for("Ann Peel", ANN, at=NOW) == accounts.open_for("Somebody Else", ANN.upper(), at=NOW)
    assert Person.objects.count() == 1


def test_the_head_whom_we_know_by_a_link_becomes_the_holder_of_her_account():
    ann = person("Ann Peel", account=False, email=ANN)
    post(ann, Role.HEAD, alliance(), school())
    assert accounts.open_for("Mrs Ann Peel", ANN, at=NOW) == ann


def test_a_successor_does_not_get_her_predecessors_account_nor_tasks():
    here, reeth = alliance(), school()
    ann = person("Ann Peel", account=False, email="head@reeth.example")
    links.invite(ann, "reference", reeth, alliance=here, by=None, at=NOW)
    tom = accounts.open_for("Tom Raine", "head@reeth.example", at=NOW)
    assert tom != ann
    assert not tom.links.exists()
    ann.refresh_from_db()
    assert not ann.has_account


def test_where_two_of_one_name_share_an_address_nobody_is_taken_for_the_other():
    first, second = (person("Ann Peel", account=False, email=ANN) for _ in range(2))
    assert accounts.open_for("Ann Peel", ANN, at=NOW) not in (first, second)


def test_a_look_alike_address_never_reaches_an_account():
    mike = person("Mike Dent", email="mike@dale.example")
    assert accounts.holder("MIKE@dale.example") == mike
    for typed in ("m\u0131ke@dale.example", "mi\u212ae@dale.example", "\uff4dike@dale.example"):
        assert accounts.holder(typed) is None


def test_a_changed_address_is_told_to_the_old_one_and_closes_the_links_sent_there():
    here, reeth = alliance(), school()
    ann = acting(person("Ann Peel", email=ANN))
    token = token_of(links.invite(ann, "reference", reeth, alliance=here, by=None, at=NOW), NOW)
    accounts.change_address(ann, "Peel@Home.example", by=ann, at=NOW)
    ann.refresh_from_db()
    assert ann.email == "peel@home.example"
    assert [letter.kind for letter in letters(ANN)] == ["people.address_changed"]
    assert "home.example" not in letters(ANN)[0].text
    assert links.open(token, at=NOW).reason == Reason.REVOKED
    assert "changed_address" in [line.verb for line in events.of(ann)]


def test_an_address_that_another_account_has_cannot_be_taken():
    ann, tom = acting(person("Ann Peel", email=ANN)), person("Tom Raine", email="tom@reeth.example")
    with pytest.raises(accounts.AddressTaken):
        accounts.change_address(ann, tom.email, by=ann, at=NOW)
    ann.refresh_from_db()
    assert ann.email == ANN
    assert letters(ANN) == []


def test_nobody_changes_the_account_of_another():
    ann, tom = acting(person("Ann Peel")), acting(person("Tom Raine"))
    with pytest.raises(NotAllowed):
        accounts.change_address(ann, "tom@elsewhere.example", by=tom, at=NOW)
    with pytest.raises(NotAllowed):
        accounts.describe(ann, name="Tom", phone="", by=tom, at=NOW)
    with pytest.raises(NotAllowed):
        accounts.close(ann, by=tom, at=NOW)


def test_correcting_a_name_twice_is_one_line_of_history():
    ann = acting(person("Ann Peel"))
    for _ in range(2):
        accounts.describe(ann, name="Ann Peel-Raine", phone="01748 000000", by=ann, at=NOW)
    assert Person.objects.values_list("name", "phone").get() == ("Ann Peel-Raine", "01748 000000")
    assert events.of(ann).count() == 1


def test_who_lost_her_telephone_is_let_in_to_enrol_anew_with_a_reason():
    ann = person("Ann Peel", email=ANN)
    Authenticator.objects.create(user=ann, type=Authenticator.Type.TOTP, data={"secret": "x"})
    accounts.forget_second_factor(ann, by=None, at=NOW, note="Telephoned; recognised by the chair")
    assert not Authenticator.objects.exists()
    assert [line.verb for line in events.of(ann)] == ["signed_out_everywhere", "forgot_second_factor"]
    assert [letter.kind for letter in letters(ANN)] == ["people.signing_in_changed"]
