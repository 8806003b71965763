"""Conditions and support plans: due on a day, reminded of, met, given more time, not met."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.models import Link, Person
from drystone.register import certificates, conditions, designations
from drystone.register.conditions import Asked
from drystone.register.models import Condition, Designation
from drystone.reports import waiting
from drystone.web import tasks
from tests import cast
from tests.cast import TODAY
from tests.clock import NOW
from tests.selection.pressing import dated, words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = TODAY + 60 * DAY


class Place:
    def __init__(self) -> None:
        self.alliance, self.home = cast.alliance(), cast.school()
        cast.terms(self.alliance)
        self.manager = cast.officer(self.alliance)
        self.head = cast.head(self.alliance, self.home)
        self.english, self.maths = cast.area(), cast.area("maths", "Maths")

    def designated(self, **kinds: str) -> Designation:
        """Tom Raine, for English and Maths; `english="condition"` asks one there."""
        areas = {"english": self.english, "maths": self.maths}
        made = designations.designate(
            cast.person("Tom Raine"),
            alliance=self.alliance,
            home_school=self.home,
            areas=[(area, ["primary"], 2) for area in areas.values()],
            asking=[Asked(areas[name], kind, "Complete core training.", DUE) for name, kind in kinds.items()],
            by=self.manager,
            at=NOW,
        )
        certificates.certificate(made, by=self.manager, at=NOW)
        designations.begin(made, by=self.manager, at=NOW)
        return made

    def meet(self, condition: Condition) -> None:
        conditions.meet(condition, note="Certificate seen.", by=self.manager, at=NOW)

    def miss(self, condition: Condition) -> None:
        conditions.miss(condition, note="Nobody came.", by=self.manager, at=NOW)

    def waits(self, days: int) -> set[str]:
        """What the office must see to, so many days before the day it is due."""
        at = NOW + (DUE - TODAY) - days * DAY
        found = waiting.for_office(self.alliance, at=at)
        assert all(tasks.line(each, *tasks.FOR_OFFICE[each.kind]).title for each in found)
        return {each.kind for each in found if each.kind.startswith("condition")}


@pytest.fixture
def place() -> Place:
    return Place()


def counting(designation: Designation) -> list[str]:
    return [str(row) for row in designation.areas.counting().select_related("area")]


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=f"register.{kind}").values_list("to_name", flat=True))


def test_with_a_condition_on_every_area_she_waits_and_with_the_first_that_is_met_she_begins(place: Place):
    made = place.designated(english="condition", maths="condition")
    assert (made.state, counting(made), Link.objects.filter(purpose="release").count()) == ("pending", [], 0)
    place.meet(made.conditions.get(area=place.maths))
    made.refresh_from_db()
    assert (made.state, counting(made), Link.objects.filter(purpose="release").count()) == (
        "active", ["Maths"], 1,
    )  # fmt: skip
    assert told("condition_met") == ["Tom Raine"]


def test_an_area_without_a_condition_counts_at_once(place: Place):
    made = place.designated(maths="condition")
    assert (made.state, counting(made)) == ("active", ["English"])
    place.meet(made.conditions.get())
    assert counting(made) == ["English", "Maths"]


def test_a_support_plan_keeps_nothing_back(place: Place):
    made = place.designated(english="support", maths="support")
    assert (made.state, counting(made)) == ("active", ["English", "Maths"])
    before = certificates.standing_certificate(made)
    place.meet(made.conditions.get(area=place.english))
    assert certificates.standing_certificate(made) == before


def test_the_certificate_is_made_again_when_an_area_begins_to_count(place: Place):
    made = place.designated(maths="condition")
    before = certificates.standing_certificate(made)
    place.meet(made.conditions.get())
    after = certificates.standing_certificate(made)
    before.refresh_from_db()
    assert before.replaced_by == after != before


def test_what_was_done_is_kept_with_who_when_and_how_she_knows(place: Place):
    made = place.designated(maths="condition")
    condition = made.conditions.get()
    place.meet(condition)
    condition.refresh_from_db()
    kept = (condition.state, condition.settled_by, condition.state_since, condition.because)
    assert kept == ("met", place.manager, NOW, "Certificate seen.")
    line = Event.objects.get(record_type="register.condition", verb="meet")
    assert (line.by_name, line.note, line.about_id) == (place.manager.name, "Certificate seen.", made.pk)
    with pytest.raises(AlreadyMoved):
        place.meet(condition)


def test_more_time_is_given_with_a_reason_and_reminds_again(place: Place):
    made = place.designated(maths="condition")
    condition = made.conditions.get()
    soon = NOW + (DUE - TODAY) - 7 * DAY
    assert [conditions.remind_near(at=soon), conditions.remind_near(at=soon + DAY)] == [1, 0]
    conditions.extend(condition, DUE + 30 * DAY, note="Ill for a month.", by=place.manager, at=soon)
    assert (condition.state, condition.due_on, condition.first_due_on) == ("open", DUE + 30 * DAY, DUE)
    assert told("condition_extended") == ["Tom Raine"]
    assert [conditions.remind_near(at=soon + 30 * DAY), conditions.remind_near(at=soon + 31 * DAY)] == [1, 0]


def test_what_was_recorded_as_met_by_mistake_is_open_again(place: Place):
    made = place.designated(english="condition", maths="condition")
    condition = made.conditions.get(area=place.english)
    place.meet(condition)
    conditions.extend(condition, DUE, note="It was another Tom.", by=place.manager, at=NOW)
    made.refresh_from_db()
    assert (made.state, counting(made)) == ("pending", [])


def test_the_leader_and_her_head_are_reminded_once_a_fortnight_before(place: Place):
    place.designated(maths="condition")
    due = NOW + (DUE - TODAY)
    sent = {days: conditions.remind_near(at=due - days * DAY) for days in (20, 15, 14, 10, 1, 0)}
    assert sent == {20: 0, 15: 0, 14: 1, 10: 0, 1: 0, 0: 0}
    assert (told("condition_near"), told("head_of_condition_near")) == (["Tom Raine"], [place.head.name])
    assert not Message.objects.filter(text__contains="core training").exists()


def test_nobody_is_reminded_of_what_is_met_ended_or_paused_with_the_alliance(place: Place):
    made = place.designated(maths="condition")
    soon = NOW + (DUE - TODAY) - 7 * DAY
    type(place.alliance).objects.update(suspended_on=TODAY)
    assert conditions.remind_near(at=soon) == 0
    type(place.alliance).objects.update(suspended_on=None)
    designations.resign(made, by=place.manager, at=NOW)
    assert conditions.remind_near(at=soon) == 0


def test_the_office_sees_it_a_fortnight_before_when_overdue_and_when_it_was_not_met(place: Place):
    made = place.designated(maths="condition")
    assert [place.waits(days) for days in (15, 14, 0, -1)] == [
        set(), {"condition-near"}, {"condition-near"}, {"condition-overdue"},
    ]  # fmt: skip
    place.miss(made.conditions.get())
    assert place.waits(-1) == {"condition-missed"}
    designations.withdraw(Designation.objects.get(), note="Not met.", by=place.manager, at=NOW)
    assert place.waits(-1) == set()


def test_not_met_nothing_ends_by_itself_and_the_office_takes_the_area_back(place: Place):
    made = place.designated(maths="condition")
    condition = made.conditions.get()
    with pytest.raises(AlreadyMoved):
        conditions.take_area_back(condition, note="x", by=place.manager, at=NOW)
    place.miss(condition)
    assert (made.areas.count(), told("condition_missed")) == (2, ["Tom Raine"])
    with pytest.raises(NotAllowed):
        conditions.take_area_back(condition, note="x", by=place.head, at=NOW)
    conditions.take_area_back(condition, note="Not met.", by=place.manager, at=NOW)
    assert [str(row) for row in made.areas.all()] == ["English"]
    assert told("area_taken_back") == ["Tom Raine"]
    assert Condition.objects.get().state == "not_met"
    with pytest.raises(AlreadyMoved):
        conditions.take_area_back(condition, note="Again.", by=place.manager, at=NOW)


def test_the_last_area_is_not_taken_back_by_itself(place: Place):
    made = place.designated(english="condition", maths="condition")
    one, other = made.conditions.all()
    place.miss(one)
    place.miss(other)
    conditions.take_area_back(one, note="Not met.", by=place.manager, at=NOW)
    with pytest.raises(AlreadyMoved):
        conditions.take_area_back(other, note="Not met.", by=place.manager, at=NOW)


def test_only_the_manager_settles_a_condition_and_nothing_once_it_has_ended(place: Place):
    made = place.designated(maths="condition")
    condition = made.conditions.get()
    for other in (place.head, cast.acting(made.person)):
        with pytest.raises(NotAllowed):
            conditions.meet(condition, note="x", by=other, at=NOW)
    designations.resign(made, by=place.manager, at=NOW)
    with pytest.raises(AlreadyMoved):
        place.meet(condition)


def test_the_database_refuses_two_for_one_area_and_one_that_nobody_settled(place: Place):
    made = place.designated(maths="condition")
    condition = made.conditions.get()
    for wrong in ({"state": "met"}, {"terms": ""}, {"kind": "hope"}, {"due_on": DUE - DAY}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Condition.objects.filter(pk=condition.pk).update(**wrong)
    condition.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        condition.save(force_insert=True)


def test_who_sees_a_condition(place: Place):
    made = place.designated(maths="condition")
    elsewhere = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Wendy Metcalfe")
    stranger = cast.acting(cast.person("Ivy Raw"))
    everybody = (cast.acting(made.person), place.manager, place.head, elsewhere, stranger)
    seen = [Condition.objects.visible_to(person, on=TODAY).exists() for person in everybody]
    assert seen == [True, True, True, False, False]


def test_the_office_gives_more_time_and_records_it_as_met_on_the_pages(place: Place):
    made = place.designated(maths="condition")
    condition, office = made.conditions.get(), sign_in(Client(), place.manager)
    page = reverse("office-leader", args=[made.pk])
    said = words(office.get(page))
    assert "Maths: condition" in said
    assert "Nobody is asked for this area before" in said

    def there(verb: str) -> str:
        return reverse("office-leader-condition", args=[made.pk, condition.pk, verb])

    assert "still to come" in words(office.post(there("extend"), {"note": "Ill."} | dated(due_on="1 1 2020")))
    early = dated(due_on=f"{TODAY.day + 1} {TODAY.month} {TODAY.year}")
    assert "which was told first" in words(office.post(there("extend"), {"note": "Ill."} | early))
    later = dated(due_on="1 6 2027")
    for _ in range(2):
        assert office.post(there("extend"), {"note": "Ill."} | later).status_code == 302
    assert "first told" in words(office.get(page))
    for _ in range(2):
        assert office.post(there("meet"), {"note": "Seen."}).status_code == 302
    said = words(office.get(page))
    assert "Met" in said
    assert "Record as met" not in said
    assert office.get(there("no-such-verb")).status_code == 404


def test_the_leader_and_the_head_read_it_on_their_pages(place: Place):
    made = place.designated(maths="condition")
    said = words(sign_in(Client(), Person.objects.get(pk=made.person_id)).get(reverse("leader-profile")))
    assert "Complete core training. To be met by" in said
    head = sign_in(Client(), Person.objects.get(pk=place.head.pk))
    assert "Condition for Maths, by" in words(head.get(reverse("school-release", args=[made.pk])))
