"""The pages of deployments, payments and people by keyboard alone and on paper, and as they look."""

import pytest
from django.urls import reverse

from drystone.people.models import Person
from tests.browsing import DESK, PHONE
from tests.hands import by_keyboard, on_paper, skipped
from tests.payments.owed import AFTER, Owed
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
Pages = list[tuple[Person, str, list]]


def pages_of(owed: Owed) -> Pages:
    """Who looks, at which address, of what."""
    statement = owed.sent()
    line = statement.lines.get()
    deployment = line.visit.deployment
    planned = owed.planned(deployment, day=24)
    agreement = deployment.agreements.get()
    return [
        (owed.margaret, "office-deployments", []),
        (owed.margaret, "office-deployment", [deployment.pk]),
        (owed.margaret, "office-agreement", [deployment.pk]),
        (owed.margaret, "office-visit-plan", [deployment.pk]),
        (owed.margaret, "office-visit-move", [planned.pk]),
        (owed.margaret, "office-visit-cancel", [planned.pk]),
        (owed.margaret, "office-deployment-end", [deployment.pk, "stop"]),
        (owed.tom.person, "leader-home", []),
        (owed.tom.person, "leader-deployment", [deployment.pk]),
        (owed.tom.person, "leader-visit", [planned.pk]),
        (owed.tom.person, "leader-visit-plan", [deployment.pk]),
        (owed.susan, "school-visit", [planned.pk]),
        (owed.susan, "school-agreement", [owed.consent(agreement, "receiving").pk]),
        (owed.margaret, "office-statements", []),
        (owed.margaret, "office-statement", [statement.pk]),
        (owed.finn, "office-due-line-credit", [line.pk]),
        (owed.finn, "office-rates", []),
        (owed.ann, "school-statement", [statement.pk]),
        (owed.ann, "school-leaders", []),
        (owed.margaret, "office-people", []),
        (owed.margaret, "office-person-new", []),
        (owed.margaret, "office-post", [owed.ann.posts_now[0].pk]),
        (owed.margaret, "office-data-requests", []),
        (owed.margaret, "office-transfers", []),
        (owed.margaret, "office-transfer-new", [owed.tom.pk]),
        (owed.margaret, "office-arrival-new", []),
        (owed.tom.person, "account", []),
        (owed.tom.person, "my-data", []),
        (owed.tom.person, "leader-profile", []),
    ]


def test_every_kind_of_page_by_keyboard_and_on_paper(open_browser, live_server, looks_right, clock):
    owed, faults = Owed(), {}
    Person.objects.update(has_account=True)
    shown = pages_of(owed)
    clock.move_to(AFTER)
    for kind in (PHONE, DESK):
        opened: dict[int, object] = {}
        for who, name, args in shown:
            if who.pk not in opened:
                opened[who.pk] = signed_in(open_browser(kind), live_server.url, who).new_page()
            page = opened[who.pk]
            answer = page.goto(live_server.url + reverse(name, args=args))
            assert answer.status == 200, name
            looks_right(page, name)
            if kind is DESK:
                found = [*by_keyboard(page), *on_paper(page)]
                if not skipped(page):
                    found.append("the skip link does not lead past the navigation")
                if found:
                    faults[name] = found
    assert faults == {}
