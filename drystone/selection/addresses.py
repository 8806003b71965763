"""Whether a referee's address is known to be the school's: only then is she asked without the office having looked."""

from dataclasses import dataclass

from drystone.people import names
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.schools.models import LocalDetails

from .models import Application

# Anybody may open a mailbox at one of these, so the domain says nothing about a school.
ANYBODYS = {
    "aol.com", "btinternet.com", "gmail.com", "googlemail.com", "gmx.com", "hotmail.co.uk", "hotmail.com",
    "icloud.com", "live.co.uk", "live.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me",
    "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
}  # fmt: skip


def is_known(address: str, application: Application) -> bool:
    """Its domain is that of the school's own office or head, or it is itself the address of one who leads the school.

    An applicant must not be able to name a mailbox of her own as her head's.
    """
    lower = address.lower()
    leading = leaders_addresses(application)
    if lower in leading:
        return True
    domain = domain_of(lower)
    return domain not in ANYBODYS and domain in {domain_of(known) for known in leading | office_addresses(application)}


@dataclass(frozen=True)
class Look:
    """What the office sees before it confirms an address: whose mailbox it may be, and what the school's are like."""

    domain: str
    schools_domains: list[str]
    is_anybodys: bool
    sounds_like_applicant: bool


def look(address: str, name: str, application: Application) -> Look:
    known = leaders_addresses(application) | office_addresses(application)
    domain = domain_of(address.lower())
    return Look(
        domain=domain,
        schools_domains=sorted({domain_of(each) for each in known} - ANYBODYS),
        is_anybodys=domain in ANYBODYS,
        sounds_like_applicant=names.similar(name, application.person.name),
    )


def leaders_addresses(application: Application) -> set[str]:
    """Those of the heads, chairs and chief executives whom the Alliance has recorded at the school."""
    posts = Post.objects.on(application.state_since.date()).filter(
        alliance=application.alliance_id,
        organisation=application.school_id,
        role__in=(Role.HEAD, Role.CHAIR, Role.TRUST_CEO),
    )
    others = posts.exclude(person=application.person_id)
    return {address.lower() for address in others.values_list("person__email", flat=True)}


def office_addresses(application: Application) -> set[str]:
    details = LocalDetails.objects.filter(alliance=application.alliance_id, organisation=application.school_id)
    return {address.lower() for address in details.values_list("office_email", flat=True) if address}


def mailbox(address: str) -> str:
    """Where mail to this address ends up: capitals and what follows a plus sign lead to the same mailbox."""
    name, _, domain = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}" if domain else ""


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]
