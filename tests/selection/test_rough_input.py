"""What people do to a form: pages sent after the end, twenty thousand words, names of every kind."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.questions import sheets
from drystone.selection.models import Application
from tests import cast
from tests.selection.pressing import words
from tests.selection.stage import Stage, applicant, draft, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_a_page_sent_after_the_end_changes_nothing_and_says_so(at: Stage):
    application = submitted(at)
    client = sign_in(Client(), application.person)
    page = reverse("apply-section", args=[application.pk, "evidence"])
    for answer in (client.get(page), client.post(page, {"impact": "Something else"})):
        assert answer["Location"] == reverse("apply-application", args=[application.pk])
    assert "You have sent in this application" in words(client.get(page, follow=True))
    assert sheets.value(application.sheet, "impact") == "Reading went up."


def test_an_answer_that_a_page_left_open_saves_after_the_end_is_refused_in_words(at: Stage):
    application = submitted(at)
    client = sign_in(Client(), application.person)
    saved = client.post(reverse("apply-save", args=[application.pk]), {"question": "impact", "impact": "Other"})
    assert (saved.status_code, saved.json()["saved"]) == (409, False)
    assert "You have sent in this application" in saved.json()["said"]
    assert sheets.value(application.sheet, "impact") == "Reading went up."


def test_nobody_writes_on_the_application_of_another(at: Stage):
    application = draft(at)
    other = sign_in(Client(), applicant("Tess Hird"))
    for client in (other, sign_in(Client(), at.manager)):
        assert client.post(reverse("apply-save", args=[application.pk]), {"question": "impact"}).status_code == 404
        assert client.get(reverse("apply-section", args=[application.pk, "evidence"])).status_code == 404


def test_twenty_thousand_words_pasted_on_the_page_are_kept_counted_and_linked(at: Stage):
    application = draft(at)
    client = sign_in(Client(), application.person)
    page, check = (reverse(name, args=[application.pk, *more]) for name, *more in (
        ("apply-section", "evidence"), ("apply-check",)))  # fmt: skip
    pasted = " ".join(["word"] * 20_000)
    answer = client.post(page, {"impact": pasted, "later": "1"})
    assert answer.status_code == 302
    assert sheets.value(application.sheet, "impact") == pasted
    said = words(client.post(check))
    assert "20,000 words" in said
    assert Application.objects.get().state == "draft"


@pytest.mark.parametrize("name", ["آن بیل", "Seán O’Hara-Ní", "D'Arcy", "Xu", "<script>alert(1)</script>"])
def test_a_name_of_any_kind_is_read_as_it_was_written_on_every_page(at: Stage, name: str):
    who = cast.acting(cast.person(name, email="somebody@reeth.example"))
    first, _, surname = name.rpartition(" ")
    application = submitted(at, who, first_name=first or surname, surname=surname)
    written = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")
    office, hers = sign_in(Client(), at.manager), sign_in(Client(), who)
    for client, page in (
        (office, reverse("office-application", args=[application.pk])),
        (office, reverse("office-round", args=[at.round.pk])),
        (hers, reverse("account")),
    ):
        shown = client.get(page).content.decode()
        assert "<script>alert" not in shown
        assert written in shown
