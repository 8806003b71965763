"""Steps 8 to 12: a school asks, somebody is found, everybody agrees; a visit, its write-up, what has changed."""

from datetime import date, datetime

from icalendar import Calendar

from tests.clock import LONDON
from tests.journeys.company import Company
from tests.journeys.walking import Walker, box

REQUEST, DEPLOYMENT = "/office/requests/1/", "/office/deployments/1/"
VISIT_DAY = date(2027, 1, 19)
FOR_THE_HEAD = "The timetable leaves her no hour with the team."


def walk(the: Company) -> None:
    the_school_asks(the)
    somebody_is_found(the)
    the_school_chooses(the)
    everybody_agrees(the)
    the_visit_is_planned(the)
    the_visit_is_written_up(the)
    what_has_changed(the)


def the_school_asks(the: Company) -> None:
    """Ninety seconds on a phone, with no account; she can follow it from her mail."""
    susan = the.susan
    susan.go("/")
    with susan.takes("call for help"):
        susan.follow("Ask for support")
        the.look("susan", "asking")
        susan.fill(school="144159", contact__name="Susan Iveson", contact__email=susan.email, phone="01969 555010",
                   need="A new subject leader for English would like somebody to think with.")  # fmt: skip
        susan.press("Please call me")
        susan.reads("We have your request")
    susan.open_letter("has your request for")
    the.look("susan", "request followed")


def somebody_is_found(the: Company) -> None:
    """Accepted; ranked with because and but; the home head is asked first, then the leader herself."""
    margaret, ann, beth = the.margaret, the.ann, the.beth
    margaret.go("/office/")
    margaret.follow("Answer ")
    margaret.follow("Accept")
    margaret.fill(area="English", phase="primary", half_days="1.5", from_on=date(2027, 1, 13),
                  until_on=date(2027, 3, 26))  # fmt: skip
    margaret.send()
    margaret.reads("Beth Lundy", "Because:", "about 10 miles", "3 days left", "But: would use 1½ days of their 3 days")
    the.look("margaret", "candidates")
    margaret.follow("about Beth Lundy")
    margaret.reads("Ann Peel has been asked. Beth Lundy does not know yet")
    with ann.takes("say yes for a leader"):
        ann.open_letter("Could Beth Lundy help")
        the.look("ann", "enquiry")
        ann.choose("Yes, Beth Lundy could be released")
        ann.press("Send my answer")
    ann.open_letter("Could Beth Lundy help")
    ann.reads("your answer is “yes”")
    margaret.go(REQUEST)
    margaret.press("Ask Beth Lundy")
    beth.sign_in()
    beth.follow("Answer about")
    beth.choose("Yes, I would like to")
    beth.press("Send my answer")


def the_school_chooses(the: Company) -> None:
    """A shortlist goes to the receiving head; she chooses on her phone."""
    margaret, susan = the.margaret, the.susan
    margaret.go(REQUEST)
    margaret.follow("Offer System Leaders who have said yes")
    margaret.fill()
    margaret.press("Offer to the school")
    with susan.takes("choose a leader"):
        susan.open_letter("System Leaders who could help")
        the.look("susan", "choice")
        susan.choose("Beth Lundy")
        susan.press("Send my choice")
    susan.open_letter("System Leaders who could help")
    susan.reads("You have chosen Beth Lundy")
    margaret.go("/office/")
    margaret.follow("has chosen Beth Lundy: start the deployment")
    margaret.press("Start the deployment of Beth Lundy")


def everybody_agrees(the: Company) -> None:
    """The agreement: home head, leader, receiving head and Alliance, each her own side; then it is signed."""
    margaret, beth = the.margaret, the.beth
    margaret.go(DEPLOYMENT)
    margaret.follow("the colleague helped")
    margaret.fill(name="Kate Lister", email=the.kate.email, role="Subject leader for English").send()
    margaret.follow("Draw up the agreement")
    the.look("margaret", "agreement")
    margaret.fill(objectives="The team plans together", known_by="Pupils' books show it").send()
    margaret.reads("£300", "Kate Lister")
    for head, reads, never in ((the.ann, "gets £", "pays £"), (the.susan, "pays £", "gets £")):
        with head.takes("consent to an agreement"):
            head.open_letter("Please agree: Beth Lundy")
            head.reads("1½ days", f"{reads}300 a day, pro rata")
            head.does_not_read(never)
            the.look(head.name.split()[0].lower(), "consent")
            agree(head)
    beth.go("/home/")
    beth.follow("Read the agreement")
    beth.does_not_read("£")
    agree(beth, "System Leader")
    margaret.go(DEPLOYMENT)
    margaret.follow("Answer for the Alliance")
    agree(margaret, "Alliance manager")
    margaret.go(DEPLOYMENT)
    margaret.reads("Agreed", "0 days of 1½ days; 1½ days left")
    the.product.mail.newest(the.susan.email, "Agreed by everybody")


