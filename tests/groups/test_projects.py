"""Projects and resources: who works on them or made them, and that both count among contributions."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.groups import files, projects, resources
from drystone.groups.models import Project, Resource
from drystone.groups.projects import About
from drystone.lifecycle import NotAllowed, Refused
from drystone.register.models import Contribution
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.signing_in import sign_in
from tests.supporting_pages import said

pytestmark = pytest.mark.django_db
VIDEO = b"\x00\x00\x00\x18ftypmp42 a short video"


class Stage:
    def __init__(self):
        self.alliance, self.home = cast.alliance(), cast.school()
        self.manager = cast.officer(self.alliance)
        self.tom = cast.leader(self.alliance, self.home)

    def share(self, by=None, **what) -> Resource:
        given = {"made_by": self.tom, "by": by or cast.acting(self.tom.person), "at": NOW}
        given |= what or {"url": "https://v.example"}
        return resources.share(self.alliance, "Oracy in five minutes", cast.area(), **given)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_whoever_works_on_a_project_has_contributed_once(stage: Stage):
    about = About("Transition", "One way from primary to secondary", cast.TODAY)
    project = projects.start(stage.alliance, about, [], by=stage.manager, at=NOW)
    for _ in range(2):
        projects.change(project, about, [stage.tom.person], by=stage.manager, at=NOW)
    assert list(Contribution.objects.values_list("kind", "title")) == [("project", "Transition")]
    with pytest.raises(NotAllowed):
        projects.change(project, about, [], by=cast.acting(stage.tom.person), at=NOW)
    assert [Project.objects.visible_to(who, on=cast.TODAY).count() for who in (
        cast.acting(stage.tom.person), cast.acting(cast.person("Nora Nobody")))] == [1, 0]  # fmt: skip


def test_a_resource_is_shared_once_by_its_maker_or_the_office_and_counts_as_a_contribution(stage: Stage):
    assert stage.share() == stage.share(by=stage.manager)
    assert list(Contribution.objects.values_list("kind", "title")) == [("resource", "Oracy in five minutes")]
    other = cast.leader(stage.alliance, stage.home, "Ben Sowerby")
    with pytest.raises(NotAllowed):
        stage.share(by=cast.acting(other.person))
    with pytest.raises(NotAllowed):
        resources.remove(Resource.objects.get(), by=cast.acting(other.person), at=NOW)


def test_a_video_is_kept_as_it_came_and_a_large_one_is_refused_unread(stage: Stage):
    upload = SimpleUploadedFile("clip.mov", VIDEO)
    kept = stage.share(upload=upload)
    with kept.file.open("rb") as content:
        assert content.read() == VIDEO
    assert (kept.content_type, kept.file_name) == ("video/mp4", "clip.mp4")
    huge = SimpleUploadedFile("clip.mp4", VIDEO + b"x")
    huge.size = files.LARGEST_VIDEO + 1
    with pytest.raises(Refused, match="Give a link to it instead"):
        stage.share(upload=huge)
    with pytest.raises(Refused, match="Choose a PDF"):
        stage.share(upload=SimpleUploadedFile("clip.mp4", b"<script>"))


def test_opening_is_counted_without_a_name_and_reading_the_list_changes_nothing(stage: Stage):
    resource = stage.share()
    tom = sign_in(Client(), stage.tom.person)
    assert "Opened 0 times" in said(tom.get(reverse("leader-resources")))
    answer = tom.post(reverse("leader-resource-opening", args=[resource.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "https://v.example")
    assert "Opened 1 time" in said(tom.get(reverse("leader-resources"), {"area": "english"}))
    stranger = sign_in(Client(), cast.person("Nora Nobody"))
    assert stranger.post(reverse("leader-resource-opening", args=[resource.pk])).status_code == 404
    assert stranger.get(reverse("leader-resource-new")).status_code == 403


def test_a_leader_shares_and_the_office_starts_a_project_on_pages(stage: Stage):
    tom, office = sign_in(Client(), stage.tom.person), sign_in(Client(), stage.manager)
    new = reverse("leader-resource-new")
    given = {"title": "Oracy", "made_by": stage.tom.pk}
    assert "one of the two" in said(tom.post(new, given))
    tom.post(new, given | {"upload": SimpleUploadedFile("clip.mp4", VIDEO)})
    assert Resource.objects.get().made_by == stage.tom.person
    office.post(
        reverse("office-project-new"),
        {"name": "Transition", "aim": "One way", "started_on": "2026-11-11", "leaders": [stage.tom.person_id]},
    )
    assert "Tom Raine" in said(office.get(reverse("office-projects")))
    assert "Transition" in said(tom.get(reverse("leader-groups")))
    here = reverse("office-project", args=[Project.objects.get().pk])
    ended = {"name": "Transition", "aim": "One way", "started_on": "2026-11-11", "ended_on": "2026-11-10"}
    assert "must end after it begins" in said(office.post(here, ended))


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(stage: Stage, number: int, query_count):
    for each in range(number):
        about = About(f"Project {each}", "Aim", cast.TODAY - timedelta(days=each))
        projects.start(stage.alliance, about, [stage.tom.person], by=stage.manager, at=NOW)
        made = {"title": f"R {each}", "url": "https://v.example", "made_by": stage.tom.person, "on": cast.TODAY}
        Resource.objects.create(alliance=stage.alliance, **made)
    office, cost = sign_in(Client(), stage.manager), []
    for name in ("office-projects", "leader-resources"):
        office.get(reverse(name))
        with query_count() as queries:
            office.get(reverse(name))
        cost.append(len(queries))
    assert cost == [5 + OPENING, 5 + OPENING]
