"""The people an alliance knows, and their posts: who heads which school, who pays, who sits on panels."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.people import people, posts
from drystone.people.models import Post
from drystone.people.roles import AT_ALLIANCE, Role

from ..addresses import AddressField
from ..components import paging, tables
from ..days import Day
from ..doors import fetch, press
from ..links_html import link_to
from ..school_field import meant


class NewPost(forms.Form):
    """Somebody takes up a post; at a school or body, or at the Alliance itself."""

    name = forms.CharField(label="Full name", max_length=200)
    email = AddressField(label="Work e-mail address")
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])
    school = forms.CharField(
        label="School (not for posts at the Alliance)",
        help_text="Type its name, town, postcode or number (URN).",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"data-source": "school", "autocomplete": "off"}),
    )
    member = forms.BooleanField(label="This school is a member of the Alliance", required=False)
    title = forms.CharField(
        label="In their own words", help_text="For example: Head of English.", required=False, max_length=120
    )
    since = Day(label="Since")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["organisation"] = None
        if given.get("role") in set(AT_ALLIANCE):
            return given
        try:
            given["organisation"] = meant(given.get("school") or "")
        except forms.ValidationError as wrong:
            self.add_error("school", wrong)
        return given

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given.pop("school")
        return given | {"role": Role(given["role"]), "from_": given.pop("since")}


class Wanted(forms.Form):
    q = forms.CharField(required=False, max_length=80)


def listed(request: Any) -> HttpResponse:
    """Everybody with a post today, by school."""
    form = Wanted(request.GET)
    wanted = form.cleaned_data["q"] if form.is_valid() else ""
    rows = Post.objects.visible_to(request.person, on=request.today).on(request.today)
    rows = rows.filter(alliance=request.alliance).select_related("person", "organisation")
    if wanted:
        rows = rows.filter(person__name__icontains=wanted) | rows.filter(organisation__name__icontains=wanted)
    page = paging.page(rows, ("person__name", "id"), request.GET.get("page", ""))
    return render(request, "office/people/list.html", {"table": table(page.rows), "page": page, "wanted": wanted})


def table(rows: list[Post]) -> tables.Table:
    columns = [
        tables.Column("Name", lambda row: link_to(row.person.name, "office-post", row.pk)),
        tables.Column("Role", lambda row: row.title or row.get_role_display()),
        tables.Column("Where", lambda row: row.organisation.name if row.organisation else "The Alliance"),
        tables.Column("E-mail", lambda row: row.person.email),
        tables.Column("Signs in", lambda row: "Yes" if row.person.has_account else "By link"),
    ]
    return tables.Table(
        "People",
        columns,
        rows,
        caption_hidden=True,
        empty="Nobody is recorded yet. Add the heads of your schools first.",
    )


def add(request: Any) -> HttpResponse:
    """Records that somebody has a post. Those at the Alliance get an account; heads and others act by link."""
    form = NewPost(request.POST or None, initial={"since": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            person = people.appoint(**form.values(), alliance=request.alliance, by=request.person, at=request.now)
        except posts.Overlaps as no:
            form.add_error("since", str(no))
        else:
            messages.success(request, f"{person.name} is recorded.")
            return redirect("office-people")
    return render(request, "office/people/new.html", {"form": form, "back": reverse("office-people")})


class LastDay(forms.Form):
    on = Day(label="Last day in this post")


def post(request: Any, pk: int) -> HttpResponse:
    """One post, and its end."""
    shown = fetch(request, Post, pk)
    form, back = LastDay(request.POST or None), reverse("office-people")
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["on"]
        said = f"Recorded: {shown.person.name} leaves on {saying.day(last)}."
        try:
            return press(
                request, lambda: posts.leave(shown, last, by=request.person, at=request.now), then=back, said=said
            )
        except posts.TooEarly as no:
            form.add_error("on", str(no))
    return render(request, "office/people/post.html", {"form": form, "post": shown, "back": back})
