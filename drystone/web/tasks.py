"""What waits for somebody, as lines that lead to the exact page. `reports.waiting` finds them; here they get words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from drystone.reports.parts import Waiting

from .components.rows import Task
from .navigation import may_open

# Kind: address, title, and how urgent it looks.
CONCERN = ("office-concern", "Read a concern that is open: note what was done, or close it", "now")
FOR_OFFICE: dict[str, tuple[str, str, str]] = {
    "reference-to-confirm": ("office-application", "Confirm the address of {who}'s referee {where}", "now"),
    "reference-declined": ("office-application", "{where} gives no reference for {who}", "now"),
    "round-to-share-out": ("office-sharing-out", "Share out the applications of {who}", "now"),
    "application-to-moderate": ("office-application", "Agree the scores of {who}", "now"),
    "application-to-shortlist": ("office-application", "Shortlist {who}, or not", "now"),
    "interview-to-offer": ("office-application", "Offer {who} an interview", "now"),
    "times-wanted": ("office-slots", "Add times for interviews: none suits {who}", "now"),
    "panel-to-name": ("office-application", "Name the panel that interviews {who}", "now"),
    "interview-to-record": ("office-application", "Record the interview of {who} as held, or missed", "now"),
    "interview-missed": ("office-application", "{who} missed the interview", "wait"),
    "application-to-decide": ("office-application", "Prepare the decision on {who}", "now"),
    "decision-to-check": ("office-application", "Look at the decision on {who}, as the second person", "now"),
    "decision-to-release": ("office-application", "Release the decision on {who}", "now"),
    "correction-to-check": ("office-correction", "Look at the correction for {who}, as the second person", "now"),
    "correction-to-release": ("office-correction", "Release the correction for {who}", "now"),
    "appeal-to-decide": ("office-appeal", "Decide on the appeal of {who}: somebody who took no part", "now"),
    "appeal-overdue": ("office-appeal", "The appeal of {who} should have been answered: decide on it", "stop"),
    "appeal-upheld": ("office-application", "{who}'s appeal was upheld: interview, or correct the decision", "now"),
    "condition-near": ("office-leader", "{who}: what goes with {where} is due within a fortnight", "wait"),
    "condition-overdue": ("office-leader", "{who}: what goes with {where} is overdue. Met, or more time?", "stop"),
    "condition-missed": ("office-leader", "{who}: the condition for {where} was not met. Decide what follows", "now"),
    "induction-to-sign": ("leader-induction-signing", "Sign off for {who}: {where}", "now"),
    "induction-overdue": ("office-leader", "{who} should have finished by now: {where}", "wait"),
    "assurance-near": ("office-leader", "{who}: {where} has been asked to confirm its checks again", "wait"),
    "assurance-lacking": ("office-leader", "{who} has no letter of assurance. Ring {where}", "stop"),
    "pause-over": ("office-leader", "Is {who} back from the pause, or away for longer?", "wait"),
    "new-head-to-answer": (
        "school-new-head",
        "{who}, new at {where}, has not said what becomes of its leaders",
        "wait",
    ),
    "renewal-late": ("office-leader", "{who} has not applied for another term; half a year is left", "wait"),
    "renewal-running-out": ("office-application", "Decide on {who}: the designation ends within four weeks", "stop"),
    "transfer-to-prepare": ("office-arrival", "{who} would come to you from {where}: prepare it, or decline", "now"),
    "transfer-to-accept": ("office-arrival", "Look at the transfer of {who}, as the second person", "now"),
    "transfer-to-record": ("office-transfer", "Record what {where} says to the transfer of {who}", "wait"),
    "head-to-confirm": ("office-reported-head", "Confirm that {who} is the new headteacher of {where}", "now"),
    "school-closed": ("office-school-closed", "{who} has closed. System Leaders who work there: {where}", "stop"),
    "change-to-confirm": ("office-leader-change", "Confirm what changes for {who}: {where}", "now"),
    "leader-moved": ("office-deployment", "{who} has moved to another school: hand over the work at {where}", "stop"),
    "request-to-send": ("school-request", "Send the request for {who}, or withdraw it", "wait"),
    "request-to-answer": ("office-request", "Answer {who}: {where}", "now"),
    "answer-late": ("office-request", "Answer {who}: the day that was promised has come", "stop"),
    "request-to-look-at-again": ("office-request", "Look again at the request of {who}: {where}", "now"),
    "scoping-overdue": ("office-request", "{who} should have visited {where} by now", "stop"),
    "scoping-to-answer": (
        "office-request",
        "{where} has been visited: accept, or answer otherwise",
        "now",
    ),
    "match-late": ("office-request", "{who} was promised somebody to choose by now: {where}", "stop"),
    "contact-late": ("office-request", "Has {who} spoken to {where}? It was promised by now", "stop"),
    "request-to-match": ("office-request", "Find a System Leader for {who}: {where}", "now"),
    "loan-to-answer": ("office-lending", "{who} asks whom you could lend for {where}", "now"),
    "loan-to-agree": ("office-borrowing", "{who} could lend somebody for {where}: agree, or withdraw", "now"),
    "leader-to-ask": ("office-request", "Ask {who}: the home school says yes to {where}", "now"),
    "leader-to-offer": ("office-request", "Offer {who} to {where}", "now"),
    "enquiry-expired": ("office-request", "No answer from {who} about {where}", "wait"),
    "call-wanted": ("office-request", "Ring {who} {where}", "now"),
    "answered-late": ("office-late-answer", "{who} answered too late about {where}: read it", "wait"),
    "deployment-to-propose": ("office-request", "{where} has chosen {who}: start the deployment", "now"),
    "agreement-to-draw-up": ("office-deployment", "Draw up the agreement: {who} at {where}", "now"),
    "party-to-answer": ("office-agreement-parties", "Answer {who} about the agreement with {where}", "now"),
    "consent-late": ("office-agreement-parties", "{who} has not answered the agreement with {where}", "wait"),
    "record-disputed": ("office-deployment", "A visit record is disputed: {who} at {where}", "stop"),
    "deployment-to-finish": ("office-deployment", "All days are used: finish {who} at {where}", "now"),
    "work-pause-over": ("office-deployment", "{who} at {where} was paused until now. Does it go on?", "now"),
    "deployment-to-plan-or-finish": ("office-deployment", "Plan the next visit or finish: {who} at {where}", "wait"),
    "deployment-to-close": ("office-deployment-close", "Close the work of {who} at {where}", "now"),
    "evaluation-late": ("office-deployment", "{who} has not evaluated the work at {where}", "wait"),
    "statement-to-send": ("office-statement", "Send statement {where} to {who}", "now"),
    "statement-queried": ("office-statement", "{who} says something is wrong with statement {where}", "stop"),
    "statement-to-approve": ("office-statement", "Approve statement {where} of {who}", "now"),
    "statement-to-hand-over": ("office-statement", "Hand statement {where} of {who} over to finance", "now"),
    "statement-returned": ("office-statement", "Statement {where} of {who} came back unpaid", "stop"),
    "file-failed": ("office-handover", "File {where} could not be put into finance’s folder", "stop"),
    "file-unfetched": ("office-handover", "{who} did not fetch file {where} in time: send a new link", "stop"),
    "charge-to-approve": ("office-charge", "Approve charge schedule {where} of {who}", "now"),
    "charge-to-issue": ("office-charge", "Issue charge schedule {where} to {who}", "now"),
    "charge-queried": ("office-charge", "{who} says something is wrong with charge schedule {where}", "stop"),
    "charge-returned": ("office-charge", "Charge schedule {where} of {who} came back unpaid", "stop"),
    "payee-to-confirm": ("office-payee", "Confirm that {where} is paid for {who}", "now"),
    "check-to-look-at": ("office-check", "Look at what {who} shows for statement {where}, or answers", "now"),
    "check-unshown": ("office-check", "{who} did not show in time what stands behind statement {where}", "stop"),
    "check-to-take-back": (
        "office-check",
        "Take back what {who} did not show for statement {where}",
        "now",
    ),
    "concern-open": CONCERN,
    "message-undelivered": ("office-message", "An e-mail to {who} did not arrive: {where}", "stop"),
}
FOR_PERSON: dict[str, tuple[str, str, str]] = {
    "application-draft": ("apply-application", "Finish your application: {who}", "now"),
    "interview-to-choose": ("apply-interview", "Choose a time for your interview: {who}", "now"),
    "reference-to-give": ("school-reference", "Give the reference for {who}", "now"),
    "induction-to-sign": ("leader-induction-signing", "Sign off for {who}: {where}", "now"),
    "induction-to-show": ("leader-induction", "Show what you did: {who}", "now"),
    "assessment-to-make": ("panel-assessment", "Read and score: {who}", "now"),
    "interview-to-score": ("panel-interview", "Interview {who} and give your marks", "now"),
    "request-to-send": ("school-request", "Send the request for {who}, or withdraw it", "wait"),
    "leaders-to-look-at": ("school-new-head", "Keep, change or pause: your System Leaders at {who}", "now"),
    "enquiry-to-answer": ("school-enquiry", "Answer about {who} and {where}", "now"),
    "leader-to-choose": ("school-choice", "Choose a System Leader for {who}", "now"),
    "agreement-to-answer": ("school-agreement", "Read the agreement: {who} at {where}", "now"),
    "record-to-confirm": ("school-visit-record", "Read what {who} wrote about your visit", "now"),
    "evaluation-to-give": ("school-evaluation", "Say what has changed: {who} at {where}", "now"),
    "midpoint-to-give": ("school-evaluation", "Half-way, is it working? {who} at {where}", "now"),
    "follow-up-to-give": ("school-evaluation", "Say what has lasted: {who} at {where}", "wait"),
    "reflection-to-give": ("school-evaluation", "Look back, if you like: {where}", "wait"),
    "statement-to-confirm": ("school-statement", "Confirm what {who} may claim", "now"),
    "self-billing-to-sign": ("school-self-billing", "Say whether we may write the invoices of {who}", "now"),
    "check-to-show": ("school-check", "Show what stands behind statement {where} of {who}", "now"),
    "check-to-answer": ("school-check", "Read what is to be taken back of statement {where} of {who}", "now"),
    "register-to-take": ("leader-meeting-register", "Take the register of {who}", "now"),
    "feedback-to-give": ("leader-feedback", "Say how the meeting of {who} was", "wait"),
    "action-to-do": ("leader-meeting", "You took this on: {who}", "wait"),
    "renewal-to-begin": ("leader-renewal", "Another term as a System Leader? {who}", "wait"),
    "transfer-to-answer": ("leader-transfer", "Say whether you would go over to {who}", "now"),
    "notice-to-answer": ("leader-removal", "Answer what {who} writes about your designation", "stop"),
    "visit-to-write-up": ("leader-visit", "Write up your visit to {who}", "now"),
    "concern-open": CONCERN,
    "visit-evaluation-to-give": ("leader-visit", "Evaluate your visit to {who}", "now"),
}


def lines(waiting: Iterable[Waiting], kinds: dict[str, tuple[str, str, str]], *, reader: Any) -> list[Task]:
    """Each thing that waits, as a line of a task list with the page that moves it on; what she may not move, not."""
    return [line(each, *kinds[each.kind]) for each in waiting if may_open(reader, kinds[each.kind][0])]


def line(each: Waiting, address: str, title: str, tone: str) -> Task:
    words = title.format(who=each.who, where=shortened(each.where)).removesuffix(": ")
    return Task(words, url=reverse(address, args=[each.pk]), state=since(each), tone=tone)


def shortened(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:87]}…"


def since(each: Waiting) -> str:
    return f"since {each.since.day} {each.since:%b}"
