"""A designation in its last year, and the steps of its renewal; each made by the product's own verbs."""

from datetime import date, datetime

from drystone.mail.models import Message
from drystone.register.models import Designation, Placement
from drystone.selection import applications, assessments, decisions, renewals
from drystone.selection.models import Application
from tests import cast
from tests.clock import NOW
from tests.selection.stage import DECIDED, LATER, Stage, checked, fill, given, moderated

STARTS, ENDS = date(2023, 9, 1), date(2027, 8, 31)


def ending(at: Stage, name: str = "Tom Raine", starts: date = STARTS, ends: date = ENDS) -> Designation:
    designation = cast.leader(at.alliance, at.school, name, areas=(at.area,))
    Placement.objects.filter(designation=designation).update(starts=starts)
    Designation.objects.filter(pk=designation.pk).update(starts=starts, ends=ends)
    return Designation.objects.select_related("alliance", "person", "home_school").get(pk=designation.pk)


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=f"selection.{kind}").order_by("pk").values_list("to_address", flat=True))


def drafted(held: Designation, when: datetime = NOW) -> Application:
    application = renewals.begin(held, by=cast.acting(held.person), at=when)
    signed = {"name": held.person.name, "role": "Teacher", "agreed": "on"}
    said = {"leadership_capacity": "Two subject leaders now plan alone.", "main_area_years": "9", "signature": signed}
    fill(application.sheet, said)
    return application


def sent_in(at: Stage, held: Designation) -> Application:
    application = applications.submit(drafted(held), by=cast.acting(held.person), at=NOW)
    given(at, application)
    return application


def renewed(at: Stage, held: Designation) -> Designation:
    """Read by two, decided without an interview, released in December for September."""
    application = moderated(at, sent_in(at, held))
    assessments.spare_interview(application, by=at.manager, at=LATER)
    new = decisions.release(checked(at, application), by=at.manager, at=DECIDED).designation
    assert new is not None
    return new
