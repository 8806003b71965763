"""Videos, documents and links that System Leaders made for all: found by area, opened, shared."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from drystone.groups import resources
from drystone.groups.models import Resource
from drystone.lifecycle import NotAllowed
from drystone.people.access import office_of
from drystone.register.models import Area, Designation

from .. import files
from ..components import paging
from ..doors import fetch, press, visible
from ..meeting_forms import WebAddress
from ..pressing import settle


class Narrow(forms.Form):
    area = forms.ChoiceField(label="Area of expertise", required=False)

    def __init__(self, *args: Any, areas: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].choices = [("", "All"), *areas.values_list("code", "name")]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        code = self.is_valid() and self.cleaned_data["area"]
        return {"area__code": code} if code else {}


def listed(request: Any) -> HttpResponse:
    """The newest first."""
    rows = visible(request, Resource).filter(alliance=request.alliance)
    form = Narrow(request.GET, areas=Area.objects.filter(pk__in=rows.order_by().values("area")))
    found = rows.filter(**form.wanted()).select_related("area", "made_by")
    page = paging.page(found, ("-on", "-id"), request.GET.get("page", ""))
    is_office = request.alliance.pk in office_of(request.person)
    context = {"page": page, "filters": form, "is_office": is_office, "may_share": is_office or makers(request)}
    return render(request, "leader/resources.html", context)


def makers(request: Any) -> list[Designation]:
    """Whose work she may share: the office anybody's, a System Leader her own."""
    rows = Designation.objects.designated_on(localdate(request.now)).filter(alliance=request.alliance)
    if request.alliance.pk not in office_of(request.person):
        rows = rows.filter(person=request.person)
    return list(rows.select_related("person", "alliance").order_by("person__name"))


class Share(forms.Form):
    title = forms.CharField(label="Title", max_length=160)
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of expertise", required=False)
    made_by = forms.TypedChoiceField(label="Who made it", coerce=int)
    url = WebAddress("A link to it")
    upload = forms.FileField(
        label="Or a file",
        help_text="A PDF, a Word file or a picture up to 10 MB; a short video (.mp4, .webm) up to 20 MB. For a "
        "longer one give a link. No children are to be seen or named.",
        required=False,
    )

    def __init__(self, *args: Any, areas: Any, makers: list[Designation], **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        fields["area"].queryset = areas
        fields["made_by"].choices = [(each.pk, each.person.name) for each in makers]
        if len(makers) == 1:
            fields["made_by"].widget, self.initial["made_by"] = forms.HiddenInput(), makers[0].pk

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("upload")) == bool(given.get("url")):
            self.add_error("url", "Give a link or choose a file, one of the two.")
        return given


def share(request: Any) -> HttpResponse:
    """Something that a System Leader made, for all to use."""
    known = makers(request)
    if not known:
        raise NotAllowed
    areas = Area.objects.offered_by(request.alliance.pk)
    form, back = Share(request.POST or None, request.FILES or None, areas=areas, makers=known), "leader-resources"

    def verb() -> Any:
        given = dict(form.cleaned_data)
        given["made_by"] = next(each for each in known if each.pk == given["made_by"])
        return resources.share(request.alliance, **given, by=request.person, at=request.now)

    context = {"form": form, "heading": "Share a resource", "back": reverse(back), "multipart": True}
    answer = settle(request, form, verb, then=reverse(back), said="Thank you. Everybody finds it here.")
    return answer or render(request, "leader/form.html", context)


def opened(request: Any, pk: int) -> HttpResponseBase:
    """Counted, and on to it: to its page elsewhere, or as a file to be saved."""
    shown = fetch(request, Resource, pk)
    resources.opened(shown)
    if shown.url:
        return HttpResponseRedirect(shown.url)
    with shown.file.open("rb") as content:
        return files.send(content.read(), shown.file_name, shown.content_type)


def remove(request: Any, pk: int) -> HttpResponse:
    """It is no longer there."""
    shown = visible(request, Resource).filter(pk=pk).first()
    if shown is None:  # pressed twice: it is gone, which is what was wanted
        return redirect("leader-resources")
    act = lambda: resources.remove(shown, by=request.person, at=request.now)  # noqa: E731
    return press(request, act, then=reverse("leader-resources"), said="Taken away.")
