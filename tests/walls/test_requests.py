"""The door opens the walls of whom this visitor has to do with, and closes them behind her."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from drystone import walls
from drystone.alliances.models import Term
from drystone.people import links
from drystone.people.roles import Role
from drystone.web.doors import DoorMiddleware
from drystone.web.reach import Reach
from tests import cast, templates
from tests.clock import NOW
from tests.postgres import on_postgres
from tests.signing_in import sign_in
from tests.walls.conftest import Two, reached, setting

pytestmark = on_postgres


def opened(client: Client, address: str) -> set[int]:
    return client.get(address).wsgi_request.reach.alliances


def passing(view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """A request that goes through the door's middleware to this view, before anybody knows who asks."""
    return DoorMiddleware(view)(RequestFactory().get("/"))


def test_the_office_reaches_its_own_alliance(two: Two, client):
    assert opened(sign_in(client, two.margaret), "/office/") == {two.swaledale.pk}
    assert opened(sign_in(Client(), two.wendy), "/office/") == {two.wensleydale.pk}


def test_a_post_of_the_past_in_another_alliance_opens_that_too(two: Two, client):
    post = cast.post(two.margaret, Role.PANEL, two.wensleydale)
    post.ends = post.starts
    post.save()
    assert opened(sign_in(client, two.margaret), "/office/") == {two.swaledale.pk, two.wensleydale.pk}


def test_somebody_without_account_reaches_the_alliance_whose_page_it_is(two: Two, client):
    assert opened(client, "/") == {two.swaledale.pk}


def test_a_leader_without_any_post_reaches_the_alliance_that_designated_her(two: Two, client):
    designation = cast.leader(two.wensleydale, cast.school())
    designation.person.posts.all().delete()
    assert opened(sign_in(client, designation.person), "/account/") >= {two.wensleydale.pk}


def test_whoever_opened_a_link_reaches_the_alliance_that_sent_it_and_no_other(two: Two):
    ann, term = cast.person("Ann Peel", account=False), Term.objects.filter(alliance=two.wensleydale)[0]
    link = links.invite(ann, "request", term, alliance=two.wensleydale, by=None, at=NOW)
    reach = Reach(is_used=True)
    reach.around(links=[link.pk])
    assert reach.alliances == reached() == {two.wensleydale.pk}


def test_a_page_that_is_the_same_for_everybody_reaches_nothing(two: Two):
    found = {}
    passing(lambda request: found.update(reached=reached()) or HttpResponse())
    assert found == {"reached": set()}


def test_the_next_visitor_finds_the_walls_closed(two: Two, client):
    sign_in(client, two.margaret).get("/office/")
    assert setting() == walls.ALL, "what this process started with"


def test_they_are_closed_after_a_page_that_failed(two: Two, client, monkeypatch):
    def fail(*given, **more):
        raise DatabaseError

    monkeypatch.setattr("drystone.web.office.people.render", fail)
    client.raise_request_exception = False
    assert sign_in(client, two.margaret).get(reverse("office-people")).status_code == 500
    assert setting() == walls.ALL


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_given_up_and_the_next_one_starts_as_all_do():
    def breaking(request) -> HttpResponse:
        request.reach.is_used = True
        walls.open_to([1])
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return HttpResponse()

    assert passing(breaking).status_code == 200
    connection.close()
    assert setting() == walls.ALL


@pytest.mark.django_db(transaction=True)
def test_a_connection_lost_in_the_middle_of_a_page_is_replaced_by_one_that_reaches_as_far(two: Two):
    found = []

    def losing(request) -> HttpResponse:
        request.reach.to(two.swaledale)
        connection.close()
        found.append(reached())
        with walls.open_to_all():
            connection.close()
            found.append(reached())
        request.reach.around(person=two.wendy.pk)
        connection.close()
        found.append(reached())
        return HttpResponse()

    passing(losing)
    both = {two.swaledale.pk, two.wensleydale.pk}
    assert found == [{two.swaledale.pk}, both, both]
    connection.close()
    assert setting() == walls.ALL, "what this process started with"


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_does_not_close_its_walls_is_closed_itself(monkeypatch):
    def ended_elsewhere(request) -> HttpResponse:
        walls.open_to([1])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            templates.administer(f"SELECT pg_terminate_backend({cursor.fetchone()[0]})")
        return HttpResponse()

    connection.ensure_connection()
    assert passing(ended_elsewhere).status_code == 200
    assert setting() == walls.ALL


SHOWN = "from django.db import connection; asked = connection.cursor(); asked.execute('SHOW drystone.alliances')"
STARTS = {"from drystone.config import wsgi": walls.NONE, "import django; django.setup()": walls.ALL}


@pytest.mark.parametrize("entry", STARTS)
def test_a_web_process_starts_with_none_open_and_every_other_with_all(tmp_path, entry: str):
    more = {"DJANGO_SETTINGS_MODULE": "drystone.config.settings"}
    environment = templates.environment(tmp_path, templates.SERVER.rpartition("/")[0] + "/postgres", **more)
    command = [sys.executable, "-c", f"{entry}; {SHOWN}; print(*asked.fetchone())"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=templates.ROOT)
    assert ran.stdout.strip() == STARTS[entry], ran.stderr
