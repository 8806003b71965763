"""The main pages and jobs, on the first alliance of a data set."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from drystone.alliances.models import Alliance
from drystone.brokering.models import Enquiry, SupportRequest
from drystone.deployment.models import Consent, Deployment, Visit
from drystone.documents import papers
from drystone.mail import outbox
from drystone.mail.postman import send_due
from drystone.payments import due, statements
from drystone.payments.models import DueLine, Statement
from drystone.people import access, links
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.selection import releases
from drystone.selection.models import Application, Assessment, Round

from . import (
    fund_scenes,
    matching,
    month_end,
    month_pull,
    register_scenes,
    released_round,
    sampling,
    term_scenes,
    work_scenes,
)
from .great_round import TITLE
from .measuring import Figure, bare, browser, by_link, measure, page, signed_in, undone

Scene = tuple[str, Callable[[], Any]]
NEXT = re.compile(r'govuk-pagination__next">\s*<a[^>]+href="([^"]+)"')
ASIDE = {"term", "sampling", "fund", "month end"}  # words of `only` for which nothing else is prepared
MESSAGE = "payments.statement_queried"
LETTER = {
    "alliance": {"name": "Alliance 0000", "colour": "#0b5563", "contact": "office@alliance-0000.example"},
    "to": ["Tom Raine", "Reeth Primary School"],
    "subject": "Your application",
    "greeting": "Dear Tom,",
    "paragraphs": ["We read your application with great care and would like to tell you what we saw in it. " * 6] * 9,
    "signatory": {"name": "Margaret Alderson", "role": "Alliance manager"},
}


def measured(at: datetime, say: Callable[[str], None], times: int, only: str = "") -> list[Figure]:
    """Every page and job, with its ratio to the bare page of this run; or those whose name holds a word of `only`."""
    alliance = Alliance.objects.order_by("pk").first()
    if alliance is None:
        raise CommandError("There is no alliance to measure.")
    manager = officer(alliance, at)
    floor = measure("bare page", bare(signed_in(manager)), times)
    figures = [floor.against(floor)]
    scenes = []
    if not only or set(only.split(",")) - ASIDE:
        scenes += [jobs_of_money(alliance, at), pages(alliance, manager, at), jobs(alliance, manager, at)]
    if not only or "term" in only:  # its plan alone takes half a minute
        scenes.append(of_a_region(at))
    if not only or "sampling" in only:
        scenes.append(of_a_term(at))
    if not only or "fund" in only:
        scenes.append(of_a_fund(at))
    for name, act in chain(*scenes):
        if only and not any(word in name for word in only.split(",")):
            continue
        figures.append(measure(name, act, times).against(floor))
        say(f"{name}: {figures[-1].queries} queries, {figures[-1].median_ms} ms")
    if not only or "month end" in only:
        ended = [*month_pull.figures(at, say), month_end.figure(at, say)]
        figures += [figure.against(floor) for figure in ended]
    return figures


def of_a_region(at: datetime) -> Iterator[Scene]:
    """In the last alliance, so that the figures of the first are what they were."""
    alliance = Alliance.objects.order_by("-pk")[0]
    manager = officer(alliance, at)
    yield from term_scenes.scenes(signed_in(manager), manager, alliance, at)


def of_a_term(at: datetime) -> Iterator[Scene]:
    """There, too, stands the term of which very many records are drawn."""
    alliance = Alliance.objects.order_by("-pk")[0]
    manager = officer(alliance, at)
    yield from sampling.scenes(signed_in(manager), manager, alliance, at)


def of_a_fund(at: datetime) -> Iterator[Scene]:
    """There, too, at the very end: a hundred thousand lines that one fund carries."""
    alliance = Alliance.objects.order_by("-pk")[0]
    manager = officer(alliance, at)
    yield from fund_scenes.scenes(signed_in(manager), manager, alliance, at)


def officer(alliance: Alliance, at: datetime) -> Person:
    post = Post.objects.filter(alliance=alliance, role=Role.MANAGER).select_related("person").order_by("pk")[0]
    return access.as_of(post.person, at.date(), through="account")


def jobs_of_money(alliance: Alliance, at: datetime) -> Iterator[Scene]:
    """What is due is measured where none of it is pulled yet; the pages need it pulled, and months of statements."""
    fresh = Alliance.objects.exclude(pk__in=DueLine.objects.values("alliance")).order_by("-pk").first() or alliance
    yield "job: due.pull of a year", undone(lambda: due.pull(fresh, by=None, at=at))
    due.pull(fresh, by=None, at=at)
    yield "job: statements.prepare", undone(lambda: statements.prepare(fresh, at.date(), by=None, at=at))
    due.pull(alliance, by=None, at=at)
    for months in range(36, -1, -1):
        statements.prepare(alliance, month_before(at.date(), months), by=None, at=at)


def month_before(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def pages(alliance: Alliance, manager: Person, at: datetime) -> Iterator[Scene]:
    anybody, office = browser(), signed_in(manager)
    yield from for_anybody(anybody, alliance)
    yield from for_office(office, alliance)
    yield from matching.for_office(office, alliance, at)
    yield from for_leader(alliance)
    yield from work_scenes.pages(office, alliance, manager, at)
    yield from through_links(alliance, manager, at)


def for_anybody(anybody: Client, alliance: Alliance) -> Iterator[Scene]:
    yield "public-home", page(anybody, reverse("public-home"))
    yield from register_scenes.for_anybody(anybody, alliance)
    yield "school search as typed", page(anybody, f"{reverse('school-suggestions')}?q=st+mary+ric")


def for_office(office: Client, alliance: Alliance) -> Iterator[Scene]:
    theirs = {"alliance": alliance}
    yield "office-home", page(office, reverse("office-home"))
    for name in ("office-requests", "office-deployments", "office-visits", "office-statements"):
        address = f"{reverse(name)}?show=all"
        yield f"{name}, first page", page(office, address)
        yield f"{name}, last page", page(office, last_page(office, address))
    accepted = SupportRequest.objects.filter(**theirs, state="accepted")
    yield "office-request", page(office, at_record("office-request", accepted))
    yield "office-candidates", page(office, at_record("office-candidates", accepted))
    yield "office-coherence", page(office, reverse("office-coherence"))
    yield "office-deployment, long history", page(office, at_record("office-deployment", Deployment.objects.filter()))
    yield "office-statement", page(office, at_record("office-statement", Statement.objects.filter(**theirs)))
    yield "office-round", page(office, at_record("office-round", Round.objects.filter(**theirs)))
    applied = Application.objects.filter(**theirs)
    yield "office-application", page(office, at_record("office-application", applied))
    yield from for_a_great_round(office)
    yield from together_in_a_great_round(office)
    yield from reading_a_great_round(office)
    yield "office-leaders", page(office, reverse("office-leaders"))
    yield from register_scenes.for_office(office, alliance)
    yield "office-needs", page(office, reverse("office-needs"))
    yield "heat map of needs", page(office, reverse("office-need-map"))
    yield "office-people", page(office, reverse("office-people"))
    yield "office-reports", page(office, reverse("office-reports"))


def for_a_great_round(office: Client) -> Iterator[Scene]:
    """The board of one round with very many applications."""
    board = at_record("office-round", Round.objects.filter(title=TITLE))
    yield "office-round of thousands", page(office, board)
    yield "office-round of thousands, last page", page(office, f"{board}?page=9999")
    yield (
        "office-round of thousands, narrowed",
        page(office, f"{board}?waiting=assessor&reference=given"),
    )
    yield "office-round of thousands, by name", page(office, f"{board}?q=applicant&sort=-name")


def together_in_a_great_round(office: Client) -> Iterator[Scene]:
    """What is done with many at once: looked at, taken along."""
    great = Round.objects.get(title=TITLE)
    together = reverse("office-together", args=[great.pk])
    yield (
        "fifty referees looked at",
        page(office, f"{together}?waiting=referee", {"act": "remind-referees", "of": "all"}),
    )
    yield "fifty for the shortlist looked at", page(office, together, {"act": "shortlist", "of": "all"})
    yield "two hundred to write to", page(office, f"{reverse('office-circular', args=[great.pk])}?of=all")
    for what, kind in (
        ("applications", "csv"),
        ("applications", "xlsx"),
        ("references", "xlsx"),
        ("assessments", "csv"),
    ):
        yield f"list of {what}, {kind}", page(office, reverse("office-round-list", args=[great.pk, what, kind]))
    yield "dossier", page(office, at_record("office-application-dossier", great.applications.all()))


def reading_a_great_round(office: Client) -> Iterator[Scene]:
    """Its scores for the office; and an evening of one who reads a hundred of its applications."""
    great = Round.objects.get(title=TITLE)
    yield "scores of thousands", page(office, reverse("office-scores", args=[great.pk]))
    yield "line through thousands", page(office, f"{reverse('office-line', args=[great.pk])}?score=60")
    readings = Assessment.objects.filter(application__round=great).order_by("pk").select_related("assessor")
    first = readings[0].assessor
    reading = readings.filter(assessor=first, state="assigned")[0]
    reader = signed_in(first)
    yield "panel-home", page(reader, reverse("panel-home"))
    yield "panel-assessment", page(reader, reverse("panel-assessment", args=[reading.pk]))
    yield "sixty answers side by side", page(reader, reverse("panel-answer", args=[great.pk, "expertise"]))
    yield "pack of sixty applications", page(reader, reverse("panel-pack", args=[great.pk]))


def at_record(name: str, rows: Any) -> str:
    return reverse(name, args=[rows.order_by("pk").values_list("pk", flat=True)[0]])


def last_page(client: Client, address: str, longest: int = 400) -> str:
    """Goes on from page to page, as far as there are any."""
    path = address.partition("?")[0]
    for _ in range(longest):
        found = NEXT.search(client.get(address).content.decode())
        if not found:
            break
        address = path + found[1].replace(escape("&"), "&")
    return address


def for_leader(alliance: Alliance) -> Iterator[Scene]:
    visit = (
        Visit.objects.filter(alliance=alliance, state="held").select_related("deployment__leader").order_by("pk")[0]
    )
    leader = signed_in(visit.deployment.leader)
    yield "leader-visit", page(leader, reverse("leader-visit", args=[visit.pk]))
    yield "leader-deployment", page(leader, reverse("leader-deployment", args=[visit.deployment_id]))
    yield "leader-visits", page(leader, reverse("leader-visits"))
    yield "home of a leader", page(leader, reverse("home"))
    yield from register_scenes.for_leader(alliance)


def through_links(alliance: Alliance, manager: Person, at: datetime) -> Iterator[Scene]:
    """What heads see who come by an e-mailed link."""
    yield from register_scenes.for_head(alliance, manager, at)

    def shown(purpose: str, to: Person, record: Any) -> Callable[[], Any]:
        link = links.invite(to, purpose, record, alliance=alliance, by=manager, at=at)
        return page(*by_link(link))

    asked = Consent.objects.filter(alliance=alliance, state="asked", party="receiving").select_related("person")[0]
    yield "school-agreement by link", shown("consent", asked.person, asked)
    enquiry = enquiry_of(alliance, at)
    yield "school-enquiry by link", shown("enquiry", enquiry.asked, enquiry)
    statement = Statement.objects.filter(alliance=alliance, state="draft").order_by("pk")[0]
    statements.send(statement, by=manager, at=at)
    head = statements.recipient(statement.home_school, alliance, at.date())
    if head:
        yield "school-statement by link", shown("statement", head, statement)


def enquiry_of(alliance: Alliance, at: datetime) -> Enquiry:
    deployment = Deployment.objects.filter(alliance=alliance, state="agreeing").order_by("pk")[0]
    home = deployment.home_school.posts.filter(role=Role.HEAD).select_related("person")[0]
    fields = {
        "alliance": alliance,
        "asked": home.person,
        "state_since": at,
        "asked_at": at,
        "answer_by": at.date() + timedelta(days=5),
    }
    asked, _ = Enquiry.objects.get_or_create(
        fields, request=deployment.request, designation=deployment.designation, step="home"
    )
    return asked


def released() -> Round:
    return Round.objects.select_related("alliance").get(title=released_round.TITLE)


def jobs(alliance: Alliance, manager: Person, at: datetime) -> Iterator[Scene]:
    context = {"alliance": "Alliance 0000", "school": "Reeth School", "month": "October 2026", "number": 12}

    def mail() -> None:
        for _ in range(50):
            outbox.queue(MESSAGE, to=manager, alliance_id=alliance.pk, at=at, context=context, link="/office/")
        send_due(at=at, fill_link=lambda link_id: "", limit=50)

    sheet = sheets.start("application", alliance.pk, at)
    key = next(q.key for section in sheet.form.sections for q in section.questions if q.kind == "long_text")
    yield "release of 200 decisions", undone(lambda: releases.release_round(released(), by=manager, at=at))
    yield "job: queue and send 50 messages", undone(mail)
    yield from work_scenes.jobs(alliance, at)
    yield "save an answer", lambda: sheets.save(sheet, key, "What I have led, and what came of it.", at=at)
    yield "letter of two pages as PDF", lambda: papers.make("letter", LETTER, title="Your application", at=at)
