"""Thanks for a term, by the link of the mail: on a telephone and at a desk."""

import pytest

from drystone.deployment import thanking
from drystone.people.models import Link
from tests.browsing import DESK, PHONE
from tests.people.mailbox import token_of
from tests.reports.test_thanks import LAST_WEEK, spoke
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_head_reads_what_her_school_gave_and_what_is_said_of_it(live_server, open_browser, looks_right, clock):
    support = Support()
    spoke(support.written_up().deployment, support.susan, "school")
    thanking.thank_due(at=LAST_WEEK)
    clock.move_to(LAST_WEEK)
    for kind in (PHONE, DESK):
        ann = open_browser(kind).new_page()
        ann.goto(f"{live_server.url}/l/{token_of(Link.objects.get(purpose='thanks'), LAST_WEEK)}/")
        ann.get_by_text("Leyburn Primary School says so.").wait_for()
        looks_right(ann, "thanks")
