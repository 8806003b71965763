"""What is asked of a whole deployment, on telephones by the links of the mails, from half-way to six months after."""

from datetime import datetime

import pytest
from django.urls import reverse

from drystone.deployment import deployments, following_up, midpoint
from drystone.deployment.models import Deployment, Review, Visit
from tests.browsing import DESK, PHONE
from tests.clock import LONDON, NOW
from tests.people.mailbox import code_for, token_of
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
PURPOSE = "deployment-evaluation"


@pytest.fixture
def at_hand(live_server, open_browser, support):
    """Opens the newest link of a purpose that somebody was sent, on her telephone."""

    def opened(person, purpose=PURPOSE, at=NOW):
        page = open_browser(PHONE).new_page()
        page.goto(f"{live_server.url}/l/{token_of(support.link(person, purpose), at)}/")
        return page

    return opened


def choose(page, group: str, answer: str) -> None:
    page.get_by_role("group", name=group).get_by_label(answer, exact=True).first.check()


def test_half_way_both_say_how_it_goes_and_one_press_leads_to_what_is_wished(
    live_server, open_browser, at_hand, looks_right, support
):
    deployment = support.agreed()
    for day, half_days in ((9, 1), (10, 2)):
        support.written_up(support.planned(deployment, day=day, half_days=half_days))
    midpoint.ask_due(at=NOW)
    susan = at_hand(support.susan)
    looks_right(susan, "asked half-way")
    susan.get_by_role("link", name="Start").click()
    choose(susan, "Have you talked about how it is going?", "Yes")
    choose(susan, "The team plans together", "Amber: can still be reached, but needs attention")
    choose(susan, "Is it still the right support", "Yes")
    choose(susan, "How should it go on?", "With changes")
    susan.get_by_label("What changes?").fill("Mornings instead of afternoons.")
    looks_right(susan, "half-way")
    susan.get_by_role("button", name="Save and continue").click()
    susan.get_by_role("button", name="Send the review").click()
    susan.get_by_role("heading", name="Thank you").wait_for()
    tom = at_hand(support.tom.person)
    tom.get_by_role("link", name="Start").click()
    assert tom.get_by_text("Mornings instead").count() == 0
    choose(tom, "The team plans together", "Green: on the way to lasting change")
    choose(tom, "How should it go on?", "As planned")
    tom.get_by_role("button", name="Save and continue").click()
    tom.get_by_role("button", name="Send your part").click()
    tom.get_by_role("heading", name="Thank you").wait_for()
    desk = signed_in(open_browser(DESK), live_server.url, support.margaret).new_page()
    desk.goto(live_server.url + reverse("office-deployment", args=[deployment.pk]))
    looks_right(desk, "half-way in the office")
    desk.get_by_text("Wishes changes: “Mornings instead of afternoons.”").wait_for()
    wish = desk.get_by_role("listitem").filter(has_text="Wishes changes")
    wish.get_by_role("link", name="Change the agreement").click()
    assert desk.get_by_label("Days", exact=True).input_value() == "3"


def test_from_the_evaluation_to_what_has_lasted(live_server, open_browser, at_hand, looks_right, clock, support):
    review = support.finished()
    the_school_evaluates(at_hand(support.susan), looks_right)
    the_home_head_reads_her_copy(at_hand(support.ann, "evaluation-copy"), support.ann.email, looks_right)
    tom = signed_in(open_browser(PHONE), live_server.url, support.tom.person).new_page()
    tom.goto(live_server.url + reverse("leader-deployment", args=[review.deployment_id]))
    the_leader_reads_the_summary(tom, looks_right)
    later = datetime(2027, 5, 11, 10, tzinfo=LONDON)
    clock.move_to(later)
    following_up.ask_due(at=later)
    the_school_says_what_has_lasted(at_hand(support.susan, at=later), looks_right)
    desk = signed_in(open_browser(DESK), live_server.url, support.margaret).new_page()
    desk.goto(live_server.url + reverse("school-evaluation-given", args=[Review.objects.get(months=6).pk]))
    desk.get_by_text("further back").wait_for()
    looks_right(desk, "beside the first")


