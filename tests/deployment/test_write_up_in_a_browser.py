"""A visit written up on a telephone, in a few presses; disputed by the colleague on hers, corrected, and confirmed."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from drystone.deployment import records
from drystone.deployment.models import AgreedAction, Deployment, Visit, VisitRecord
from drystone.jobs.demonstration.filling import fill
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.people.mailbox import token_of
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
NOTES = (
    "We looked at six books together, from the strongest to the weakest, and agreed what a good paragraph is. "
    "Then we planned next week's lessons on it, and who watches which."
)
STRENGTHS = "The team talks about the writing, not about the children."
ACTION = "Teach the three lessons and bring the books"
COMMENT = "Ready to lead the next meeting alone."


class Finger:
    """One finger on a telephone: every press and every word is counted."""

    def __init__(self, page: Page):
        self.page, self.presses, self.words, self.pages = page, 0, 0, 0

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.presses, self.pages = self.presses + 1, self.pages + 1

    def choose(self, group: str, answer: str) -> None:
        self.page.get_by_role("group", name=group).get_by_label(answer).check()
        self.presses += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.presses, self.words = self.presses + 1, self.words + len(text.split())


@pytest.fixture
def second(support) -> Visit:
    """An ordinary visit: the one before it was written up, one action of it is open, one objective is agreed."""
    support.written_up(support.planned(day=9))
    return support.planned(Deployment.objects.get(), day=10)


def test_an_ordinary_visit_is_written_up_in_four_pages(live_server, open_browser, looks_right, second, support):
    page = signed_in(open_browser(PHONE), live_server.url, support.leader).new_page()
    page.goto(live_server.url + reverse("leader-visit", args=[second.pk]))
    looks_right(page, "visit")
    hand = Finger(page)
    hand.press("Write it up")
    looks_right(page, "facts")
    assert page.get_by_label("In person").is_checked()
    hand.press("Save and continue")
    hand.type("What did you talk about or see?", NOTES)
    hand.type("What is going well?", STRENGTHS)
    hand.choose("Plan the next unit together (English lead, by Tuesday 24 November 2026)", "Done")
    hand.type("Action 1 (optional)", ACTION)
    hand.type("Who does action 1 (optional)", "English lead")
    looks_right(page, "record")
    hand.press("Save and continue")
    hand.choose("The team plans together", "Green: on the way to lasting change")
    hand.type("Comment on “The team plans together” (optional)", COMMENT)
    hand.choose("How far is the colleague taking part?", "Fully")
    hand.choose("How far is the school making room for the work?", "Mostly")
    hand.choose("What is in the way?", "Nothing")
    hand.choose("Is the number of days still right?", "Yes")
    hand.choose("What do you recommend?", "Go on as planned")
    looks_right(page, "evaluation")
    hand.press("Save and continue")
    looks_right(page, "check")
    hand.press("Send both")
    page.get_by_text("Sent. Thank you.").wait_for()
    looks_right(page, "sent")
    assert (hand.presses, hand.pages, hand.words) == (17, 5, 58)
    assert list(AgreedAction.objects.values_list("what", "became")) == [
        ("Plan the next unit together", "done"),
        (ACTION, ""),
    ]


def test_a_record_is_disputed_corrected_and_confirmed_on_telephones(live_server, open_browser, looks_right, support):
    record = support.written_up().record
    kate = open_browser(PHONE).new_page()
    address = f"{live_server.url}/l/{token_of(support.link(support.kate, 'visit-record'), NOW)}/"
    kate.goto(address)
    looks_right(kate, "record to read")
    kate.get_by_label("Something is not right").check()
    kate.get_by_label("What is not right, or a line of your own").fill("It was the spelling lesson.")
    kate.get_by_role("button", name="Send my answer").click()
    kate.get_by_text("Thank you.", exact=True).wait_for()
    looks_right(kate, "disputed")

    tom = signed_in(open_browser(PHONE), live_server.url, support.leader).new_page()
    tom.goto(live_server.url + reverse("leader-visit", args=[record.visit_id]))
    looks_right(tom, "disputed")
    tom.get_by_role("link", name="Add to the record").first.click()
    looks_right(tom, "addendum")
    tom.get_by_label("What you add").fill("Yes, it was the spelling lesson.")
    tom.get_by_role("button", name="Add to the visit record").click()
    tom.get_by_text("has been told").wait_for()

    kate.goto(address)
    kate.get_by_text("Yes, it was the spelling lesson.").wait_for()
    kate.get_by_label("Yes, I have read it and it is right").check()
    kate.get_by_role("button", name="Send my answer").click()
    kate.get_by_text("Nothing more is needed.").wait_for()
    looks_right(kate, "confirmed")
    assert VisitRecord.objects.get().state == "confirmed"


def test_the_documents_look_right_at_a_desk_with_names_and_many_actions(
    live_server, open_browser, looks_right, support
):
    visit = support.planned()
    record, half = records.begin(visit, **support.by(support.leader))
    agreed = [{"what": f"Do thing number {number} with the whole team", "who": "Head"} for number in range(1, 8)]
    fill(record.sheet, NOW, actions=agreed, notes="A boy called Oliver read to us.", next_day="2026-11-24")
    fill(half.sheet, NOW)
    page = signed_in(open_browser(DESK), live_server.url, support.leader).new_page()
    page.goto(live_server.url + reverse("leader-write-up-check", args=[visit.pk]))
    looks_right(page, "check")
    page.get_by_role("button", name="This is not a pupil").click()
    page.get_by_text("is no pupil").wait_for()
    page.get_by_label("Plan the next visit too").wait_for()
    page.get_by_role("button", name="Send both").click()
    page.get_by_text("The next visit is planned").wait_for(timeout=30_000)  # both are sealed first
    looks_right(page, "visit")
    page.get_by_role("link", name="Read the record as it was sent").click()
    looks_right(page, "record")