def agree(who: Walker, role: str = "") -> None:
    who.fill(
        answer="agree",
        name=who.name,
        **({"role": role} if role else {}),
        leave=("role", "question", "change", "half_days", "starts", "ends", "pattern", "reason"),
    )
    who.press("Send my answer")
    who.reads("agreed")


def the_visit_is_planned(the: Company) -> None:
    """The leader plans; everybody has the date, and an entry for the calendar."""
    beth, kate = the.beth, the.kate
    beth.go("/leader/deployments/1/")
    beth.follow("Plan a visit")
    beth.fill(day=VISIT_DAY, starts="9:00", ends="12:00", half_days="1").send()
    beth.reads("Tuesday 19 January 2027 at 9am")
    kate.open_letter("Beth Lundy at")
    kate.reads("Tuesday 19 January 2027 at 9am")
    the.look("kate", "visit")
    entry = Calendar.from_ical(kate.download("calendar")).walk("VEVENT")[0]
    assert entry["dtstart"].dt == datetime(2027, 1, 19, 9, tzinfo=LONDON)
    assert entry["dtend"].dt == datetime(2027, 1, 19, 12, tzinfo=LONDON)


def the_visit_is_written_up(the: Company) -> None:
    """Once, in two halves: one for the colleague, who confirms it; one that she never sees."""
    beth, kate, susan = the.beth, the.kate, the.susan
    the.day(VISIT_DAY, 14)
    beth.sign_in()
    with beth.takes("write up a visit"):
        beth.follow("Write up your visit to")
        beth.press("Write it up")
        the.look("beth", "writing up")
        while not beth.page.url.endswith("/check/"):
            given = {"strengths": "She hears her team out.", "comment": FOR_THE_HEAD, "recommendation": "continue"}
            here = beth.page.url
            beth.fill(leave=("differed",), **box(beth, **given)).press("Save and continue")
            beth.page.wait_for_url(lambda url, here=here: url != here)
        beth.reads("She hears her team out.", FOR_THE_HEAD)
        the.look("beth", "written up")
        beth.press("Send both")
        beth.page.wait_for_url(lambda url: not url.endswith("/check/"))
    with kate.takes("confirm the record of a visit"):
        kate.open_letter("The record of your visit")
        kate.reads("She hears her team out.")
        kate.does_not_read(FOR_THE_HEAD)
        the.look("kate", "record")
        kate.fill(said="confirm", leave=("text",)).press("Send my answer")
        kate.reads("Confirmed")
    kate.is_refused("/school/visit-evaluations/1/")
    with susan.takes("read the evaluation of a visit"):
        susan.open_letter("Beth Lundy's visit to your school")
        susan.does_not_read(FOR_THE_HEAD)
        susan.press("Send me the code")
        susan.page.locator("input[name=code]").fill(the.product.mail.newest(susan.email, "code").code)
        susan.press("Continue")
        susan.reads(FOR_THE_HEAD)
    the.look("susan", "visit evaluation")


def what_has_changed(the: Company) -> None:
    """The work is done; the receiving head says by link what has changed, and that closes it."""
    margaret, susan = the.margaret, the.susan
    margaret.sign_in()
    margaret.go(DEPLOYMENT)
    margaret.press("Finish")
    with susan.takes("say what has changed"):
        susan.open_letter("What has changed at")
        the.look("susan", "evaluation")
        susan.follow("Start")
        while not susan.page.url.endswith("/check/"):
            susan.fill(**box(susan, signature__name="Susan Iveson"))
            susan.press("Save and continue")
        susan.press("Send the evaluation")
        susan.reads("Thank you")
    margaret.go(DEPLOYMENT)
    margaret.reads("Closed")
