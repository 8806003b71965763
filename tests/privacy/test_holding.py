"""What is held about one person: all of it is found; what others wrote in confidence is withheld, with the reason."""

import csv
import json

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from drystone.people.models import Person
from drystone.privacy import holdings
from drystone.selection import applications, decisions
from tests import cast
from tests.clock import NOW
from tests.selection.stage import DECIDED, LATER, asked, checked, given, stage, submitted
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db


def titles(person: Person) -> dict[str, dict]:
    return {each["title"]: each for each in holdings.everything(person, at=NOW)["sections"]}


def test_every_column_that_names_a_person_is_looked_through():
    naming = {
        (model, column.name)
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, models.ForeignKey) and column.related_model is Person
        and holdings.name_of(model._meta) not in holdings.SECRET_KINDS
    }  # fmt: skip
    untold = {(apps.get_model(label), way) for label, way in holdings.UNTOLD}
    assert naming - untold == naming & {(kept.kind, kept.way) for kept in holdings.kinds()}


def test_a_leader_finds_her_work_and_her_own_words():
    at = Support()
    at.written_up()
    found = titles(at.tom.person)
    assert found["Deployments: you as leader"]["number"] == 1
    (record,) = found["Visit records: you as leader"]["rows"]
    assert record["answers"]["notes"] == "We watched one lesson together."


def test_keys_and_secrets_are_not_among_it():
    at = Support()
    at.written_up()
    for person in (at.margaret, at.ann, at.tom.person, at.kate):
        person.set_password("never shown")
        text = json.dumps(holdings.everything(person, at=NOW), default=str)
        assert "never shown" not in text
        assert '"password"' not in text
        assert '"token"' not in text


def test_a_reference_about_her_is_withheld_and_the_reason_is_given():
    at = stage()
    reference = asked(at)
    section = titles(reference.application.person)["References: yours (about you)"]
    assert (section["rows"], section["withheld"]) == ([], holdings.REFERENCE)
    assert "Sch 2 para 24" in section["withheld"]


def test_a_reference_given_openly_is_hers_once_all_is_over():
    at = stage()
    application = submitted(at)
    secret = {"has_reason_against": "yes", "reason_against": "Not before the spring."}
    given(at, application, applicant_may_see="yes", **secret)
    hers = cast.acting(application.person)
    assert "References: yours" not in titles(hers)
    applications.withdraw(application, by=hers, at=LATER)
    found = titles(hers)
    (row,) = found["References: yours"]["rows"]
    assert row["answers"]["applicant_may_see"] == "True"
    assert not secret.keys() & row["answers"].keys(), "what is for the office alone stays with it"
    assert "References: yours (about you)" not in found


def test_what_she_did_about_others_is_told_without_what_stands_in_it():
    at = stage()
    decision = checked(at)
    found = titles(decision.prepared_by)["Decisions: prepared by you"]
    moment, stood = decision.state_since.isoformat(), decision.application.state_since.isoformat()
    assert found["rows"] == [{"id": decision.pk, "state_since": moment, "stood_since": stood, "released_at": None}]


def test_a_decision_is_hers_once_it_is_released():
    at = stage()
    decision = checked(at)
    applicant = decision.application.person
    assert "Decisions: yours" not in titles(applicant)
    decisions.release(decision, by=at.manager, at=DECIDED)
    assert titles(applicant)["Decisions: yours"]["rows"][0]["outcome"] == "designate"


def test_what_her_head_answered_about_her_is_withheld():
    at = Support()
    at.home_asked()
    found = titles(at.tom.person)["Enquiries: yours (about you)"]
    assert (found["rows"], found["withheld"]) == ([], holdings.OPINION)


def test_nothing_of_anybody_else_is_among_it():
    at = Support()
    at.written_up()
    assert titles(cast.person("Eve Other")).keys() == {"You"}


def test_the_overview_counts_what_the_file_holds_in_one_query(django_assert_num_queries):
    at = Support()
    at.written_up()
    with django_assert_num_queries(1):
        overview = {each.title: each.number for each in holdings.overview(at.tom.person)}
    whole = {title: each["number"] for title, each in titles(at.tom.person).items() if title != "You"}
    assert overview == whole


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_she_takes_it_away_as_a_file(client: Client, kind: str):
    at = Support()
    at.written_up()
    answer = sign_in(client, at.tom.person).get(reverse("my-data-file", args=[kind]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "We watched one lesson together." in text
    assert answer["Content-Disposition"] == f'attachment; filename="my data.{kind}"'
    if kind == "csv":
        assert next(csv.reader([text.splitlines()[0]])) == ["What", "Row", "Field", "Value"]


def test_her_page_is_cheap(client: Client, query_count):
    at = Support()
    at.written_up()
    sign_in(client, at.tom.person)
    with query_count() as queries:
        page = client.get(reverse("my-data"))
    assert page.status_code == 200
    assert len(queries) <= 15


def test_nobody_sees_it_without_signing_in(client: Client):
    assert client.get(reverse("my-data-file", args=["json"])).status_code in (302, 401, 403)
