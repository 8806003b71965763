"""Core training: sessions are booked, attended, and do an item of induction, which then waits for its signer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.groups import groups, meetings, registers, sign_ups
from drystone.groups.meetings import Details
from drystone.groups.models import Meeting, SignUp
from drystone.groups.registers import Line
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.register import designations, documents, induction
from drystone.register.models import Designation, InductionItem, InductionStep
from drystone.reports import learned, waiting
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER, ENDS, STARTS
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TRAINED = [InductionStep(title="Core training", days=84, by_training=True)]
DAY = timedelta(days=1)


class Scene:
    """Farah has still to come to core training, of which there is one session with one place; Joan trains."""

    def __init__(self) -> None:
        self.alliance, self.home = cast.alliance(), cast.school()
        self.manager = cast.officer(self.alliance)
        self.farah = self.leader("Farah Siddiqui")
        self.group = groups.start(
            self.alliance, kind="training", name="Starting as a System Leader", by=self.manager, at=NOW
        )
        self.joan = cast.person("Joan Calvert")
        groups.add(self.group, self.joan, facilitates=True, by=self.manager, at=NOW)

    def leader(self, name: str) -> Designation:
        made = cast.leader(self.alliance, self.home, name)
        induction.begin(made, TRAINED)
        return made

    def plan(self, days: int = 0, places: int | None = 1) -> Meeting:
        when = {"starts_at": STARTS + days * DAY, "ends_at": ENDS + days * DAY}
        return meetings.plan(self.group, Details("Leyburn", places=places), **when, by=self.manager, at=NOW)

    def book(self, session: Meeting, who: Designation | None = None) -> SignUp:
        return sign_ups.book(session, by=cast.acting((who or self.farah).person), at=NOW)

    def take(self, session: Meeting, came: bool = True) -> Meeting:
        return registers.take(session, {self.farah.person: Line(came)}, by=self.manager, at=AFTER)

    def item(self) -> InductionItem:
        return self.farah.induction.get()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_leader_books_once_waits_where_it_is_full_and_comes_when_a_place_is_free(scene: Scene):
    session, other = scene.plan(), scene.leader("Ben Sowerby")
    assert scene.book(session) == scene.book(session)
    assert [scene.book(session).state, scene.book(session, other).state] == ["coming", "waiting"]
    sign_ups.withdraw(scene.book(session), by=cast.acting(scene.farah.person), at=NOW)
    assert list(SignUp.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "coming"]
    assert scene.book(session).state == "waiting"
    told = Message.objects.filter(kind="groups.signed_up").values_list("to_name", flat=True)
    assert sorted(told) == ["Ben Sowerby", "Ben Sowerby", "Farah Siddiqui", "Farah Siddiqui"]


def test_only_system_leaders_of_the_alliance_book_and_only_core_training(scene: Scene):
    session = scene.plan()
    elsewhere = cast.leader(cast.alliance("Wharfedale Alliance", default=False), scene.home, "Olive Best")
    for stranger in (scene.manager, cast.acting(scene.joan), cast.acting(elsewhere.person)):
        with pytest.raises(NotAllowed):
            sign_ups.book(session, by=stranger, at=NOW)
    network = groups.start(scene.alliance, kind="network", name="Maths", by=scene.manager, at=NOW)
    when = {"starts_at": STARTS, "ends_at": ENDS}
    with pytest.raises(NotAllowed):
        scene.book(meetings.plan(network, Details("Leyburn"), **when, by=scene.manager, at=NOW))
    with pytest.raises(Refused, match="Nobody can sign up"):
        sign_ups.book(session, by=cast.acting(scene.farah.person), at=AFTER)
    meetings.cancel(session, why="Snow", by=scene.manager, at=NOW)
    with pytest.raises(Refused, match="Nobody can sign up"):
        scene.book(session)


def test_who_came_has_done_it_and_whoever_signs_it_off_is_told_then_comes_the_certificate(scene: Scene):
    hugh = cast.officer(scene.alliance, "Hugh Metcalfe")
    InductionItem.objects.update(signer=hugh, due_on=NOW.date() - DAY)
    session = scene.take(scene.plan())
    assert scene.item().attended_at == session.starts_at
    assert Message.objects.get(kind="register.induction_to_sign").to_name == "Hugh Metcalfe"
    assert [each.kind for each in waiting.for_person(cast.acting(hugh), at=AFTER)] == ["induction-to-sign"]
    kinds = {each.kind for each in waiting.for_office(scene.alliance, at=AFTER)}
    assert "induction-overdue" not in kinds
    assert documents.induction_kept(scene.farah) is None
    induction.sign_off(scene.item(), on=NOW.date(), by=hugh, at=AFTER)
    assert documents.induction_kept(scene.farah) is not None
    assert [line.title for line in learned.of_year(scene.farah, 2026)] == ["Starting as a System Leader"]


def test_who_did_not_come_has_it_still_to_do_and_is_overdue_in_time(scene: Scene):
    InductionItem.objects.update(due_on=NOW.date() - DAY)
    scene.take(scene.plan(), came=False)
    assert scene.item().attended_at is None
    assert "induction-overdue" in {each.kind for each in waiting.for_office(scene.alliance, at=AFTER)}


def test_a_register_put_right_puts_the_induction_right_until_it_is_signed_off(scene: Scene):
    session, office = scene.take(scene.plan()), {"by": scene.manager, "at": AFTER}

    def correct(came: bool) -> None:
        registers.correct(session, {scene.farah.person: Line(came)}, why="Misread.", **office)

    correct(False)
    assert scene.item().attended_at is None
    correct(True)
    assert scene.item().attended_at == session.starts_at
    induction.sign_off(scene.item(), on=NOW.date(), **office)
    correct(False)
    assert scene.item().done_on == NOW.date()
    verbs = Event.objects.filter(record_type="register.inductionitem").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["attended", "not_attended", "attended", "signed_off"]


def test_one_session_does_one_item_and_another_session_the_next(scene: Scene):
    induction.begin(scene.farah, [InductionStep(title="Second day", days=112, by_training=True)])
    scene.take(scene.plan())
    assert list(scene.farah.induction.to_train().values_list("title", flat=True)) == ["Second day"]
    registers.correct(
        Meeting.objects.get(), {scene.farah.person: Line(True), scene.joan: Line(True)},
        why="Joan came, too.", by=scene.manager, at=AFTER,
    )  # fmt: skip
    assert scene.farah.induction.to_train().count() == 1
    registers.take(scene.plan(1), {scene.farah.person: Line(True)}, by=scene.manager, at=AFTER + DAY)
    assert scene.farah.induction.to_train().count() == 0


def test_a_meeting_of_another_group_does_no_item(scene: Scene):
    network = groups.start(scene.alliance, kind="network", name="Maths", by=scene.manager, at=NOW)
    when = {"starts_at": STARTS, "ends_at": ENDS}
    scene.take(meetings.plan(network, Details("Leyburn"), **when, by=scene.manager, at=NOW))
    assert scene.item().attended_at is None


def test_whoever_has_still_to_come_and_has_no_place_is_told_of_new_sessions_in_one_message(scene: Scene):
    scene.book(scene.plan())
    ben, done = scene.leader("Ben Sowerby"), scene.leader("Ann Dent")
    induction.sign_off(done.induction.get(), on=NOW.date(), by=scene.manager, at=NOW)
    moments = [(STARTS + days * DAY, ENDS + days * DAY) for days in (7, 14)]
    Message.objects.all().delete()
    meetings.plan_series(scene.group, Details("Leyburn"), moments, by=scene.manager, at=NOW)
    offered = Message.objects.filter(kind="groups.training_offered")
    assert [message.to_name for message in offered] == [ben.person.name]
    assert "Wednesday 25 November 2026" in offered[0].text
    assert "Wednesday 2 December 2026" in offered[0].text


def test_the_database_knows_only_training_that_is_attended(scene: Scene):
    with pytest.raises(IntegrityError), transaction.atomic():
        InductionItem.objects.update(by_training=False, attended_at=NOW)


def test_from_the_checklist_to_a_place_and_from_the_register_to_the_signature_on_pages(scene: Scene, clock):
    hers, office = sign_in(Client(), scene.farah.person), sign_in(Client(), scene.manager)
    profile, sessions = reverse("leader-profile"), reverse("leader-training")
    assert sessions in hers.get(profile).content.decode()
    assert "No session is planned yet" in words(hers.get(sessions))
    when = {"day": "18/11/2026", "starts": "13:30", "ends": "15:30", "place": "Leyburn", "places": "1"}
    office.post(reverse("leader-group-meetings", args=[scene.group.pk]), when)
    session = Meeting.objects.get()
    assert "Leyburn, with Joan Calvert. 1 place left" in words(hers.get(sessions))
    booking = reverse("leader-meeting-booking", args=[session.pk])
    assert "I cannot come" in words(hers.post(booking, follow=True))
    hers.post(booking)
    assert "You have a place on" in words(hers.get(profile))
    assert "You have a place" in words(hers.get(sessions))
    clock.move_to(session.ends_at + timedelta(hours=1))
    office = sign_in(Client(), scene.manager)
    office.post(reverse("leader-meeting-register", args=[session.pk]), {"others": "yes"})
    hers = sign_in(Client(), scene.farah.person)
    assert "You came on 18 Nov 2026; it waits to be signed off" in words(hers.get(profile))
    assert "Came on 18 Nov 2026" in words(office.get(reverse("office-leader-part", args=[scene.farah.pk, "learning"])))
    signing = reverse("leader-induction-signing", args=[scene.item().pk])
    assert "came to core training on Wednesday 18 November 2026" in words(office.get(signing))
    office.post(signing)
    assert scene.item().done_on is not None


def test_of_another_alliance_nothing_is_seen(scene: Scene):
    session = scene.plan()
    elsewhere = cast.leader(cast.alliance("Wharfedale Alliance", default=False), scene.home, "Olive Best")
    olive = sign_in(Client(), elsewhere.person)
    assert olive.get(reverse("leader-meeting", args=[session.pk])).status_code == 404
    assert olive.post(reverse("leader-meeting-booking", args=[session.pk])).status_code == 404
    assert "No session is planned yet" in words(olive.get(reverse("leader-training")))


@pytest.mark.parametrize("number", [1, 3])
def test_the_sessions_ask_the_same_number_of_questions(scene: Scene, number: int, query_count):
    for each in range(number):
        scene.book(scene.plan(each))
    hers, cost = sign_in(Client(), scene.farah.person), []
    for name in ("leader-training", "leader-profile"):
        hers.get(reverse(name))
        with query_count() as queries:
            hers.get(reverse(name))
        cost.append(len(queries))
    assert cost == [6 + OPENING, 10 + OPENING]


def test_whoever_is_no_system_leader_any_more_leaves_the_place_to_who_waits(scene: Scene):
    session, gone, waits = scene.plan(), scene.leader("Ben Sowerby"), scene.leader("Hugh Lister")
    for who in (scene.farah, gone, waits):
        scene.book(session, who)
    guest = sign_ups.invite(scene.plan(7), "Ann Peel", "ann@reeth.example", by=scene.manager, at=NOW)
    assert sign_ups.free_left(at=NOW) == 0
    for who in (scene.farah, gone):
        designations.resign(who, by=cast.acting(who.person), at=NOW)
    assert [sign_ups.free_left(at=NOW) for _ in range(2)] == [2, 0]
    states = SignUp.objects.filter(meeting=session).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "withdrawn", "coming"]
    guest.refresh_from_db()
    assert guest.state == "coming"
