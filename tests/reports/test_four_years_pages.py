"""What four years hold, on the leader's own page and the office's, and as a PDF."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from drystone.register.models import Designation
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.reports.test_four_years import CANARY, told
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db


def test_the_leader_reads_her_years_and_takes_them_along(client: Client, query_count):
    support = Support()
    told(support, quote="Tom listens first.", quotable="school", to_alliance=f"{CANARY} office")
    sign_in(client, support.tom.person)
    with query_count() as queries:
        page = client.get(reverse("leader-four-years")).content.decode()
    assert len(queries) == 14 + OPENING
    assert "Tom listens first." in page
    assert "Leyburn Primary School" in page
    assert CANARY not in page
    paper = client.get(reverse("leader-four-years-paper"))
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.getvalue())).pages)
    assert "What the years of Tom Raine hold" in text
    assert "Tom listens first." in text
    assert CANARY not in text


def test_the_years_of_another_are_not_hers_and_the_office_reads_them_by_the_leader(client: Client, query_count):
    support = Support()
    other = support.add_leader("Farah Siddiqui")
    told(support)
    sign_in(client, other.person)
    assert "Leyburn" not in client.get(reverse("leader-four-years")).content.decode()
    sign_in(client, support.margaret)
    with query_count() as queries:
        page = client.get(reverse("office-leader-part", args=[support.tom.pk, "years"])).content.decode()
    assert len(queries) == 14 + OPENING
    assert "Leyburn Primary School" in page
    assert client.get(reverse("office-leader-four-years", args=[support.tom.pk])).status_code == 200


def test_after_a_renewal_she_goes_back_to_the_years_before_and_nobody_elses(client: Client):
    support = Support()
    told(support)
    other = support.add_leader("Farah Siddiqui")
    Designation.objects.filter(pk=support.tom.pk).update(
        state="ended", ending="renewed", ended_on=date(2026, 11, 10), ends=date(2026, 11, 10)
    )
    Designation.objects.create(
        alliance=support.alliance, person=support.tom.person, home_school=support.reeth, number="SL-NEXT",
        state="active", starts=cast.TODAY, ends=date(2030, 11, 10), state_since=NOW, renews=support.tom,
    )  # fmt: skip
    here = reverse("leader-four-years")
    sign_in(client, support.tom.person)
    page = client.get(here).content.decode()
    assert "Leyburn" not in page
    assert f"?of={support.tom.pk}" in page
    assert "Leyburn Primary School" in client.get(f"{here}?of={support.tom.pk}").content.decode()
    assert client.get(f"{here}?of={other.pk}").status_code == 404
    assert "Leyburn" not in client.get(f"{here}?of=x").content.decode()
    sign_in(client, support.margaret)  # the office has pages of its own
    assert client.get(f"{here}?of={other.pk}").status_code == 404
