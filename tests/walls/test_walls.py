"""The database itself keeps each alliance's rows from the others, whatever a page or a verb asks for."""

from datetime import date

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from drystone import walls
from drystone.alliances.models import Term
from drystone.history.models import Event
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.questions import forms
from drystone.questions.models import Answer, FormVersion
from drystone.register.models import Area
from drystone.web.apps import walls_hold
from tests import templates
from tests.clock import NOW
from tests.postgres import on_postgres
from tests.walls.conftest import Two, reached, setting

REFUSED = "row-level security"
pytestmark = on_postgres


def term(of, **fields) -> Term:
    return Term(alliance=of, name="Summer term 2028", starts=date(2028, 4, 18), ends=date(2028, 7, 20), **fields)


def refused(verb) -> bool:
    with pytest.raises(DatabaseError) as problem, transaction.atomic():
        verb()
    return REFUSED in str(problem.value)


def test_a_process_that_is_not_a_web_servers_reaches_everything(two: Two):
    assert setting() == walls.ALL
    assert reached() == {two.swaledale.pk, two.wensleydale.pk}


def test_with_no_wall_open_there_is_nothing_and_nothing_can_be_written(two: Two):
    walls.open_to([])
    assert reached() == set()
    assert refused(term(two.swaledale).save)


def test_one_alliance_open_shows_and_takes_its_rows_and_no_others(two: Two):
    walls.open_to([two.swaledale.pk])
    assert reached() == {two.swaledale.pk}
    assert Term.objects.filter(alliance=two.wensleydale).count() == 0
    assert Term.objects.filter(alliance=two.wensleydale).update(name="ours") == 0
    assert Term.objects.filter(alliance=two.wensleydale).delete() == (0, {})
    term(two.swaledale).save()
    assert refused(term(two.wensleydale).save)


def test_a_row_cannot_be_moved_to_another_alliance(two: Two):
    walls.open_to([two.swaledale.pk])
    assert refused(lambda: Term.objects.update(alliance=two.wensleydale))


def test_who_works_in_both_reaches_both(two: Two):
    walls.open_to([two.swaledale.pk, two.wensleydale.pk])
    assert reached() == {two.swaledale.pk, two.wensleydale.pk}


def test_a_program_that_names_no_alliance_is_refused_rather_than_shown_nothing(db: None):
    here = templates.address(connection.settings_dict["NAME"])
    with psycopg.connect(here) as stranger, pytest.raises(psycopg.DatabaseError, match=walls.SETTING):
        stranger.execute(
            "INSERT INTO alliances_term VALUES (DEFAULT, 'Ours', '2028-01-01', '2028-03-01', NULL, NULL, 1)"
        )


def test_answers_stand_behind_the_wall_of_their_sheet(two: Two):
    version = forms.load_default("eligibility", at=NOW)
    sheet = version.sheets.create(alliance_id=two.wensleydale.pk, started_at=NOW)
    Answer.objects.create(sheet=sheet, key="role", value="head", saved_at=NOW)
    walls.open_to([two.swaledale.pk])
    assert not Answer.objects.exists()
    assert refused(lambda: Answer.objects.create(sheet_id=sheet.pk, key="more", saved_at=NOW))
    walls.open_to([two.wensleydale.pk])
    assert Answer.objects.count() == 1


def test_our_own_forms_and_the_common_areas_are_read_by_everybody_and_changed_by_nobody(two: Two):
    forms.load_default("eligibility", at=NOW)
    before = Area.objects.filter(alliance=None).count()
    walls.open_to([two.swaledale.pk])
    assert Area.objects.filter(alliance=None).count() == before > 0
    assert Area.objects.filter(alliance=None).update(name="ours") == 0
    assert refused(lambda: Area.objects.create(code="ours", name="Ours"))
    assert FormVersion.objects.filter(alliance_id=None).update(source="ours") == 0
    assert forms.load_default("equality", at=NOW).pk


def test_what_happens_to_an_account_is_written_and_read_back_without_any_alliance(two: Two):
    walls.open_to([])
    line = {"at": NOW, "verb": "described", "record_type": "people.person", "record_id": two.wendy.pk}
    Event.objects.create(**line, about_type="people.person", about_id=two.wendy.pk)
    assert Event.objects.filter(alliance_id=None, verb="described").exists()


def test_a_message_of_the_installation_is_written_at_sign_in_and_then_out_of_reach(two: Two, client):
    Person.objects.filter(pk=two.wendy.pk).update(has_account=True)
    client.post("/account/login/", {"email": two.wendy.email})
    queued = Message.objects.filter(alliance_id=None, person_id=two.wendy.pk)
    assert queued.exists()
    walls.open_to([two.swaledale.pk, two.wensleydale.pk])
    assert not queued.exists()


def test_a_look_behind_all_walls_ends_with_its_lines(two: Two):
    walls.open_to([two.swaledale.pk])
    with walls.open_to_all():
        assert len(reached()) == 2
    assert reached() == {two.swaledale.pk}


class Wrong(Exception):
    pass


def test_a_look_that_fails_leaves_nothing_open(two: Two):
    walls.open_to([two.swaledale.pk])
    with pytest.raises(Wrong), walls.open_to_all():
        raise Wrong
    assert reached() == {two.swaledale.pk}


def test_a_look_that_fails_in_the_database_leaves_nothing_open(two: Two):
    walls.open_to([two.swaledale.pk])
    with pytest.raises(DatabaseError), transaction.atomic(), walls.open_to_all(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    assert reached() == {two.swaledale.pk}


def test_a_query_of_one_alliance_still_goes_by_its_index(two: Two):
    walls.open_to([two.swaledale.pk])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table this small would be read whole
    plan = Message.objects.of({two.swaledale.pk}).order_by().explain()  # by number, so few would be found by number
    assert "Index Cond: (alliance_id = " in plan
    assert "Filter: CASE current_setting" in plan


def test_our_login_does_not_pass_through_walls(two: Two):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
    assert walls_hold(None) == []


def test_an_operator_is_told_of_a_login_that_does(monkeypatch):
    monkeypatch.setattr(walls, "ask", lambda question, *given: (True,))
    assert [message.id for message in walls_hold(None)] == ["web.W006"]
