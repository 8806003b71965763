"""Who may say how many days a leader is released for."""

from drystone.people import access, posts
from drystone.people.models import Person

from .models import Designation


def releases(person: Person, designation: Designation) -> bool:
    """She releases this leader; for a head, that is the chair or chief executive; never oneself."""
    if person.pk == designation.person_id:
        return False
    if not designation.is_headteacher and access.heads(person, designation.home_school_id, designation.alliance_id):
        return True
    home, alliance = designation.home_school, designation.alliance
    return person == posts.approver_for(designation.person, alliance, home, person.on)
