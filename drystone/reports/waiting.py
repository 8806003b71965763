"""What waits for somebody: for the office, and for one person. One query for each, however much there is."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.brokering.models import Borrowing, Enquiry, LateAnswer, Lending, Offer, ScopingVisit, SupportRequest
from drystone.deployment.models import Consent, Deployment, Review, Visit, VisitEvaluation, VisitRecord
from drystone.mail.models import Message
from drystone.payments.models import Statement
from drystone.people import access, posts
from drystone.people.models import Person
from drystone.people.roles import OFFICE, SPEAKS_FOR_MONEY, Role
from drystone.register.models import NewHead, Removal, ReportedChange
from drystone.selection import blind
from drystone.selection.models import Application, Assessment, Interview, Reference

from . import renewing as again
from .being import being, hers
from .learning import learning
from .moving import moving
from .owing import checked, checking, paying, to_sign
from .parts import Waiting, apart, gather, part
from .promised import hastened
from .selecting import selecting
from .transferring import hers as going
from .transferring import transferring
from .working import confided, evaluating, working


def for_office(alliance: Alliance, *, reader: Person | None = None, at: datetime) -> list[Waiting]:
    """Everything of an alliance that only its office can move on, what has waited longest first; with a reader also
    what is confided to her there."""
    parts = [
        *selecting(alliance, at),
        *being(alliance, at),
        *again.renewing(alliance, at),
        *transferring(alliance),
        *brokering(alliance, at),
        *deploying(alliance, at),
        *working(alliance, at),
        *paying(alliance, at),
        checking(reader, alliance, at),
    ]
    told = ReportedChange.objects.filter(alliance=alliance, settled_at=None)
    whose = {"pk": "designation_id", "who": "designation__person__name", "where": "school__name", "since": "told_at"}
    parts.append(part("change-to-confirm", told, **whose))
    parts += moving(alliance, at)
    heads = NewHead.objects.waiting().filter(alliance=alliance)
    parts.append(part("new-head-to-answer", heads, who="post__person__name", where="school__name", since="asked_at"))
    parts.append(
        part(
            "message-undelivered",
            # About a concern only those hear who read it, on its own page.
            Message.objects.filter(alliance_id=alliance.pk).exclude(about_type="deployment.concern").undelivered(),
            who="to_name",
            where="subject",
            since="queued_at",
        )
    )
    if reader:
        parts.append(confided(reader, alliance))
    return hastened(gather(parts), alliance, at=at)


def triage(alliance: Alliance, at: datetime) -> list[Any]:
    """Requests that wait for an answer of the office; and what was promised while others have their turn."""
    requests = SupportRequest.objects.filter(alliance=alliance)
    sent = requests.filter(state="submitted")
    visits = ScopingVisit.objects.filter(alliance=alliance, request__state="scoping")
    overdue = visits.filter(reported_at=None, due_on__lt=localdate(at))
    offers = Offer.objects.filter(request=OuterRef("pk"))
    asked = Enquiry.objects.filter(request=OuterRef("pk"))
    yesterday = at - timedelta(days=1)  # no promise is due sooner
    matching = requests.filter(~Exists(offers), Exists(asked), state="accepted", state_since__lt=yesterday)
    silent = Q(request__in_touch_at=None) | Q(request__in_touch_at__lt=F("state_since"))
    chosen = Offer.objects.filter(silent, alliance=alliance, state="chosen", state_since__lt=yesterday)
    school, of_request = "school__name", {"pk": "request_id", "where": "request__school__name"}
    first = apart({"request-to-answer": Q(ask_again_on=None)}, other="request-to-look-at-again")
    return [
        part(first, sent, who=school, where="need"),
        part("scoping-overdue", overdue, **of_request, who="visitor__name", since="arranged_at"),
        part("scoping-to-answer", visits.exclude(reported_at=None), **of_request, since="reported_at"),
        part("match-promised", matching, who=school, where="need"),
        part(
            "contact-promised", chosen.filter(request__state="accepted"), **of_request, who="designation__person__name"
        ),
    ]


def brokering(alliance: Alliance, at: datetime) -> list[Any]:
    theirs: dict[str, Any] = {"alliance": alliance}
    requests = SupportRequest.objects.filter(**theirs)
    later = Enquiry.objects.filter(request=OuterRef("request"), designation=OuterRef("designation"), step="leader")
    home_yes = Enquiry.objects.filter(**theirs, step="home", state="yes", request__state="accepted")
    offered = Offer.objects.filter(request=OuterRef("request"), designation=OuterRef("designation"))
    leader_yes = Enquiry.objects.filter(**theirs, step="leader", state="yes", request__state="accepted")
    expired = Enquiry.objects.filter(**theirs, state="expired", request__state="accepted")
    living = Deployment.objects.filter(request=OuterRef("request")).exclude(state__in=["refused", "cancelled"])
    chosen = Offer.objects.filter(**theirs, state="chosen", request__state="accepted")
    # Nobody is being asked, has said yes or stands before the school; of what ran out there is a line of its own.
    asked = Enquiry.objects.filter(request=OuterRef("pk"), state__in=["asked", "yes", "expired"])
    shown = Offer.objects.filter(request=OuterRef("pk"), state__in=["offered", "chosen"])
    elsewhere = Borrowing.objects.open().filter(request=OuterRef("pk"))
    searching = requests.filter(state="accepted").filter(~Exists(asked), ~Exists(shown), ~Exists(elsewhere))
    to_lend = Lending.objects.filter(**theirs, state="asked")
    lent = Borrowing.objects.filter(**theirs, state="proposed")
    to_ring = Enquiry.objects.filter(**theirs, state="asked", call_wanted_at__isnull=False)
    late = LateAnswer.objects.filter(**theirs, seen_to_at=None)
    school, leader = "request__school__name", "designation__person__name"
    begun = requests.filter(state="draft", contact__in=posts.holders(alliance, localdate(at), *OFFICE))
    return [
        *triage(alliance, at),
        part("request-to-send", begun, who="school__name"),
        part("loan-to-answer", to_lend, who="borrower__name", where="school__name"),
        part("loan-to-agree", lent, who="lender__name", where=school),
        part("request-to-match", searching, who="school__name", where="need"),
        part("leader-to-ask", home_yes.filter(~Exists(later)), pk="request_id", who=leader, where=school),
        part("leader-to-offer", leader_yes.filter(~Exists(offered)), pk="request_id", who=leader, where=school),
        part("enquiry-expired", expired, pk="request_id", who="asked__name", where=school),
        part("call-wanted", to_ring, pk="request_id", who="asked__name", where="call_number", since="call_wanted_at"),
        part("answered-late", late, who="person__name", where="enquiry__request__school__name", since="given_at"),
        part("deployment-to-propose", chosen.filter(~Exists(living)), pk="request_id", who=leader, where=school),
    ]


def deploying(alliance: Alliance, at: datetime) -> list[Any]:
    theirs: dict[str, Any] = {"alliance": alliance}
    leader, school = "leader__name", "receiving_school__name"
    parties = Consent.objects.being_agreed().filter(**theirs)
    spoken = parties.filter(state__in=["question", "change_proposed"])
    late = parties.filter(state__in=["asked", "seen"], agreement__answer_by__lt=at)
    disputed = VisitRecord.objects.filter(**theirs, state="disputed")
    return [
        part("agreement-to-draw-up", Deployment.objects.filter(**theirs, state="proposed"), who=leader, where=school),
        part(
            "party-to-answer",
            spoken,
            pk="agreement_id",
            who="person__name",
            where="agreement__deployment__leader__name",
        ),
        part("consent-late", late, pk="agreement_id", who="person__name", where="agreement__deployment__leader__name"),
        part(
            "record-disputed",
            disputed,
            pk="visit__deployment_id",
            who="visit__deployment__leader__name",
            where="visit__deployment__receiving_school__name",
        ),
        *evaluating(alliance, at),
    ]


def for_person(person: Person, *, at: datetime) -> list[Waiting]:
    """Everything that waits for one person, in whatever she is: applicant, referee, assessor, head, leader."""
    asked = [*as_candidate(person), *as_judge(person), *as_party(person), *hers(person), *going(person)]
    return gather([*asked, *as_leader(person, at), *learning(person, at), to_sign(person, at), confided(person)])


def as_candidate(person: Person) -> list[Any]:
    mine = Application.objects.filter(person=person)
    return [
        part("application-draft", mine.filter(state="draft"), who="round__title"),
        part(
            "interview-to-choose",
            Interview.objects.filter(application__person=person, state="offered"),
            pk="application_id",
            who="application__round__title",
        ),
    ]


def as_judge(person: Person) -> list[Any]:
    who = "application__person__name"
    asked = Reference.objects.filter(referee=person, state__in=["asked", "started"])
    return [
        part("reference-to-give", asked, who=who),
        part(
            "assessment-to-make",
            Assessment.objects.filter(assessor=person, state__in=["assigned", "scored"]),
            who=blind.read_as("application__"),
        ),
        part(
            "interview-to-score",
            Interview.objects.filter(
                panel__person=person, panel__conflict="", panel__scored_at=None, state__in=["booked", "held"]
            ),
            who=who,
        ),
    ]


def as_party(person: Person) -> list[Any]:
    unanswered = Consent.objects.being_agreed().filter(person=person, state__in=["asked", "seen"])
    asked = SupportRequest.objects.filter(Q(contact=person) | access.rows_at(person, "school", Role.HEAD))
    offers = Offer.objects.filter(request__in=asked.values("pk"), state="offered")
    new_at = NewHead.objects.waiting().filter(post__person=person)
    return [
        part("request-to-send", asked.filter(contact=person, state="draft"), who="school__name"),
        part("leaders-to-look-at", new_at, who="school__name", since="asked_at"),
        part(
            "enquiry-to-answer",
            Enquiry.objects.filter(asked=person, state="asked"),
            who="designation__person__name",
            where="request__school__name",
        ),
        part("leader-to-choose", offers, pk="request_id", who="request__school__name"),
        part(
            "agreement-to-answer",
            unanswered,
            who="agreement__deployment__leader__name",
            where="agreement__deployment__receiving_school__name",
        ),
        part(
            "record-to-confirm",
            records_to_confirm(person),
            who="visit__deployment__leader__name",
        ),
        *to_review(person),
        part(
            "statement-to-confirm",
            Statement.objects.filter(access.rows_at(person, "home_school", *SPEAKS_FOR_MONEY), state="sent"),
            who="home_school__name",
        ),
        checked(person),
    ]


def records_to_confirm(person: Person) -> QuerySet[VisitRecord]:
    """The records that went to her: as the colleague helped or, where none is named, as whoever heads the school."""
    head = access.rows_at(person, "visit__deployment__receiving_school", Role.HEAD)
    hers = Q(visit__deployment__supported=person) | Q(visit__deployment__supported=None) & head
    return VisitRecord.objects.filter(hers, state="sent", read_at=None)


def to_review(person: Person) -> list[Any]:
    """What she is asked about a whole deployment, half-way, at the end and after."""
    asked = Review.objects.filter(asked=person, state__in=["due", "draft"])
    whose = {"who": "deployment__leader__name", "where": "deployment__receiving_school__name"}
    kinds = {
        "evaluation-to-give": [Review.Kind.DEPLOYMENT],
        "midpoint-to-give": [Review.Kind.MIDPOINT, Review.Kind.MIDPOINT_LEADER],
        "follow-up-to-give": [Review.Kind.FOLLOW_UP],
        "reflection-to-give": [Review.Kind.REFLECTION],
    }
    return [part(name, asked.filter(kind__in=found), **whose) for name, found in kinds.items()]


def as_leader(person: Person, at: datetime) -> list[Any]:
    visits = Visit.objects.filter(deployment__leader=person, state__in=["planned", "held"], ends_at__lt=at)
    evaluations = VisitEvaluation.objects.filter(visit__deployment__leader=person, state__in=["due", "draft"])
    school = "deployment__receiving_school__name"
    notices = Removal.objects.filter(designation__person=person, state="notice", answered_at=None)
    return [
        part("notice-to-answer", notices, who="alliance__name"),
        again.hers(person),
        part(
            "visit-to-write-up",
            visits.exclude(record__state__in=["sent", "confirmed", "disputed"]),
            who=school,
            since="ends_at",
        ),
        part(
            "visit-evaluation-to-give",
            evaluations.filter(visit__record__state__in=["sent", "confirmed", "disputed"]),
            pk="visit_id",
            who="visit__deployment__receiving_school__name",
        ),
    ]
