"""Letters: in the Alliance's own words, looked at before they go, and never other than what a second person saw."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed
from drystone.selection import assessments, decisions, documents, releases, wordings
from drystone.selection.models import Decision, LetterWording, Outcome
from drystone.selection.outcomes import CannotDecide
from drystone.selection.wordings import CannotWord
from tests import cast
from tests.selection.pressing import cost, not_shortlisted, with_reference, words
from tests.selection.stage import DECIDED, LATER, Stage, checked, given, interviewed, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
OWN = "Thank you, {name} of {school}.\n\n{feedback}\n\nWith our good wishes from {alliance}."


def printed(pdf: bytes) -> str:
    """What a document says, page after page."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def no(at: Stage, name: str = "Rosie Metcalfe") -> Decision:
    application = not_shortlisted(at, with_reference(at, name))
    return checked(at, application, "unsuccessful", feedback="More evidence.\n\nTry again.")


def word(at: Stage, text: str, outcome: str = "unsuccessful") -> LetterWording | None:
    return wordings.write(at.alliance, outcome, text, by=at.manager, at=LATER)


@pytest.mark.parametrize("outcome", Outcome.values)
def test_our_own_words_can_be_used_for_every_outcome(at: Stage, outcome: str):
    assert wordings.problem(outcome, wordings.ours(outcome)) == ""
    said = printed(documents.letter_example(at.alliance, outcome, at=DECIDED))
    assert "Dear Rosie Metcalfe," in said
    assert "Draft, not issued" in said
    assert ("SL-7KQ2-M4XD" in said) == outcome.startswith(("designate", "with"))
    assert "{" not in said


def test_a_letter_has_the_alliances_own_words_with_what_differs_put_in(at: Stage):
    word(at, OWN)
    letter = printed(papers.read(decisions.release(no(at), by=at.manager, at=DECIDED).letter))
    for part in (
        "Thank you, Rosie Metcalfe of Reeth Community Primary School.",
        "More evidence. Try again.",
        "With our good wishes from Swaledale Alliance.",
    ):
        assert part in letter
    assert "We are sorry" not in letter
    assert "Draft" not in letter


def test_what_somebody_wrote_is_not_read_for_placeholders(at: Stage):
    application = not_shortlisted(at, with_reference(at))
    decision = checked(at, application, "unsuccessful", feedback="Write {name} and \\1 plainly.")
    assert "Write {name} and \\1 plainly." in documents.paragraphs(decision)


def test_a_list_that_the_words_place_stands_there_once_and_what_has_nothing_to_say_falls_away(at: Stage):
    decision = checked(at)
    letter = documents.letter_words(decision)
    assert letter["paragraphs"] == ["We are delighted to designate you as a System Leader of the Swaledale Alliance."]
    assert letter["facts"] == [("Number", "given on release"), ("Areas of expertise", ["English"])]
    assert letter["after"] == ["Your headteacher is asked before every piece of work, and may refuse it."]


def test_a_placeholder_that_is_not_known_is_named_and_one_that_is_needed_is_asked_for(at: Stage):
    for outcome, text, said in (
        ("unsuccessful", "Dear {nmae}. {feedback}", r"no placeholder \{nmae\}"),
        ("unsuccessful", "No.", r"needs \{feedback\}"),
        ("ineligible", "No.", r"needs \{feedback\}"),
        ("defer", "Later. {feedback}", r"needs \{terms\}"),
        ("with_condition", "Yes. {designation}", r"needs \{terms\}"),
        ("designate", "Yes.", r"needs \{designation\}"),
        ("designate", "  ", "Write what the letter says"),
    ):
        with pytest.raises(CannotWord, match=said):
            word(at, text, outcome)
    assert not LetterWording.objects.exists()


def test_every_version_is_kept_and_the_same_words_make_none(at: Stage):
    """Features 25: Letter / e-mail templates edited by staff."""
    assert word(at, wordings.ours("unsuccessful")) is None
    assert (word(at, OWN).number, word(at, OWN), word(at, f"{OWN} {{contact}}").number) == (1, None, 2)
    assert list(LetterWording.objects.values_list("number", "text")) == [(2, f"{OWN} {{contact}}"), (1, OWN)]
    assert Event.objects.filter(verb="worded").count() == 2


def test_only_the_manager_of_the_alliance_words_its_letters(at: Stage):
    elsewhere = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Wendy Metcalfe")
    for other in (at.heads[0], at.panel[2], elsewhere):
        with pytest.raises(NotAllowed):
            wordings.write(at.alliance, "unsuccessful", OWN, by=other, at=LATER)
    word(at, OWN)
    assert wordings.in_use(elsewhere.posts_now[0].alliance_id, "unsuccessful") == wordings.ours("unsuccessful")


