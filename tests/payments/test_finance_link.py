"""Finance fetches a file once: by a link that lives seven days, with totals and control sum, told who was first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.payments import handover
from drystone.payments.models import Handover
from drystone.people import access, links, people
from drystone.people.models import Link, Person
from drystone.people.roles import Role
from tests import cast
from tests.clock import NOW
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import account, opened, said


def clerk(at: Owed, name: str = "Jean Iveson", email: str = "accounts@lead.example") -> Person:
    return people.known(name, email, at.alliance)


def handed(at: Owed) -> Handover:
    """Approved before now, so that the link lives now."""
    at.approved()
    return handover.hand_over(at.alliance, to=clerk(at), by=at.finn, at=NOW)


def link_of(made: Handover) -> Link:
    return Link.objects.unfinished().get(purpose="handover", record_id=made.pk)


def mark_on(html: str) -> str:
    return html.split('name="page" value="')[1].split('"')[0]


def test_the_mail_has_the_link_which_lives_seven_days(at: Owed):
    made = handed(at)
    message = Message.objects.get(kind="payments.handed_over")
    assert "1 statement to be paid, £145 in all" in message.text
    assert (message.to_address, link_of(made).expires_at) == ("accounts@lead.example", NOW + timedelta(days=7))


def test_opening_gives_nothing_one_press_gives_it_and_then_it_says_who_had_it(at: Owed):
    made = handed(at)
    client, page = opened(link_of(made))
    html = said(client.get(page))
    assert "£145" in html
    assert made.sha256 in html
    assert Handover.objects.get().state == "waiting"
    bare = client.post(page, {"page": mark_on(html)})
    assert "Tick the box first" in said(bare)
    assert Handover.objects.get().state == "waiting"
    file = client.post(page, {"page": mark_on(html), "sure": "yes"})
    assert b"".join(file) == made.content()
    assert f"{at.alliance.slug}-statements-0001.csv" in file["Content-Disposition"]
    after = said(client.get(page))
    assert "fetched by <strong>Jean Iveson</strong>" in after
    assert "Fetch the file" not in after


def test_the_same_button_pressed_twice_gives_the_file_again_and_another_page_does_not(at: Owed):
    made = handed(at)
    client, page = opened(link_of(made))
    first, second = (mark_on(said(client.get(page))) for _ in range(2))
    for _ in range(2):
        assert b"".join(client.post(page, {"page": first, "sure": "yes"})) == made.content()
    late = client.post(page, {"page": second, "sure": "yes"})
    assert late.status_code == 409
    assert "fetched by <strong>Jean Iveson</strong>" in said(late)
    assert made.content() not in late.content
    empty = client.post(page, {"page": "", "sure": "yes"})
    assert empty.status_code == 409


def test_whoever_looks_after_the_money_may_fetch_it_and_the_link_then_says_so(at: Owed):
    made = handed(at)
    client, page = opened(link_of(made))
    office = account(at.finn)
    mark = mark_on(said(office.get(reverse("office-handover", args=[made.pk]))))
    assert b"".join(office.post(page, {"page": mark})) == made.content()
    assert "fetched by <strong>Finn Metcalfe</strong>" in said(client.get(page))


def test_a_new_link_closes_the_one_before_and_is_sent_once_although_pressed_twice(at: Owed):
    made = handed(at)
    old, seen = link_of(made), handover.standing(made)
    client, page = opened(old)
    other = clerk(at, "Pat Simpson", "pat@lead.example")
    for attempt in (1, 2):
        fresh = Handover.objects.get()
        try:
            handover.send_link(fresh, other, seen=seen, by=at.finn, at=NOW + timedelta(seconds=attempt))
        except AlreadyMoved:
            assert attempt == 2
    assert client.get(page).status_code == 410
    assert "newer link" in said(client.get(page))
    assert Message.objects.filter(kind="payments.handed_over", to_address="pat@lead.example").count() == 1
    assert link_of(made).person == other


def test_after_seven_days_the_link_opens_nothing_and_the_office_reads_so(at: Owed):
    made = handed(at)
    assert links.problem_with(link_of(made), NOW + timedelta(days=7)) is not None
    Link.objects.update(made_at=NOW - timedelta(days=8), expires_at=NOW - timedelta(days=1))
    assert "The link has run out" in said(account(at.finn).get(reverse("office-handover", args=[made.pk])))


def test_nobody_else_fetches_it_or_sends_a_link(at: Owed):
    made = handed(at)
    other = cast.alliance("Wensleydale Alliance", default=False)
    strangers = [at.ann, at.coordinator(), cast.officer(other, "Nina Fawcett", Role.FINANCE), at.leader]
    for person in strangers:
        with pytest.raises(NotAllowed):
            handover.fetch(made, page="x", by=access.as_of(person, NOW.date(), through="account"), at=NOW)
        with pytest.raises(NotAllowed):
            handover.send_link(made, person, seen=handover.standing(made), by=person, at=NOW)
    Person.objects.filter(pk=made.to_id).update(has_account=True)
    assert account(made.to).get(reverse("school-handover", args=[made.pk])).status_code == 404


def test_the_office_hands_over_on_a_page_that_shows_the_lines_and_keeps_what_was_typed(at: Owed):
    at.approved()
    office, page = account(at.finn), reverse("office-handover-new", args=["statements"])
    shown = said(office.get(page))
    assert "1 statement waits to be handed over." in shown
    assert "Reeth Primary School" in shown
    wrong = said(office.post(page, {"name": "Jean Iveson", "email": "nowhere"}))
    assert 'value="Jean Iveson"' in wrong
    assert not Handover.objects.exists()
    given = {"name": "Jean Iveson", "email": "accounts@lead.example", "layout": ""}
    made = office.post(page, given)
    assert made["Location"] == reverse("office-handover", args=[Handover.objects.get().pk])
    html = said(office.get(made["Location"]))
    assert "Handed over to <strong>Jean Iveson</strong>" in html
    assert "Answers of finance are awaited for 1 of 1" in html
    again = office.post(page, given, follow=True)
    assert "Nothing waits to be handed over." in said(again)
    assert Handover.objects.count() == 1
    assert Message.objects.filter(kind="payments.handed_over").count() == 1


def test_a_new_link_on_the_page_warns_of_what_was_fetched(at: Owed):
    made = handed(at)
    handover.fetch(made, page="", by=at.finn, at=NOW)
    office, page = account(at.finn), reverse("office-handover-link", args=[made.pk])
    html = said(office.get(page))
    assert "Finn Metcalfe fetched this file" in html
    seen = html.split('name="seen" value="')[1].split('"')[0]
    given = {"name": "Pat Simpson", "email": "pat@lead.example", "seen": seen}
    for _ in range(2):
        assert office.post(page, given)["Location"] == reverse("office-handover", args=[made.pk])
    assert Message.objects.filter(kind="payments.handed_over", to_name="Pat Simpson").count() == 1
    assert Handover.objects.get().state == "waiting"


def test_pages_ask_as_little_with_forty_files_as_with_one(at: Owed, query_count):
    made = handed(at)
    office = account(at.finn)

    def asked(address: str, client: Client = office) -> int:
        client.get(address)
        with query_count() as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    by_link, page = opened(link_of(made))
    record = reverse("office-handover", args=[made.pk])
    few = [asked(reverse("office-handovers")), asked(record), asked(page, by_link)]
    for number in range(2, 42):
        Handover.objects.create(
            alliance=at.alliance, number=number, at=AFTER, state_since=AFTER, by=at.finn, to=made.to,
            papers=0, total_pence=0, file=b"", sha256="", name="x.csv",
        )  # fmt: skip
    assert [asked(reverse("office-handovers")), asked(record), asked(page, by_link)] == few
    assert max(few) <= 15


def test_what_finance_does_not_have_waits_for_the_office(at: Owed):
    made, office = handed(at), account(at.finn)
    home = reverse("office-home")
    assert "did not fetch file" not in said(office.get(home))
    Link.objects.filter(purpose="handover").update(made_at=NOW - timedelta(days=8), expires_at=NOW)
    assert "Jean Iveson did not fetch file 1 in time: send a new link" in said(office.get(home))
    Handover.objects.update(state="failed")
    html = said(office.get(home))
    assert "File 1 could not be put into finance’s folder" in html
    assert reverse("office-handover", args=[made.pk]) in html
    assert "did not fetch" not in html
