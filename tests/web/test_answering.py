"""Every audience asks a form the one same way: section by section, saved while typing, checked before sending."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from drystone.questions import pages, reader, sheets
from drystone.questions.models import AnswerSheet
from drystone.web import answering
from tests.clock import NOW

pytestmark = pytest.mark.django_db
REFERENCE = {
    "known_for": "Line manager for three years",
    "confirms_role": "yes",
    "confirms_two_years": "yes",
    "supports_application": "no",
    "statement": "She is needed here this year.",
    "has_reason_against": "no",
    "applicant_may_see": "yes",
    "signature": {"name": "Tom Raine", "role": "Headteacher", "agreed": True},
}
CANARY = "CANARY-IN-CONFIDENCE"


def address(key: str) -> str:
    return f"/reference/{key}/"


def asked(method: str = "GET", data: Any = None, **files: Any) -> Any:
    """A request as the door leaves it."""
    maker = RequestFactory()
    request = maker.get("/") if method == "GET" else maker.post("/", (data or {"csrfmiddlewaretoken": "x"}) | files)
    request.now, request.today = NOW, NOW.date()  # type: ignore[attr-defined]
    request.person = SimpleNamespace(pk=1, name="Tom Raine", through="link 1")  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    request.link = request.alliance = None  # type: ignore[attr-defined]
    return request


@pytest.fixture
def sheet() -> AnswerSheet:
    return sheets.start("reference_headteacher", 7, NOW)


@pytest.fixture
def answered(sheet: AnswerSheet) -> AnswerSheet:
    sheets.prefill(sheet, REFERENCE, NOW)
    assert sheets.problems(sheet) == []
    return sheet


def section(sheet: AnswerSheet, key: str, request: Any, **more: Any) -> HttpResponse:
    return answering.section_page(request, sheet, key, address=address, then="/check/", save_url="/save/", **more)


def page_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_section_is_a_page_that_says_where_one_is(sheet: AnswerSheet):
    html = page_of(section(sheet, "support", asked()))
    assert "Headteacher’s reference: page 1 of 3" in html.replace("&#x27;", "’")
    assert 'data-save-url="/save/"' in html
    assert 'name="_seen" value="_:' in html
    assert "About five minutes." in html


def test_what_is_typed_is_stored_and_the_next_page_with_a_question_comes(sheet: AnswerSheet):
    given = {key: REFERENCE[key] for key in ("known_for", "confirms_role", "confirms_two_years")}
    response = section(sheet, "support", asked("POST", given | {"supports_application": "no"}))
    assert (response.status_code, response["Location"]) == (302, "/reference/criteria/")
    assert sheets.value(sheet, "supports_application") is False
    response = section(sheet, "support", asked("POST", given | {"supports_application": "yes"}))
    assert "for “Up to how many days a school year can you release your colleague?”" in page_of(response)


def test_after_the_last_section_one_checks_ones_answers(answered: AnswerSheet):
    data = {"signature-name": "Tom Raine", "signature-role": "Head", "signature-agreed": "on"}
    assert section(answered, "signing", asked("POST", data))["Location"] == "/check/"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(sheet: AnswerSheet):
    response = section(sheet, "support", asked("POST", {"known_for": "Three years"}))
    html = page_of(response)
    assert response.status_code == 200
    assert "There is a problem" in html
    assert "Choose an answer to “Do you support this application?”" in html
    assert 'value="Three years"' in html
    assert sheets.value(sheet, "known_for") == "Three years"


def test_one_may_come_back_later_with_a_page_half_done(sheet: AnswerSheet):
    data = {"known_for": "Three years", "later": "1"}
    response = section(sheet, "support", asked("POST", data), back="/mine/")
    assert response["Location"] == "/mine/"
    assert sheets.value(sheet, "known_for") == "Three years"


def test_a_section_on_which_nothing_is_asked_is_not_there(sheet: AnswerSheet):
    for key in ("time", "nowhere"):
        with pytest.raises(Http404):
            section(sheet, key, asked())


def test_a_sent_sheet_is_not_changed_by_an_old_window(answered: AnswerSheet):
    sheets.seal(answered, NOW)
    request = asked("POST", {"known_for": "Something else"})
    assert section(answered, "support", request)["Location"] == "/check/"
    assert [str(message) for message in request._messages] == [answering.SENT_ALREADY]
    assert sheets.value(answered, "known_for") == "Line manager for three years"


def save(sheet: AnswerSheet, **data: str) -> tuple[int, dict]:
    response = answering.save_answer(asked("POST", data), sheet)
    return response.status_code, json.loads(response.content)


def test_an_answer_is_saved_while_it_is_typed(sheet: AnswerSheet):
    assert save(sheet, question="statement", statement="She is") == (200, {"saved": True, "problem": ""})
    assert sheets.value(sheet, "statement") == "She is"
    status, told = save(sheet, question="statement", statement="word " * 301)
    assert (status, told["problem"]) == (200, "“Statement” has 301 words, 1 more than the limit of 300")


def test_all_boxes_of_a_question_are_saved_at_once(sheet: AnswerSheet):
    save(sheet, question="signature", **{"signature-name": "Tom Raine", "signature-role": "Head"})
    assert sheets.value(sheet, "signature") == {"name": "Tom Raine", "role": "Head"}


def test_what_cannot_be_saved_says_why(answered: AnswerSheet):
    assert save(answered, question="salary")[0] == 400
    there = pages.form_for(answered, "support").seen
    here = pages.form_for(answered, "support").seen
    save(answered, question="known_for", known_for="From the other", _seen=there)
    status, told = save(answered, question="known_for", known_for="From this one", _seen=here)
    assert (status, told["saved"], told["said"].endswith("The other says: From the other")) == (409, False, True)
    sheets.seal(answered, NOW)
    assert save(answered, question="known_for", known_for="x") == (
        409, {"saved": False, "said": answering.SENT_ALREADY},
    )  # fmt: skip


def test_saving_while_typing_costs_three_queries_at_most(sheet: AnswerSheet, query_count):
    fresh = AnswerSheet.objects.select_related("version").get(pk=sheet.pk)
    seen = pages.form_for(fresh, "support").seen
    request = asked("POST", {"question": "known_for", "known_for": "Three years", "_seen": seen})
    with query_count() as queries:
        answering.save_answer(request, fresh)
    assert len(queries) == 2


def check(sheet: AnswerSheet, request: Any) -> HttpResponse:
    return answering.check_page(
        request, sheet, lambda: sheets.seal(sheet, NOW), address=address, then="/thanks/", label="Give the reference"
    )


def test_before_sending_all_answers_are_shown_each_with_a_way_to_change_it(answered: AnswerSheet):
    html = page_of(check(answered, asked()))
    assert "She is needed here this year." in html
    assert 'href="/reference/criteria/#id_statement"' in html
    assert "Give the reference" in html
    assert "Days a year" not in html


def test_what_is_missing_is_listed_with_its_page_and_there_is_no_button(sheet: AnswerSheet):
    html = page_of(check(sheet, asked()))
    assert 'href="/reference/support/#id_known_for"' in html
    assert "Give the reference" not in html


def test_nothing_incomplete_is_sent_whatever_is_posted(sheet: AnswerSheet):
    assert check(sheet, asked("POST")).status_code == 200
    assert AnswerSheet.objects.get().sealed_at is None


def test_sending_calls_the_verb_and_goes_on(answered: AnswerSheet):
    response = check(answered, asked("POST"))
    assert (response.status_code, response["Location"]) == (302, "/thanks/")
    assert AnswerSheet.objects.get().sealed_at == NOW


@pytest.mark.parametrize(("audience", "shown"), [(reader.READER, False), (reader.OFFICE, True)])
def test_readers_see_what_is_meant_for_them(answered: AnswerSheet, audience: str, shown: bool):
    sheets.save(answered, "has_reason_against", "yes", at=NOW)
    sheets.save(answered, "reason_against", CANARY, at=NOW)
    html = page_of(answering.read_page(asked(), answered, audience=audience))
    assert ((CANARY in html), ("For the office alone" in html)) == (shown, shown)


def test_hostile_words_are_only_words(answered: AnswerSheet):
    sheets.save(answered, "statement", "<script>alert(1)</script>\n{{ 7*7 }} {% load x %}", at=NOW)
    for html in (page_of(answering.read_page(asked(), answered)), page_of(section(answered, "criteria", asked()))):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "{{ 7*7 }}" in html


def test_a_file_leaves_to_be_saved_and_is_never_shown(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sheet = sheets.start("visit_record", 7, NOW)
    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x", "text/html")
    section(sheet, "record", asked("POST", {}, resource_file=upload))
    kept = sheet.attachments.get()
    sent = answering.attachment(sheet, kept.pk)
    assert sent["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert (sent["Content-Type"], sent["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert b"".join(sent) == b"%PDF-1.7 x"  # type: ignore[call-overload]
    with pytest.raises(Http404):
        answering.attachment(sheets.start("visit_record", 7, NOW), kept.pk)
    html = page_of(answering.read_page(asked(), sheet, file_address=lambda pk: f"/files/{pk}/"))
    assert f'href="/files/{kept.pk}/"' in html


def test_coming_back_one_goes_on_where_something_is_left_to_do(sheet: AnswerSheet):
    assert answering.first_unanswered(sheet, address, then="/check/") == "/reference/support/"
    sheets.prefill(sheet, REFERENCE, NOW)
    assert answering.first_unanswered(sheet, address, then="/check/") == "/check/"