def test_a_letter_keeps_the_words_that_the_second_person_saw(at: Stage):
    decision = no(at)
    word(at, OWN)
    assert "We are sorry" in documents.paragraphs(Decision.objects.get(pk=decision.pk))[0]
    letter = printed(papers.read(decisions.release(decision, by=at.manager, at=DECIDED).letter))
    assert "We are sorry" in letter
    word(at, f"{OWN} Once more.")
    assert printed(papers.read(Decision.objects.get().letter)) == letter


def test_prepared_again_it_has_the_words_in_use(at: Stage):
    decision = no(at)
    word(at, OWN)
    again = decisions.prepare(
        decision.application,
        "unsuccessful",
        reason="impact",
        feedback="x",
        by=at.manager,
        at=DECIDED + timedelta(minutes=1),
    )
    assert documents.paragraphs(again)[0] == "Thank you, Rosie Metcalfe of Reeth Community Primary School."


def test_who_was_found_ineligible_is_told_so_and_nobody_else_is(at: Stage):
    application = submitted(at)
    given(at, application)
    assessments.find_ineligible(application, note="Not two years yet.", by=at.manager, at=LATER)
    with pytest.raises(CannotDecide, match="feedback"):
        decisions.prepare(application, "ineligible", by=at.manager, at=DECIDED)
    decision = checked(at, application, "ineligible", feedback="You lead since May.")
    letter = printed(papers.read(decisions.release(decision, by=at.manager, at=DECIDED).letter))
    assert "does not meet what Autumn 2026 asks of every applicant: You lead since May." in letter
    other = not_shortlisted(at, with_reference(at, "Tess Hird"))
    with pytest.raises(CannotDecide, match="found not eligible"):
        decisions.prepare(other, "ineligible", feedback="x", by=at.manager, at=DECIDED)


def test_all_letters_of_a_round_are_looked_at_in_one_document_held_back_or_not(at: Stage, clock):
    """Features 28: Outgoing letters held for a check before sending."""
    no(at)
    releases.hold_back(no(at, "Tess Hird"), "We ring her.", by=at.manager, at=DECIDED)
    decisions.prepare(
        not_shortlisted(at, with_reference(at, "Una Bell")),
        "unsuccessful",
        reason="impact",
        feedback="x",
        by=at.manager,
        at=DECIDED,
    )
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    page = reverse("office-round-letters", args=[at.round.pk])
    pdf = b"".join(office.get(page).streaming_content)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert [("Rosie" in text, "Tess" in text) for text in pages[1:]] == [(True, False), (False, True)]
    assert all("Draft, not issued" in text for text in pages)
    assert not any("Una" in text for text in pages)
    assert Paper.objects.filter(kind="Decision letter").count() == 0


def test_the_letters_of_three_cost_what_one_costs(at: Stage, clock, query_count):
    no(at)
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    page = reverse("office-round-letters", args=[at.round.pk])
    one = cost(office, page, query_count)
    for name in ("Tess Hird", "Una Bell"):
        no(at, name)
    assert cost(office, page, query_count) == one <= 12


def test_a_letter_is_put_into_other_words_on_the_page_and_nothing_typed_is_lost(at: Stage, clock):
    """Features 25: Letter / e-mail templates edited by staff."""
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    page = reverse("office-letter", args=["unsuccessful"])
    assert "As Drystone comes with them" in words(office.get(reverse("office-letters")))
    wrong = words(office.post(page, {"text": OWN + " {nmae}"}))
    assert "There is no placeholder {nmae}" in wrong
    assert "With our good wishes from {alliance}. {nmae}" in wrong
    looked = words(office.post(page, {"text": OWN, "look": "yes"}))
    assert "Thank you, Rosie Metcalfe of Reeth Community Primary School." in looked
    assert not LetterWording.objects.exists()
    for _ in range(2):
        assert office.post(page, {"text": OWN.replace("\n", "\r\n")}).status_code == 302
    assert LetterWording.objects.get().text == OWN
    assert "Version 1, by Margaret Alderson" in words(office.get(reverse("office-letters")))
    assert "We are sorry that we cannot" in words(office.get(f"{page}?version=ours"))
    assert "Thank you, {name} of {school}" in words(office.get(f"{page}?version=1"))
    example = office.get(reverse("office-letter-example", args=["unsuccessful"]))
    assert "Thank you, Rosie Metcalfe" in printed(b"".join(example.streaming_content))
    assert office.get(reverse("office-letter", args=["no-such-letter"])).status_code == 404


def test_the_form_offers_ineligible_only_to_those_who_are(at: Stage, clock):
    clock.move_to(DECIDED)
    office = sign_in(Client(), at.manager)
    assert "Ineligible" not in words(office.get(reverse("office-decision", args=[interviewed(at).pk])))