def the_school_evaluates(susan, looks_right) -> None:
    looks_right(susan, "asked at the end")
    susan.get_by_role("link", name="Start").click()
    assert susan.get_by_role("group", name="Did the support take place?").get_by_label("Yes").is_checked()
    choose(susan, "How far was each objective met?", "Fully")
    choose(susan, "What shows it?", "What staff say")
    susan.get_by_label("The team", exact=True).check()
    looks_right(susan, "what was to change")
    susan.get_by_role("button", name="Save and continue").click()
    susan.get_by_role("group", name="All of these, but for those").get_by_label("Excellent").check()
    choose(susan, "What was it worth", "Good value")
    choose(susan, "Would you ask for such support again?", "Yes")
    susan.get_by_label("What will last, and what do you do next?").fill("The team plans on Mondays now.")
    susan.get_by_label("One or two sentences that we could quote").fill("She listened first.")
    choose(susan, "May we quote them?", "Yes, without names")
    susan.get_by_label("Your full name, as your signature").fill("Susan Iveson")
    susan.get_by_label("I give this evaluation").check()
    looks_right(susan, "how it was done")
    susan.get_by_role("button", name="Save and continue").click()
    looks_right(susan, "check")
    susan.get_by_role("button", name="Send the evaluation").click()
    susan.get_by_text("is closed.").wait_for()
    looks_right(susan, "thanks")


def the_home_head_reads_her_copy(ann, email: str, looks_right) -> None:
    ann.get_by_role("button", name="Send").click()
    ann.get_by_label("code").first.fill(code_for(email))
    ann.get_by_role("button", name="Continue").click()
    ann.get_by_text("The team plans on Mondays now.").wait_for()
    looks_right(ann, "copy for the home head")
    with ann.expect_download() as download:
        ann.get_by_role("link", name="The sealed copy (PDF)").click()
    assert download.value.suggested_filename.endswith(".pdf")


def the_leader_reads_the_summary(tom, looks_right) -> None:
    looks_right(tom, "leader")
    tom.get_by_role("link", name="Read the summary").click()
    tom.get_by_text("She listened first.").wait_for()
    assert tom.get_by_text("on Mondays now").count() == 0
    looks_right(tom, "summary")


def the_school_says_what_has_lasted(susan, looks_right) -> None:
    looks_right(susan, "asked six months after")
    susan.get_by_role("link", name="Start").click()
    choose(susan, "How much of what changed has lasted?", "Some of it")
    choose(susan, "How far is each objective met now?", "Mostly")
    choose(susan, "Would more support help?", "No")
    looks_right(susan, "what has lasted")
    susan.get_by_role("button", name="Save and continue").click()
    susan.get_by_role("button", name="Send your answers").click()
    susan.get_by_role("heading", name="Thank you").wait_for()


def test_that_it_did_not_take_place_is_said_in_a_minute_and_the_office_closes_it(
    live_server, open_browser, at_hand, looks_right, support
):
    deployments.finish(support.agreed(), **support.office)
    susan = at_hand(support.susan)
    susan.get_by_role("link", name="Start").click()
    choose(susan, "Did the support take place?", "No")
    choose(susan, "Why did it not take place?", "No dates were found")
    assert not susan.get_by_role("group", name="How far was each objective met?").is_visible()
    looks_right(susan, "did not take place")
    susan.get_by_role("button", name="Save and continue").click()
    assert susan.get_by_label("What will last, and what do you do next?").count() == 0
    susan.get_by_label("Your full name, as your signature").fill("Susan Iveson")
    susan.get_by_label("I give this evaluation").check()
    susan.get_by_role("button", name="Save and continue").click()
    susan.get_by_role("button", name="Send the evaluation").click()
    susan.get_by_text("The office looks at it").wait_for()
    desk = signed_in(open_browser(DESK), live_server.url, support.margaret).new_page()
    deployment = Deployment.objects.get()
    desk.goto(live_server.url + reverse("office-deployment-close", args=[deployment.pk]))
    looks_right(desk, "close")
    assert desk.get_by_label("It did not take place").is_checked()
    desk.get_by_role("button", name="Close the deployment").click()
    desk.get_by_text("How it ended").wait_for()
    looks_right(desk, "closed")
    deployment.refresh_from_db()
    assert (deployment.state, Visit.objects.count()) == ("closed", 0)
