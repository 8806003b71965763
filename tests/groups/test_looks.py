"""Groups, meetings, resources, projects and needs on a telephone and at a desk; a need noted in two taps."""

import pytest
from django.urls import reverse

from drystone.brokering import needs
from drystone.brokering.models import Need
from drystone.brokering.needs import Noticed
from drystone.groups import meetings, papers, projects, resources, sign_ups
from drystone.groups.meetings import Details
from drystone.groups.models import Meeting
from drystone.groups.projects import About
from drystone.register.models import ReleaseBudget
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.groups.stage import ENDS, STARTS, Stage
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def furnished() -> tuple[Stage, Meeting]:
    """A meeting open to schools, a project, a resource; needs in two towns, and days left in one."""
    stage, office = Stage(), {"at": NOW}
    office["by"] = stage.manager
    details = Details("Reeth", "https://meet.example/1", "Oracy", "1. Welcome\n2. What we tried", True, 20)
    meeting = meetings.plan(stage.group, details, starts_at=STARTS, ends_at=ENDS, **office)
    papers.add(meeting, title="To read before", url="https://reeth.example/paper", **office)
    sign_ups.sign_up(meeting, "Una Dent", "una@bedale.example", stage.home, by=None, at=NOW)
    tom = cast.leader(stage.alliance, stage.home, "Farah Siddiqui", (cast.area(), cast.area("maths", "Maths")))
    term = cast.terms(stage.alliance)[0]
    given = {"home_school": stage.home, "person": tom.person, "term": term, "half_days": 5}
    ReleaseBudget.objects.create(alliance=stage.alliance, granted_by=stage.manager, granted_at=NOW, **given)
    stage.home.town = "Reeth"
    stage.home.save()
    hawes = cast.school("Hawes Primary School", town="Hawes")
    for school, area in ((stage.home, "english"), (hawes, "english"), (hawes, "maths")):
        needs.note(stage.alliance, Noticed(cast.area(area), school, text="Two new teachers."), **office)
    projects.start(stage.alliance, About("Transition", "One way", cast.TODAY), [tom.person], **office)
    made = {"url": "https://v.example", "made_by": tom}
    resources.share(stage.alliance, "Oracy in five minutes", cast.area(), **made, **office)
    return stage, meeting


def test_every_page_of_learning_together_looks_right(live_server, open_browser, looks_right):
    stage, meeting = furnished()
    series = f"{reverse('leader-group-series', args=[stage.group.pk])}?first=2026-11-26&every=2&times=4"
    there = {
        "groups": reverse("office-groups"),
        "group": reverse("leader-group", args=[stage.group.pk]),
        "series": f"{series}&starts=13:30&ends=15:00&place=Reeth",
        "meeting": reverse("leader-meeting", args=[meeting.pk]),
        "sign up": reverse("meeting-sign-up", args=[meeting.pk]),
        "map": reverse("office-need-map"),
        "needs": reverse("office-needs"),
        "need": reverse("office-need", args=[Need.objects.first().pk]),
        "resources": reverse("leader-resources"),
        "share": reverse("leader-resource-new"),
        "projects": reverse("office-projects"),
        "project": reverse("office-project", args=[1]),
    }
    for kind in (PHONE, DESK):
        page = signed_in(open_browser(kind), live_server.url, stage.manager).new_page()
        for name, path in there.items():
            page.goto(live_server.url + path)
            looks_right(page, name)
    page.goto(live_server.url + reverse("leader-need"))
    looks_right(page, "note")
    page.get_by_label("What is needed").select_option(label="Maths")
    page.get_by_role("button", name="Note it").click()
    page.get_by_text("Noted. The office").wait_for()
    assert Need.objects.filter(area__code="maths", noted_by=stage.manager, school=None).count() == 1
