"""An agreement signed by four parties: one question, one changed term, both heads on their telephones."""

import pytest
from django.urls import reverse

from drystone.deployment.models import Consent, Deployment
from drystone.mail.models import Message
from drystone.people.models import Person
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.people.mailbox import token_of
from tests.selection.test_in_a_browser import signed_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_parties_agree_after_a_question_and_a_change(live_server, open_browser, looks_right, support: Support):
    url, deployment = live_server.url, support.proposed()
    office = signed_in(open_browser(DESK), url, support.margaret).new_page()
    office.goto(url + reverse("office-agreement", args=[deployment.pk]))
    the_office_draws_it_up(office, looks_right)
    ann, susan = (by_mail(open_browser(PHONE), url, support, person) for person in (support.ann, support.susan))
    one_asks_and_the_other_proposes(ann, susan, looks_right)
    the_office_answers_and_draws_it_up_anew(office, looks_right)
    both_heads_read_it_again_and_sign(ann, susan, looks_right, support)
    tom = signed_in(open_browser(PHONE), url, support.tom.person).new_page()
    tom.goto(url + reverse("home"))
    the_leader_signs(tom, support)
    office.get_by_role("link", name="Answer for the Alliance").click()
    sign(office, support.margaret)
    looks_right(office, "agreed")
    assert Deployment.objects.get().state == "agreed"
    assert Consent.objects.filter(agreement__number=2, state="agreed").count() == 4
    assert Message.objects.filter(kind="deployment.all_agreed").count() == 4
    newest = Deployment.objects.get().agreements.first()
    office.goto(url + reverse("office-agreement-parties", args=[newest.pk]))
    the_signed_copy_is_there(office, looks_right)


def by_mail(browser, url: str, support: Support, person: Person):
    page = browser.new_page()
    page.goto(f"{url}/l/{token_of(support.link(person, 'consent'), NOW)}/")
    return page


def sign(page, person: Person) -> None:
    page.get_by_label("I agree", exact=True).check()
    page.get_by_label("Your full name, as your signature").fill(person.name)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Thank you. The Alliance has your answer.").wait_for()


def the_office_draws_it_up(office, looks_right) -> None:
    looks_right(office, "draw up")
    assert office.get_by_label("Objectives, one a line").input_value() == "The team plans together."
    office.get_by_label("Who is supported, one a line").fill("A new English lead\nA team of four")
    office.get_by_label("Pattern").fill("Tuesday mornings")
    office.get_by_role("button", name="Draw up and ask everybody").click()
    office.get_by_text("Drawn up. Every party has been asked.").wait_for()


def one_asks_and_the_other_proposes(ann, susan, looks_right) -> None:
    looks_right(ann, "head asked")
    ann.get_by_label("I have a question first").check()
    ann.get_by_label("Your question").fill("Could he be back for lunch?")
    ann.get_by_role("button", name="Send my answer").click()
    susan.get_by_label("I would agree to something else").check()
    susan.get_by_label("What would you agree to?").fill("Thursdays suit us better.")
    susan.get_by_label("Another pattern").fill("Thursday mornings")
    looks_right(susan, "a change proposed")
    susan.get_by_role("button", name="Send my answer").click()


def the_office_answers_and_draws_it_up_anew(office, looks_right) -> None:
    office.get_by_role("link", name="The agreement and its parties").click()
    office.get_by_text("the office to answer Ann Peel and Susan Iveson").wait_for()
    looks_right(office, "parties")
    office.get_by_role("link", name="Answer Ann Peel").click()
    office.get_by_label("Your answer").fill("He leaves at noon.")
    office.get_by_role("button", name="Answer Ann Peel").click()
    office.get_by_role("link", name="Take it over into a new version").click()
    assert office.get_by_label("Pattern").input_value() == "Thursday mornings"
    office.get_by_role("button", name="See what changes").click()
    office.get_by_text("Nobody has been asked yet").wait_for()
    looks_right(office, "looked at")
    office.get_by_role("button", name="Draw up and ask them").click()
    office.get_by_text("Drawn up. Whoever it touches has been asked.").wait_for()


def both_heads_read_it_again_and_sign(ann, susan, looks_right, support: Support) -> None:
    ann.reload()
    looks_right(ann, "head asked again")
    ann.get_by_role("cell", name="Thursday mornings").wait_for()
    ann.get_by_text("He leaves at noon.").wait_for()
    assert not susan.get_by_text("lunch").count()
    sign(ann, support.ann)
    susan.reload()
    sign(susan, support.susan)


def the_leader_signs(tom, support: Support) -> None:
    tom.get_by_role("link", name="Read the agreement").click()
    assert "£" not in tom.inner_text("main")
    sign(tom, support.tom.person)


def the_signed_copy_is_there(office, looks_right) -> None:
    looks_right(office, "signed")
    with office.expect_download() as download:
        office.get_by_role("link", name="The signed agreement (PDF)").click()
    assert download.value.suggested_filename.endswith(".pdf")
