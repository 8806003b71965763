"""The box for a school: filled in already it shows a name, and what is left as it was means the same school."""

import pytest
from django import forms

from drystone.web.school_field import SchoolField, named, said
from tests import cast

pytestmark = pytest.mark.django_db


class Where(forms.Form):
    school = SchoolField(label="Which school?")


def test_a_box_that_is_filled_in_shows_the_name_and_not_a_number_alone():
    school = cast.school("Gayle Primary School", town="Hawes")
    shown = str(Where(initial={"school": school})["school"])
    assert f'value="Gayle Primary School, Hawes ({school.urn})"' in shown


def test_what_a_picker_sent_is_shown_again_as_a_name():
    school = cast.school("Gayle Primary School", town="Hawes")
    assert said(school) in str(Where({"school": school.urn})["school"])


def test_left_as_it_was_it_means_that_school_though_another_has_the_same_name():
    school, _ = cast.school("Gayle Primary School"), cast.school("Gayle Primary School")
    form = Where({"school": said(school)})
    assert form.is_valid()
    assert form.cleaned_data["school"] == school


def test_a_name_that_was_changed_is_not_taken_for_the_number_behind_it():
    school = cast.school("Gayle Primary School")
    other = cast.school("Muker Primary School")
    assert named(f"Muker Primary School ({school.urn})") is None
    assert named(said(other)) == other
