"""The home school's word that a leader was safely recruited: asked for ahead, given in one page, taken along."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drystone.documents import papers
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.people import links, signatures
from drystone.people.models import Link
from drystone.people.roles import Role
from drystone.register import assurance, designations, documents
from drystone.register.models import Assurance, Designation
from drystone.reports import waiting
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
SAID = {"level": "enhanced_barred", "name": "Ann Peel", "role": "Headteacher"}


@pytest.fixture
def tom() -> Designation:
    """Designated on 1 September 2026, at a school with a head."""
    dales, home = cast.alliance(), cast.school()
    head = cast.head(dales, home)
    made = cast.leader(dales, home)
    made.head, made.officer = head, cast.officer(dales, "May Kearton")  # type: ignore[attr-defined]
    return made


def confirmed(tom: Any, at=NOW, **said: Any) -> Assurance:
    return assurance.confirm(tom, **SAID | said, link=None, by=tom.head, at=at)


def test_the_head_gives_her_schools_word_and_signs_for_it(tom: Any):
    assurance.ask(tom, by=tom.officer, at=NOW)
    for _ in range(2):
        given = confirmed(tom)
    assert Assurance.objects.get() == given
    assert (given.confirmed_by, given.until) == ("Ann Peel, Headteacher", date(2027, 11, 11))
    assert given.signature
    assert signatures.check(given.signature)
    assert "Enhanced check with the children's barred list" in given.signature.text
    assert papers.read(documents.letter_kept(given))[:5] == b"%PDF-"
    assert Message.objects.get(kind="register.assurance_given").to_name == "Tom Raine"


def test_nobody_vouches_for_herself_nor_for_a_school_that_is_not_hers(tom: Any):
    stranger = cast.head(tom.alliance, cast.school("Muker Primary School"), "Joan Iveson")
    for other in (cast.acting(tom.person), stranger, tom.officer):
        with pytest.raises(NotAllowed):
            assurance.confirm(tom, **SAID, link=None, by=other, at=NOW)
    with pytest.raises(NotAllowed):
        assurance.record(tom, level="enhanced", confirmed_by="Ann Peel", by=tom.head, at=NOW)
    assert not Assurance.objects.exists()


def test_of_a_head_the_chair_of_governors_is_asked(tom: Any):
    heads = cast.leader(tom.alliance, cast.school("Muker Primary School"), "Joan Iveson")
    Designation.objects.filter(pk=heads.pk).update(is_headteacher=True)
    cast.post(heads.person, Role.HEAD, tom.alliance, heads.home_school)
    chair = cast.person("Guy Chair")
    cast.post(chair, Role.CHAIR, tom.alliance, heads.home_school)
    link = assurance.ask(Designation.objects.get(pk=heads.pk), by=tom.officer, at=NOW)
    assert getattr(link, "person", None) == chair


@pytest.mark.parametrize(
    ("days_before", "asked"), [(22, 0), (21, 1), (11, 1), (10, 2), (3, 3), (0, 3), (-7, 4), (-30, 4)]
)
def test_the_school_is_asked_before_its_word_lapses_and_reminded(tom: Any, days_before: int, asked: int):
    until = confirmed(tom).until
    for before in range(40, days_before - 1, -1):
        assurance.ask_ahead(at=NOW + (until - NOW.date()) - timedelta(days=before))
    assert Message.objects.filter(kind="register.assurance_asked").count() == asked


def test_whoever_never_had_one_is_asked_for_after_a_week(tom: Any):
    fresh = {"starts": NOW.date(), "ends": date(2030, 11, 10)}
    Designation.objects.update(**fresh)
    for days in (0, 6):
        assert assurance.ask_ahead(at=NOW + timedelta(days=days)) == 0
    assert [assurance.ask_ahead(at=NOW + WEEK) for _ in range(2)] == [1, 1]
    assert Message.objects.filter(kind="register.assurance_asked").count() == 1


def test_given_again_or_ended_nobody_is_asked(tom: Any):
    until = confirmed(tom).until
    at = NOW + (until - NOW.date()) - WEEK
    assurance.ask(tom, by=tom.officer, at=at)
    confirmed(tom, at)
    assert assurance.ask_ahead(at=at + WEEK) == 0
    designations.resign(tom, by=cast.acting(tom.person), at=at)
    assert Link.objects.get(purpose="assurance").revoked_at == at
    assert assurance.ask_ahead(at=at + timedelta(days=400)) == 0


def test_the_word_of_a_school_she_has_left_counts_no_more(tom: Any):
    confirmed(tom)
    tom.home_school = cast.school("Muker Primary School")
    tom.save()
    assert assurance.of(tom) is None


def test_the_office_sees_what_runs_out_and_what_is_lacking(tom: Any):
    def seen(at) -> list[str]:
        return [each.kind for each in waiting.for_office(tom.alliance, at=at) if each.kind.startswith("assurance")]

    assert seen(NOW) == ["assurance-lacking"]
    until = confirmed(tom).until
    end = NOW + (until - NOW.date())
    assert [seen(at) for at in (NOW, end - 3 * WEEK, end, end + timedelta(days=1))] == [
        [], ["assurance-near"], ["assurance-near"], ["assurance-lacking"],
    ]  # fmt: skip


def test_by_link_in_one_page_and_the_letter_is_hers_and_the_offices(tom: Any, query_count):
    link = assurance.ask(tom, by=tom.officer, at=NOW)
    browser, here = Client(), reverse("school-assurance", args=[tom.pk])
    assert link
    browser.get("/" + links.address(link.pk, at=NOW).partition("://")[2].partition("/")[2])
    with query_count() as queries:
        assert "Are the checks on Tom Raine in place?" in words(browser.get(here))
    assert len(queries) <= 8 + OPENING
    assert "There is a problem" in words(browser.post(here, {"level": "enhanced"}))
    assert not Assurance.objects.exists()
    assert "Tom Raine has the letter now" in words(browser.post(here, SAID, follow=True))
    hers, office = sign_in(Client(), tom.person), sign_in(Client(), tom.officer)
    for who, name, args in ((hers, "leader-assurance", []), (office, "office-leader-assurance-letter", [tom.pk])):
        assert who.get(reverse(name, args=args))["Content-Type"] == "application/pdf"
    assert "until Thursday 11 November 2027" in words(hers.get(reverse("leader-profile")))
