"""A letter that came on paper: whoever may read the reference opens it, unless it would tell a blind reader who."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.selection import assessments, criteria, names, references
from drystone.selection.models import Assessment, Reference
from drystone.selection.readings import Given, Referee
from tests.selection.pressing import words
from tests.selection.stage import LATER, Stage, asked, letter, locked, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def on_paper(at: Stage) -> Reference:
    """The head's reference came by post, and the office recorded it with the letter."""
    return references.record(
        asked(at, submitted(at)), Given(True, 12), note="By post", paper=letter(), by=at.manager, at=LATER
    )


def address(assessment: Assessment, reference: Reference) -> str:
    return reverse("panel-assessment-letter", args=[assessment.pk, reference.sheet.attachments.get().pk])


def test_an_assessor_opens_the_letter_and_that_is_written_down(at: Stage, clock):
    reference = on_paper(at)
    mine = assessments.assign(reference.application, at.panel[2], by=at.manager, at=LATER)
    clock.move_to(LATER)
    client = sign_in(Client(), at.panel[2])
    assert "The letter itself: letter.pdf" in words(client.get(reverse("panel-assessment", args=[mine.pk])))
    before = Event.objects.filter(verb="looked", by_id=at.panel[2].pk).count()
    answer = client.get(address(mine, reference))
    assert b"".join(answer).startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    assert Event.objects.filter(verb="looked", by_id=at.panel[2].pk).count() == before + 1


def test_nobody_opens_it_who_may_not_read_the_reference(at: Stage, clock):
    reference = on_paper(at)
    mine = assessments.assign(reference.application, at.panel[2], by=at.manager, at=LATER)
    assessments.declare_conflict(mine, "She is my cousin", by=at.panel[2], at=LATER)
    other = assessments.assign(reference.application, at.panel[3], by=at.manager, at=LATER)
    clock.move_to(LATER)
    for who, whose in ((at.panel[2], mine), (at.heads[0], other), (at.panel[2], other)):
        assert sign_in(Client(), who).get(address(whose, reference)).status_code == 404
    of_nobody = reverse("panel-assessment-letter", args=[other.pk, 999_999])
    assert sign_in(Client(), at.panel[3]).get(of_nobody).status_code == 404


def test_who_reads_blind_opens_it_only_when_the_application_is_sifted(at: Stage, clock):
    at.round.blind = True
    at.round.save()
    reference = on_paper(at)
    clock.move_to(LATER)
    for who in at.panel[2:4]:
        names.declare(at.round, {}, by=who, at=LATER)
    mine, _ = (locked(at, reference.application, who) for who in at.panel[2:4])
    client, page = sign_in(Client(), at.panel[2]), reverse("panel-assessment", args=[mine.pk])
    shown = words(client.get(page))
    assert "you can open it once the application is shortlisted, or not" in shown
    assert "letter.pdf" not in shown
    assert client.get(address(mine, reference)).status_code == 404
    from_both = {line.key: line.together for line in criteria.compared(reference.application)}
    assessments.moderate(reference.application, from_both, reason="", by=at.manager, at=LATER)
    assessments.shortlist(reference.application, by=at.manager, at=LATER)
    assert "The letter itself: letter.pdf" in words(client.get(page))
    assert client.get(address(mine, reference)).status_code == 200


def test_a_second_letter_costs_the_page_nothing(at: Stage, clock, query_count):
    def cost() -> int:
        with query_count() as counted:
            assert client.get(page).status_code == 200
        return len(counted)

    reference = on_paper(at)
    mine = assessments.assign(reference.application, at.panel[2], by=at.manager, at=LATER)
    clock.move_to(LATER)
    client, page = sign_in(Client(), at.panel[2]), reverse("panel-assessment", args=[mine.pk])
    cost()
    one = cost()
    referee = Referee("Sam Second", "sam@elsewhere.example", "Deputy head")
    second = references.request(reference.application, "second", referee, by=at.manager, at=LATER)
    references.record(second, Given(True, None), note="By post", paper=letter("2.pdf"), by=at.manager, at=LATER)
    assert cost() == one
