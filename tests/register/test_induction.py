"""Induction: an alliance's own list, evidence, who signs it off, the certificate at its end, what is overdue."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.documents import papers
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.sheets import Unfinished
from drystone.register import documents, induction
from drystone.register.models import InductionItem, InductionStep
from drystone.reports import waiting
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DONE = {"on": NOW.date(), "at": NOW}


class Scene:
    def __init__(self) -> None:
        self.dales, home = cast.alliance(), cast.school()
        self.office = cast.officer(self.dales, "May Kearton")
        self.hugh = cast.person("Hugh Metcalfe")
        cast.post(self.hugh, Role.PANEL, self.dales)
        self.hugh = cast.acting(self.hugh)
        self.tom = cast.leader(self.dales, home)
        self.hers = cast.acting(self.tom.person)

    def ask(self, title: str, *, evidence: bool = False, signer: Any = None, days: int = 28) -> InductionStep:
        asked = {"title": title, "days": days, "wants_evidence": evidence, "signer": signer}
        return induction.ask_of_all(self.dales, **asked, by=self.office, at=NOW)

    def shadowing(self, account: str = "I watched Joan Iveson for a day.") -> InductionItem:
        """The one thing on Tom's list, to be shown to Hugh."""
        (item,) = induction.begin(self.tom, [self.ask("Shadow a visit", evidence=True, signer=self.hugh)])
        if account:
            sheets.save(item.sheet, "account", account, at=NOW)
        return item


@pytest.fixture
def scene() -> Scene:
    return Scene()


def titles(scene: Scene) -> list[str]:
    return [step.title for step in induction.steps_of(scene.dales)]


def test_the_list_we_propose_becomes_the_alliances_own_with_its_first_change(scene: Scene):
    for _ in range(2):
        scene.ask("Read our handbook", days=7)
    assert titles(scene)[0] == "Read our handbook"
    assert InductionStep.objects.count() == len(induction.ITEMS) + 1
    assert Event.objects.filter(verb="induction_changed").count() == 1


def test_lists_that_were_begun_keep_what_they_had(scene: Scene):
    step = scene.ask("Read our handbook", days=7)
    induction.begin(scene.tom)
    induction.change(step, title="Read the guide", days=9, wants_evidence=True, signer=None, by=scene.office, at=NOW)
    induction.ask_no_more(InductionStep.objects.last(), by=scene.office, at=NOW)
    first = scene.tom.induction.first()
    assert (first.title, first.due_on, first.sheet) == ("Read our handbook", date(2026, 9, 8), None)
    assert scene.tom.induction.count() == len(induction.ITEMS) + 1
    assert titles(scene)[0] == "Read the guide"


def test_the_last_one_stays_titles_differ_and_only_the_manager_changes_it(scene: Scene):
    step = scene.ask("Read our handbook")
    others = InductionStep.objects.exclude(pk=step.pk)
    for each in others[1:]:
        induction.ask_no_more(each, by=scene.office, at=NOW)
    asked: dict[str, Any] = {"days": 7, "wants_evidence": False, "signer": None, "at": NOW}
    with pytest.raises(Refused, match="title of its own"):
        induction.change(step, title=others[0].title.upper(), by=scene.office, **asked)
    with pytest.raises(NotAllowed):
        induction.ask_of_all(scene.dales, title="More", by=scene.hugh, **asked)
    induction.ask_no_more(others[0], by=scene.office, at=NOW)
    with pytest.raises(Refused, match="one item at least"):
        induction.ask_no_more(step, by=scene.office, at=NOW)


def test_she_shows_what_she_did_and_whoever_is_named_signs_it_off(scene: Scene):
    item = scene.shadowing()
    for _ in range(2):
        induction.send(item, by=scene.hers, at=NOW)
    assert Message.objects.get(kind="register.induction_to_sign").to_name == "Hugh Metcalfe"
    assert [each.kind for each in waiting.for_person(scene.hugh, at=NOW)] == ["induction-to-sign"]
    for _ in range(2):
        induction.sign_off(item, by=scene.hugh, **DONE)
    assert (item.done_on, item.signed_off_by) == (NOW.date(), scene.hugh)
    assert waiting.for_person(scene.hugh, at=NOW) == []


def test_nobody_signs_off_for_herself_nor_who_is_not_named(scene: Scene):
    item = scene.shadowing()
    cast.post(scene.tom.person, Role.COORDINATOR, scene.dales)
    for other in (cast.acting(scene.tom.person), cast.officer(cast.alliance("Other", default=False), "Olive Best")):
        with pytest.raises(NotAllowed):
            induction.sign_off(item, note="I know.", by=other, **DONE)
    with pytest.raises(NotAllowed):
        induction.send(item, by=scene.office, at=NOW)


def test_without_evidence_it_is_signed_off_only_with_how_one_knows(scene: Scene):
    item = scene.shadowing(account="")
    with pytest.raises(Unfinished):
        induction.send(item, by=scene.hers, at=NOW)
    with pytest.raises(Refused, match="sent no evidence"):
        induction.sign_off(item, by=scene.hugh, **DONE)
    induction.sign_off(item, note="We went together.", by=scene.hugh, **DONE)
    assert Event.objects.get(verb="signed_off").note == "We went together."


