"""The office puts a form into its own words without a line of code; what was begun before stays as it was."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.people.roles import Role
from drystone.questions import drafting, forms, sheets
from drystone.questions.models import FormDraft, FormVersion
from tests import cast
from tests.clock import NOW
from tests.selection.forming import FORM, added, change, fields, page, published
from tests.selection.pressing import cost, words
from tests.selection.stage import Stage, applicant, draft, open_round
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_the_office_sees_all_forms_whose_they_are_and_who_is_changing_one(at: Stage, office: Client, drafted):
    said = words(office.get(reverse("office-forms")))
    assert f"By {at.manager.name} on Wednesday 11 November 2026" in said
    assert said.count("As Drystone comes with it") == len(forms.DEFAULTS)


def test_a_question_is_put_into_other_words_and_only_what_is_begun_afterwards_asks_them(at: Stage, office, drafted):
    """Features 2: Form builder for administrators (no code)."""
    before = draft(at, applicant())
    url = page("question", "job")
    assert change(office, url, wording="What do you do there?", hint="In a few words.").status_code == 302
    assert FormVersion.objects.filter(alliance_id=at.alliance.pk).count() == 0
    version = published(office, drafted)
    assert version.form.question("job").hint == "In a few words."
    assert before.sheet.form.question("job").wording == "Your role"
    now = draft(at, applicant("Tess Hird"))
    assert now.sheet.version == before.sheet.version, "the round opened before"
    later = open_round(at.alliance, title="Spring 2027", opens_at=NOW + timedelta(hours=1))
    assert forms.current(FORM, at.alliance.pk, stood_at=later.opens_at) == version


def test_publishing_says_what_differs_which_rounds_go_on_and_what_is_under_way(at: Stage, office, drafted):
    draft(at, applicant())
    change(office, page("question", "travel_miles"), wording="How many miles would you drive?")
    said = words(office.get(page("publication")))
    assert "“How far would you travel to a school?” now reads “How many miles would you drive?”" in said
    assert "Autumn 2026 has opened already: it goes on to its end with the form it opened with." in said
    assert "1 form begun and not sent yet: finished as begun." in said


def test_pressing_publish_twice_publishes_once(at: Stage, office, drafted):
    change(office, page("question", "job"), wording="What do you do there?")
    turn = drafted().turn
    for _ in range(2):
        assert office.post(page("publication"), {"turn": turn})["Location"] == reverse("office-form", args=[FORM])
    assert FormVersion.objects.filter(alliance_id=at.alliance.pk).count() == 1
    assert [event.verb for event in drafting.history(at.alliance.pk, FORM)] == ["begun", "changed", "published"]


def test_what_somebody_changed_since_is_looked_at_before_it_is_published(at: Stage, office, drafted):
    change(office, page("question", "job"), wording="What do you do there?")
    turn = drafted().turn
    change(sign_in(Client(), at.second), page("question", "mobile"), wording="Your mobile number")
    assert "Somebody changed the draft since you opened this page." in words(
        office.post(page("publication"), {"turn": turn})
    )
    assert FormVersion.objects.filter(alliance_id=at.alliance.pk).count() == 0


def test_of_two_who_change_one_question_the_second_is_told_and_loses_nothing(at: Stage, office, drafted):
    url, other = page("question", "mobile"), sign_in(Client(), at.second)
    mine, hers = fields(office, url), fields(other, url)
    assert office.post(url, mine | {"wording": "Your mobile number"}).status_code == 302
    second = other.post(url, hers | {"wording": "A number for emergencies", "hint": "Only that."})
    said = words(second)
    assert "Somebody else changed this question while you were writing." in said
    assert "As it stands now Your mobile number" in said
    assert second.context["form"]["wording"].value() == "A number for emergencies"
    assert drafted().form.question("mobile").wording == "Your mobile number"
    again = hers | {"wording": "A number for emergencies", "seen": second.context["seen"]}
    assert other.post(url, again).status_code == 302
    assert drafted().form.question("mobile").wording == "A number for emergencies"


def test_two_who_change_different_questions_both_do(at: Stage, office, drafted):
    other = sign_in(Client(), at.second)
    mine, hers = fields(office, page("question", "mobile")), fields(other, page("question", "trn"))
    office.post(page("question", "mobile"), mine | {"wording": "Your mobile number"})
    other.post(page("question", "trn"), hers | {"wording": "Your TRN"})
    form = drafted().form
    assert (form.question("mobile").wording, form.question("trn").wording) == ("Your mobile number", "Your TRN")


def test_what_is_typed_for_a_question_that_was_taken_out_meanwhile_is_shown_again(at: Stage, office, drafted):
    url, other = page("question", "mobile"), sign_in(Client(), at.second)
    hers = fields(other, url) | {"kind": "short_text"}
    assert office.post(page("question-removal", "mobile")).status_code == 302
    answer = other.post(url, hers | {"wording": "A number for emergencies"})
    assert "Somebody took this question out meanwhile." in words(answer)
    assert answer.context["form"]["wording"].value() == "A number for emergencies"
    gone = other.post(page("question", "mobile"), hers)
    assert gone.status_code == 200


def test_what_is_typed_for_a_draft_that_was_published_meanwhile_is_shown_again(at: Stage, office, drafted):
    url, other = page("question", "mobile"), sign_in(Client(), at.second)
    hers = fields(other, url)
    change(office, page("question", "trn"), wording="Your TRN")
    published(office, drafted)
    answer = other.post(url, hers | {"wording": "A number for emergencies"})
    assert "This draft was published or thrown away meanwhile." in words(answer)
    assert answer.context["form"]["wording"].value() == "A number for emergencies"
    assert other.get(url)["Location"] == reverse("office-form", args=[FORM])


def test_sections_are_added_named_moved_and_taken_out_when_empty(at: Stage, office, drafted):
    office.post(
        page("section-new"), fields(office, page("section-new")) | {"title": "Getting about", "intro": "By car."}
    )
    made = drafted().form.sections[-2]
    assert drafted().form.sections[-1].key == "declarations", "whoever answers signs on the last page"
    assert (made.title, made.intro) == ("Getting about", "By car.")
    assert "“Getting about” asks nothing: put a question into it, or take it out." in words(
        office.get(page("publication"))
    )
    assert "asks nothing" in words(office.post(page("publication"), {"turn": drafted().turn}))
    change(office, page("section", made.key), title="On the road")
    office.post(page("place"), {"put": f"section {made.key} about_you"})
    office.post(page("place"), {"put": f"question mobile {made.key} "})
    form = drafted().form
    assert [section.title for section in form.sections][:2] == ["About you", "On the road"]
    assert [q.key for q in form.sections[1].questions] == ["mobile"]
    said = words(office.post(page("section-removal", made.key), follow=True))
    assert "“On the road” still asks something. Move its questions or take them out first." in said
    assert published(office, drafted).form.sections[1].title == "On the road"


def test_a_form_goes_back_to_an_earlier_version_and_to_ours(at: Stage, office, drafted):
    change(office, page("question", "job"), wording="What do you do there?")
    published(office, drafted)
    office.post(page("begin"))
    change(office, page("question", "job"), wording="Your post")
    published(office, drafted)
    one = reverse("office-form", args=[FORM])
    assert "“Your post” now reads “What do you do there?”" in words(office.get(f"{one}?version=1"))
    office.post(page("begin"), {"from": "1"})
    assert published(office, drafted).form.question("job").wording == "What do you do there?"
    office.post(page("begin"), {"from": "ours"})
    back = published(office, drafted)
    assert (back.number, back.follows_ours) == (4, True)
    assert forms.current(FORM, at.alliance.pk).alliance_id is None
    assert "As Drystone comes with it again, by Margaret Alderson" in words(office.get(reverse("office-forms")))


def test_whoever_answers_begins_on_the_first_page_and_signs_on_the_last(at: Stage, office, drafted):
    before = drafted().form
    for put in ("section declarations about_you", "section declarations ", "question signature about_you "):
        said = words(office.post(page("place"), {"put": put}, follow=True))
        assert "“Your signature” stays on the last page: whoever answers signs at the end." in said
    assert drafted().form == before
    office.post(page("section-new"), fields(office, page("section-new")) | {"title": "First of all"})
    first = drafted().form.sections[-2].key
    office.post(page("place"), {"put": f"section {first} "})
    added(office, drafted, section=first)
    assert drafted().form.sections[0].key == first
    office.post(page("place"), {"put": f"question access_needs {first} "}, follow=True)
    assert published(office, drafted).form.sections[0].questions[0].wording == "Do you drive?"


@pytest.mark.parametrize("key", ["eligibility", "equality", "support_request_short"])
def test_a_form_that_is_asked_on_one_page_has_one_section(at: Stage, office: Client, key: str):
    office.post(reverse("office-form-begin", args=[key]))
    url = reverse("office-form-section-new", args=[key])
    answer = office.post(url, fields(office, url) | {"title": "More"})
    assert "This form is asked on one page, so it has one section." in words(answer)
    assert answer.context["form"]["title"].value() == "More"
    assert len(FormDraft.objects.latest("pk").form.sections) == 1


def test_of_two_who_change_what_stands_above_the_form_or_a_section_the_second_is_told(at: Stage, office, drafted):
    other = sign_in(Client(), at.second)
    for url, box in ((page("heading"), "about"), (page("section", "about_you"), "intro")):
        mine, hers = fields(office, url), fields(other, url)
        office.post(url, mine | {box: "It takes an hour."})
        second = other.post(url, hers | {box: "Take your time."})
        assert "Somebody else changed this" in words(second)
        assert "As it stands now" in words(second)
        assert second.context["form"][box].value() == "Take your time."
        assert other.post(url, hers | {box: "Take your time.", "seen": second.context["seen"]}).status_code == 302
    form = drafted().form
    assert (form.about, form.section("about_you").intro) == ("Take your time.", "Take your time.")


def test_nothing_new_is_not_published(at: Stage, office, drafted):
    assert "Nothing differs from the form that is asked now." in words(office.post(page("publication"), {"turn": 1}))
    assert FormVersion.objects.filter(alliance_id=at.alliance.pk).count() == 0


def test_a_draft_is_thrown_away_once_and_another_begun(at: Stage, office, drafted):
    first = drafted()
    change(office, page("question", "job"), wording="What do you do there?")
    for _ in range(2):
        assert office.post(page("discarding"))["Location"] == reverse("office-form", args=[FORM])
    office.post(page("begin"))
    assert drafted() != first
    assert drafted().form.question("job").wording == "Your role"
    assert [event.verb for event in drafting.history(at.alliance.pk, FORM)] == [
        "begun",
        "changed",
        "discarded",
        "begun",
    ]


def test_a_draft_is_tried_page_by_page_and_nothing_is_kept(at: Stage, office, drafted):
    drives = added(office, drafted, section="conflicts", readers="everybody")
    added(
        office,
        drafted,
        "short_text",
        section="declarations",
        wording="Which car?",
        waits_for=f"{drives}=yes",
        needed="on",
    )
    url = f"{page('preview')}?section=conflicts"
    shown = office.get(url)
    assert "nothing that you type or choose here is kept" in words(shown)
    wrong = office.post(page("preview"), {"section": "conflicts", "tried": shown.context["tried"]})
    assert "Choose an answer to “Do you have ties to any other school in the area?”" in words(wrong)
    onwards = office.post(
        page("preview"),
        {"section": "conflicts", "tried": wrong.context["tried"], "has_conflicts": "no", drives: "yes"},
    )
    assert onwards.context["section"].key == "declarations"
    assert "Which car?" in words(onwards)
    without = office.post(
        page("preview"), {"section": "conflicts", "tried": "forged", "has_conflicts": "no", drives: "no"}
    )
    assert "Which car?" not in words(without)
    assert sheets.AnswerSheet.objects.count() == 0


def test_a_try_ends_where_whoever_answers_checks_her_answers(at: Stage, office):
    office.post(reverse("office-form-begin", args=["midpoint_review"]))
    url = reverse("office-form-preview", args=["midpoint_review"])
    rated = next(
        s.key for s in forms.DEFAULTS["midpoint_review"].form.sections if any(q.rows_from for q in s.questions)
    )
    assert "Example 1: one of the objectives of the agreement" in words(office.get(f"{url}?section={rated}"))
    office.post(reverse("office-form-begin", args=["eligibility"]))
    url = reverse("office-form-preview", args=["eligibility"])
    shown = office.get(url)
    typed = {bound.html_name: "yes" for bound in shown.context["form"]}
    end = office.post(url, typed | {"section": shown.context["section"].key, "tried": shown.context["tried"]})
    assert "A draft, tried to its end: nothing of this is kept." in words(end)


@pytest.mark.parametrize("key", sorted(forms.DEFAULTS))
def test_every_form_can_be_changed_and_every_page_of_it_tried(at: Stage, office: Client, key: str):
    office.post(reverse("office-form-begin", args=[key]))
    standing = FormDraft.objects.latest("pk")
    for section in standing.form.sections:
        assert office.get(f"{reverse('office-form-preview', args=[key])}?section={section.key}").status_code == 200
        for question in section.questions[:3]:
            url = reverse("office-form-question", args=[key, question.key])
            assert office.post(url, fields(office, url)).status_code == 302, question.key
    assert FormDraft.objects.latest("pk").form == standing.form, "kept as it stood, it is what it was"


def test_somebody_of_the_office_who_does_not_manage_reads_and_changes_nothing(at: Stage, drafted):
    quality = sign_in(Client(), cast.officer(at.alliance, "Jo Raw", Role.QUALITY))
    said = words(quality.get(reverse("office-form", args=[FORM])))
    assert "The Alliance manager or coordinator may change it." in said
    assert quality.get(page("draft")).status_code == 403
    assert quality.post(page("begin")).status_code == 403


def test_whoever_manages_another_alliance_changes_nothing_here(at: Stage, drafted):
    jo = cast.officer(at.alliance, "Jo Raw", Role.QUALITY)
    cast.post(jo, Role.MANAGER, cast.alliance("Wensleydale Alliance", default=False))
    assert sign_in(Client(), jo).post(page("begin")).status_code == 403
    assert sign_in(Client(), jo).get(page("draft")).status_code == 403


def test_the_list_and_a_draft_cost_the_same_however_much_was_changed(at: Stage, office, query_count, drafted):
    pages = [reverse("office-forms"), reverse("office-form", args=[FORM]), page("draft")]
    before = [cost(office, url, query_count) for url in pages]
    for key in ("job", "mobile", "trn"):
        change(office, page("question", key), wording=f"In other words, {key}?")
    for key in ("concern", "visit_record", "redesignation"):
        office.post(reverse("office-form-begin", args=[key]))
    assert [cost(office, url, query_count) for url in pages] == before
