"""Who is paid is changed by two people, waits, and can be stopped by whoever was paid until then."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import handover, payees, statements
from drystone.payments.lifecycle import PAYEE
from drystone.payments.models import PayeeChange, Statement
from drystone.payments.payees import Payee
from drystone.people.models import Link, Person, Post
from drystone.people.roles import Role
from drystone.schools.models import Organisation
from tests import cast
from tests.clock import LONDON
from tests.payments.owed import AFTER, Owed
from tests.people.mailbox import code_for
from tests.supporting_pages import account, opened, said

WEDNESDAY = datetime(2026, 11, 11, 10, tzinfo=LONDON)
FRIDAY = datetime(2026, 11, 13, 6, tzinfo=LONDON)


@pytest.fixture
def trust(at: Owed) -> Organisation:
    return Organisation.objects.create(kind="trust", name="North Dales Trust")


def proposed(at: Owed, trust: Organisation, number: str = "4711", by: Person | None = None) -> PayeeChange:
    to = Payee(trust, number)
    return payees.propose(at.alliance, at.reeth, to, why="They wrote.", by=by or at.finn, at=WEDNESDAY)


def waiting(at: Owed, trust: Organisation, number: str = "4711") -> PayeeChange:
    return payees.confirm(proposed(at, trust, number), by=at.margaret, at=WEDNESDAY)


def changed(at: Owed, trust: Organisation, number: str = "4711") -> PayeeChange:
    change = waiting(at, trust, number)
    assert payees.take_effect_due(at=FRIDAY) == 1
    change.refresh_from_db()
    return change


def test_one_proposes_another_confirms_and_it_waits_a_whole_working_day(at: Owed, trust: Organisation):
    change = waiting(at, trust)
    assert (change.state, change.takes_effect_on) == ("waiting", date(2026, 11, 13))
    for early in (WEDNESDAY, FRIDAY - timedelta(days=1)):
        assert payees.take_effect_due(at=early) == 0
    assert payees.in_effect(at.alliance, at.reeth) is None
    assert payees.take_effect_due(at=FRIDAY) == 1
    assert payees.take_effect_due(at=FRIDAY) == 0
    assert payees.in_effect(at.alliance, at.reeth) == change
    assert [each.verb for each in events.of(change)] == ["proposed", "confirm", "take_effect"]


def test_days_on_which_nobody_works_are_no_days_of_waiting(at: Owed, trust: Organisation):
    friday = datetime(2026, 11, 13, 15, tzinfo=LONDON)
    at.alliance.payee_waiting_days = 2
    change = proposed(at, trust)
    change.alliance.payee_waiting_days = 2
    payees.confirm(change, by=at.margaret, at=friday)
    assert change.takes_effect_on == date(2026, 11, 18)


def test_whoever_proposes_never_confirms(at: Owed, trust: Organisation):
    change = proposed(at, trust)
    with pytest.raises(NotAllowed):
        payees.confirm(change, by=at.finn, at=WEDNESDAY)
    assert not PAYEE.may(at.coordinator(), change, "confirm")
    assert not PAYEE.may(at.ann, change, "confirm")
    with pytest.raises(IntegrityError), transaction.atomic():
        PayeeChange.objects.update(state="waiting", confirmed_by=at.finn, takes_effect_on=FRIDAY.date())


def test_who_speaks_for_the_school_does_not_confirm_it_for_the_alliance(at: Owed, trust: Organisation):
    change = proposed(at, trust)
    cast.post(at.margaret, Role.FINANCE_CONTACT, at.alliance, at.reeth)
    with pytest.raises(NotAllowed):
        payees.confirm(change, by=cast.acting(at.margaret), at=WEDNESDAY)


def test_the_old_contacts_hear_of_it_at_once_and_the_new_one_does_not(at: Owed, trust: Organisation):
    bursar = cast.person("Bea Bursar")
    cast.post(bursar, Role.FINANCE_CONTACT, at.alliance, at.reeth)
    theirs = cast.person("Nina New")
    cast.post(theirs, Role.FINANCE_CONTACT, at.alliance, trust)
    waiting(at, trust)
    mail = Message.objects.filter(kind="payments.payee_changing")
    assert set(mail.values_list("to_address", flat=True)) == {at.ann.email, bursar.email}
    assert mail[0].subject == (
        "From Friday 13 November 2026 we would pay North Dales Trust for Reeth Primary School: is that right?"
    )
    assert set(Link.objects.filter(purpose="payee-change").values_list("person", flat=True)) == {at.ann.pk, bursar.pk}


def test_who_was_the_contact_until_last_week_is_told_beside_whom_the_letter_named(at: Owed, trust: Organisation):
    old = Post.objects.get(person=at.ann, role=Role.HEAD)
    Post.objects.filter(pk=old.pk).update(ends=date(2026, 11, 5))
    false = cast.person("Fay False")
    cast.post(false, Role.FINANCE_CONTACT, at.alliance, at.reeth, since=date(2026, 11, 6))
    waiting(at, trust)
    told = Message.objects.filter(kind="payments.payee_changing").values_list("to_address", flat=True)
    assert set(told) == {at.ann.email, false.email}


def test_of_a_later_change_whoever_is_paid_until_then_hears_too(at: Owed, trust: Organisation):
    theirs = cast.person("Nina New")
    cast.post(theirs, Role.FINANCE_CONTACT, at.alliance, trust)
    first = changed(at, trust)
    later = FRIDAY + timedelta(days=3)
    back = payees.propose(at.alliance, at.reeth, Payee(at.reeth), why="They left.", by=at.margaret, at=later)
    payees.confirm(back, by=at.finn, at=later)
    told = Message.objects.filter(kind="payments.payee_changing", about_id=back.pk)
    assert set(told.values_list("to_address", flat=True)) == {at.ann.email, theirs.email}
    payees.take_effect_due(at=later + timedelta(days=2))
    first.refresh_from_db()
    assert first.state == "replaced"
    assert payees.in_effect(at.alliance, at.reeth) == back


def test_where_nobody_could_stop_it_nothing_is_confirmed(at: Owed, trust: Organisation):
    Post.objects.filter(organisation=at.reeth).update(ends=date(2026, 9, 1))
    change = proposed(at, trust)
    with pytest.raises(Refused):
        payees.confirm(change, by=at.margaret, at=WEDNESDAY)
    assert PayeeChange.objects.get().state == "proposed"


def test_the_old_contact_stops_it_by_her_link_and_the_office_reads_why(at: Owed, trust: Organisation):
    change = waiting(at, trust)
    browser, page = opened(Link.objects.get(purpose="payee-change", person=at.ann))
    assert "Stop this change" in said(browser.get(page))
    browser.post(page, {"note": "Not us."})
    assert PayeeChange.objects.get().state == "waiting"
    answer = browser.post(page, {"sure": "on", "note": "We have not written."}, follow=True)
    assert "This change was stopped" in said(answer)
    browser.post(page, {"sure": "on", "note": "Again."})
    assert payees.take_effect_due(at=FRIDAY) == 0
    mail = Message.objects.filter(kind="payments.payee_stopped")
    assert set(mail.values_list("to_address", flat=True)) == {at.finn.email, at.margaret.email}
    shown = said(account(at.coordinator()).get(reverse("office-payee", args=[change.pk])))
    assert "We have not written." in shown


def test_who_was_not_told_does_not_stop_it(at: Owed, trust: Organisation):
    change = waiting(at, trust)
    for person in (at.susan, at.kate, at.leader, at.coordinator()):
        with pytest.raises(NotAllowed):
            payees.stop(change, by=person, at=WEDNESDAY)
    assert payees.stop(change, by=at.finn, at=WEDNESDAY).state == "stopped"


def test_a_statement_that_was_sent_is_paid_to_whom_it_said(at: Owed, trust: Organisation):
    sent = at.sent()
    changed(at, trust)
    sent = statements.confirm(sent, typed_name="Ann Peel", typed_role="Headteacher", by=at.ann, at=AFTER)
    statements.approve(sent, by=at.margaret, at=AFTER)
    file = handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER).content()
    assert b"North Dales Trust" not in file
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.update(payee=PayeeChange.objects.get())


def test_one_sent_later_is_paid_to_the_new_payee_under_its_number(at: Owed, trust: Organisation):
    changed(at, trust)
    statement = at.approved()
    assert statement.paid_to == trust
    assert "to be paid to North Dales Trust" in statements.words(statement)
    file = handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER).content()
    assert "North Dales Trust,4711," in file.decode()


def test_a_query_sent_again_takes_the_payee_of_that_day(at: Owed, trust: Organisation):
    sent = at.sent()
    statements.query(sent, "Our trust is paid.", by=at.ann, at=AFTER)
    changed(at, trust)
    assert statements.send(sent, by=at.finn, at=AFTER).paid_to == trust


def test_one_change_at_a_time_and_said_twice_it_is_one(at: Owed, trust: Organisation):
    first = proposed(at, trust)
    assert proposed(at, trust) == first
    for number, by in (("4712", at.finn), ("4711", at.margaret)):
        with pytest.raises(Refused):
            proposed(at, trust, number, by)
    payees.withdraw(first, by=at.coordinator(), at=WEDNESDAY)
    assert proposed(at, trust, "4712").state == "proposed"


def test_what_is_so_already_is_no_change(at: Owed, trust: Organisation):
    with pytest.raises(Refused):
        payees.propose(at.alliance, at.reeth, Payee(at.reeth), why="-", by=at.finn, at=WEDNESDAY)
    changed(at, trust)
    with pytest.raises(Refused):
        proposed(at, trust)


@pytest.mark.parametrize(
    "number", ["12-34-56 12345678", "123456 12345678", "12345612345678", "GB29 NWBK 6016 1331 9268 19"]
)
def test_a_bank_account_is_no_supplier_number(at: Owed, trust: Organisation, number: str):
    with pytest.raises(Refused):
        proposed(at, trust, number)
    assert not PayeeChange.objects.exists()


def test_who_may_propose(at: Owed, trust: Organisation):
    stranger = cast.head(cast.alliance("Another", default=False), at.reeth, "Eve Other")
    for person in (at.susan, at.leader, stranger):
        with pytest.raises(NotAllowed):
            proposed(at, trust, by=person)
    assert proposed(at, trust, by=at.ann).proposed_by == at.ann


def test_who_sees_it(at: Owed, trust: Organisation):
    waiting(at, trust)
    stranger = cast.head(cast.alliance("Another", default=False), at.reeth, "Eve Other")
    everybody = at.margaret, at.finn, at.ann, at.susan, at.leader, stranger
    seen = [PayeeChange.objects.visible_to(person, on=AFTER.date()).count() for person in everybody]
    assert seen == [1, 1, 1, 0, 0, 0]


def test_what_a_change_says_is_kept_by_the_database(at: Owed, trust: Organisation):
    waiting(at, trust)
    for changes in ({"paid_to": at.leyburn}, {"supplier_number": "4712"}, {"school": at.leyburn}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PayeeChange.objects.update(**changes)


def test_a_stopped_change_is_confirmed_no_more(at: Owed, trust: Organisation):
    change = waiting(at, trust)
    stale = PayeeChange.objects.get()
    payees.stop(change, by=at.ann, at=WEDNESDAY)
    with pytest.raises(AlreadyMoved):
        payees.withdraw(stale, by=at.finn, at=WEDNESDAY)


def test_the_office_proposes_confirms_and_withdraws_in_a_press_each(at: Owed, trust: Organisation):
    finn, margaret = account(at.finn), account(at.margaret)
    answer = finn.post(reverse("office-payee-new"), {"school": at.reeth.urn, "paid_to": "", "why": "They wrote."})
    assert at.reeth.name in said(answer)
    given = {"school": at.reeth.urn, "paid_to": trust.key, "supplier_number": "4711", "why": "They wrote."}
    finn.post(reverse("office-payee-new"), given)
    change = PayeeChange.objects.get()
    page = reverse("office-payee", args=[change.pk])
    assert "Confirm this change" not in said(finn.get(page))
    assert "North Dales Trust" in said(margaret.get(reverse("office-home")))
    margaret.post(reverse("office-payee-act", args=[change.pk, "confirm"]))
    assert "Friday 13 November 2026" in said(finn.get(page))
    assert "North Dales Trust" in said(finn.get(reverse("office-payees")))
    finn.post(reverse("office-payee-stop", args=[change.pk]), {"note": "They rang."})
    assert PayeeChange.objects.get().state == "stopped"
    assert "North Dales Trust" not in said(finn.get(reverse("office-payees")))


def test_who_confirms_has_just_shown_that_it_is_she(at: Owed, trust: Organisation, clock):
    change = proposed(at, trust)
    margaret = account(at.margaret)
    here, act = reverse("office-payee", args=[change.pk]), reverse("office-payee-act", args=[change.pk, "confirm"])
    clock.shift(timedelta(minutes=5))
    answer = margaret.post(act)
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert "show first that it is you, then press again" in said(margaret.get(answer.headers["Location"]))
    assert PayeeChange.objects.get().state == "proposed"
    margaret.post(answer.headers["Location"], {"send": "yes"})
    back = margaret.post(answer.headers["Location"], {"code": code_for(at.margaret.email)})
    assert back.headers["Location"] == here
    margaret.post(act)
    assert PayeeChange.objects.get().state == "waiting"


def test_a_desk_left_open_withdraws_a_change_all_the_same(at: Owed, trust: Organisation, clock):
    change, margaret = proposed(at, trust), account(at.margaret)
    clock.shift(timedelta(minutes=5))
    margaret.post(reverse("office-payee-act", args=[change.pk, "withdraw"]))
    assert PayeeChange.objects.get().state == "withdrawn"


def test_a_school_proposes_it_from_its_statement(at: Owed, trust: Organisation):
    at.sent()
    browser, page = opened(Link.objects.get(purpose="statement"))
    assert "Somebody else is to be paid" in said(browser.get(page))
    browser.post(f"{page}payee/", {"paid_to": trust.key, "why": "We joined it."})
    change = PayeeChange.objects.get()
    assert (change.proposed_by, change.school, change.paid_to) == (at.ann, at.reeth, trust)


def test_the_list_asks_as_much_of_one_as_of_many(at: Owed, trust: Organisation, django_assert_max_num_queries):
    finn = account(at.finn)
    for number in range(30):
        school = cast.school(f"School {number}")
        payees.propose(at.alliance, school, Payee(trust), why="-", by=at.finn, at=WEDNESDAY)
    with django_assert_max_num_queries(15):
        assert said(finn.get(reverse("office-payees"))).count("North Dales Trust") >= 20
