"""Whether a referee's address is known to be the school's: only then is she asked without the office having looked."""

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


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]
