"""Who asks in the demonstration beside heads: an authority; and a plan that holds what one school is helped with."""

from datetime import datetime, timedelta

from drystone.brokering import asking, requests, support_plans
from drystone.brokering.asking import For
from drystone.brokering.models import SupportRequest
from drystone.people import people
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import AnswerSheet
from drystone.schools.models import Organisation

from .cast import HEADS, Company
from .filling import fill
from .helping import MANAGER, NEEDS

COMMISSIONER = "Clare Thwaite"


def ask(company: Company, *, at: datetime) -> None:
    """A plan with two requests, one of them the authority's; a draft that a head has not sent yet."""
    authority_asks(company, at - timedelta(days=4))
    plan(company, at - timedelta(days=3))
    draft(company, at - timedelta(days=1))


def commissioner(company: Company, at: datetime) -> tuple[Organisation, Person]:
    """The adviser of the authority that the register names for the school at Leyburn."""
    name = company.schools["leyburn"].authority
    body, _ = Organisation.objects.get_or_create(kind=Organisation.Kind.AUTHORITY, name=name, urn=None)
    manager = company.acting(MANAGER, at)
    clare = people.appoint(
        COMMISSIONER, "clare.thwaite@authority.example", Role.COMMISSIONER, company.alliance, body,
        "School improvement adviser", from_=at.date(), by=manager, at=at,
    )  # fmt: skip
    company.people[COMMISSIONER] = clare
    return body, company.acting(COMMISSIONER, at)


def authority_asks(company: Company, at: datetime) -> SupportRequest:
    body, clare = commissioner(company, at)
    made = asking.begin(company.alliance, For(company.schools["leyburn"], body), by=clare, at=at)
    written(company, made.sheet, "leyburn", "maths", at)
    return requests.submit(made, by=clare, at=at)


def written(company: Company, sheet: AnswerSheet, school: str, area: str, at: datetime) -> None:
    head = company.people[HEADS[school]]
    fill(
        sheet, at, asking_as="authority", school=company.schools[school].urn, need=NEEDS[area], area=area,
        phase="primary", days="4", contact_is_head="yes",
        contact={"name": head.name, "email": head.email, "role": "Headteacher"},
        from_on=(at + timedelta(days=30)).date().isoformat(), until_on=(at + timedelta(days=120)).date().isoformat(),
        success_1="Each class plans its reasoning lessons from the same sequence.",
        confidence="The adviser has agreed with the chair of governors that this comes first.",
    )  # fmt: skip


def plan(company: Company, at: datetime) -> None:
    school, manager = company.schools["leyburn"], company.acting(MANAGER, at)
    held = SupportRequest.objects.filter(alliance=company.alliance, school=school).order_by("pk")
    last = (at + timedelta(days=240)).date()
    about = support_plans.About(
        "From English to maths", "By summer both subject leaders lead their teams without help.", at.date(), last,
        manager, next(each.commissioner for each in held if each.commissioner),
    )  # fmt: skip
    made = support_plans.begin(company.alliance, school, about, by=manager, at=at)
    for each in held:
        support_plans.put_in(made, each, by=manager, at=at)


def draft(company: Company, at: datetime) -> None:
    head = company.head("leyburn", at)
    made = asking.begin(company.alliance, For(company.schools["leyburn"]), by=head, at=at)
    fill(made.sheet, at, pages=2, need=NEEDS["early-years"], area="early-years")
