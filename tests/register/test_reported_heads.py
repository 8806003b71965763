"""A new head is reported by a leader, by the head who goes, by the national register; the office confirms it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people import links, posts
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.register import reported_heads
from drystone.register.models import NewHead, ReportedHead
from drystone.reports import waiting
from drystone.schools import register
from drystone.schools.models import Organisation
from tests import cast
from tests.clock import NOW
from tests.schools.files import school as row
from tests.schools.files import written
from tests.selection.pressing import dated, words
from tests.signing_in import sign_in
from tests.supporting import Support
from tests.supporting_pages import opened

JANE = {"name": "Jane Dinsdale", "email": "jane@reeth.example", "starts": date(2026, 11, 2)}
TYPED = {"name": "Jane Dinsdale", "email": "jane@reeth.example"} | dated(starts="2 11 2026")


@pytest.fixture
def support(db) -> Support:
    return Support(granted=6)


def reported(support: Support) -> ReportedHead:
    return reported_heads.report(support.tom, **JANE, **support.by(support.leader))


def kinds(support: Support) -> list[str]:
    return [each.kind for each in waiting.for_office(support.alliance, at=NOW)]


def test_a_leader_says_so_on_her_page_and_one_press_of_the_office_begins_the_new_heads_two_minutes(support):
    leader, office = sign_in(Client(), support.tom.person), sign_in(Client(), support.margaret)
    there = reverse("leader-new-head")
    assert there in leader.get(reverse("leader-profile")).content.decode()
    assert "Jane Dinsdale" in leader.post(there, TYPED | {"email": ""}).content.decode()
    for _ in range(2):
        assert leader.post(there, TYPED).status_code == 302
    told = ReportedHead.objects.get()
    assert "head-to-confirm" in kinds(support)
    page = reverse("office-reported-head", args=[told.pk])
    shown = words(office.get(page))
    assert "Tom Raine said today that Jane Dinsdale is the headteacher from Monday 2 November 2026" in shown
    assert "You have Ann Peel" in shown
    for _ in range(2):
        assert office.post(page, TYPED).status_code == 302
    assert Post.objects.get(person=support.ann, role=Role.HEAD).ends == date(2026, 11, 1)
    heads = posts.heads_of(support.reeth, support.alliance, NOW.date())
    assert [head.name for head in heads] == ["Jane Dinsdale"]
    asked = NewHead.objects.get()
    assert (asked.post.person.name, asked.answered_at) == ("Jane Dinsdale", None)
    assert Message.objects.filter(kind="register.new_head_asked").count() == 1
    assert "head-to-confirm" not in kinds(support)


def test_the_head_who_goes_says_so_by_the_link_that_she_has(support):
    link = links.invite(support.ann, "release", support.tom, alliance=support.alliance, by=None, at=NOW)
    client, page = opened(link)
    there = reverse("school-release-new-head", args=[support.tom.pk])
    assert there in client.get(page).content.decode()
    assert client.post(there, TYPED).status_code == 302
    assert ReportedHead.objects.get().told_by == support.ann


def test_nobody_is_made_a_head_by_being_named(support):
    told, clerk = reported(support), cast.officer(support.alliance, "Colin Thistlethwaite", Role.FINANCE)
    for stranger in (support.leader, support.susan, cast.acting(support.ann), clerk):
        with pytest.raises(NotAllowed):
            reported_heads.confirm(told, **JANE, **support.by(stranger))
    with pytest.raises(NotAllowed):
        reported_heads.report(support.tom, **JANE, **support.by(support.susan))
    heads = posts.heads_of(support.reeth, support.alliance, NOW.date())
    assert [head.name for head in heads] == ["Ann Peel"]


def test_who_is_the_head_already_or_the_leader_herself_is_not_reported(support):
    for name, said in (("Mrs Ann Peel", "is the headteacher of"), ("Tom Raine", "a job has changed")):
        with pytest.raises(Refused, match=said):
            reported_heads.report(support.tom, **JANE | {"name": name}, **support.by(support.leader))


def test_a_day_before_the_head_there_began_is_refused_and_nothing_typed_is_lost(support):
    told, office = reported(support), sign_in(Client(), support.margaret)
    page = office.post(reverse("office-reported-head", args=[told.pk]), TYPED | dated(starts="1 9 2019"))
    assert "Ann Peel became headteacher after that day" in words(page)
    assert "jane@reeth.example" in page.content.decode()
    assert ReportedHead.objects.open().exists()


def test_of_two_heads_one_may_stay_beside_the_new_one(support):
    office, told = sign_in(Client(), support.margaret), reported(support)
    page = reverse("office-reported-head", args=[told.pk])
    assert "Who stays headteacher" not in words(office.get(page))
    beth = cast.head(support.alliance, support.reeth, "Beth Alderson")
    assert "Who stays headteacher beside them?" in words(office.get(page))
    assert office.post(page, TYPED | {"staying": [beth.pk]}).status_code == 302
    heads = posts.heads_of(support.reeth, support.alliance, NOW.date())
    assert {head.name for head in heads} == {"Jane Dinsdale", "Beth Alderson"}


def test_laid_aside_nothing_changes(support):
    told, office = reported(support), sign_in(Client(), support.margaret)
    for _ in range(2):
        assert office.post(reverse("office-reported-head-dismissal", args=[told.pk])).status_code == 302
    assert Post.objects.get(person=support.ann, role=Role.HEAD).ends is None
    assert not ReportedHead.objects.open().exists()


def named(support: Support, folder, **head: str) -> None:
    """A register file in which the home school has these columns."""
    there = row(support.reeth.urn, support.reeth.name)
    register.bring_in(written(folder, there | head), by=None, at=NOW, force_shrink=True)


HEAD = {"HeadTitle (name)": "Mrs", "HeadFirstName": "Jane", "HeadLastName": "Dinsdale"}


def test_the_register_names_another_head_and_the_office_is_asked_once_for_each_name(support, tmp_path):
    named(support, tmp_path, **HEAD)
    assert [reported_heads.hear_register(at=NOW) for _ in range(2)] == [1, 0]
    told = ReportedHead.objects.get()
    office = sign_in(Client(), support.margaret)
    assert "The national register names today: Jane Dinsdale" in words(
        office.get(reverse("office-reported-head", args=[told.pk]))
    )
    reported_heads.dismiss(told, **support.office)
    assert reported_heads.hear_register(at=NOW + timedelta(days=40)) == 0


def test_the_register_names_the_head_we_have_with_or_without_a_title_and_nobody_is_asked(support, tmp_path):
    named(support, tmp_path, **HEAD | {"HeadFirstName": "Ann", "HeadLastName": "Peel"})
    assert reported_heads.hear_register(at=NOW) == 0


def test_an_edition_without_names_says_nothing_and_takes_none_away(support, tmp_path):
    named(support, tmp_path)
    assert reported_heads.hear_register(at=NOW) == 0
    named(support, tmp_path, **HEAD)
    named(support, tmp_path)
    assert Organisation.objects.get(pk=support.reeth.pk).head_name == "Jane Dinsdale"
