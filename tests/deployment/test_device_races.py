"""Two devices of one leader, or a device and a page, write in the same visit at the same moment."""

from functools import partial
from threading import Event
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from drystone.deployment.models import Visit
from drystone.deployment.models.visit import DeviceChange
from drystone.questions import beside
from tests.supporting_pages import account

from .test_from_devices import bring, notes, seen_on, written
from .test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def strengths(visit: Visit) -> dict:
    window, marks = seen_on(visit, "record", "record")
    return {
        "number": str(uuid4()), "document": "record", "question": "strengths",
        "fields": [["strengths", "The displays."]], "seen": f"{window} strengths:{marks['strengths']}",
    }  # fmt: skip


def at_the_same_moment(*acts) -> list[dict]:
    answers: list[dict] = []
    assert at_once(*(lambda act=act: answers.append(act().json()) for act in acts)) == ["done"] * len(acts)
    return answers


def test_of_two_batches_at_once_nothing_is_lost_and_nothing_overwritten_unseen(support):
    visit = support.begun()
    phone, laptop = account(support.tom.person), account(support.tom.person)
    hers, others = notes(visit, "From the phone."), notes(visit, "From the laptop.")
    more = strengths(visit)
    answers = at_the_same_moment(partial(bring, phone, visit, hers), partial(bring, laptop, visit, others, more))
    taken = {each["number"]: each for answer in answers for each in answer["changes"]}
    first, second = sorted(
        (taken[hers["number"]], taken[others["number"]]), key=lambda each: each["state"], reverse=True
    )
    assert (first["state"], second["state"], taken[more["number"]]["state"]) == ("kept", "clash", "kept")
    assert {second["yours"], second["theirs"]} == {"From the phone.", "From the laptop."}
    assert (written(visit), written(visit, "strengths")) == (second["theirs"], "The displays.")
    assert DeviceChange.objects.count() == 2


def test_the_same_batch_twice_at_once_is_taken_once(support):
    visit = support.begun()
    change = notes(visit, "Once.")
    both = (account(support.tom.person), account(support.tom.person))
    answers = at_the_same_moment(*(partial(bring, each, visit, change) for each in both))
    assert [answer["changes"][0]["state"] for answer in answers] == ["kept", "kept"]
    assert (written(visit), DeviceChange.objects.count()) == ("Once.", 1)


def test_a_page_that_saves_while_it_is_typed_on_and_a_batch_take_turns(support):
    visit = support.begun()
    typed, brought = notes(visit, "Typed on the page."), notes(visit, "From the phone.")
    page, phone = account(support.tom.person), account(support.tom.person)
    page_saves = partial(saved, page, visit, typed)
    answers = at_the_same_moment(page_saves, partial(bring, phone, visit, brought))
    kept = [answer["saved"] if "saved" in answer else answer["changes"][0]["state"] == "kept" for answer in answers]
    assert sorted(kept) == [False, True]
    assert written(visit) in ("Typed on the page.", "From the phone.")


def test_a_whole_page_that_is_sent_and_a_batch_take_turns(support, monkeypatch):
    """The page is sent while a device has looked at what stands there, and has not written yet."""
    visit = support.begun()
    typed, brought = notes(visit, "Typed on the page."), notes(visit, "From the phone.")
    page, phone = account(support.tom.person), account(support.tom.person)
    looked, sent, look = Event(), Event(), beside.is_untouched

    def looks_and_waits(*args):
        found = look(*args)
        looked.set()
        sent.wait(1.5)
        return found

    def send_page():
        looked.wait(20)
        boxes = {"notes": typed["fields"][0][1], "_seen": typed["seen"]}
        answers["page"] = page.post(reverse("leader-write-up", args=[visit.pk, "record", "record"]), boxes)
        sent.set()

    monkeypatch.setattr(beside, "is_untouched", looks_and_waits)
    answers: dict = {}
    assert at_once(lambda: answers.update(phone=bring(phone, visit, brought)), send_page) == ["done", "done"]
    assert answers["phone"].json()["changes"][0]["state"] == "kept"
    assert written(visit) == "From the phone."
    assert "From the phone." in answers["page"].content.decode()  # both texts are shown, and hers is not lost
    assert "Typed on the page." in answers["page"].content.decode()


def saved(client: Client, visit: Visit, change: dict):
    boxes = {"question": "notes", "notes": change["fields"][0][1], "_seen": change["seen"]}
    return client.post(reverse("leader-write-up-save", args=[visit.pk, "record"]), boxes)
