"""Opening an e-mailed link: a short session for one task, a clean address, and nothing changed.

What a browser holds is a signed cookie of its own, so that an account signed in beside it is not disturbed; whether
a link still opens is asked of its row at every page.
"""

from dataclasses import dataclass
from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from drystone import walls
from drystone.people import access, codes, links
from drystone.people.links import Problem, Reason
from drystone.people.models import Link

from . import errors
from .code_form import DEAD, WRONG, CodeForm
from .reach import enter
from .visits import Visit, is_noted, keep_visits, visits

STATUS = {Reason.UNKNOWN: 404, Reason.EXPIRED: 410, Reason.REVOKED: 410, Reason.SPENT: 410}


@dataclass(frozen=True)
class Page:
    """Where a link of one purpose leads: an address named with the record's number as `pk`.

    `shows_confidential` asks for a code by e-mail first; `done` is what a used link says: "You gave the reference".
    `again` lets whoever opens it after it ran out have a new one sent: something is asked there of this one person.
    """

    url_name: str
    shows_confidential: bool = False
    done: str = "This was done"
    again: bool = False


# One line for each purpose of a link.
PAGES: dict[str, Page] = {
    "reference": Page("school-reference", done="The reference was answered", again=True),
    "reference-copy": Page("school-reference-copy", shows_confidential=True),
    "enquiry": Page("school-enquiry", done="This enquiry was answered", again=True),
    "request": Page("school-request"),
    "plan": Page("school-plan"),
    "consent": Page("school-agreement", again=True),
    "agreement": Page("school-agreement-copy"),
    "visit": Page("school-visit"),
    "arrangements": Page("school-arrangements", again=True),
    "visit-record": Page("school-visit-record", again=True),
    "before-visit": Page("school-preparation", done="This was said", again=True),
    "visit-evaluation": Page("school-visit-evaluation", shows_confidential=True),
    "meeting": Page("leader-meeting"),
    "group": Page("leader-group"),
    "feedback": Page("leader-feedback", done="The feedback was given", again=True),
    "release": Page("school-release"),
    "thanks": Page("school-term-thanks"),
    "new-head": Page("school-new-head", again=True),
    "transfer": Page("leader-transfer", done="The question was answered", again=True),
    "assurance": Page("school-assurance", again=True),
    "statement": Page("school-statement"),
    "check": Page("school-check"),
    "self-billing": Page("school-self-billing", again=True),
    "charge": Page("school-charge"),
    "handover": Page("school-handover"),
    "payee-change": Page("school-payee-change"),
    "deployment-evaluation": Page("school-evaluation", again=True),
    "evaluation-copy": Page("school-evaluation-given", shows_confidential=True),
    "evaluation-summary": Page("school-evaluation-summary", shows_confidential=True),
    "choice": Page("school-choice", done="The choice was made", again=True),
}


@never_cache
def open_link(request: Any, token: str) -> HttpResponse:
    """Exchanges the token for a short session and goes on to a clean address; a mail filter may do so all day."""
    with walls.open_to_all():  # the token alone tells which alliance's link it is
        found = links.open(token, at=request.now)
    if isinstance(found, Problem):
        response = explained(request, found, token)
        # Tells no address either; but the page has buttons, and with "no-referrer" none of them would work.
        response["Referrer-Policy"] = "strict-origin"
    else:
        response = redirect(PAGES[found.purpose].url_name, found.record_id)
        response["Referrer-Policy"] = "no-referrer"
        keep_visits(response, visits(request) | {found.pk: Visit(request.now, request.now)})
    return errors.unlogged(response)  # of what is not found Django logs the address, and so the secret in it


@never_cache
@rate_limit(action="link_again")
def again(request: Any, token: str) -> HttpResponse:
    """A new link in place of one that ran out, to the address that we have and to nobody else; pressed twice, one."""
    with walls.open_to_all():
        found = links.open(token, at=request.now)
    if old := renewable(found):
        enter(request, old.alliance)
        reader = access.as_of(old.person, request.today, through=f"link {old.pk}")
        links.renew(old, by=reader, at=request.now)
    return errors.unlogged(redirect("open-link", token))


def renewable(found: Link | Problem) -> Link | None:
    """The link, where it ran out and something is asked of its person there."""
    if isinstance(found, Link) or found.link is None or found.reason != Reason.EXPIRED:
        return None
    page = PAGES.get(found.link.purpose)
    return found.link if page and page.again else None


def explained(request: Any, problem: Problem, token: str = "") -> HttpResponse:
    """Why a link does not open; of a used one, what was done and by whom. One that ran out may offer a new one."""
    page = PAGES.get(problem.link.purpose) if problem.link else None
    if problem.link:
        enter(request, problem.link.alliance)
    told = {"reason": problem.reason, "old": problem.link, "page": page, "new_sent": links.NEW_SENT}
    if token and renewable(problem):
        told["again"] = reverse("link-again", args=[token])
    return render(request, "links/closed.html", told, status=STATUS[problem.reason])


