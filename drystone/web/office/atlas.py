"""System Leaders, requests and schools on a map, and the same as a table. Zooming is a link; no script is needed."""

from collections import defaultdict
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from drystone import saying
from drystone.register import areas, queries
from drystone.register.phases import Phase
from drystone.reports import whereabouts
from drystone.reports.whereabouts import AROUND, District, Extent, Point, Wanted
from drystone.schools.models import Organisation

from ..components import paging, tables
from ..components.map_drawing import Drawing

SHOWN = {"leaders": "System Leaders", "requests": "Open requests", "members": "Member schools"}
PAGES = {"leaders": "office-leader", "requests": "office-request"}
KINDS = {"members": "member", "leaders": "leader", "requests": "request"}  # the later ones lie on top
ORDER = ("name", "id")
AROUND_A_SCHOOL = "around"


class Narrow(forms.Form):
    """What the map shows, and where; words that make no sense narrow nothing."""

    area = forms.ChoiceField(label="Area of expertise", required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("", "All"), *Phase.choices], required=False)
    where = forms.ChoiceField(label="Where", required=False)
    show = forms.MultipleChoiceField(
        label="Show", choices=list(SHOWN.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    school = forms.ModelChoiceField(Organisation.objects.all(), required=False, widget=forms.HiddenInput())
    miles = forms.TypedChoiceField(
        choices=[(each, each) for each in AROUND], coerce=int, required=False, widget=forms.HiddenInput()
    )

    def __init__(self, given: Any, *, areas: Any, districts: list[District]):
        super().__init__({**given.dict(), "show": given.getlist("show") or list(SHOWN)})
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [("", "All"), *areas]
        self.districts = {each.name: each for each in districts if each.name}
        everywhere, named = ("", "Everywhere"), [(name, name) for name in self.districts]
        fields["where"].choices = [everywhere, (AROUND_A_SCHOOL, "Around a school"), *named]
        self.is_valid()
        self.centre = self.cleaned_data.get("school") if self.cleaned_data.get("where") == AROUND_A_SCHOOL else None
        near = [(AROUND_A_SCHOOL, f"Around {self.centre}")] if self.centre else []
        fields["where"].choices = [everywhere, *near, *named]

    @property
    def wanted(self) -> Wanted:
        given = self.cleaned_data
        shown = {name: name in given.get("show", ()) for name in SHOWN}
        return Wanted(given.get("area", ""), given.get("phase", ""), **shown)

    @property
    def radius(self) -> int:
        return self.cleaned_data.get("miles") or AROUND[2]

    def extent(self) -> Extent | None:
        """The piece that was asked for; None is everywhere."""
        if self.centre and self.centre.easting and self.centre.northing:
            return whereabouts.around(self.centre.easting, self.centre.northing, self.radius)
        district = self.districts.get(self.cleaned_data.get("where", ""))
        return district.extent if district else None

    def address(self, **changed: Any) -> str:
        """This map, looked at differently."""
        given = {name: self.cleaned_data.get(name) or "" for name in ("area", "phase", "where")}
        shown = self.cleaned_data.get("show", ())
        given |= {"show": shown if len(shown) < len(SHOWN) else (), "school": self.centre.pk if self.centre else ""}
        given |= {"miles": self.radius if self.centre else "", **changed}
        return f"?{urlencode({name: value for name, value in given.items() if value}, doseq=True)}"

    @cached_property
    def closer(self) -> str:
        """Half as far as now around some school, or so far that some of its surroundings are seen."""
        nearer = [each for each in AROUND if each < self.radius] if self.centre else [10]
        return self.address(where=AROUND_A_SCHOOL, school="", miles=nearer[-1] if nearer else AROUND[0])

    def closer_to(self, school: int) -> str:
        return f"{self.closer}&school={school}"


def shown(request: Any) -> HttpResponse:
    """Where they are: everywhere, in a district, or so many miles around a school."""
    alliance, today = request.alliance, request.today
    known = whereabouts.districts(alliance, on=today)
    offered = areas.choices(queries.areas_held(alliance), alliance.pk, today)
    form = Narrow(request.GET, areas=offered, districts=known)
    wanted, asked = form.wanted, form.extent()
    whole = asked or whereabouts.reach(alliance, known, wanted, on=today)
    extent = whereabouts.framed(whole) if whole else None
    drawing = Drawing(extent) if extent else None
    seen = draw(drawing, extent, form, request) if drawing and extent else []
    rows = whereabouts.places(alliance, wanted, extent if asked else None, on=today)
    page = paging.page(rows, ORDER, request.GET.get("page", ""))
    context = {
        "map": drawing,
        "seen": seen,
        "filters": form,
        "table": table(page.rows, form, request),
        "page": page,
        "distances": [(each, form.address(miles=each), each == form.radius) for each in AROUND],
        "everywhere": form.address(where="", school="", miles="") if asked else "",
        "back": reverse("office-requests"),
    }
    return render(request, "office/map/map.html", context)


def draw(drawing: Drawing, extent: Extent, form: Narrow, request: Any) -> list[tuple[str, str, int]]:
    """Puts everything on the map; of each kind its name, its symbol, and how many are seen."""
    wanted, alliance, today = form.wanted, request.alliance, request.today
    drawing.lay(settings.MAP_TILES)
    if not settings.MAP_TILES:
        drawing.dot(*whereabouts.ground(extent))
    sources: dict[str, tuple[Any, str, str]] = {
        "members": (whereabouts.members(alliance, wanted, on=today), "organisation", "organisation__name"),
        "leaders": (whereabouts.leaders(alliance, wanted, on=today), "home_school", "person__name"),
        "requests": (whereabouts.requests(alliance, wanted), "school", "school__name"),
    }
    seen = []
    for name, (rows, school, title) in sources.items():
        if not getattr(wanted, name):
            continue
        points = whereabouts.points(rows, extent, school, title)
        for point in points:
            said = point.name or f"{point.number:,} {SHOWN[name].lower()}"
            drawing.put(KINDS[name], point.east, point.north, point.number, url=way(name, point, form), title=said)
        seen.append((SHOWN[name], KINDS[name], sum(point.number for point in points)))
    return seen


def way(name: str, point: Point, form: Narrow) -> str:
    """To the page of the one thing that it is; else nearer to them; and where one cannot go nearer, to the list."""
    if point.record and name in PAGES:
        return page_of(name).replace("/0/", f"/{point.record}/")
    if form.centre and form.radius == AROUND[0]:
        return "#list"
    return form.closer_to(point.near)


@cache
def page_of(name: str) -> str:
    """The address of a record that is numbered 0: of a thousand it is asked once."""
    return reverse(PAGES[name], args=[0])


def table(rows: list[Organisation], form: Narrow, request: Any) -> tables.Table:
    """The same, school by school."""
    wanted, alliance, here = form.wanted, request.alliance, [row.pk for row in rows]
    at_home, asking = defaultdict(list), defaultdict(list)
    leaders = whereabouts.leaders(alliance, wanted, on=request.today).filter(home_school__in=here)
    for school, pk, name in leaders.order_by("person__name").values_list("home_school", "pk", "person__name"):
        at_home[school].append((reverse("office-leader", args=[pk]), name))
    asked = whereabouts.requests(alliance, wanted).filter(school__in=here).select_related("area").order_by("pk")
    for each in asked:
        said = f"{each.area or 'Area to be settled'}, {each.get_state_display().lower()}"
        asking[each.school_id].append((reverse("office-request", args=[each.pk]), said))
    columns = [
        tables.Column("School", lambda row: row.name),
        tables.Column("Where", lambda row: saying.listed([each for each in (row.town, row.authority) if each])),
        tables.Column("System Leaders", lambda row: links(at_home[row.pk])),
        tables.Column("Open requests", lambda row: links(asking[row.pk])),
        tables.Column("On the map", lambda row: nearer(row, form)),
    ]
    empty = "Nothing is like that here. Ask for less, or look further around."
    return tables.Table("The same as a list", columns, rows, empty=empty)


def links(found: list[tuple[str, str]]) -> Any:
    return format_html_join(mark_safe("<br>"), '<a class="govuk-link" href="{}">{}</a>', found)


def nearer(row: Organisation, form: Narrow) -> Any:
    if row.easting is None:
        return "Its place is not known"
    hidden = format_html('<span class="govuk-visually-hidden"> {}</span>', row)
    return format_html('<a class="govuk-link" href="{}">Around it{}</a>', form.closer_to(row.pk), hidden)
