"""The whole form in tests: an authority and its commissioner, a form filled in, a draft of the head's."""

from typing import Any

from drystone.brokering import asking, requests
from drystone.brokering.asking import For
from drystone.brokering.models import SupportRequest
from drystone.jobs.demonstration.filling import fill
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.schools.models import Organisation
from tests import cast
from tests.clock import NOW
from tests.supporting import Support

SECRET = "CANARY: two colleagues are leaving"


def authority(support: Support, name: str = "Yoredale") -> tuple[Organisation, Person]:
    """A local authority that answers for the school at Leyburn, and its commissioner."""
    body = Organisation.objects.create(kind=Organisation.Kind.AUTHORITY, name=name)
    Organisation.objects.filter(pk=support.leyburn.pk).update(authority=name)
    support.leyburn.refresh_from_db()
    clare = cast.person(f"Clare {name}")
    cast.post(clare, Role.COMMISSIONER, support.alliance, body)
    return body, cast.acting(clare)


def write(sheet: AnswerSheet, head: Person, **given: Any) -> AnswerSheet:
    """All that is asked, as a head would say it."""
    contact = {"name": head.name, "email": head.email, "role": "Headteacher"}
    days = {"from_on": "2026-11-16", "until_on": "2026-12-18", "days": "3"}
    said = {"need": "How writing is taught.", "confidence": SECRET, "success_1": "The team plans together."}
    known = {"area": "english", "phase": "primary", "contact": contact, "contact_is_head": "yes"}
    fill(sheet, NOW)
    for key, raw in {**days, **said, **known, **given}.items():
        sheets.save(sheet, key, raw, at=NOW)
    return sheet


def drafted(support: Support, **given: Any) -> SupportRequest:
    cast.area()
    made = asking.begin(support.alliance, For(support.leyburn), **support.by(support.susan))
    write(made.sheet, support.susan, **given)
    return made


def commissioned(support: Support, **given: Any) -> SupportRequest:
    """What an authority has sent."""
    cast.area()
    body, clare = authority(support)
    made = asking.begin(support.alliance, For(support.leyburn, body), **support.by(clare))
    write(made.sheet, support.susan, **given)
    return requests.submit(made, **support.by(clare))
