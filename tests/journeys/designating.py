"""Steps 4 to 7: read, interviewed, decided; a letter, a designation, an induction, days to give."""

from datetime import date

from tests.journeys.company import Company
from tests.journeys.walking import Walker


def walk(the: Company) -> None:
    the_panel_reads(the)
    the_interview(the)
    the_decision(the)
    the_induction(the)


def the_panel_reads(the: Company) -> None:
    """Two assessors; one declares a conflict and is replaced; they score blind; the scores are agreed; shortlisted."""
    margaret = the.margaret
    the.day(date(2026, 12, 3))
    margaret.sign_in()
    margaret.go("/office/")
    margaret.follow("Share out the applications of Spring 2027")
    margaret.follow("Beth Lundy")
    margaret.follow("Assign assessors")
    margaret.choose("Martin Hillary")
    margaret.choose("Deborah Sunter")
    margaret.send()
    the.deborah.sign_in()
    the.deborah.follow("Read and score: Beth Lundy")
    the.look("deborah", "reading")
    the.deborah.follow("I am too close to this applicant")
    the.deborah.fill(note="We taught together for years.").press("Declare this conflict")
    margaret.go("/office/")
    margaret.go(application_of(the))
    margaret.follow("Assign assessors")
    margaret.choose("Gillian Sayer")
    margaret.send()
    for who in (the.martin, the.gillian):
        who.sign_in()
        who.follow("Read and score: Beth Lundy")
        who.follow("Score this application")
        who.fill().press("Save and continue")
        who.fill(recommendation="invite").press("Save and continue")
        who.send()
        who.reads("locked")
    margaret.go(application_of(the))
    margaret.follow("Agree the scores")
    margaret.fill()
    margaret.send()
    margaret.go(application_of(the))
    margaret.press("Shortlist")
    margaret.reads("Shortlisted")


def application_of(the: Company) -> str:
    """The office's page of the one application."""
    return "/office/applications/1/"


def the_interview(the: Company) -> None:
    """Times are offered, one is chosen; the panel with its headteachers marks, then agrees."""
    margaret, beth = the.margaret, the.beth
    margaret.go("/office/rounds/1/slots/")
    times = {"on": date(2026, 12, 14), "starts": "10:00", "ends": "12:00", "minutes": "45", "pause": "15"}
    margaret.fill(**times, place="Richmond School, room 4", leave=("outside",)).send()
    margaret.reads("2 times free")
    margaret.go(application_of(the))
    margaret.press("Invite to an interview")
    margaret.follow("Name the panel")
    margaret.fill(
        members=panel_of(margaret, "Martin Hillary", "Gillian Sayer"), chair=panel_of(margaret, "Martin Hillary")[0]
    )
    margaret.send()
    beth.sign_in()
    beth.follow("Choose a time for your interview: Spring 2027")
    beth.choose("Monday 14 December 2026 at 10am")
    beth.press("Take this time")
    beth.reads("Put it into your calendar")
    the.look("beth", "interview chosen")
    the.day(date(2026, 12, 14), 12)
    margaret.sign_in()
    margaret.go(application_of(the))
    margaret.press("Interview held")
    for who in (the.martin, the.gillian):
        who.sign_in()
        who.go("/panel/interviews/1/")
        who.follow("Give my marks")
        while "marks" not in who.page.url:
            who.fill().press("Save and continue")
        who.send()
    the.martin.go("/panel/interviews/1/agreement/")
    the.martin.fill().send()


def panel_of(who: Walker, *names: str) -> list[str]:
    """The values behind these names in the form before her."""
    return [who.page.get_by_label(name).first.get_attribute("value") or "" for name in names]


def the_decision(the: Company) -> None:
    """Prepared by one, seen by a second, released: a letter, a designation of four years to the day."""
    margaret, beth = the.margaret, the.beth
    margaret.go(application_of(the))
    margaret.follow("Prepare the decision")
    margaret.fill(outcome="designate").send()
    the.colin.sign_in()
    the.colin.go(application_of(the))
    the.colin.follow("Look at the decision")
    the.look("colin", "decision")
    assert the.colin.download("The whole letter").startswith(b"%PDF")
    the.colin.press("I have seen this decision")
    margaret.go("/office/rounds/1/release/")
    margaret.reads("Release 1 decision", "Beth Lundy")
    margaret.press("Release all of them now")
    the.day(date(2026, 12, 14), 14)  # the sealed letters follow within a minute
    beth.sign_in()
    beth.open_letter("Our decision")
    the.product.wait_for(lambda: has_her_letter(beth), "the letter to be sealed")
    the.look("beth", "decision")
    beth.reads("Monday 14 December 2026 to Friday 13 December 2030")
    assert beth.download("Letter").startswith(b"%PDF")
    assert beth.download("Certificate").startswith(b"%PDF")
    visitor = the.walkers["visitor"]
    visitor.go("/directory/")
    visitor.reads("Beth Lundy", "English")
    the.look("visitor", "directory")


def has_her_letter(who: Walker) -> bool:
    """Whoever is quicker than the clock looks again."""
    who.page.reload()
    return "being sealed" not in who.text()


def the_induction(the: Company) -> None:
    """Her head says how many days a term, on her phone; the office signs off the induction and the assurance."""
    ann, margaret = the.ann, the.margaret
    ann.open_letter("How many days a term may Beth Lundy")
    the.look("ann", "days")
    ann.fill(said_by="Ann Peel, headteacher").press("Send")
    ann.reads("Thank you", "0 days used, 0 days promised, of 3 days; 3 days left")
    the.day(date(2027, 1, 12))
    margaret.sign_in()
    margaret.go("/office/leaders/")
    margaret.follow("Beth Lundy")
    margaret.reads("Monday 14 December 2026 to Friday 13 December 2030")
    margaret.follow("Learning")
    while margaret.page.get_by_role("button", name="Sign off").count():
        margaret.follow("Sign off")
    margaret.follow("Record what the school confirmed")
    margaret.fill(confirmed_by="Ann Peel, headteacher").send()
    margaret.follow("Now")
    margaret.reads("Ready to be asked")
    the.look("margaret", "leader")
