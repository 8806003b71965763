"""The whole order of asks, on telephones: three home schools at once, a "not now", a no, a choice, an agreement."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browsing import DESK, Opener
from tests.journeys.scene import SUPPORT, Scene
from tests.journeys.walking import Walker
from tests.product import Product

pytestmark = pytest.mark.journey
BUSY = "Two of us are leaving at Easter."
NEEDED = "She is needed here, and knows nothing of this."
STORY = (
    f"{SUPPORT}from tests import cast; "
    "muker = cast.school('Muker Primary School', east=391_000, north=497_800); "
    "hawes = cast.school('Hawes Primary School', east=387_000, north=489_000); "
    "cast.head(support.alliance, muker, 'Ben Sowerby'); cast.head(support.alliance, hawes, 'Joan Calvert'); "
    "support.add_leader('Hannah Metcalfe', school=muker); support.add_leader('Grace Oyelaran', school=hawes); "
    "Person.objects.filter(name='Susan Iveson').update(has_account=True); support.accepted()"
)
REQUEST = "/office/requests/1/"
# What Susan's school never reads, anywhere: who else was asked, what they said and why.
NEVER = ("Hannah", "Metcalfe", "Grace", "Oyelaran", "Ben Sowerby", "Joan Calvert", "Muker", "Hawes", BUSY, NEEDED)


def test_the_order_of_asks_ends_with_an_agreement_and_the_school_never_learns_who_said_no(
    product: Product, open_browser: Opener, looks_right: Callable[[Page, str], None]
) -> None:
    """Features 46: Third party (employer) may veto."""
    scene = Scene(product, open_browser, STORY)
    margaret = scene.walker("Margaret Alderson", DESK)
    margaret.sign_in()
    three_are_asked_at_once(margaret, looks_right)
    ann, ben, joan = (scene.walker(name) for name in ("Ann Peel", "Ben Sowerby", "Joan Calvert"))
    one_says_yes_one_not_now_and_one_no(ann, ben, joan, looks_right)
    the_leader_is_asked_and_offered(margaret, scene.walker("Tom Raine"), looks_right)
    susan = scene.walker("Susan Iveson")
    the_school_chooses(susan, looks_right)
    an_agreement_is_drawn_up(margaret)
    product.mail.newest(susan.email, "Please agree: Tom Raine")
    she_never_reads_of_a_refusal(scene, susan)


def three_are_asked_at_once(margaret: Walker, looks_right: Callable[[Page, str], None]) -> None:
    margaret.go(f"{REQUEST}candidates/")
    for name in ("Tom Raine", "Hannah Metcalfe", "Grace Oyelaran"):
        margaret.page.get_by_label(f"Ask with others: {name}").check()
    looks_right(margaret.page, "candidates ticked")
    margaret.press("Ask all that are ticked")
    margaret.reads("Tom Raine", "do not know yet", "3 asked; nobody willing yet; waiting for")
    looks_right(margaret.page, "three asked")


def one_says_yes_one_not_now_and_one_no(
    ann: Walker, ben: Walker, joan: Walker, looks_right: Callable[[Page, str], None]
) -> None:
    ann.open_letter("Could Tom Raine help")
    ann.reads("availability enquiry", "3 days", "Autumn term 2026: 7 weeks", "£900", "runs out")
    looks_right(ann.page, "enquiry")
    ann.choose("Yes, Tom Raine could be released")
    ann.press("Send my answer")
    looks_right(ann.page, "answered")
    ben.open_letter("Could Hannah Metcalfe help")
    ben.choose("Not now")
    ben.page.locator("textarea[name=reason]").fill(BUSY)
    looks_right(ben.page, "not now")
    ben.press("Send my answer")
    ben.reads("your answer is “not now”", "does not learn that you were asked")
    joan.open_letter("Could Grace Oyelaran help")
    joan.page.get_by_label("No", exact=True).check()
    joan.page.locator("textarea[name=reason]").fill(NEEDED)
    joan.press("Send my answer")
    joan.reads("your answer is “no”", "does not learn that you were asked")


def the_leader_is_asked_and_offered(margaret: Walker, tom: Walker, looks_right: Callable[[Page, str], None]) -> None:
    margaret.go(REQUEST)
    margaret.reads("Not now", "Ask Ben Sowerby again")
    margaret.does_not_read(BUSY, NEEDED)
    margaret.press("Ask Tom Raine")
    tom.open_letter("Would you help")
    tom.does_not_read("£")
    tom.choose("Yes, I would like to")
    tom.press("Send my answer")
    margaret.go(f"{REQUEST}shortlist/")
    margaret.fill().press("Offer to the school")
    looks_right(margaret.page, "offered")


def the_school_chooses(susan: Walker, looks_right: Callable[[Page, str], None]) -> None:
    susan.open_letter("System Leaders who could help")
    susan.does_not_read(*NEVER)
    looks_right(susan.page, "choice")
    susan.choose("Tom Raine")
    susan.press("Send my choice")
    susan.reads("You have chosen Tom Raine")
    looks_right(susan.page, "chosen")


def an_agreement_is_drawn_up(margaret: Walker) -> None:
    margaret.go(REQUEST)
    margaret.press("Start the deployment of Tom Raine")
    margaret.follow("Draw up the agreement")
    margaret.fill(objectives="The team plans together", known_by="Pupils' books show it").send()
    margaret.reads("Being agreed")


def she_never_reads_of_a_refusal(scene: Scene, susan: Walker) -> None:
    """Not on a page, in a mail, in what she takes away of her data, or in what happened."""
    post = scene.post_for("Susan Iveson")
    for word in (*NEVER, "Ann Peel", "refused"):
        assert word not in post, f"a mail to Susan says {word}"
    for subject in ("has your request for", "System Leaders who could help", "Please agree: Tom Raine"):
        susan.open_letter(subject)
        susan.does_not_read(*NEVER)
    susan.sign_in()
    susan.does_not_read(*NEVER)
    for path in ("/school/requests/1/", "/school/requests/1/choice/", "/account/data/", "/api/tasks"):
        susan.does_not_read_at(path, *NEVER)
    for kind in data_files(susan):
        susan.does_not_read_at(kind, *NEVER)
    for path in ("/school/enquiries/1/", "/school/enquiries/3/", REQUEST, "/office/enquiries/3/reason/"):
        susan.is_refused(path)


def data_files(susan: Walker) -> list[str]:
    """What she may take away of what is held about her."""
    susan.go("/account/data/")
    links = susan.page.locator("main a[href^='/account/data/']")
    return [str(link.get_attribute("href")) for link in links.all()]
