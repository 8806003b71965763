"""What does not fit together is found, counted, and leads to where it is put right."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from drystone.deployment import coherence, deployments, pausing
from drystone.deployment.models import Agreement, Consent, Deployment, Review, Visit
from drystone.register.models import Designation, Promise
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, said

EARLIER = NOW - timedelta(days=30)


def agreed_earlier(support) -> Deployment:
    """Everybody had agreed before the first visit, as it should be."""
    deployment = support.agreed()
    Consent.objects.update(state_since=EARLIER)
    Agreement.objects.update(drawn_up_at=EARLIER - timedelta(days=1))
    return deployment


def held(support) -> Visit:
    return support.written_up(support.planned(agreed_earlier(support)))


def found(support) -> dict[str, int]:
    counts = coherence.count(support.alliance, at=NOW)
    assert counts == {kind: coherence.rows_of(kind, support.alliance, at=NOW).count() for kind in coherence.KINDS}
    return {kind: number for kind, number in counts.items() if number}


def test_where_all_is_well_nothing_is_found(support):
    held(support)
    support.planned(Deployment.objects.get(), day=17)
    assert found(support) == {}
    office = account(support.margaret)
    assert "Everything fits together" in said(office.get(reverse("office-coherence")))


def before_agreement(support) -> None:
    held(support)
    Consent.objects.filter(party="home").update(state_since=NOW)


def after_end(support) -> None:
    held(support)
    Agreement.objects.update(ends=date(2026, 11, 9))


def not_written_up(support) -> None:
    deployment = agreed_earlier(support)
    support.planned(deployment, day=3)
    Consent.objects.update(state_since=EARLIER)


def gone(support) -> None:
    agreed_earlier(support)
    Designation.objects.filter(pk=support.tom.pk).update(state="ended", ending="resigned", ended_on=NOW.date())


def away(support) -> None:
    agreed_earlier(support)
    Designation.objects.filter(pk=support.tom.pk).update(state="paused")


def consent_too_old(support) -> None:
    agreed_earlier(support)
    Consent.objects.filter(party="home").update(state_since=EARLIER - timedelta(days=2))


def nobody_agreed(support) -> None:
    deployment = agreed_earlier(support)
    support.drawn_up(deployment, half_days=4)
    Consent.objects.filter(party="home").update(state="asked")
    Deployment.objects.update(state="agreed")


def head_left(support) -> None:
    agreed_earlier(support)
    support.susan.posts.update(ends=NOW.date() - timedelta(days=1))


def home_changed(support) -> None:
    agreed_earlier(support)
    Designation.objects.filter(pk=support.tom.pk).update(home_school=support.leyburn)


def planned_while_it_rests(support) -> None:
    deployment = agreed_earlier(support)
    support.planned(deployment, day=17)
    pausing.pause(deployment, until=date(2026, 12, 7), reason="other", text="x", calls_off=False, **support.office)


def planned_after_the_end(support) -> None:
    deployment = held(support).deployment
    visit = support.planned(deployment, day=17)
    deployments.stop(deployment, reason="other", text="x", of_visits={visit.pk: "called_off"}, **support.office)
    Visit.objects.filter(pk=visit.pk).update(state="planned", cancelled_by="")


def quiet(support) -> None:
    agreed_earlier(support)
    Deployment.objects.update(state_since=NOW - timedelta(days=60))


def days_differ(support) -> None:
    agreed_earlier(support)
    Promise.objects.filter(for_type="deployment.deployment").update(half_days=2)


def not_evaluated(support) -> None:
    deployments.finish(held(support).deployment, **support.office)
    Review.objects.update(due_on=NOW.date() - timedelta(days=22))


WRONG: dict[str, list[tuple[Callable[[Any], None], str]]] = {
    "visit-before-agreement": [(before_agreement, "office-agreement")],
    "visit-after-end": [(after_end, "office-agreement")],
    "record-missing": [(not_written_up, "school-visit")],
    "leader-gone": [(gone, "hand_over")],
    "leader-away": [(away, "office-deployment-pause")],
    "consent-too-old": [(consent_too_old, "office-agreement"), (nobody_agreed, "office-agreement")],
    "party-left": [(head_left, "office-agreement")],
    "home-changed": [(home_changed, "hand_over")],
    "planned-in-vain": [
        (planned_while_it_rests, "office-visit-cancel"),
        (planned_after_the_end, "office-visit-cancel"),
    ],
    "nothing-planned": [(quiet, "office-visit-plan")],
    "days-differ": [(days_differ, "office-agreement")],
    "evaluation-missing": [(not_evaluated, "office-review-waive")],
}


@pytest.mark.parametrize(
    ("kind", "spoil", "remedy"),
    [pytest.param(kind, *way, id=f"{kind} {way[0].__name__}") for kind, ways in WRONG.items() for way in ways],
)
def test_each_thing_that_does_not_fit_is_found_alone_and_leads_to_its_remedy(support, kind, spoil, remedy):
    spoil(support)
    assert found(support) == {kind: 1}
    row = coherence.rows_of(kind, support.alliance, at=NOW).get()
    where = (
        reverse("office-deployment-end", args=[row.pk, remedy]) if remedy == "hand_over"
        else reverse(remedy, args=[row.pk if kind not in ("consent-too-old", "party-left", "visit-before-agreement",
                                                          "visit-after-end") else coherence.work_of(row).pk])
    )  # fmt: skip
    office = account(support.margaret)
    assert f'href="{where}"' in said(office.get(reverse("office-coherence")))
    assert office.get(where).status_code == 200


def test_every_kind_is_tried():
    assert set(WRONG) == set(coherence.KINDS)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_as_much_for_three_as_for_one(support, django_assert_num_queries, rows):
    for _ in range(rows):
        support.agreed(half_days=1)
    Deployment.objects.update(state_since=NOW - timedelta(days=60))
    office = account(support.margaret)
    with django_assert_num_queries(6 + OPENING):
        page = said(office.get(reverse("office-coherence") + "?kind=nothing-planned"))
    assert page.count("Plan a visit") == rows


def test_beyond_a_thousand_nobody_counts(support, monkeypatch):
    monkeypatch.setattr(coherence, "MOST", 1)
    for _ in range(3):
        support.agreed(half_days=1)
    Deployment.objects.update(state_since=NOW - timedelta(days=60))
    assert coherence.count(support.alliance, at=NOW)["nothing-planned"] == 2
    page = said(account(support.margaret).get(reverse("office-coherence")))
    assert "No visit for six weeks, and none planned: more than 1" in page


def test_another_alliances_faults_are_its_own(support):
    quiet(support)
    other = cast.alliance("Teesdale Alliance", default=False)
    assert not any(coherence.count(other, at=NOW).values())
