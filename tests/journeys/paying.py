"""Steps 13 and 14: a due line becomes a statement and a file for finance; what the office sees of it all."""

import csv
import re
from datetime import date

from tests.journeys.company import Company
from tests.journeys.deploying import DEPLOYMENT


def walk(the: Company) -> None:
    the_statement(the)
    the_file_for_finance(the)
    the_office_looks_back(the)


def the_statement(the: Company) -> None:
    """The month is prepared and sent; the home school confirms by link, with no invoice to write."""
    colin, ann = the.colin, the.ann
    the.day(date(2027, 2, 2))
    colin.sign_in()
    colin.go("/office/statements/")
    colin.press("Prepare January 2027")
    # The page looks again by itself; where the chore of the day was there before her, nothing is left to prepare.
    ready = re.compile("prepared for January 2027|Nothing is due by January 2027 that is not on one already")
    colin.page.get_by_text(ready).wait_for(timeout=60_000)
    colin.go("/office/statements/")
    colin.follow("Number 1")
    colin.reads("£150", "½ day")
    colin.press("Send to the home school")
    with ann.takes("confirm a month's claim"):
        ann.open_letter("You may claim £150 for ½ day in January 2027")
        ann.reads("You may claim £150")
        the.look("ann", "statement")
        ann.fill(said="confirm", leave=("text", "name", "role")).press("Send my answer")
        ann.reads("Confirmed")
    colin.go("/office/statements/1/")
    colin.reads("a second person")
    assert colin.page.get_by_role("button", name="Approve").count() == 0
    colin.go("/office/")
    colin.follow("Approve charge schedule")
    colin.press("Approve")


def the_file_for_finance(the: Company) -> None:
    """Approved by a second person; handed over by a link to who keeps the accounts, who fetches it once."""
    margaret, jean = the.margaret, the.join("jean", "Jean Iveson", "accounts@lead.example")
    margaret.sign_in()
    margaret.go("/office/")
    margaret.follow("Approve statement")
    the.look("margaret", "statement")
    margaret.press("Approve")
    margaret.go("/office/statements/")
    margaret.follow("Hand approved statements over to finance")
    margaret.reads("1 statement waits", "121311", "150.00")
    the.look("margaret", "handing over")
    margaret.fill(name=jean.name, email=jean.email).press("Hand over")
    margaret.reads("Handed over to Jean Iveson", "Answers of finance are awaited for 1 of 1")
    jean.open_letter("a file for finance, £150")
    the.look("jean", "file for finance")
    jean.choose("I fetch it for our accounts")
    file = jean.fetch("Fetch the file").decode("utf-8-sig")
    head, row, total = csv.reader(file.splitlines())
    jean.open_letter("a file for finance, £150")
    jean.reads("It was fetched by Jean Iveson")
    assert dict(zip(head, row, strict=True)) == {
        "Statement": "1", "Period": "2027-01", "School": row[2], "URN": "121311", "Pay to": row[4],
        "Supplier number": "", "Half-days": "1", "Amount GBP": "150.00", "Of it VAT GBP": "0.00",
        "Confirmed by": "Ann Peel", "Approved by": "Margaret Alderson",
    }  # fmt: skip
    assert total[6:8] == ["1", "150.00"]
    margaret.go("/office/")
    margaret.follow("Issue charge schedule")
    margaret.reads("£150")
    margaret.press("Issue to the payer")


def the_office_looks_back(the: Company) -> None:
    """Nothing waits; the year so far with its chart and table; the history of everything above."""
    margaret = the.margaret
    margaret.go("/office/")
    margaret.reads("Nothing waits for you")
    margaret.go("/office/reports/")
    margaret.follow("year so far")
    margaret.reads("Days of work in 2026–27", "The same as a table", "Handed over for payment\t£150\t£0")
    assert margaret.page.locator("figure.chart svg").count() == 3
    the.look("margaret", "report")
    margaret.go(DEPLOYMENT)
    margaret.reads(
        "Margaret Alderson proposed the deployment",
        "Ann Peel agreed, by e-mailed link",
        "Kate Lister confirmed the visit record, by e-mailed link",
        "Susan Iveson closed the deployment, by e-mailed link",
    )
    margaret.go("/office/history/")
    margaret.reads("Margaret Alderson")
    the.look("margaret", "history")
