"""What every agreement of an alliance says besides days, dates and money: its own words, or ours, by section.

An agreement keeps a copy; a later change of these words changes no agreement that was drawn up.
"""

from drystone import saying

from .models import Alliance, StandardTerm

# In the order in which an agreement says them.
TITLES = {
    "calling_off": "When a visit is called off",
    "confidentiality": "Confidentiality, and who reads what",
    "visitors": "Visitors and safeguarding",
    "data": "Personal data",
    "materials": "Materials",
    "insurance": "Insurance",
    "changes": "Changes",
    "disagreeing": "If something is not right",
    "ending": "Ending",
}
OURS = {
    "calling_off": (
        "Tell each other as early as you can. Illness, snow, a school that is closed and an inspection of either "
        "school cost nobody anything; nor does moving a visit to another day."
    ),
    "visitors": (
        "The System Leader signs in as a visitor and brings photo identification; the home school has given a letter "
        "of assurance. A concern about a child goes to the safeguarding lead of the receiving school at once."
    ),
    "data": (
        "No pupil is named in anything that is written for this work. What is written about staff is fair, they may "
        "read what is written for them, and it is no part of a capability or disciplinary procedure."
    ),
    "materials": "What is made for this work may be used by both schools and the Alliance; whoever made it is named.",
    "insurance": "The Alliance sees to it that its System Leaders are insured for this work.",
    "changes": (
        "Any change of days, dates, aims or cost is agreed again by those it touches. Until they have agreed, what "
        "was agreed before stands."
    ),
    "disagreeing": "Speak to each other first, then to the Alliance, which brings both schools together.",
    "ending": "Each party may end this agreement with five working days' notice. Days delivered are paid.",
}


def of(alliance: Alliance) -> dict[str, str]:
    """The words of each section as they stand now; empty where the alliance wants none."""
    own = dict(StandardTerm.objects.filter(alliance=alliance).values_list("section", "text"))
    ours = {**OURS, "confidentiality": confidentiality(alliance)}
    return {section: own.get(section, ours[section]) for section in TITLES}


def confidentiality(alliance: Alliance) -> str:
    """As the policies of the alliance have it."""
    records = ["the colleague helped", "the receiving head", "the Alliance's office"]
    evaluations = ["the receiving head", "the office"]
    for readers, since in (
        (records, alliance.home_heads_read_records_since),
        (evaluations, alliance.home_heads_read_evaluations_since),
    ):
        if since:
            readers.insert(-1, "the home head")
    return (
        f"The visit record is read by {saying.listed(records)}. The visit evaluation is read by "
        f"{saying.listed(evaluations)}, never by the colleague helped. What is learned in a school stays there."
    )
