"""A form comes back with everything that was typed, and says what is wrong in plain English."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from drystone.web.components import fields


class Boxes(HTMLParser):
    """What a browser would find in the boxes of a page: name to value, texts with their line ends."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.chosen: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        if tag == "textarea":
            self.text, self.values[str(given["name"])] = str(given["name"]), ""
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            self.chosen += [(str(given["name"]), str(given["value"]))] if "checked" in given else []
        elif tag == "input":
            self.values[str(given["name"])] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser makes every line end the same, and drops one at the start.
            lines = self.values[self.text].replace("\r\n", "\n").replace("\r", "\n")
            self.values[self.text] = lines.removeprefix("\n")
            self.text = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.values[self.text] += data


def boxes(form: forms.Form) -> Boxes:
    found = Boxes()
    found.feed(fields.render_all(form))
    return found


class Visit(forms.Form):
    school = forms.CharField(label="School", max_length=5, help_text="Its <name>")
    happened = forms.CharField(label="What happened?", widget=forms.Textarea(attrs={"data-maxwords": 200}))
    on = forms.DateField(label="Day", widget=forms.SelectDateWidget())
    how = forms.ChoiceField(label="How?", choices=[("there", "There"), ("other", "Other")], widget=forms.RadioSelect)
    which = forms.CharField(label="Which?", widget=forms.Textarea())
    areas = forms.MultipleChoiceField(
        label="Areas", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    hours = forms.IntegerField(label="Hours")
    agreed = forms.BooleanField(label="I agree")

    def __init__(self, *given: Any, **settings: Any):
        super().__init__(*given, **settings)
        self.fields["which"].shown_if = ("how", "other")  # type: ignore[attr-defined]


TYPED = {
    "school": "<b>Reeth</b> & Gunnerside",
    "happened": "First\n\n  second line",
    "on_day": "31",
    "on_month": "Feb",
    "on_year": "2027",
    "how": "other",
    "which": "one\ntwo\n  three",
    "areas": ["a", "b"],
    "hours": "a few",
    "agreed": "on",
}


def test_what_was_typed_is_kept_however_wrong_it_is() -> None:
    found = boxes(Visit(TYPED))
    assert found.values == {name: TYPED[name] for name in TYPED if name not in ("how", "areas", "agreed")}
    assert found.chosen == [("how", "other"), ("areas", "a"), ("areas", "b"), ("agreed", "on")]


@settings(deadline=None)
@given(st.text(alphabet="a <>&\"'\n\r", max_size=30))
def test_a_text_comes_back_letter_for_letter_even_inside_an_answer(text: str) -> None:
    found = boxes(Visit({"happened": text, "how": "other", "which": text}))
    sent = text.replace("\r\n", "\n").replace("\r", "\n")
    assert (found.values["happened"], found.values["which"]) == (sent, sent)


def test_a_date_that_exists_fills_its_three_boxes() -> None:
    from_record = boxes(Visit(initial={"on": forms.DateField().to_python("2027-03-27")})).values
    assert [from_record[f"on_{part}"] for part in ("day", "month", "year")] == ["27", "3", "2027"]


def test_every_problem_names_its_question_and_leads_to_its_box() -> None:
    form = Visit({"on_day": "31", "on_month": "2", "on_year": "2027", "hours": "x", "how": "never"})
    summary, found = str(fields.summary(form)), boxes(form)
    for said, target in [
        ("Answer “School”", "id_school"),
        ("“Day” must be a real date, for example 27 3 2027", "id_on_day"),
        ("Choose from the answers offered for “How?”", "id_how"),
        ("“Hours” must be a whole number, for example 3", "id_hours"),
        ("Answer “I agree”", "id_agreed"),
    ]:
        assert f'<a href="#{target}">{said}</a>' in summary
        assert target in found.ids


def test_nothing_wrong_says_nothing() -> None:
    assert fields.summary(Visit()) == ""


def test_a_message_about_the_whole_form_stands_at_the_top() -> None:
    form = Visit(TYPED)
    form.add_error(None, "The visit is before the agreement")
    assert "The visit is before the agreement" in str(fields.summary(form))


def test_help_is_escaped_and_nothing_is_cut_off_by_the_browser() -> None:
    html = fields.render_all(Visit())
    assert "Its &lt;name&gt;" in html
    assert "maxlength" not in html
    assert " required" not in html


def test_optional_questions_say_so() -> None:
    form = Visit()
    assert "Areas (optional)" in fields.render(form["areas"])
    assert "(optional)" not in fields.render(form["school"])
    assert "(optional)" not in fields.render(form["areas"], optional=False)


def test_a_follow_up_stands_inside_its_answer() -> None:
    html = fields.render_all(Visit())
    inside = html.split('id="conditional-id_how-2"')[1].split("</fieldset>")[0]
    assert 'name="which"' in inside
    assert html.count('name="which"') == 1


def test_boxes_of_one_question_stand_under_its_wording() -> None:
    form = Visit()
    for name in ("school", "hours"):
        form.fields[name].legend = ("where", "Where and how long?", "As planned")  # type: ignore[attr-defined]
    form.order_fields(["school", "hours"])
    group = fields.render_all(form).split("</fieldset>")[0]
    assert 'data-question="where"' in group
    assert "Where and how long?" in group
    assert 'aria-describedby="where-together-hint"' in group
    assert 'name="school"' in group
    assert 'name="hours"' in group


def test_an_answer_may_be_explained() -> None:
    form = Visit()
    form.fields["how"].widget.hints = {"there": "At the school"}  # type: ignore[attr-defined]
    assert "At the school" in fields.render(form["how"])


def test_a_question_may_be_the_heading_of_its_page() -> None:
    html = fields.render(Visit()["how"], heading=True)
    assert '<h1 class="govuk-fieldset__heading">' in html


@pytest.mark.parametrize("name", ["school", "on", "how"])
def test_one_field_can_be_placed_by_hand(name: str) -> None:
    form = Visit()
    by_hand = Template(f"{{% load govuk %}}{{% field form.{name} %}}").render(Context({"form": form}))
    assert by_hand == fields.render(form[name])


def test_django_prints_a_form_with_the_same_fields() -> None:
    form = Visit()
    assert str(form).strip() == fields.render_all(form).strip()


def test_a_british_date_is_read_day_first() -> None:
    assert forms.DateField().clean("03/04/2027").isoformat() == "2027-04-03"
