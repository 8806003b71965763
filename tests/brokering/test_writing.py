"""Asking with the whole form: for whom, filled in with what is known, what does not fit, what stays in confidence."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone.brokering import answered, asking, calls, requests
from drystone.brokering.asking import For
from drystone.brokering.models import Confidence, SupportRequest
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.register import areas
from drystone.schools.models import Organisation, SchoolLink
from tests import cast
from tests.brokering.writing import SECRET, authority, commissioned, drafted, write
from tests.clock import NOW


def said(request: SupportRequest) -> dict:
    return sheets.values(request.sheet)


def fit(request: SupportRequest, **answers) -> list[str]:
    """What stands in the way of sending it, with these answers given instead."""
    for key, raw in answers.items():
        sheets.save(request.sheet, key, raw, at=NOW)
    with pytest.raises(sheets.Unfinished) as no:
        requests.submit(request, by=cast.acting(request.contact), at=NOW)
    return [problem.text for problem in no.value.problems]


def test_a_head_begins_with_all_that_is_known_and_the_next_page_is_what_she_needs(support):
    """Features 40: structured request for support."""
    made = asking.begin(support.alliance, For(support.leyburn), **support.by(support.susan))
    known = said(made)
    assert (known["asking_as"], known["school"]["key"], known["phase"]) == ("school", support.leyburn.urn, "primary")
    assert known["contact"] == {"name": "Susan Iveson", "role": "Headteacher", "email": support.susan.email}
    assert known["contact_is_head"] is True
    assert {step.section.key: step.state for step in sheets.progress(made.sheet)}["who"] == "answered"


def test_pressed_twice_one_draft_is_begun_and_who_has_no_account_gets_a_link_to_go_on(support):
    first, second = (asking.begin(support.alliance, For(support.leyburn), **support.by(support.susan)) for _ in "12")
    assert first == second
    assert Message.objects.get(kind="brokering.request_begun").to_address == support.susan.email


def test_a_draft_is_seen_by_whoever_writes_it_and_the_office_alone(support):
    body, clare = authority(support)
    made = asking.begin(support.alliance, For(support.leyburn, body), **support.by(clare))
    colleague = cast.person("Chris Colleague")
    sees = [
        who.name
        for who in (clare, support.margaret, support.susan, cast.acting(colleague), support.ann)
        if SupportRequest.objects.visible_to(who, on=cast.TODAY).filter(pk=made.pk).exists()
    ]
    assert sees == [clare.name, "Margaret Alderson"]


def test_a_commissioner_asks_for_a_school_of_her_authority_and_for_no_other(support):
    body, clare = authority(support)
    made = asking.begin(support.alliance, For(support.leyburn, body), **support.by(clare))
    assert (made.commissioner, made.commissioned_by, said(made)["asking_as"]) == (body, clare, "authority")
    assert said(made)["contact"]["name"] == "Susan Iveson"
    with pytest.raises(Refused, match="is not one of the schools of Yoredale"):
        asking.begin(support.alliance, For(support.reeth, body), **support.by(clare))


def test_nobody_asks_for_a_school_that_is_not_hers(support):
    with pytest.raises(NotAllowed):
        asking.begin(support.alliance, For(support.leyburn), **support.by(support.ann))
    body, _ = authority(support)
    with pytest.raises(NotAllowed):
        asking.begin(support.alliance, For(support.leyburn, body), **support.by(support.susan))


def test_once_it_is_sent_the_office_speaks_to_the_school_and_the_commissioner_is_told_too(support):
    asked = commissioned(support)
    assert (asked.contact, asked.commissioned_by.name) == (support.susan, "Clare Yoredale")
    told = Message.objects.filter(kind="brokering.request_received").values_list("to_address", flat=True)
    assert set(told) == {support.susan.email, asked.commissioned_by.email}


def test_a_head_who_is_named_is_told_with_a_link_to_follow_and_is_no_head_by_that(support):
    named = {"name": "Nell Garth", "email": "nell@leyburn.example"}
    deputy = {"name": "Paul Dent", "email": "paul@leyburn.example", "role": "Deputy"}
    made = drafted(support)
    for key, raw in {"contact": deputy, "contact_is_head": "no", "headteacher": named, "head_agreed": "yes"}.items():
        sheets.save(made.sheet, key, raw, at=NOW)
    asked = requests.submit(made, **support.by(support.susan))
    assert (asked.contact.name, asked.head.name) == ("Paul Dent", "Nell Garth")
    letter = Message.objects.get(kind="brokering.head_told")
    assert (letter.to_address, "Paul Dent has asked" in letter.text) == ("nell@leyburn.example", True)
    assert SECRET not in letter.text
    assert SupportRequest.objects.visible_to(cast.acting(asked.head), on=cast.TODAY).filter(pk=asked.pk).exists()
    assert not Person.objects.get(pk=asked.head.pk).posts.exists()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("0", "“Days” must be between 0.5 and 60 days"),
        ("300", "“Days” must be between 0.5 and 60 days"),
        ("2.3", "“Days” must be a number of days in whole or half days, like 2 or 2.5"),
        ("three", "“Days” must be a number of days in whole or half days, like 2 or 2.5"),
    ],
)
def test_days_that_cannot_be_are_said_so_and_stay_in_their_box(support, typed, text):
    made = drafted(support)
    assert fit(made, days=typed) == [text]
    kept = made.sheet.answers.get(key="days").value
    assert kept in ({"typed": typed}, 2 * int(typed) if typed.isdigit() else None)


def test_days_the_wrong_way_round_or_over_are_said_so(support):
    made = drafted(support)
    assert fit(made, from_on="2026-12-18", until_on="2026-11-16") == ["The last day cannot be before the first"]
    over = ["These days are over: Tuesday 10 November 2026 has passed"]
    assert fit(made, from_on="2026-11-02", until_on="2026-11-10") == over


@pytest.mark.parametrize(
    "wrong", [{"half_days": 0}, {"half_days": 121}, {"from_on": date(2026, 12, 1), "until_on": date(2026, 11, 30)}]
)
def test_the_database_takes_no_days_that_cannot_be(support, wrong):
    made = drafted(support)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=made.pk).update(**wrong)


def test_an_area_that_is_no_longer_offered_is_said_so_and_nothing_is_lost(support):
    own = areas.add(support.alliance, "Dales history", group="Inclusion", **support.office)
    made = drafted(support, area=own.code)
    areas.retire(own, support.alliance, **support.office)
    assert fit(made) == ["“Dales history” is no longer offered. Choose another area of expertise"]
    assert made.sheet.answers.get(key="area").value["label"] == "Dales history"


def test_a_school_that_has_closed_since_offers_the_one_that_followed(support):
    made = drafted(support)
    after = cast.school("Yoredale Primary School")
    SchoolLink.objects.create(organisation=support.leyburn, other=after, kind="successor", wording="Successor")
    Organisation.objects.filter(pk=support.leyburn.pk).update(status="2", closed_on=date(2026, 8, 31))
    text = f"Leyburn Primary School has closed. Ask for Yoredale Primary School ({after.urn}) instead"
    assert fit(made) == [text]
    support.leyburn.refresh_from_db()
    with pytest.raises(Refused, match=r"has closed. Ask for Yoredale Primary School"):
        asking.begin(support.alliance, For(support.leyburn), **support.office)


def test_a_school_without_a_place_on_the_map_asks_like_any_other(support):
    Organisation.objects.filter(pk=support.leyburn.pk).update(easting=None, northing=None)
    assert requests.submit(drafted(support), **support.by(support.susan)).state == "submitted"


def test_what_is_told_in_confidence_leaves_the_form_for_a_row_of_its_own(support):
    asked = requests.submit(drafted(support), **support.by(support.susan))
    assert (Confidence.objects.get().text, Confidence.objects.get().author) == (SECRET, support.susan)
    assert not asked.sheet.answers.filter(key="confidence").exists()
    assert sheets.is_intact(asked.sheet)
    for kept in (answered.of(asked), list(Event.objects.values()), list(Message.objects.values())):
        assert SECRET not in str(kept)


def call(support, **changed) -> SupportRequest:
    answers = {
        "school": {"key": support.leyburn.urn, "name": "Leyburn"},
        "contact": {"name": "Paul Dent", "email": "paul@leyburn.example"},
        "phone": "01632 960999",
        "need": "Somebody to think with about phonics.",
    }
    return calls.call(support.alliance, {**answers, **changed}, at=NOW)


def test_after_a_call_the_rest_is_written_down_and_nothing_said_is_asked_again(support):
    called = call(support)
    paul = cast.acting(called.contact)
    for _ in "12":
        asking.write_rest(called, by=paul, at=NOW)
    known = sheets.values(called.rest)
    assert (known["need"], known["phone"], known["school"]["key"]) == (
        "Somebody to think with about phonics.", "01632 960999", support.leyburn.urn,
    )  # fmt: skip
    assert "headteacher" not in known, "who only called learns nobody's address"
    cast.area()
    write(called.rest, support.susan, contact={"name": "Paul Dent", "email": paul.email, "role": "Deputy"})
    for _ in "12":
        asking.add_rest(called, by=paul, at=NOW)
    called = SupportRequest.objects.get()
    assert (called.half_days, str(called.area), called.contact) == (6, "English", paul)
    assert answered.of(called)["success_1"] == "The team plans together."
    assert Message.objects.filter(kind="brokering.rest_written").count() == 1
    assert Confidence.objects.get().text == SECRET


def test_the_rest_of_a_call_does_not_undo_what_the_office_has_settled(support):
    called = call(support)
    cast.area()
    days = {"half_days": 2, "from_on": date(2026, 11, 16), "until_on": date(2026, 12, 4)}
    requests.accept(called, area=cast.area(), need="Phonics", **days, **support.office)
    asking.write_rest(called, by=cast.acting(called.contact), at=NOW)
    write(called.rest, support.susan)
    made = asking.add_rest(called, by=cast.acting(called.contact), at=NOW)
    assert (made.half_days, made.need, answered.of(made)["days"]) == (2, "Phonics", 6)


def test_a_request_withdrawn_comes_back_and_the_office_learns_of_both(support):
    asked = requests.submit(drafted(support), **support.by(support.susan))
    requests.withdraw(asked, **support.by(support.susan))
    assert Message.objects.filter(kind="brokering.request_withdrawn").count() == 1
    later = {"by": support.susan, "at": NOW + timedelta(hours=1)}
    assert requests.ask_after_all(asked, **later).state == "submitted"
    assert Message.objects.filter(kind="brokering.request_arrived").count() == 2


def test_a_draft_withdrawn_is_a_draft_again_and_nobody_is_told(support):
    made = drafted(support)
    requests.withdraw(made, **support.by(support.susan))
    assert requests.ask_after_all(made, **support.by(support.susan)).state == "draft"
    assert not Message.objects.filter(kind="brokering.request_withdrawn").exists()