def opened(request: Any, purpose: str, pk: int | None) -> Link | None:
    """The link by which this browser may do this task, if it opened one half an hour ago or less and it is good."""
    browser = visits(request)
    request.task_links = task_links(list(browser), purpose, pk)
    for link in request.task_links:
        if not browser[link.pk].is_over(request.now) and links.problem_with(link, request.now) is None:
            if request.method == "POST":
                links.begin(link, at=request.now)
            return link
    return None


def held(request: Any) -> list[int]:
    """The links that this browser has opened, good or not."""
    return list(visits(request))


def task_links(numbers: list[int], purpose: str, pk: int | None) -> list[Link]:
    """Those of these links that lead to one task, the newest first."""
    if not numbers or pk is None:
        return []
    rows = Link.objects.filter(pk__in=numbers, purpose=purpose, record_id=pk)
    # Every page of a task asks this: few rows are sooner sorted here than by a longer question.
    return sorted(rows.select_related("person", "alliance").order_by(), key=lambda link: link.pk, reverse=True)


def closed(request: Any, door: Any) -> HttpResponse:
    """For somebody at a task's address without a link that opens it: what was done, or how to come in again."""
    for link in request.task_links:
        if problem := links.problem_with(link, request.now):
            return explained(request, problem)
        return render(request, "links/again.html", {"old": link}, status=403)
    return errors.sign_in_first(request)


def keep(request: Any, response: HttpResponse) -> None:
    """Notes, once a minute, that the link is in use."""
    if request.link is None:
        return
    held = visits(request)
    visit = held.get(request.link.pk)
    if visit and visit.is_to_note(request.now) and not is_noted(response):
        visit.seen = request.now
        keep_visits(response, held)


def code_wanted(request: Any) -> HttpResponse | None:
    """None when this page may be shown; to the page that asks for a code, when it shows confidential text."""
    page = PAGES.get(request.link.purpose)
    return code_unless_given(request) if page and page.shows_confidential else None


def code_unless_given(request: Any) -> HttpResponse | None:
    """The same for a page that shows confidential text only sometimes: None once six digits were given."""
    visit = visits(request).get(request.link.pk)
    return None if visit and visit.read else redirect("link-code", request.link.pk)


@never_cache
@rate_limit(action="code_try")
def code(request: Any, pk: int) -> HttpResponse:
    """Asks whoever opened the link for six digits that go to the address the link went to."""
    link = visited(request, pk)
    if request.method == "POST" and "send" in request.POST:
        return send_code(request, link)
    sent = codes.newest_of(link)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid():
        if sent and codes.check(sent, form.cleaned_data["code"], at=request.now):
            return may_read(request, link)
        form.add_error("code", WRONG if sent and codes.is_live(sent, request.now) else DEAD)
    waiting = sent if sent and codes.is_live(sent, request.now) else None
    return render(request, "links/code.html", {"form": form, "sent": waiting, "old": link})


def send_code(request: Any, link: Link) -> HttpResponse:
    try:
        codes.send_to_reader(link, at=request.now)
    except codes.TooMany:
        return render(request, "account/too_many.html", status=429)
    return redirect("link-code", link.pk)


def may_read(request: Any, link: Link) -> HttpResponse:
    """The reader of that mailbox sits here; the page opens for as long as the link's session lasts."""
    held = visits(request)
    held[link.pk].read = held[link.pk].seen = request.now
    response = redirect(PAGES[link.purpose].url_name, link.record_id)
    keep_visits(response, held)
    return response


class NotMeForm(forms.Form):
    """A choice and a press: a mail filter that presses every button it finds makes no choice."""

    why = forms.ChoiceField(
        label="What is wrong?",
        choices=[
            ("This is not me.", "This is not me"),
            ("Somebody else should be asked.", "Somebody else should be asked"),
            ("I no longer work there.", "I no longer work there"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong."},
    )
    note = forms.CharField(
        label="Whom should we ask instead?",
        required=False,
        max_length=300,
        help_text="A name and an e-mail address, if you know them. Only the office of the Alliance reads this.",
    )


@never_cache
def not_me(request: Any, pk: int) -> HttpResponse:
    """Not the right person: the link closes, and the office finds out who is."""
    link = visited(request, pk)
    form = NotMeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = " ".join(filter(None, [form.cleaned_data["why"], form.cleaned_data["note"]]))
        reader = access.as_of(link.person, request.today, through=f"link {link.pk}")
        links.not_me(link, said, by=reader, at=request.now)
        return render(request, "links/thanks.html", {"old": link})
    return render(request, "links/not_me.html", {"form": form, "old": link})


def visited(request: Any, pk: int) -> Link:
    """A link that this browser has opened and that is still good. Absent and foreign look alike."""
    visit = visits(request).get(pk)
    if visit:
        request.reach.around(links=[pk])
    link = Link.objects.select_related("person", "alliance").filter(pk=pk).first()
    if visit is None or visit.is_over(request.now) or link is None or links.problem_with(link, request.now):
        raise Http404
    enter(request, link.alliance)
    return link


urlpatterns = [
    path("l/<str:token>/", open_link, name="open-link"),
    path("l/<str:token>/again/", again, name="link-again"),
    path("link/<int:pk>/code/", code, name="link-code"),
    path("link/<int:pk>/not-me/", not_me, name="link-not-me"),
]
