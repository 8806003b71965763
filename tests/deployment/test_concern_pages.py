"""Telling the Alliance in confidence from a visit's link, and the register as its few readers have it."""

import pytest
from django.urls import reverse

from drystone.deployment import concerns
from drystone.deployment.concerns import Sorted
from drystone.deployment.models import Concern
from drystone.history.models import Event
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.questions import sheets
from tests import cast
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said

WORDS = {"summary": "He shouted at Kate.", "urgency": "week", "spoken_to": "no"}
TOLD = {"concern_kind": "conduct", "concern_about": "leader", **WORDS}


@pytest.fixture
def kate(support):
    """Kate's browser at the page for confidence, by the link to her visit."""
    support.planned()
    client, page = opened(support.link(support.kate, "visit"))
    assert "in confidence" in said(client.get(page))
    return client, f"{page}confidence/"


@pytest.fixture
def director(support):
    return cast.officer(support.alliance, "Hugh Metcalfe", Role.DIRECTOR)


@pytest.fixture
def concern(support):
    told = Sorted("conduct", "leader", person=support.leader)
    return concerns.confide(support.agreed(), WORDS, told, **support.by(support.kate))


def test_kate_tells_the_alliance_without_an_account_and_reads_who_will_read_it(support, kate):
    client, page = kate
    shown = said(client.get(page))
    assert shown.index("ring <strong>999</strong>") < shown.index("What happened?")
    assert "designated safeguarding lead of Leyburn Primary School" in shown
    assert "LADO" in shown
    assert not Concern.objects.exists()
    for _ in range(2):
        thanks = client.post(page, {**TOLD, "sure": "yes"}, follow=True)
    assert "The manager of the Alliance" in said(thanks)
    assert "shouted" not in said(thanks)
    concern = Concern.objects.get()
    assert (concern.raised_by, concern.about_person, concern.kind) == (support.kate, support.leader, "conduct")
    assert sheets.value(concern.sheet, "summary") == "He shouted at Kate."


def test_a_bare_press_or_half_a_page_tells_nothing_and_keeps_what_was_typed(kate):
    client, page = kate
    bare = said(client.post(page, TOLD))
    assert "Tick the box above the button" in bare
    assert "He shouted at Kate." in bare
    assert "There is a problem" in said(client.post(page, {**TOLD, "concern_about": "", "sure": "yes"}))
    assert "Tick the box above the button" in said(client.post(page, {"fact": "safeguarding"}))
    assert not Concern.objects.exists()


def test_of_a_child_kate_lets_the_alliance_know_without_a_word(kate):
    client, page = kate
    typed = {"fact": "safeguarding", "sure": "yes", "summary": "A boy in Year 4."}
    assert "We hold nothing else about it" in said(client.post(page, typed, follow=True))
    assert (Concern.objects.get().kind, Concern.objects.get().sheet) == ("safeguarding", None)


def test_what_looks_like_a_pupils_name_is_asked_about_once(kate):
    client, page = kate
    typed = {**TOLD, "summary": "He pushed a boy called Jack.", "sure": "yes"}
    asked = client.post(page, typed)
    assert "may be the name of a pupil" in said(asked)
    assert not Concern.objects.exists()
    client.post(page, {**typed, "names_seen": asked.context["form"].names_seen})
    assert Concern.objects.count() == 1


def test_the_head_tells_from_the_visit_record_too_about_the_manager_to_the_directors_alone(support, director):
    visit = support.written_up()
    page = reverse("school-record-confidence", args=[visit.record.pk])
    susan = account(support.susan)
    assert f'href="{page}"' in said(susan.get(reverse("school-visit-record", args=[visit.record.pk])))
    about = f"person-{support.margaret.pk}"
    thanks = susan.post(page, {**TOLD, "concern_about": about}, follow=True)
    assert "The directors of the Alliance" in said(thanks)
    for nobody in (support.leader, support.ann):
        assert account(nobody).get(page).status_code in (403, 404)
    hugh, margaret = account(director), account(support.margaret)
    there = reverse("office-concern", args=[Concern.objects.get().pk])
    assert "He shouted at Kate." in said(hugh.get(there))
    assert margaret.get(there).status_code == 404
    assert "There is no concern" in said(margaret.get(reverse("office-concerns")))
    mail = Message.objects.get(kind="deployment.concern_raised")
    assert margaret.get(reverse("office-message", args=[mail.pk])).status_code == 404
    assert "Hugh" not in said(margaret.get(reverse("office-mail")))
    history = said(margaret.get(reverse("office-history"), {"kind": "deployment.concern"}))
    assert "Nothing like that has happened." in history