def test_with_the_last_item_comes_the_certificate_once(scene: Scene):
    items = induction.begin(scene.tom)
    for item in items[:-1]:
        induction.sign_off(item, by=scene.office, **DONE)
    assert documents.induction_kept(scene.tom) is None
    for _ in range(2):
        induction.sign_off(items[-1], by=scene.office, **DONE)
    assert papers.read(documents.induction_kept(scene.tom))[:5] == b"%PDF-"
    assert Message.objects.get(kind="register.induction_done").to_name == "Tom Raine"


def test_the_office_sees_what_is_overdue_and_what_it_has_to_sign(scene: Scene):
    induction.begin(scene.tom, [scene.ask("Shadow a visit", evidence=True), scene.ask("Meet us", days=14)])

    def seen(days: int) -> list[str]:
        found = waiting.for_office(scene.dales, at=NOW + timedelta(days=days))
        return [f"{each.kind}: {each.where}" for each in found if each.kind.startswith("induction")]

    InductionItem.objects.update(due_on=NOW.date())
    assert (seen(0), len(seen(1))) == ([], 2)
    item = InductionItem.objects.get(title="Shadow a visit")
    sheets.save(item.sheet, "account", "I did.", at=NOW)
    induction.send(item, by=scene.hers, at=NOW)
    assert set(seen(1)) == {"induction-to-sign: Shadow a visit", "induction-overdue: Meet us"}


def test_the_register_shows_whose_induction_is_overdue_one_press_from_the_offices_first_page(
    scene: Scene, query_count
):
    induction.begin(scene.tom, [scene.ask("Meet us", evidence=True)])
    farah = cast.leader(scene.dales, cast.school(), "Farah Siddiqui")
    induction.begin(farah, [InductionStep(title="Meet us", days=400)])
    due = InductionItem.objects.get(designation=scene.tom)
    office, home = sign_in(Client(), scene.office), reverse("office-home")
    here = f"{reverse('office-leaders')}?induction=overdue"

    def shown() -> tuple[bool, bool, bool]:
        page = words(office.get(here))
        return (
            "Tom Raine" in page,
            "Farah Siddiqui" in page,
            here in office.get(home).content.decode(),
        )

    InductionItem.objects.filter(pk=due.pk).update(due_on=NOW.date())
    assert shown() == (False, False, False)
    InductionItem.objects.filter(pk=due.pk).update(due_on=NOW.date() - timedelta(days=1))
    assert shown() == (True, False, True)
    with query_count() as queries:
        office.get(here)
    assert len(queries) <= 9 + OPENING
    sheets.save(due.sheet, "account", "I met them.", at=NOW)
    induction.send(due, by=scene.hers, at=NOW)
    assert shown() == (False, False, False)


def test_on_the_pages_with_a_document_as_evidence(scene: Scene, query_count):
    item = scene.shadowing(account="")
    hers, hughs = sign_in(Client(), scene.tom.person), sign_in(Client(), scene.hugh)
    page = reverse("leader-induction", args=[item.pk])
    assert page in hers.get(reverse("leader-profile")).content.decode()
    photo = SimpleUploadedFile("shadowing.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    check = reverse("leader-induction-check", args=[item.pk])
    assert hers.post(page, {"account": "I watched.", "file": photo})["Location"] == check
    assert "I watched." in words(hers.get(check))
    assert "Waiting for Hugh Metcalfe to sign it off" in words(hers.post(check, follow=True))
    signing = reverse("leader-induction-signing", args=[item.pk])
    with query_count() as queries:
        said = words(hughs.get(signing))
    assert len(queries) <= 14 + OPENING
    assert "I watched." in said
    file = reverse("leader-induction-file", args=[item.pk, item.sheet.attachments.get().pk])
    assert hughs.get(file)["Content-Disposition"].startswith("attachment")
    assert "Signed off on Wednesday 11 November 2026 by Hugh Metcalfe" in words(hughs.post(signing, follow=True))
    assert hers.get(reverse("leader-induction-certificate"))["Content-Type"] == "application/pdf"


def test_the_office_writes_the_list_on_its_page(scene: Scene):
    office, here = sign_in(Client(), scene.office), reverse("office-induction")
    page = words(office.get(here))
    assert "This is what we propose" in page
    assert "Not at all: whoever signs it off knows" in page
    office.post(reverse("office-induction-own"))
    sent = {"title": "Read our handbook", "days": "7", "shown_by": "evidence", "signer": str(scene.hugh.pk)}
    assert "There is a problem" in words(office.post(here, sent | {"days": "0"}))
    assert "Within 7 days; Hugh Metcalfe signs it off, on what the leader sends" in words(
        office.post(here, sent, follow=True)
    )
    step = InductionStep.objects.get(title="Read our handbook")
    office.post(reverse("office-induction-step", args=[step.pk]), sent | {"signer": "", "shown_by": "training"})
    step.refresh_from_db()
    assert (step.signer, step.wants_evidence, step.by_training) == (None, False, True)
    office.post(reverse("office-induction-step", args=[step.pk]), sent | {"shown_by": "no"})
    step.refresh_from_db()
    assert (step.wants_evidence, step.by_training) == (False, False)
    office.post(reverse("office-induction-removal", args=[step.pk]))
    assert "Read our handbook" not in titles(scene)
