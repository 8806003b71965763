"""Steps 1 to 3: a round is published, she applies, her head gives the reference."""

from datetime import date

from tests.browsing import PHONE
from tests.journeys.company import Company
from tests.journeys.walking import Walker, box

CRITERIA = ("expertise", "leadership", "impact", "coaching", "commitment", "communication", "sensitivity", "analysis")
ANN_SAYS = dict.fromkeys(("confirms_role", "confirms_two_years", "supports_application"), "yes") | {
    "known_for": "I have led her school for six years.", "days_a_year": "12",
    "criteria__all__alike": "green", "criteria__practice": "amber",
    "statement": "She made reading the heart of the school.",
}  # fmt: skip
ONE_BY_ONE = tuple(f"criteria-{row}" for row in CRITERIA)


def walk(the: Company) -> None:
    the_office_sets_up(the)
    the_public_page(the)
    the_applicant_applies(the)
    the_head_gives_the_reference(the)


def the_office_sets_up(the: Company) -> None:
    """The manager signs in with her second factor and records who is who."""
    the.margaret.sign_in()
    the.margaret.go("/office/")
    the.margaret.reads("Nothing waits for you")
    the.look("margaret", "first day")
    people = [
        ("Colin Thistlethwaite", "colin@swaledale.example", "finance", ""),
        ("Martin Hillary", "martin@richmond.example", "panel", ""),
        ("Deborah Sunter", "deborah@wensleydale.example", "panel", ""),
        ("Gillian Sayer", "gillian@melsonby.example", "panel", ""),
        ("Martin Hillary", "martin@richmond.example", "head", "145090"),
        ("Deborah Sunter", "deborah@wensleydale.example", "head", "121679"),
        ("Gillian Sayer", "gillian@melsonby.example", "head", "121543"),
        ("Ann Peel", "ann@reeth.example", "head", "121311"),
        ("Susan Iveson", "susan@leyburn.example", "head", "144159"),
    ]
    for name, email, role, school in people:
        the.margaret.go("/office/people/new/")
        the.margaret.fill(
            name=name, email=email, role=role, school=school, member=True, title="", since=date(2024, 9, 1)
        )
        the.margaret.press("Record")
        the.margaret.reads(f"{name} is recorded")


def the_public_page(the: Company) -> None:
    """A round is published; anybody reads its deadline with the true weekday."""
    the.margaret.go("/office/rounds/new/")
    the.margaret.fill(
        title="Spring 2027",
        opens_at=date(2026, 11, 11), opens_at_time="00:00",
        closes_at=date(2026, 12, 2), closes_at_time="17:00",
        references_close_at=date(2026, 12, 4), references_close_at_time="17:00",
        shortlist_by=date(2026, 12, 11), interviews_from=date(2026, 12, 14), interviews_to=date(2026, 12, 16),
        decisions_by=date(2026, 12, 18), induction_on=date(2027, 1, 12), areas_limit="3", scale="rag",
        leave=(
            "blind", "members_only", "second_reference", "applicant_may_see_reference",
            "referees_read_application", "priority_areas",
        ),
    )  # fmt: skip
    the.margaret.send()
    the.margaret.press("Publish")
    visitor = Walker(the.product, the.open_browser(PHONE), "Nobody")
    visitor.go("/")
    visitor.reads(
        "Wednesday 2 December 2026 at 5pm", "Week commencing Monday 14 December 2026", "£300", "£400",
        "office@swaledale.example", "can refuse any deployment",
    )  # fmt: skip
    the.walkers["visitor"] = visitor
    the.look("visitor", "public page")


def the_applicant_applies(the: Company) -> None:
    """She checks that the role fits her, makes an account, and applies over two sittings; she names her head."""
    beth = the.beth
    beth.make_account("/account/new/")
    beth.go("/")
    beth.follow("Check in two minutes, then apply")
    beth.fill(**dict.fromkeys(("leads", "two_years_leading", "two_years_expertise", "has_impact"), "yes"),
              is_headteacher="no", head_supports="yes")  # fmt: skip
    beth.press("Continue")
    beth.press("Start my application")
    beth.follow("About you")
    beth.fill(first_name="Beth", surname="Lundy").press("Save and continue")
    beth.fill(school="121311", job="Subject leader for English", is_headteacher="no",
              job_since=date(2019, 9, 1), leading_since=date(2017, 9, 1), leave=("school-unlisted",))  # fmt: skip
    beth.press("Save and come back later")
    the.look("beth", "half an application")
    the.day(date(2026, 11, 12), 19)
    beth.sign_in()
    beth.follow("Finish your application: Spring 2027")
    beth.follow("Areas of expertise")
    beth.fill(main_area="english", main_area_phases=["primary"], main_area_years="9", offers_second_area="no")
    beth.press("Save and continue")
    for _ in range(3):
        beth.fill().press("Save and continue")
    beth.fill(headteacher__name="Ann Peel", headteacher__email="ann@reeth.example", headteacher__role="Headteacher")
    beth.press("Save and continue")
    beth.fill().press("Save and continue")
    beth.fill(publish_profile="yes", signature__name="Beth Lundy", signature__role="Applicant").press(
        "Save and continue"
    )
    the.look("beth", "check answers")
    beth.send()
    beth.reads("Sent in", "Ann Peel")


def the_head_gives_the_reference(the: Company) -> None:
    """From the mail, on her phone, with no account: fifteen presses at most on three pages and the signature."""
    ann = the.ann
    with ann.takes("give a reference"):
        ann.open_letter("asks you for a reference")
        the.look("ann", "reference")
        while ann.page.locator("[name='signature-name']").count() == 0:
            ann.fill(**box(ann, **ANN_SAYS), leave=ONE_BY_ONE)
            ann.press("Save and continue")
        ann.fill(signature__name="Ann Peel").press("Sign and send")
        ann.reads("Given on")
    ann.is_told_it_is_done("asks you for a reference")
