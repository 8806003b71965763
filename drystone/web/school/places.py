"""The school or other body for whose money somebody speaks, and the choice where there are several."""

from typing import Any

from django import forms
from django.http import Http404

from drystone.people import access
from drystone.people.roles import Role
from drystone.schools.models import Organisation


class Place(forms.Form):
    school = forms.TypedChoiceField(label="School or other body", coerce=int)

    def __init__(self, *args: Any, places: list[Organisation], **settings: Any):
        super().__init__(*args, **settings)
        choices = [(place.pk, place.name) for place in places]
        self.fields["school"].choices = choices  # type: ignore[attr-defined]


def chosen(request: Any, roles: frozenset[Role]) -> tuple[Organisation | None, Place | None]:
    """The one that the address names, else the first by name; a form only where there are several.

    None where she holds none of these posts in this alliance. Raises Http404 where the address names one not hers.
    """
    alliance = request.alliance.pk if request.alliance else None
    mine = {place for own, place in access.places_as(request.person, *roles) if own == alliance}
    places = list(Organisation.objects.filter(pk__in=mine).order_by("name", "pk")) if mine else []
    form = Place(request.GET if "school" in request.GET else None, places=places)
    named = form.cleaned_data["school"] if form.is_bound and form.is_valid() else None
    if form.is_bound and named is None:
        raise Http404
    found = next((place for place in places if place.pk == named), places[0] if places else None)
    return found, form if len(places) > 1 else None