def test_the_register_from_the_note_to_the_close_and_back(support, concern, director):
    office, there = account(support.margaret), reverse("office-concern", args=[concern.pk])

    def press(verb: str, **typed: str) -> str:
        return said(office.post(reverse("office-concern-move", args=[concern.pk, verb]), typed, follow=True))

    assert "Rang Kate." in press("note", note="Rang Kate.")
    assert "There is a problem" in press("resolve", note="Done.")
    assert "Hugh" not in said(office.get(there))
    assert "Why it was taken further" in press("escalate", note="It goes on.")
    assert "It goes on." in said(account(director).get(there))
    assert "it was put right" in press("resolve", outcome="put_right", note="They talk weekly.")
    assert office.get(reverse("office-concern-move", args=[concern.pk, "nonsense"])).status_code == 404
    shown = {show: said(office.get(reverse("office-concerns"), {"show": show})) for show in ("open", "closed", "all")}
    assert ["Tom Raine" in page for page in shown.values()] == [False, True, True]
    assert "Open" in press("reopen", note="Again.")
    assert Event.objects.filter(verb="looked", record_id=concern.pk, by_id=director.pk).count() == 1


def test_an_open_concern_waits_for_those_who_read_it_and_for_nobody_else(support, concern, director):
    quality, coordinator = support.quality(), support.coordinator()
    line, there = "Read a concern that is open", reverse("office-concern", args=[concern.pk])

    def waits() -> list[str]:
        everybody = (support.margaret, quality, coordinator, director, support.leader, support.ann, support.susan)
        pages = {who.name: said(account(who).get(reverse("home"), follow=True)) for who in everybody}
        assert not any("shouted" in page or "A concern about" in page for page in pages.values())
        return [name for name, page in pages.items() if line in page and f'href="{there}"' in page]

    assert waits() == [support.margaret.name, quality.name]
    concerns.escalate(concern, **support.office)
    assert waits() == [support.margaret.name, quality.name, director.name]
    about = Sorted("conduct", "office", person=support.margaret)
    concerns.sort(concern, about, by=cast.acting(quality), at=support.office["at"])
    assert waits() == [director.name]
    concerns.resolve(concern, "put_right", by=cast.acting(director), at=support.office["at"])
    assert waits() == []


def test_many_open_concerns_cost_no_more_questions(support, concern, query_count):
    office, home = account(support.margaret), reverse("office-home")
    counts = []
    for many in (0, 3):
        for number in range(many):
            words = {**WORDS, "summary": f"Again, {number}."}
            said_of = Sorted("conduct", "leader", person=support.leader)
            concerns.confide(concern.deployment, words, said_of, **support.by(support.kate))
        with query_count() as asked:
            shown = said(office.get(home))
        counts.append(len(asked))
    assert shown.count("Read a concern that is open") == 4
    assert counts[0] == counts[1] <= 15 + OPENING


def test_who_says_that_it_is_about_the_manager_may_lose_sight_of_it(support, concern, director):
    quality = account(support.quality())
    typed = {"kind": "conduct", "about": f"person-{support.margaret.pk}"}
    page = quality.post(reverse("office-concern-move", args=[concern.pk, "sort"]), typed, follow=True)
    assert "There is no concern" in said(page)
    assert Concern.objects.get().readers == "directors"


def test_the_words_about_a_child_are_removed_on_a_page_of_its_own(support, concern):
    office, page = account(support.margaret), reverse("office-concern-move", args=[concern.pk, "strike"])
    assert "gone for good" in said(office.get(page))
    office.post(page, {})
    assert Concern.objects.get().sheet
    shown = said(office.post(page, {"told": "on"}, follow=True))
    assert "No words about a child are kept" in shown
    assert "shouted" not in shown
    closing = reverse("office-concern-move", args=[concern.pk, "resolve"])
    assert 'name="note"' not in said(office.get(closing))
    office.post(closing, {"outcome": "passed_on"})
    assert Concern.objects.get().state == "resolved"
    assert office.post(reverse("office-concern-move", args=[concern.pk, "reopen"]), {}).status_code == 302
    assert Concern.objects.get().state == "open"


def test_the_coordinator_writes_down_what_somebody_rang_about_and_reads_it_no_more(support):
    deployment, client = support.agreed(), account(support.coordinator())
    page = reverse("office-concern-new", args=[deployment.pk])
    assert f'href="{page}"' in said(client.get(reverse("office-deployment", args=[deployment.pk])))
    client.post(page, TOLD)
    there = reverse("office-concern", args=[Concern.objects.get().pk])
    assert client.get(there).status_code == 403
    assert account(support.margaret).get(there).status_code == 200


def test_a_message_about_a_concern_that_did_not_arrive_is_told_to_its_readers_alone(support, concern):
    Message.objects.filter(kind="deployment.concern_raised").update(state="bounced", needs_look=True)
    assert "In confidence" not in said(account(support.coordinator()).get(reverse("office-home")))
    assert "did not arrive" in said(account(support.margaret).get(reverse("office-concern", args=[concern.pk])))


@pytest.mark.parametrize("more", [0, 6])
def test_the_register_asks_the_same_number_of_questions_however_long(support, concern, more, query_count):
    for number in range(more):
        told = Sorted("quality", "school", school=support.leyburn)
        each = concerns.confide(
            concern.deployment, {**WORDS, "summary": f"{number}"}, told, **support.by(support.kate)
        )
        concerns.note(each, "Rang Kate.", **support.office)
    client = account(support.margaret)
    with query_count() as list_of:
        client.get(reverse("office-concerns"))
    with query_count() as one:
        client.get(reverse("office-concern", args=[concern.pk]))
    assert (len(list_of), len(one)) <= (9 + OPENING, 18 + OPENING)
