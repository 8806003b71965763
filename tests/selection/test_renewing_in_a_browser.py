"""Another term, from the notice to the new certificate: the leader on her phone, her head, a reader, the office."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from drystone.deployment import reviews
from drystone.jobs.demonstration.filling import fill as fill_in
from drystone.people.models import Link, Person
from drystone.register import certificates, contributions, redesignation, training
from drystone.register.models import Designation, Placement
from drystone.selection import assessments, renewals
from drystone.selection.models import Application, Reference
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import LONDON, NOW
from tests.journeys import acts
from tests.people.mailbox import token_of
from tests.selection.ending import ENDS, STARTS
from tests.selection.stage import DECIDED, LATER, Stage, checked, moderated, on_panel, open_round
from tests.selection.test_in_a_browser import signed_in
from tests.supporting import SIGNATURE, Support

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = datetime(2027, 9, 1, 7, 0, tzinfo=LONDON)
# The names of the questions with a choice that stand before her and that she has not answered.
UNANSWERED = """() => {
  const shown = box => box.closest('[hidden], [class*=__conditional--hidden]') === null
  const boxes = [...document.querySelectorAll('main input[type=radio]')].filter(shown)
  const names = [...new Set(boxes.map(box => box.name))]
  return names.filter(name => !boxes.some(box => box.name === name && box.checked))
}"""
GREW = "Two subject leaders at Leyburn plan alone now; their head says so in her evaluation."


@pytest.fixture
def four_years(settings, tmp_path) -> tuple[Stage, Designation]:
    """Tom in his last year, with a deployment that was evaluated, learning and a contribution."""
    settings.MEDIA_ROOT = tmp_path
    support = Support()
    review = support.finished()
    fill_in(review.sheet, NOW, signature=SIGNATURE)
    reviews.give(review, **support.by(support.susan))
    Placement.objects.filter(designation=support.tom).update(starts=STARTS)
    Designation.objects.filter(pk=support.tom.pk).update(starts=STARTS, ends=ENDS)
    tom = Designation.objects.locked(support.tom.pk)
    training.note(tom, kind="course", title="Coaching", on=cast.TODAY, minutes=300, **support.by(support.leader))
    contributions.note(tom, kind="video", title="Talk for writing", on=cast.TODAY, **support.by(support.leader))
    heads = [on_panel(support.alliance, "Joan Iveson", heads_a_school=True)]
    panel = [*heads, *heads, *(on_panel(support.alliance, name) for name in ("Mark Calvert", "Sara Fawcett"))]
    second = cast.officer(support.alliance, "Peter Coates")
    at = Stage(
        support.alliance, open_round(support.alliance), support.reeth, cast.area(), support.margaret, second, heads,
        panel,
    )  # fmt: skip
    return at, tom


def counting(context: Any) -> Any:
    context.add_init_script(acts.COUNTING)
    return context.new_page()


def test_another_term_from_the_notice_to_the_certificate(four_years, open_browser, live_server, looks_right, clock):
    """Features 31: Renewal / re-designation with evidence."""
    at, tom = four_years
    person = Person.objects.get(pk=tom.person_id)
    renewals.announce(at=NOW)
    application = she_applies(tom, signed_in(open_browser(PHONE), live_server.url, person), live_server, looks_right)
    her_head_confirms(application, open_browser(PHONE), live_server, looks_right)
    it_is_read(at, application, open_browser(DESK), live_server, looks_right, clock)
    new = the_office_decides(at, application, open_browser, live_server, looks_right, clock)
    assert (new.state, new.starts, new.ends) == ("to_come", ENDS + timedelta(days=1), date(2031, 8, 31))
    she_accepts_and_it_begins(tom, new, person, open_browser, live_server, looks_right, clock)


def she_applies(tom: Designation, context: Any, live_server, looks_right) -> Application:
    page = counting(context)
    page.goto(live_server.url + reverse("leader-renewal", args=[tom.renewal.pk]))
    looks_right(page, "leader-renewal")
    with acts.as_promised(page, "apply for another term"):
        page.evaluate(acts.PRESSED)  # the link in the mail
        page.get_by_role("button", name="Begin my application").click()
        page.get_by_role("link", name="Add evidence").or_(page.get_by_role("button", name="Add evidence")).click()
        page.get_by_label("Local authority review").check()
        page.get_by_label("What does it show?").fill("Reading is led well now at Leyburn.")
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("button", name="Go on writing").click()
        page.wait_for_url("**/sections/**")
        while page.url.endswith("/submission/") is False:
            answer(page)
        page.get_by_role("button", name="Send in my application").click()
        page.get_by_text("Sent in. Thank you.").wait_for()
    looks_right(page, "apply-renewal-sent")
    application = Application.objects.get(renews=tom)
    assert application.state == "submitted"
    return application


def answer(page: Any) -> None:
    """What the page before her still needs, and on to the next that needs something."""
    said = {
        "How have leaders in other schools grown": GREW,
        "What have you learned": "To ask first. Next I would like to lead a group.",
        "How many years of experience do you have in it": "9",
        "About how many days a year": "6",
        "How far would you travel": "20",
        "Your full name": "Tom Raine",
        "In what role": "Teacher",
        "Your role": "Leader of English",
    }
    for label, words in said.items():
        box = page.get_by_label(label)
        if box.count() and box.first.is_visible() and not box.first.input_value():
            box.first.fill(words)
    for name in page.evaluate(UNANSWERED):
        page.locator(f"input[name='{name}'][value='no']").check()
    for box in page.locator("main input[type=checkbox]").all():
        name = box.get_attribute("name") or ""
        if not box.is_checked() and ("agreed" in name or name in ("read_privacy", "takes_part")):
            box.check()
    with page.expect_navigation():  # else the page that is left may be asked, and pressed, once more
        page.get_by_role("button", name="Save and continue").click()
    assert page.locator(".govuk-error-summary").count() == 0, page.locator(".govuk-error-summary").inner_text()


def her_head_confirms(application: Application, context: Any, live_server, looks_right) -> None:
    reference = application.references.get()
    page = counting(context)
    with acts.as_promised(page, "confirm another term"):
        page.goto(f"{live_server.url}/l/{token_of(Link.objects.to_do(reference, 'reference').get(), NOW)}/")
        page.evaluate(acts.PRESSED)
        looks_right(page, "renewal-reference")
        page.get_by_role("group", name="Do you support").get_by_label("Yes").check()
        page.get_by_label("how many days a school year").fill("6")
        page.get_by_role("group", name="Is there any reason").get_by_label("No").check()
        page.get_by_role("group", name="May your colleague read").get_by_label("Yes").check()
        page.get_by_label("Your full name").fill("Ann Peel")
        page.get_by_label("I may speak for the school").check()
        page.get_by_role("button", name="Sign and send").click()
        page.get_by_text("Given on Wednesday 11 November 2026").wait_for()
    assert Reference.objects.get(pk=reference.pk).half_days_a_year == 12


def it_is_read(at: Stage, application: Application, context: Any, live_server, looks_right, clock) -> None:
    clock.move_to(LATER)
    reader = at.panel[2]
    reading = assessments.assign(application, reader, by=at.manager, at=LATER)
    page = signed_in(context, live_server.url, reader).new_page()
    page.goto(live_server.url + reverse("panel-assessment", args=[reading.pk]))
    page.get_by_text("Reading is led well now at Leyburn.").wait_for()
    looks_right(page, "panel-renewal")
    page.get_by_role("link", name="what the years hold").click()
    page.get_by_text("Leyburn Primary School").first.wait_for()
    looks_right(page, "panel-renewal-years")
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="what changed since").click()
    page.get_by_role("heading", name="What changed since").wait_for()
    looks_right(page, "panel-renewal-changed")
    moderated(at, application)


def the_office_decides(
    at: Stage, application: Application, open_browser, live_server, looks_right, clock
) -> Designation:
    for kind in (PHONE, DESK):
        page = signed_in(open_browser(kind), live_server.url, at.manager).new_page()
        page.goto(live_server.url + reverse("office-application", args=[application.pk]))
        looks_right(page, "office-renewal")
    page.get_by_role("button", name="Decide without an interview").click()
    page.get_by_text("The decision is made without an interview.").wait_for()
    clock.move_to(DECIDED)
    decision = checked(at, Application.objects.get(pk=application.pk))
    page = signed_in(open_browser(DESK), live_server.url, at.manager).new_page()
    page.goto(live_server.url + reverse("office-application", args=[application.pk]))
    page.get_by_role("link", name="Release this decision").click()
    page.get_by_role("button", name="Release").click()
    page.get_by_text("Decided").first.wait_for()
    decision.refresh_from_db()
    assert decision.designation
    return decision.designation


def she_accepts_and_it_begins(tom, new, person, open_browser, live_server, looks_right, clock) -> None:
    page = signed_in(open_browser(PHONE), live_server.url, person).new_page()
    page.goto(live_server.url + reverse("leader-profile"))
    page.get_by_text("You are designated again").wait_for()
    looks_right(page, "leader-designated-again")
    page.get_by_role("button", name="I accept").click()
    page.get_by_text("Thank you. We are glad.").wait_for()
    assert certificates.standing_certificate(new)
    clock.move_to(FIRST)
    assert redesignation.begin_due(at=FIRST) == 1
    page = signed_in(open_browser(PHONE), live_server.url, person).new_page()
    page.goto(live_server.url + reverse("leader-profile"))
    page.get_by_text(new.number).wait_for()
    looks_right(page, "leader-new-term")
    page.get_by_role("link", name="Certificate (PDF)").wait_for()
