"""Finding somebody for a request: the list, why not another, one kept off, one chosen who is not the first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browsing import DESK, PHONE, Opener
from tests.journeys.scene import SUPPORT, Scene
from tests.journeys.walking import Walker
from tests.product import Product

pytestmark = pytest.mark.journey
STORY = (
    f"{SUPPORT}from tests import cast; from drystone.people.models import Person; "
    "muker = cast.school('Muker Primary School', east=391_000, north=497_800); "
    "hawes = cast.school('Hawes Primary School', east=387_000, north=489_000); "
    "cast.head(support.alliance, muker, 'Ben Sowerby'); cast.head(support.alliance, hawes, 'Joan Calvert'); "
    "support.add_leader('Hannah Metcalfe', school=muker); support.add_leader('Grace Oyelaran', school=hawes); "
    "support.add_leader('Farah Siddiqui', areas=(cast.area('maths', 'Mathematics'),)); support.accepted(); "
    "Person.objects.filter(name='Tom Raine').update(has_account=True)"
)
HERE = "/office/requests/1/candidates/"
Look = Callable[[Page, str], None]


def test_the_office_finds_somebody_and_says_why_it_is_not_the_first(
    product: Product, open_browser: Opener, looks_right: Look
) -> None:
    scene = Scene(product, open_browser, STORY)
    margaret = scene.walker("Margaret Alderson", DESK)
    margaret.sign_in()
    margaret.go(HERE)
    margaret.reads("1. Tom Raine", "about 10 miles, 25 minutes", "not evaluated yet", "6 days left")
    looks_right(margaret.page, "candidates")
    why_not_farah(margaret, looks_right)
    one_is_kept_off(margaret, looks_right)
    another_than_the_first_is_asked(margaret, looks_right)
    tom = scene.walker("Tom Raine", PHONE)
    tom.sign_in()
    tom.go("/leader/profile/conflicts/")
    looks_right(tom.page, "conflicts of a leader")


def why_not_farah(margaret: Walker, looks_right: Look) -> None:
    margaret.page.get_by_label("Name of a System Leader").fill("farah")
    margaret.press("Why not?")
    margaret.reads("Farah Siddiqui", "They do not hold English.")
    looks_right(margaret.page, "why not")


def one_is_kept_off(margaret: Walker, looks_right: Look) -> None:
    margaret.follow("Keep Tom Raine off this request")
    looks_right(margaret.page, "keeping off")
    margaret.page.locator("textarea[name=reason]").fill("He asked us for a quiet term.")
    margaret.press("Keep them off")
    margaret.reads("He asked us for a quiet term.")
    looks_right(margaret.page, "kept off")
    margaret.go(HERE)
    margaret.reads("Kept off this request by the office: 1")
    margaret.does_not_read("about Tom Raine")


def another_than_the_first_is_asked(margaret: Walker, looks_right: Look) -> None:
    margaret.press("Ask Hawes Primary School about Grace Oyelaran")
    margaret.reads("Why not the first of the list?", "Hannah Metcalfe may be asked too", "Nobody has been asked yet")
    looks_right(margaret.page, "why this one")
    margaret.page.locator("textarea[name=reason]").fill("She knows the school.")
    margaret.press("Ask all the same")
    margaret.reads("Joan Calvert has been asked.")
    margaret.follow("The lists they were chosen from, as seen")
    margaret.reads("Grace Oyelaran, not the first of the list", "She knows the school.")
    looks_right(margaret.page, "lists as seen")
