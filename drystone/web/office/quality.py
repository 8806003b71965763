"""Quality: visit records drawn from a term, how far their reading is, and what was found over the term."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from drystone.alliances.models import Term
from drystone.deployment import read_results, sampling
from drystone.deployment.models import Cause, Draw, Reading, ReadingState, Sampled
from drystone.deployment.read_results import Results
from drystone.history import events
from drystone.people import access

from ..components import paging, tables
from ..components.figures import Bar, Chart
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import back_to, settle
from ..templatetags.parts import state, tag
from ..templatetags.say import moment, short_day
from .quality_forms import Drawing

TERMS = 7  # this term and the two years before it


def page(request: Any) -> HttpResponse:
    """The draws, the newest first, each with how far it is; and the terms to draw from or to look back on."""
    given = Count("sampled__readings", filter=Q(sampled__readings__state=ReadingState.GIVEN), distinct=True)
    drawn = visible(request, Draw).filter(alliance=request.alliance).select_related("term", "drawn_by")
    rows = drawn.annotate(records=Count("sampled", distinct=True), given=given)
    listed = paging.page(rows, ("-drawn_at", "-id"), request.GET.get("page", ""))
    mine = visible(request, Reading).filter(reader=request.person)
    context = {
        "table": draws(listed.rows),
        "page": listed,
        "terms": terms(request),
        "to_read": mine.filter(state__in=(ReadingState.DUE, ReadingState.DRAFT)).count(),
    }
    return render(request, "office/quality/page.html", context)


def terms(request: Any) -> list[Any]:
    """Those that have begun, the latest first, each with whether anything was drawn from it."""
    begun = ours(request).filter(starts__lte=request.today)
    any_drawn = Exists(Draw.objects.filter(term=OuterRef("pk")))
    return list(begun.annotate(is_drawn=any_drawn).order_by("-starts")[:TERMS])


def draws(rows: list[Any]) -> tables.Table:
    columns = [
        tables.Column("Draw", lambda row: link_to(f"{row.term}, draw {row.number}", "office-draw", row.pk)),
        tables.Column("Drawn", lambda row: f"{moment(row.drawn_at)}, by {row.drawn_by}"),
        tables.Column("Records", lambda row: row.records, number=True),
        tables.Column("Readings given", lambda row: row.given, number=True),
    ]
    return tables.Table("Draws", columns, rows, empty="Nothing has been drawn yet.")


def term_of(request: Any, pk: int) -> Term:
    """A term of the alliance whose quality she answers for."""
    return get_object_or_404(ours(request), pk=pk)


def ours(request: Any) -> QuerySet[Term]:
    mine = access.alliances_as(request.person, request.door.posts)
    return Term.objects.filter(alliance=request.alliance, alliance_id__in=mine).select_related("alliance")


def draw_new(request: Any, pk: int) -> HttpResponse:
    """First how many a press would draw; then the press, which draws once."""
    term = term_of(request, pk)
    last = Draw.objects.filter(term=term).first()
    form = asked(request)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    after = seen(request, last.number if last else 0)

    def verb() -> Any:
        return sampling.draw(term, **wanted, after=after, by=request.person, at=request.now)

    shown = sampling.preview(term, **wanted, at=request.now)
    done = settle(request, form, verb, then=back_to("office-quality"), said="Drawn. Now share the records out.")
    context = {
        "form": form,
        "term": term,
        "last": last,
        "after": after,
        "wanted": wanted,
        "shown": shown,
        "below": [(Cause(word).label, shown.below[word]) for word in Cause.values if word in shown.below],
        "back": back_to("office-quality"),
    }
    return done or render(request, "office/quality/draw_new.html", context)


def asked(request: Any) -> Drawing:
    """By a press, or by whoever looks what it would draw; else as the Alliance usually does it."""
    usual = {"per_cent": request.alliance.sample_per_cent, "each_leader": False}
    given = request.POST if request.method == "POST" else request.GET if "per_cent" in request.GET else None
    return Drawing(given, initial=usual)


def seen(request: Any, last: int) -> int:
    """The number of the last draw when she opened the page; what makes no sense is the last there is."""
    word = request.POST.get("after", "")[:5]
    return int(word) if word.isascii() and word.isdigit() and int(word) <= last else last


def draw(request: Any, pk: int) -> HttpResponse:
    """One draw as it was made: seed and rule, so that anybody can check it, and every record with its reasons."""
    shown = fetch(request, Draw, pk, "term", "drawn_by")
    readings = visible(request, Reading).filter(sampled__draw=shown).exclude(state=ReadingState.STOOD_BACK)
    work = "record__visit__deployment"
    rows = shown.sampled.select_related(f"{work}__leader", f"{work}__receiving_school")
    listed = paging.page(rows, ("id",), request.GET.get("page", ""))
    by_record: dict[int, list[Reading]] = {}
    for each in readings.filter(sampled__in=[row.pk for row in listed.rows]).select_related("reader", "feedback"):
        by_record.setdefault(each.sampled_id, []).append(each)
    context = {
        "draw": shown,
        **how_far(shown, readings),
        "table": sampled(listed.rows, by_record, request.person.pk),
        "page": listed,
        "checked": sampling.again(shown) if "check" in request.GET else None,
        "timeline": events.of(shown),
        "back": back_to("office-quality"),
    }
    return render(request, "office/quality/draw.html", context)


def how_far(shown: Draw, readings: QuerySet[Reading]) -> dict[str, Any]:
    """How many records there are, how many nobody reads yet, and what is given and to be released."""
    given = Q(state=ReadingState.GIVEN)
    counts = readings.aggregate(
        asked=Count("pk"),
        given=Count("pk", filter=given),
        read=Count("sampled", filter=given, distinct=True),
        to_release=Count("pk", filter=given & Q(feedback=None)),
    )
    standing = Reading.objects.standing().filter(sampled=OuterRef("pk"))
    sums = shown.sampled.aggregate(records=Count("pk"), unread=Count("pk", filter=~Exists(standing)))
    return {"counts": counts, **sums}


def sampled(rows: list[Sampled], readings: dict[int, list[Reading]], person: int) -> tables.Table:
    """The records. The reasons tell of the evaluation: nobody reads them of what she wrote, or of what helped her."""

    def leader(row: Sampled) -> Any:
        return row.record.visit.deployment.leader

    def why(row: Sampled) -> str:
        work = row.record.visit.deployment
        hers = person in (work.leader_id, work.supported_id)
        return "" if hers else "; ".join(Cause(word).label for word in row.why)

    columns = [
        tables.Column("System Leader", lambda row: link_to(leader(row).name, "school-visit-record", row.record_id)),
        tables.Column("School", lambda row: row.record.visit.deployment.receiving_school.name),
        tables.Column("Visit", lambda row: short_day(row.record.visit.starts_at)),
        tables.Column("Cause", why),
        tables.Column("Read by", lambda row: who_reads(readings.get(row.pk, []))),
    ]
    return tables.Table("Records in this draw", columns, rows)


def who_reads(readings: list[Reading]) -> Any:
    """Each reader with how far she is; the way to what was given, or to somebody else."""
    return tables.format_html_join(tables.SafeString("<br>"), "{} {}{}", (told(each) for each in readings))


def told(reading: Reading) -> tuple[Any, Any, Any]:
    if reading.state == ReadingState.GIVEN:
        released = hasattr(reading, "feedback")
        word = tag("Released", "good") if released else state(reading)
        return link_to(reading.reader.name, "office-reading", reading.pk), word, ""
    return link_to(reading.reader.name, "office-reading-back", reading.pk), state(reading), ""


def results(request: Any, pk: int) -> HttpResponse:
    """What was found over a term, as a chart with its table; nothing while a leader could be known by it."""
    term = term_of(request, pk)
    found = read_results.of_term(term)
    context = {
        "term": term,
        "found": found,
        "chart": chart(found) if found.lines else None,
        "table": points(found) if found.lines else None,
        "back": back_to("office-quality"),
    }
    return render(request, "office/quality/results.html", context)


def chart(found: Results) -> Chart:
    bars = [
        Bar(line.wording, round(100 * line.well / line.counted), f"{line.well} of {line.counted}")
        for line in found.lines
    ]
    about = "How many of the records do it, of those to which it applies."
    return Chart("What visit records do", bars, "What a record should do", "Done, or done well", about)


def points(found: Results) -> tables.Table:
    """How often each point was given."""
    words = found.lines[0].points
    columns = [tables.Column("What a record should do", lambda row: row.wording)]
    columns += [
        tables.Column(word, lambda row, key=key: row.counts[key], number=True)  # type: ignore[misc]
        for key, word in words
    ]
    return tables.Table("All answers", columns, found.lines)
