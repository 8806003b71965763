"""The power goes while people press buttons: nothing is lost, and nothing is done twice."""

import json
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from playwright.sync_api import Error

from tests.browsing import Opener
from tests.clock import NOW
from tests.journeys.scene import SUPPORT, Scene
from tests.journeys.walking import Walker
from tests.product import Product

pytestmark = pytest.mark.journey
COUNTED = """
import json
from drystone.brokering.models import Enquiry, SupportRequest
from drystone.mail.models import Message
print(json.dumps({
    "asked": SupportRequest.objects.filter(need="Somebody to think with.").count(),
    "enquiries": list(Enquiry.objects.order_by("id").values_list("step", "state")),
    "mails": sorted(Message.objects.values_list("kind", flat=True)),
    "unsent": Message.objects.exclude(state="sent").count(),
}))
"""


def cut_off(who: Walker, button: str, after: float) -> None:
    """She presses; so many seconds later web and worker die without a goodbye, and come back."""
    with suppress(Error):  # the page that she left went down under her
        who.page.get_by_role("button", name=button).first.click(no_wait_after=True)
    time.sleep(after)
    who.product.kill("web")
    who.product.kill("worker")
    who.product.start()


@pytest.mark.parametrize("after", [0, 0.03, 0.3])
def test_whoever_presses_again_finds_it_done_once(product: Product, open_browser: Opener, after: float) -> None:
    scene = Scene(product, open_browser, f"{SUPPORT}support.home_asked()")
    susan, ann, margaret = (scene.walker(n) for n in ("Susan Iveson", "Ann Peel", "Margaret Alderson"))
    call(susan, scene)
    cut_off(susan, "Please call me", after)
    product.move_to(NOW + timedelta(minutes=5))  # a limit of tries that died half counted stands that long at most
    call(susan, scene)
    susan.press("Please call me")
    susan.reads("We have your request")
    ann.open_letter("Could Tom Raine help")
    ann.choose("Yes, Tom Raine could be released")
    cut_off(ann, "Send my answer", after)
    ann.open_letter("Could Tom Raine help")
    if ann.page.get_by_role("button", name="Send my answer").count():
        ann.choose("Yes, Tom Raine could be released")
        ann.press("Send my answer")
    ann.reads("your answer is “yes”")
    margaret.sign_in()
    margaret.go("/office/requests/1/")
    cut_off(margaret, "Ask Tom Raine", after)
    margaret.go("/office/requests/1/")
    if margaret.page.get_by_role("button", name="Ask Tom Raine").count():
        margaret.press("Ask Tom Raine")
    product.move_to(NOW + timedelta(minutes=15))  # what the dead worker was sending is leased to it until then
    product.mail.newest(scene.addresses["Tom Raine"], "Would you help")
    product.wait_for(lambda: counted(product)["unsent"] == 0, "every mail to go")
    found = counted(product)
    assert found["asked"] == 1
    assert found["enquiries"] == [["home", "yes"], ["leader", "asked"]]
    assert len(found["mails"]) == len(set(found["mails"])) + 2, "two requests: received, arrived"
    product.manage("verify_history")


def call(susan: Walker, scene: Scene) -> None:
    urn = "144159"
    susan.go("/ask/")
    susan.fill(school=urn, contact__name="Susan Iveson", contact__email=scene.addresses["Susan Iveson"],
               phone="01969 555010", need="Somebody to think with.")  # fmt: skip


def counted(product: Product) -> dict:
    return json.loads(product.manage("shell", "-v0", "-c", COUNTED).splitlines()[-1])
