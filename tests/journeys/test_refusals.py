"""Three people say no, on their phones, and nobody learns more of it than she should."""

import pytest

from tests.browsing import DESK, Opener
from tests.journeys.scene import SUPPORT, Scene
from tests.product import Product

pytestmark = pytest.mark.journey
REASON = "She is needed here: two of us are leaving."
APPLIED = "from tests.selection import stage; at = stage.stage(); stage.asked(at)"


def test_the_head_declines_the_reference(product: Product, open_browser: Opener) -> None:
    scene = Scene(product, open_browser, APPLIED)
    ann = scene.walker("Ann Peel")
    ann.open_letter("asks you for a reference")
    ann.follow("I would rather not")
    ann.fill(choice="support", reason=REASON).press("Send my answer")
    product.mail.newest(scene.addresses["Rosie Metcalfe"], "Please name another referee")
    assert REASON not in scene.post_for("Rosie Metcalfe")
    rosie = scene.walker("Rosie Metcalfe", DESK)
    rosie.sign_in()
    rosie.go("/apply/1/")
    rosie.reads("Declined", "Name somebody else instead")
    rosie.does_not_read(REASON, "would not support")
    margaret = scene.walker("Margaret Alderson", DESK)
    margaret.sign_in()
    margaret.follow("gives no reference for Rosie Metcalfe")
    margaret.does_not_read(REASON)
    margaret.follow("Read why, in confidence")
    margaret.reads(REASON)


def test_the_home_head_refuses_the_deployment(product: Product, open_browser: Opener) -> None:
    """The school that receives learns only that another System Leader is being sought, on its page and by mail."""
    scene = Scene(product, open_browser, f"{SUPPORT}support.drawn_up()")
    susan, ann = scene.walker("Susan Iveson"), scene.walker("Ann Peel")
    susan.open_letter("Please agree: Tom Raine")
    ann.open_letter("Please agree: Tom Raine")
    ann.fill(answer="refuse", reason=REASON, leave=("name", "role", "question", "change")).press("Send my answer")
    ann.reads("You refused")
    letter = product.mail.newest(susan.email, "We are looking for another System Leader")
    post = f"{letter.subject}\n{letter.text}"
    for word in ("refuse", "Ann Peel", "Reeth", "Tom Raine", REASON):
        assert word not in post
    assert REASON not in scene.post_for("Susan Iveson")
    assert "refused" not in scene.post_for("Susan Iveson")
    susan.page.reload()
    susan.reads("This does not go ahead")
    susan.does_not_read("refused", "Refused", REASON)
    susan.open_letter("has your request for")
    susan.does_not_read("refused", "Refused", "Ann Peel", REASON)
    margaret = scene.walker("Margaret Alderson", DESK)
    margaret.sign_in()
    margaret.go("/office/deployments/1/")
    margaret.reads("Refused")
    margaret.does_not_read(REASON)
    margaret.follow("The private reason")
    margaret.reads(REASON)


def test_the_leader_says_not_now(product: Product, open_browser: Opener) -> None:
    """The school never learns that she was asked; the office asks her again after the day she named."""
    story = "home = support.home_yes(); enquiries.ask_leader(home.request, home.designation, **support.office)"
    scene = Scene(product, open_browser, f"{SUPPORT}from drystone.brokering import enquiries; {story}")
    tom = scene.walker("Tom Raine")
    tom.open_letter("Would you help")
    tom.choose("Not now")
    tom.press("Send my answer")
    tom.reads("your answer is “not now”", "does not learn that you were asked")
    assert "Tom Raine" not in scene.post_for("Susan Iveson")
    susan = scene.walker("Susan Iveson")
    susan.open_letter("has your request for")
    susan.does_not_read("Tom Raine", "Ann Peel")
    margaret = scene.walker("Margaret Alderson", DESK)
    margaret.sign_in()
    margaret.go("/office/requests/1/candidates/")
    margaret.reads("Nobody fits")
    margaret.page.get_by_label("Name of a System Leader").fill("Tom Raine")
    margaret.press("Why not?")
    margaret.reads("They were asked for this request, and it was not possible.")
