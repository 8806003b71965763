"""Two alliances with everything in them, and a third with nothing; every confidential text says whose it is.

Each is brought about by the product's own verbs. `CANARY-swaledale-REFUSAL-` is the reason of a refusal in Swaledale:
whoever finds that word on a page has read it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from drystone.alliances.models import Alliance
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools.models import Organisation
from tests import cast
from tests.authz import assuring, confiding, funding, naming, priced, requesting
from tests.authz.drafting import form_under_change
from tests.authz.lending import loans
from tests.authz.selecting import Choosing
from tests.authz.supporting import Helping
from tests.authz.transferring import crossing
from tests.authz.triaging import triaged
from tests.clock import NOW

SINCE = date(2020, 9, 1)


@dataclass
class Tenant:
    """One alliance: its people by the part they play, its records by what is to be seen of them."""

    name: str
    alliance: Alliance
    people: dict[str, Person] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)

    def canary(self, text: str) -> str:
        return f"CANARY-{self.name}-{text}-"

    def person(self, part: str, name: str, role: Role | None = None, at: Organisation | None = None) -> Person:
        """Somebody with an account who plays one part."""
        who = self.people[part] = self.people.get(part) or cast.person(name)
        if role:
            cast.post(who, role, self.alliance, at, SINCE)
        return cast.acting(who)


@dataclass
class World:
    """Swaledale's leader is a coordinator in Wensleydale, and Wensleydale's is one in Swaledale."""

    swaledale: Tenant
    wensleydale: Tenant
    empty: Alliance

    @property
    def tenants(self) -> tuple[Tenant, Tenant]:
        return self.swaledale, self.wensleydale


def build() -> World:
    made = [tenant("swaledale", default=True), tenant("wensleydale", default=False)]
    for here, there in (made, reversed(made)):
        cast.post(here.people["leader"], Role.COORDINATOR, there.alliance, since=SINCE)
        poach(here, there)
        crossing(here, there)
        loans(here, there)
    return World(*made, cast.alliance("Empty Alliance", default=False))


def poach(here: Tenant, there: Tenant) -> None:
    """One alliance's office writes down somebody of its own as head, payee and commissioner of the other's schools."""
    for part in ("home head", "receiving head", "helped head"):
        school = there.people[part].posts_now[0].organisation
        for role in (Role.HEAD, Role.FINANCE_CONTACT, Role.COMMISSIONER):
            here.person("poacher", "Pat Poacher", role, school)


def tenant(name: str, *, default: bool) -> Tenant:
    alliance = cast.alliance(f"{name.title()} Alliance", default=default, concurrent_deployments=20)
    made = Tenant(name, alliance)
    made.records["alliance"] = alliance
    employ(made)
    helping = Helping(made)
    helping.everything()
    triaged(helping)
    requesting.everything(helping)
    Choosing(made).everything()
    assuring.everything(made)
    confiding.everything(made)
    funding.everything(made)
    naming.everything(made)
    form_under_change(made)
    priced.everything(made)
    everybody_signs_in(made)
    made.records["message"] = (
        Message.objects.filter(alliance_id=alliance.pk).exclude(about_type="deployment.concern").first()
    )
    return made


def employ(at: Tenant) -> None:
    at.person("manager", "Margaret Alderson", Role.MANAGER)
    at.person("coordinator", "Peter Coates", Role.COORDINATOR)
    at.person("finance", "Colin Thistlethwaite", Role.FINANCE)
    at.person("quality", "Priya Raman", Role.QUALITY)
    at.person("director", "Hugh Metcalfe", Role.DIRECTOR)
    at.person("stranger", "Nora Nobody")
    former = at.person("former manager", "Edith Gone")
    post = cast.post(former, Role.MANAGER, at.alliance, since=SINCE)
    post.ends = NOW.date().replace(day=1)
    post.save()


def everybody_signs_in(at: Tenant) -> None:
    """Each has an account, whether she would need one or not: what she may see must not hang on how she comes."""
    for who in at.people.values():
        Person.objects.filter(pk=who.pk).update(has_account=True)
