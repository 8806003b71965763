"""The whole journey, as nine people walk it: from the round to the reimbursement."""

import pytest

from tests.journeys import applying, deploying, designating, paying
from tests.journeys.company import Company, company  # noqa: F401 the fixture

pytestmark = pytest.mark.journey


def test_from_a_round_to_a_reimbursement(company: Company) -> None:  # noqa: F811
    applying.walk(company)
    designating.walk(company)
    deploying.walk(company)
    paying.walk(company)
