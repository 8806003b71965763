"""What a leader's device kept while there was no signal: taken once, in order, never over what she has not seen."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from drystone.deployment import calling_off, from_devices, records
from drystone.deployment.models import Visit, VisitRecord
from drystone.deployment.models.visit import DeviceChange
from drystone.jobs.demonstration.filling import fill
from drystone.mail.models import Message
from drystone.questions import pages, sheets
from drystone.web import device_keys
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account

ONE, THREE_MORE = 32 + OPENING, 22
DEVICE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def tom(support) -> Client:
    return account(support.tom.person)


def seen_on(visit: Visit, half: str, section: str) -> tuple[str, dict[str, str]]:
    """The window that a page opened now has, and the sign of each answer on it."""
    window, *marks = pages.form_for(getattr(visit, half).sheet, section).seen.split()
    return window, dict(mark.split(":") for mark in marks)


def notes(visit: Visit, text: str, number: str = "", *, opened=None) -> dict:
    window, marks = opened or seen_on(visit, "record", "record")
    return {
        "number": number or str(uuid4()),
        "document": "record",
        "question": "notes",
        "fields": [["notes", text]],
        "seen": f"{window} notes:{marks['notes']}",
    }


def bring(client: Client, visit: Visit, *changes: dict, send: dict | None = None):
    body = {"changes": changes, "send": send}
    return client.post(
        reverse("leader-offline-changes", args=[visit.pk]), json.dumps(body), content_type="application/json"
    )


def all_seen(visit: Visit) -> dict:
    """What a device that has read every page has seen."""
    found = {
        half: " ".join(
            f"{key}:{mark}"
            for section in getattr(visit, half).sheet.form.sections
            for key, mark in seen_on(visit, half, section.key)[1].items()
        )
        for half in ("record", "evaluation")
    }
    return {"number": str(uuid4()), "seen": found}


def written(visit: Visit, key: str = "notes"):
    return sheets.value(Visit.objects.get(pk=visit.pk).record.sheet, key)


def test_a_change_that_comes_twice_is_taken_once_even_when_it_comes_late(tom, support):
    visit = support.begun()
    opened = seen_on(visit, "record", "record")
    first, second = notes(visit, "First.", opened=opened), notes(visit, "Second.", opened=opened)
    for change in (first, second, first):
        answer = bring(tom, visit, change)
        assert answer.json()["changes"][0]["state"] == "kept"
    assert written(visit) == "Second."
    assert DeviceChange.objects.count() == 2


def test_of_two_devices_the_second_is_shown_both_texts_and_overwrites_nothing(tom, support):
    visit = support.begun()
    phone, laptop = notes(visit, "From the phone."), notes(visit, "From the laptop.")
    assert bring(tom, visit, phone).json()["changes"][0]["state"] == "kept"
    clash = bring(tom, visit, laptop).json()["changes"][0]
    assert (clash["state"], clash["yours"], clash["theirs"]) == ("clash", "From the laptop.", "From the phone.")
    assert written(visit) == "From the phone."
    again = {**laptop, "number": str(uuid4()), "seen": f"_:laptop notes:{clash['mark']}"}
    assert bring(tom, visit, again).json()["changes"][0]["state"] == "kept"
    assert written(visit) == "From the laptop."


def test_both_documents_go_once_however_often_the_press_comes(tom, support):
    visit = support.begun()
    press = all_seen(visit)
    before = Message.objects.count()
    for _ in range(2):
        assert bring(tom, visit, send=press).json()["send"]["done"]
    assert VisitRecord.objects.get().state == "sent"
    kinds = list(Message.objects.order_by("pk").values_list("kind", flat=True)[before:])
    assert kinds.count("deployment.record_sent") == 1
    assert len(kinds) == len(set(kinds))


def test_what_another_device_changed_since_it_was_read_holds_both_documents_back(tom, support):
    visit = support.begun()
    press = all_seen(visit)
    sheets.save(visit.record.sheet, "notes", "Changed on the laptop.", at=NOW)
    answer = bring(tom, visit, send=press).json()["send"]
    assert not answer["done"]
    assert [each["theirs"] for each in answer["changed"]] == ["Changed on the laptop."]
    assert VisitRecord.objects.get().state == "draft"


def test_a_press_behind_a_change_that_is_not_kept_waits(tom, support):
    visit = support.begun()
    press, phone, laptop = all_seen(visit), notes(visit, "From the phone."), notes(visit, "From the laptop.")
    bring(tom, visit, phone)
    answer = bring(tom, visit, laptop, send=press).json()
    assert (answer["changes"][0]["state"], answer["send"]) == ("clash", None)
    assert VisitRecord.objects.get().state == "draft"


def test_a_write_up_that_lacks_an_answer_or_whose_visit_was_called_off_says_why(tom, support):
    visit = support.planned()
    records.begin(visit, by=support.leader, at=NOW)
    visit = Visit.objects.get(pk=visit.pk)
    lacking = bring(tom, visit, notes(visit, "Kept all the same."), send={"number": str(uuid4()), "seen": {}}).json()
    assert lacking["send"]["why"] == "Some answers are still missing."
    assert any("write-up/record/" in each["href"] for each in lacking["send"]["missing"])
    fill(visit.record.sheet, NOW)
    fill(visit.evaluation.sheet, NOW)
    calling_off.cancel(visit, why="illness", by=support.leader, at=NOW)
    gone = bring(tom, visit, send=all_seen(Visit.objects.get(pk=visit.pk))).json()
    assert gone["send"]["why"] == "The visit was cancelled: there is nothing to write up."
    assert written(visit) is not None


def test_what_comes_after_both_documents_went_is_shown_and_changes_nothing(tom, support):
    visit = support.begun()
    late = notes(visit, "Too late.")
    assert bring(tom, visit, send=all_seen(visit)).json()["send"]["done"]
    closed = bring(tom, visit, late).json()["changes"][0]
    assert (closed["state"], closed["yours"]) == ("closed", "Too late.")
    assert written(visit) == "We watched one lesson together."


def test_a_question_that_the_form_does_not_ask_stops_nothing_else(tom, support):
    visit = support.begun()
    strange = {**notes(visit, "x"), "question": "no_such", "seen": ""}
    elsewhere = {**notes(visit, "x"), "document": "minutes"}
    answer = bring(tom, visit, strange, elsewhere, notes(visit, "Kept.")).json()["changes"]
    assert [each["state"] for each in answer] == ["gone", "gone", "kept"]


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "3", '{"changes": 3}', '{"changes": [3]}', '{"changes": [{"number": "x"}]}',
        '{"changes": [], "send": 3}', '{"changes": [], "send": {"seen": {"record": 3}}}',
        '{"changes": [' + ",".join(["3"] * 201) + "]}", "[" * 100_000,
        '{"changes": [{"number": "0b0c8a30-0000-4000-8000-000000000000", "document": "record", "question": "notes",'
        ' "seen": "", "fields": [["notes", "' + "x" * 20_001 + '"]]}]}',
    ],
)  # fmt: skip
def test_what_our_pages_do_not_send_is_refused_in_words(tom, support, body):
    visit = support.begun()
    here = reverse("leader-offline-changes", args=[visit.pk])
    answer = tom.post(here, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["said"]


def test_nobody_else_brings_changes_or_readies_a_visit(support):
    visit = support.begun()
    stranger = cast.leader(support.alliance, support.leyburn, "Eve Other")
    for person in (stranger.person, support.kate):
        client = account(person)
        assert bring(client, visit, notes(visit, "Mine.")).status_code == 404
        assert client.post(reverse("leader-offline-ready", args=[visit.pk])).status_code == 404
    assert written(visit) == "We watched one lesson together."


def test_without_the_token_against_forgery_nothing_is_brought(support):
    visit = support.begun()
    client = Client(enforce_csrf_checks=True)
    client.cookies = account(support.tom.person).cookies
    assert bring(client, visit, notes(visit, "Forged.")).status_code == 403
    told = client.get(reverse("leader-offline-key"), {"device": DEVICE}).json()
    answer = client.post(
        reverse("leader-offline-changes", args=[visit.pk]),
        json.dumps({"changes": [notes(visit, "Hers.")]}),
        content_type="application/json",
        headers={"X-CSRFToken": told["token"]},
    )
    assert answer.json()["changes"][0]["state"] == "kept"


def test_a_key_is_her_own_for_one_device_and_lasts_as_long_as_her_session(tom, support, settings, clock):
    ask = lambda client, device=DEVICE: client.get(reverse("leader-offline-key"), {"device": device})  # noqa: E731
    mine = ask(tom).json()
    assert mine["seconds"] == 12 * 3600
    assert ask(account(support.tom.person)).json()["keys"] == mine["keys"]
    others = [ask(tom, "f" * 32), ask(account(support.margaret))]
    assert not {*mine["keys"]} & {key for other in others for key in other.json()["keys"]}
    assert others[1].json()["seconds"] == 30 * 60  # the office: half an hour without a page
    clock.move_to(NOW + timedelta(hours=5))
    assert ask(tom).json()["seconds"] == 7 * 3600
    for device in ("", "x" * 32, "0" * 31):
        assert ask(tom, device).status_code == 400
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new secret", [settings.SECRET_KEY]
    assert device_keys.keys(support.tom.person, DEVICE)[1:] == mine["keys"]
    clock.move_to(NOW + timedelta(hours=13))
    assert ask(tom).status_code == 302


def test_kept_ready_are_the_visits_of_these_days_and_those_not_written_up(support, query_count):
    deployment = support.agreed()
    days = {day: support.planned(deployment, day=day) for day in (3, 10, 12, 17)}
    support.written_up(days[3])
    calling_off.cancel(support.planned(deployment, day=4), why="illness", by=support.leader, at=NOW)
    leader = support.leader
    with query_count() as queries:
        ready = from_devices.to_keep_ready(leader, at=NOW)
    assert ready == [days[10]]  # what this one agrees belongs on the pages of the next
    assert len(queries) == 1
    support.written_up(days[10])
    assert from_devices.to_keep_ready(leader, at=NOW) == [days[12]]
    assert from_devices.to_keep_ready(support.kate, at=NOW) == []


def test_what_a_device_keeps_is_said_page_by_page(tom, support):
    visit = support.planned()
    told = tom.post(reverse("leader-offline-ready", args=[visit.pk])).json()
    assert VisitRecord.objects.count() == 1
    for address in (told["home"], *told["sections"], told["check"]):
        assert tom.get(address).status_code == 200
    assert "notes" in told["needed"]["record"]
    assert "activities_other" not in told["needed"]["record"]  # only asked after another answer


def test_every_answer_costs_the_same_few_questions(tom, support, query_count):
    visit = support.begun()

    def cost(number: int) -> int:
        opened = seen_on(visit, "record", "record")
        changes = [notes(visit, f"Text {number} {each}.", opened=opened) for each in range(number)]
        with query_count() as queries:
            assert bring(tom, visit, *changes).status_code == 200
        return len(queries)

    _, one, four = cost(1), cost(1), cost(4)
    assert (one, four - one) == (ONE, THREE_MORE)


def test_the_numbers_are_forgotten_when_no_device_can_send_them_again(tom, support):
    visit = support.begun()
    bring(tom, visit, notes(visit, "Kept."))
    assert from_devices.forget(at=NOW + timedelta(days=59)) == 0
    assert from_devices.forget(at=NOW + timedelta(days=61)) == 1


def test_the_page_a_device_keeps_holds_nobody(tom, support, client):
    answers = {who.get(reverse("leader-offline")).content for who in (tom, client)}
    assert len(answers) == 1
    assert b"Tom Raine" not in answers.pop()
    worker = client.get(reverse("leader-offline-worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-store"
    assert b"web/js/away/page.js" in worker.content
