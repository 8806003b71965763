"""The office asks more, asks less, and asks only where an earlier answer calls for it."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.questions import drafting, editing, forms, reader, sheets
from drystone.questions.models import FormDraft
from drystone.questions.spec import Question
from tests.clock import NOW
from tests.selection.forming import FORM, added, change, fields, page, published
from tests.selection.pressing import words
from tests.selection.stage import Stage

pytestmark = pytest.mark.django_db


def test_a_question_is_added_once_however_often_it_is_pressed(at: Stage, office, drafted):
    url = f"{page('question-new', 'availability')}?kind=yes_no"
    typed = fields(office, url) | {"wording": "Do you drive?"}
    for _ in range(2):
        assert office.post(url, typed).status_code == 302
    key = drafted().form.section("availability").questions[-1].key
    assert key == f"do_you_drive_{typed['token']}"
    assert [q.wording for q in drafted().form.questions].count("Do you drive?") == 1


def test_a_new_question_is_for_the_office_alone_and_tells_who_answered_unless_it_is_said_otherwise(
    at, office, drafted
):
    key = added(office, drafted)
    close = drafted().form.question(key)
    assert (close.confidential_to, close.identifies, close.personal) == ("office", True, "application")
    url = f"{page('question-new', 'availability')}?kind=yes_no"
    typed = {name: value for name, value in fields(office, url).items() if name != "identifies"}
    office.post(url, typed | {"wording": "Do you cycle?", "readers": "everybody"})
    open_ = drafted().form.section("availability").questions[-1]
    assert (open_.confidential_to, open_.identifies) == ("", False)


def test_a_question_depends_on_an_earlier_answer_and_is_asked_only_then(at: Stage, office, drafted):
    """Features 3: Conditional questions in that builder."""
    drives = added(office, drafted, readers="everybody")
    car = added(office, drafted, "short_text", wording="Which car?", waits_for=f"{drives}=yes", needed="on")
    assert "Asked only if “Do you drive?” is answered with “Yes”" in words(office.get(page("draft")))
    version = published(office, drafted)
    sheet = sheets.start_on(version, at.alliance.pk, NOW)
    sheets.save(sheet, drives, "no", at=NOW)
    assert car not in {problem.question for problem in sheets.problems(sheet)}
    sheets.save(sheet, drives, "yes", at=NOW)
    assert car in {problem.question for problem in sheets.problems(sheet)}


def test_only_answers_to_earlier_questions_can_be_waited_for(at: Stage, office, drafted):
    car = added(office, drafted, "short_text", wording="Which car?")
    later = added(office, drafted, section="conflicts", wording="Do you own a car?")
    offered = dict(office.get(page("question", car)).context["form"].fields["waits_for"].choices)
    assert "is_headteacher=no" in offered
    assert not {f"{later}=yes", f"{car}=yes", "job=x"} & offered.keys()
    refused = change(office, page("question", car), waits_for=f"{later}=yes")
    assert "Choose from the answers offered for “Ask it”" in words(refused)


def test_a_question_cannot_come_before_the_one_it_depends_on(at: Stage, office, drafted):
    drives = added(office, drafted)
    car = added(office, drafted, "short_text", wording="Which car?", waits_for=f"{drives}=yes")
    before = drafted().form
    answer = office.post(page("place"), {"put": f"question {car} about_you "}, follow=True)
    assert "“Which car?”: Asked only if “Do you drive?” is answered with “Yes”. So it has to come after it." in words(
        answer
    )
    answer = office.post(page("question-removal", drives))
    assert "“Which car?” depends on this question. Change when it is asked first." in words(answer)
    assert drafted().form == before


def test_an_answer_that_a_question_waits_for_cannot_be_taken_out(at: Stage, office, drafted):
    fuel = added(office, drafted, "one_of", wording="Which fuel?", **{"more-options": "Petrol\nDiesel\nNone"})
    keys = {text: key for key, text in drafted().form.question(fuel).options}
    added(office, drafted, "short_text", wording="Which tank?", waits_for=f"{fuel}={keys['Diesel']}")
    answer = change(office, page("question", fuel), **{f"options-{keys['Diesel']}": ""})
    assert "“Which tank?” is asked only for an answer that “Which fuel?” would no longer have." in words(answer)
    assert change(office, page("question", fuel), **{f"options-{keys['Petrol']}": ""}).status_code == 302
    assert [text for _, text in drafted().form.question(fuel).options] == ["Diesel", "None"]


def test_choices_keep_their_keys_when_they_are_reworded_moved_and_joined_by_others(at: Stage, office, drafted):
    url = page("question", "days_of_week")
    typed = fields(office, url) | {
        "options-any": "It does not matter",
        "more-options": "Saturday\n\nSaturday\n Sunday",
    }
    for _ in range(2):
        assert office.post(url, typed).status_code == 302, "pressed twice"
    options = drafted().form.question("days_of_week").options
    assert [text for _, text in options[-3:]] == ["It does not matter", "Saturday", "Sunday"]
    assert options[5] == ("any", "It does not matter")
    last = options[-1][0]
    for _ in range(2):
        office.post(page("place"), {"put": f"choice days_of_week options {last} friday"})
    assert [key for key, _ in drafted().form.question("days_of_week").options][4:6] == ["friday", last]


def test_a_choice_needs_two_answers_each_once(at: Stage, office, drafted):
    url = f"{page('question-new', 'availability')}?kind=one_of"
    for lines, said in (("", "Write at least two answers"), ("Petrol\nPetrol", "Write at least two answers")):
        answer = office.post(url, fields(office, url) | {"wording": "Which fuel?", "more-options": lines})
        assert said in words(answer)
        assert answer.context["form"]["wording"].value() == "Which fuel?"
    many = "\n".join(f"Fuel {number}" for number in range(61))
    assert "There is room for 60; these are 61" in words(
        office.post(url, fields(office, url) | {"wording": "Which fuel?", "more-options": many})
    )
    same = change(office, page("question", "days_of_week"), **{"options-any": "Monday"})
    assert "“Monday” stands there twice" in words(same)


RELIED_ON = ("school", "is_headteacher", "main_area_phases", "publish_profile", "signature", "second_area")


@pytest.mark.parametrize("key", RELIED_ON)
def test_what_the_product_relies_on_is_reworded_and_nothing_more(at: Stage, office, drafted, key: str):
    before = drafted().form.question(key)
    answer = office.get(page("question", key))
    assert "The product relies on it: it can be put into other words, not taken out" in words(answer)
    assert not answer.context["removal"]
    assert not {"waits_for", "readers", "identifies", "needed", "more-options"} & answer.context["form"].fields.keys()
    assert "The product relies on" in words(office.post(page("question-removal", key)))
    smuggled = {"waits_for": "", "readers": "", "confidential_to": "office", "kind": "file", "more-options": "Another"}
    assert change(office, page("question", key), wording="In other words", **smuggled).status_code == 302
    after = drafted().form.question(key)
    assert (after.wording, after.kind, after.ask_if, after.needed) == (
        "In other words",
        before.kind,
        before.ask_if,
        before.needed,
    )
    assert (after.confidential_to, after.options) == (before.confidential_to, before.options)


def test_who_reads_what_our_form_asks_is_not_the_offices_to_change(at: Stage, office, drafted):
    """Access needs stay with the office; ties that tell who applied stay hidden from whoever reads blind."""
    for key in ("has_access_needs", "has_conflicts", "mobile"):
        before = drafted().form.question(key)
        change(office, page("question", key), wording="In other words", readers="everybody", identifies="")
        after = drafted().form.question(key)
        assert (after.confidential_to, after.identifies, after.personal) == (
            before.confidential_to,
            before.identifies,
            before.personal,
        )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"hint": "word " * 4_000}, "“Help under it” has 19,999 characters; there is room for 1,000"),
        (
            {"wording": "<b>Really</b>?"},
            "Write plain words in “The question”: “&lt;b&gt;” would be shown to everybody as it stands",
        ),
        ({"hint": "<script>alert(1)</script>"}, "“&lt;script&gt;” would be shown to everybody as it stands"),
        ({"wording": "  "}, "Answer “The question”"),
        ({"words": "many"}, "“Most words” must be a whole number"),
        ({"words": "0"}, "Ensure this value is greater than or equal to 1."),
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(at: Stage, office, drafted, typed: dict, said: str):
    before = drafted().form
    answer = change(office, page("question", "expertise"), **typed)
    assert said in words(answer)
    name, value = next(iter(typed.items()))
    assert answer.context["form"][name].value() == value
    assert drafted().form == before


def test_words_that_look_like_marks_are_words(at: Stage, office, drafted):
    change(office, page("question", "job"), hint="Fewer than 5 < 6 & “more”")
    assert "Fewer than 5 &lt; 6 &amp; “more”" in office.get(f"{page('preview')}?section=your_school").content.decode()


def test_limits_go_from_the_least_to_the_most(at: Stage, office, drafted):
    answer = change(office, page("question", "days_offered"), min="5", max="2.5")
    assert "The most allowed is less than the least allowed" in words(answer)
    assert "goes by half-days" in words(change(office, page("question", "days_offered"), max="2.3"))
    assert change(office, page("question", "days_offered"), max="20").status_code == 302
    assert drafted().form.question("days_offered").max == 20


def test_a_form_takes_no_thousand_questions(at: Stage, office, drafted):
    room = 150 - len(drafted().form.questions)
    standing = drafted()
    for number in range(room):
        new = Question(f"q_{number:08x}", f"Question {number}?", "yes_no")
        drafting.change(standing, lambda form, new=new: editing.add(form, "about_you", new), "", by=at.manager, at=NOW)
    url = f"{page('question-new', 'availability')}?kind=yes_no"
    answer = office.post(url, fields(office, url) | {"wording": "One more?"})
    assert "A form may ask 150 questions." in words(answer)
    assert len(drafted().form.questions) == 150


@pytest.mark.parametrize(
    "kind",
    [
        "short_text",
        "whole_number",
        "days",
        "scale",
        "rating",
        "school",
        "area",
        "person",
        "file",
        "declaration",
        "signature",
        "date",
        "several_of",
    ],
)
def test_a_question_of_any_kind_is_added_published_and_asked(at: Stage, office, drafted, kind: str):
    more = {
        "more-points": "Well\nBadly",
        "more-rows": "Reading",
        "more-options": "A\nB",
        "statement": "It is so.",
        "min": "1",
        "max": "9",
    }
    key = added(office, drafted, kind, **more)
    assert published(office, drafted).form.question(key).kind == kind
    assert office.get(f"{page('begin')}").status_code == 405


def test_what_was_taken_out_is_put_back_as_it_was(at: Stage, office, drafted):
    before = drafted().form.question("trn")
    office.post(page("question-removal", "trn"))
    office.post(page("question-removal", "trn"))
    assert "Or put back what was taken out Teacher reference number" in words(
        office.get(page("question-new", "areas"))
    )
    for _ in range(2):
        assert "#q-trn" in office.post(page("place"), {"put": "again trn areas"})["Location"]
    assert drafted().form.section("areas").questions[-1] == before
    assert "Or put back" not in words(office.get(page("question-new", "areas")))
    notes = [event.note for event in drafting.history(at.alliance.pk, FORM)]
    assert notes == ["Application", "Took out “Teacher reference number”", "Put back “Teacher reference number”"]
    for nonsense in (
        "again mobile areas",
        "again nothing areas",
        "again trn nowhere",
        "nonsense",
        "",
        "choice",
        "section x",
    ):
        assert office.post(page("place"), {"put": nonsense}).status_code == 302
    assert drafted().form.section("areas").questions[-1] == before


def test_forms_that_are_counted_take_only_what_can_be_counted(at: Stage, office: Client):
    office.post(reverse("office-form-begin", args=["equality"]))
    section = forms.DEFAULTS["equality"].form.sections[0].key
    url = reverse("office-form-question-new", args=["equality", section])
    assert [value for value, _ in office.get(url).context["form"].fields["kind"].choices] == ["one_of", "several_of"]
    made = f"{url}?kind=one_of"
    assert "needed" not in office.get(made).context["form"].fields, "it may be left out"
    office.post(made, fields(office, made) | {"wording": "Which?", "more-options": "A\nB", "needed": "on"})
    question = FormDraft.objects.latest("pk").form.questions[-1]
    assert (question.personal, question.needed) == ("equality", False)


def test_a_version_that_is_asked_shows_with_its_answers(at: Stage, office, drafted):
    key = added(office, drafted, readers="everybody")
    version = published(office, drafted)
    sheet = sheets.start_on(version, at.alliance.pk, NOW)
    sheets.save(sheet, key, "yes", at=NOW)
    said = {line.wording: line.text for part in reader.read(sheet, reader.OFFICE) for line in part.lines}
    assert said["Do you drive?"] == "Yes"
