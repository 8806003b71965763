"""The doors: who is looking, as of which day, for which alliance, and whether she may knock at all."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from drystone import walls
from drystone.alliances.models import Alliance, AllianceOwned
from drystone.documents.papers import Tampered
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people import access
from drystone.people.models import Link, Person
from drystone.people.roles import AT_ALLIANCE, OFFICE, Role

from . import errors, links, policy, second_factor
from .reach import Reach

Record = TypeVar("Record", bound=Model)


class Request(HttpRequest):
    """A request after the door: `person` looks or acts, as of `today`; `now` is the moment of every verb it calls."""

    person: Person
    link: Link | None
    task_links: list[Link]
    now: datetime
    today: Any
    alliance: Alliance
    reach: Reach
    door: policy.Door


class DoorMiddleware:
    """Every address passes here; one that `policy.py` does not name is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.policy = policy.whole()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request = cast(Request, request)
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.link, request.task_links, request.person = None, [], None  # type: ignore[assignment]
        response = self.within_walls(request)
        links.keep(request, response)
        return response

    def within_walls(self, request: Request) -> HttpResponse:
        """The page, with the walls open to the alliances of this visitor; the next one finds them closed again."""
        request.reach = Reach(is_used=walls.begin_request())
        try:
            return self.get_response(request)
        finally:
            if request.reach.is_used:
                walls.end_request()

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict) -> HttpResponse | None:
        door = self.policy.get(request.resolver_match.view_name)
        if door is None or ("demonstration" in door.who and not settings.DEMO):
            raise Http404
        # HEAD asks what GET would say; where only POST is answered it would act, without the token against forgery.
        if ("GET" if request.method == "HEAD" else request.method) not in door.methods:
            return HttpResponseNotAllowed(door.methods)
        if door.bare and door.who == ("anyone",):
            return None
        request.door = door
        self.find_person(request, door, kwargs)
        find_alliance(request, kwargs)
        return self.refusal(request, door)

    def find_person(self, request: Any, door: policy.Door, kwargs: dict) -> None:
        """By the e-mailed link that opens this very record, else by account."""
        if door.purpose and (held := links.held(request)):
            request.reach.around(links=held)
            request.link = links.opened(request, door.purpose, kwargs.get("pk"))
        if request.link:
            request.person = access.as_of(request.link.person, request.today, through=f"link {request.link.pk}")
        else:
            find_account(request)

    def refusal(self, request: Any, door: policy.Door) -> HttpResponse | None:
        if any(policy.RELATIONS[who][1](request.person) for who in door.who):
            if request.link:
                return links.code_wanted(request)
            return None if "anyone" in door.who else second_factor.wanted(request)
        if request.person is None:
            return links.closed(request, door) if door.purpose else errors.sign_in_first(request)
        return errors.not_allowed(request)

    def process_exception(self, request: Any, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotAllowed):
            return errors.not_allowed(request)
        if isinstance(problem, AlreadyMoved):
            return errors.already_moved(request, problem)
        if isinstance(problem, Tampered):
            return errors.damaged(request, problem)
        return None


def find_account(request: Any) -> None:
    if request.user.is_authenticated:
        request.reach.around(person=request.user.pk)
        request.person = access.as_of(request.user, request.today, through="account")


def find_alliance(request: Any, kwargs: dict) -> None:
    """The link's; the one in the address; the one the office chose, or its only one; else the default."""
    alliances = Alliance.objects.filter(suspended_on__isnull=True)
    if request.link:
        request.alliance = request.link.alliance
    elif "alliance" in kwargs:
        request.alliance = alliances.filter(slug=kwargs["alliance"]).first()
        if request.alliance is None:
            raise Http404
    else:
        request.alliance = chosen(request) or only(alliances.filter(is_default=True))
    if request.alliance:
        request.reach.to(request.alliance)


def leads_nowhere(request: Any, exception: Exception) -> HttpResponse:
    """No page has this address, so nobody came to a door; who asks still finds herself in the frame around it."""
    if request.resolver_match is None:
        find_account(request)
        find_alliance(request, {})
    return errors.not_found(request, exception)


def chosen(request: Any) -> Alliance | None:
    """The alliance whose office she is working in: her choice, or the first of hers."""
    mine = hers(request.person) if request.person else set()
    if not mine:
        return None
    picked = request.session.get("alliance")
    number = picked if picked in mine else min(mine)
    return next(post.alliance for post in request.person.posts_now if post.alliance_id == number)


def hers(person: Person) -> set[int]:
    """Where she works in the office; else where she serves the Alliance; else any that knows a post of hers.

    Whoever works in one office and teaches in another alliance must find herself in that office.
    """
    circles = (OFFICE, AT_ALLIANCE, Role)
    return next((found for circle in circles if (found := access.alliances_as(person, circle))), set())


def visible(request: Any, kind: type[Record]) -> QuerySet[Record]:
    """The rows of a kind that this person may see through this door.

    At a door for posts of the Alliance only rows of the alliances where she holds one: whoever works in one office and
    is a leader or a head in another alliance must not find that alliance's rows on the office's pages.
    """
    rows: Any = kind._default_manager.visible_to(request.person, on=request.today)  # type: ignore[attr-defined]
    posts = request.door.posts
    return rows.filter(alliance_id__in=access.alliances_as(request.person, posts)) if posts else rows


def fetch(request: Any, kind: type[Record], pk: int, *related: str) -> Record:
    """One record as this person may see it: by her link to it, or by `visible_to`. Absent and foreign look alike.

    `related` names what the page shows of it, to be read in the same query. Whoever has posts in several alliances
    reads on the page the name of the one whose record it is; only an office stays in the one it works in.
    """
    rows: Any = kind._default_manager
    if request.link and (request.link.record_type, request.link.record_id) == (kind._meta.label_lower, pk):
        rows = rows.filter(alliance_id=request.link.alliance_id)
    else:
        rows = visible(request, kind)
    # The alliance comes with it where the page may have to change over to it.
    also = () if request.door.posts or not issubclass(kind, AllianceOwned) else ("alliance",)
    record = only((rows.select_related(*related, *also) if related or also else rows).filter(pk=pk))
    if record is None:
        raise Http404
    whose = getattr(record, "alliance_id", None)
    if whose == request.alliance.pk:
        record.alliance = request.alliance
    elif whose and not request.door.posts:
        request.alliance = record.alliance
    return record


def only(rows: QuerySet[Record]) -> Record | None:
    """The row of a question that has one answer at most: no order is asked for, which costs more than the row."""
    return next(iter(rows.order_by()[:1]), None)


def press(request: Any, verb: Callable[[], Any], *, then: str, said: str = "") -> HttpResponse:
    """Calls one verb and goes on to `then`. The same person pressing the same button twice sees the first result."""
    try:
        verb()
    except AlreadyMoved as moved:
        last = events.record_of(moved.record).filter(verb=moved.verb).last()
        if last is None or last.by_id != request.person.pk or last.now != moved.state:
            raise
    if said:
        messages.success(request, said)
    return redirect(then)
