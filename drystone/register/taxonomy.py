"""The common areas of expertise and the groupings they are shown under.

The 27 national areas of 2012 keep their codes for good; their grouping of 2016 follows the inspection
framework of that year; the six areas of inspection of November 2025 come next, with the areas that a scheme of
today needs besides.
"""

from datetime import date

# Code: name.
AREAS = {
    "academies": "Academies and academy transition",
    "assessment": "Assessment",
    "cpd": "Leadership of professional development",
    "business": "School business and financial management",
    "curriculum": "Leadership of curriculum",
    "art": "Art",
    "closing-the-gap": "Closing the gap",
    "drama": "Drama",
    "design-technology": "Design and technology",
    "early-years": "Early years",
    "english": "English",
    "geography": "Geography",
    "history": "History",
    "ict": "ICT",
    "maths": "Maths",
    "languages": "Modern foreign languages",
    "music": "Music",
    "phonics": "Phonics",
    "pe": "Physical education",
    "pshe": "Personal, social, health and economic education",
    "re": "Religious education",
    "science": "Science",
    "send": "Special educational needs",
    "most-able": "Support for the most able",
    "itt-nqt": "Initial teacher training and new teachers",
    "behaviour": "Behaviour and discipline",
    "attendance": "Attendance",
    "inclusion": "Inclusion",
    "reading": "Reading",
    "writing": "Writing",
    "oracy": "Oracy",
    "computing": "Computing",
    "eal": "English as an additional language",
    "safeguarding": "Safeguarding leadership",
    "disadvantage": "Pupil premium and disadvantage",
    "small-schools": "Small schools and mixed-age classes",
    "wellbeing": "Wellbeing and workload",
    "governance": "Governance",
}
LEADING = ("cpd", "business", "curriculum", "academies")
SUBJECTS = (
    "art", "closing-the-gap", "drama", "design-technology", "early-years", "english", "geography", "history", "ict",
    "maths", "languages", "music", "phonics", "pe", "pshe", "re", "science", "send", "most-able",
)  # fmt: skip
# Grouping: since when, and its groups in order.
GROUPINGS: dict[str, tuple[date, dict[str, tuple[str, ...]]]] = {
    "Inspection areas of 2012": (
        date(2012, 1, 1),
        {
            "Leadership and management": (*LEADING, "assessment"),
            "Pupil achievement": SUBJECTS,
            "Quality of teaching": ("itt-nqt",),
            "Behaviour and safety": ("behaviour", "attendance"),
        },
    ),
    "Inspection areas of 2016": (
        date(2016, 9, 1),
        {
            "Effectiveness of leadership and management": LEADING,
            "Outcomes for children and other learners": SUBJECTS,
            "Quality of teaching, learning and assessment": ("itt-nqt", "assessment"),
            "Personal development, behaviour and welfare": ("behaviour", "attendance"),
        },
    ),
    "Inspection areas of November 2025": (
        date(2025, 11, 10),
        {
            "Inclusion": ("inclusion", "send", "eal", "disadvantage", "closing-the-gap", "most-able"),
            "Curriculum and teaching": (
                "curriculum", "art", "drama", "design-technology", "english", "geography", "history", "ict",
                "computing", "maths", "languages", "music", "phonics", "reading", "writing", "oracy", "pe", "re",
                "science", "small-schools",
            ),
            "Achievement": ("assessment",),
            "Attendance and behaviour": ("attendance", "behaviour"),
            "Personal development and wellbeing": ("pshe", "wellbeing"),
            "Leadership and governance": ("cpd", "business", "academies", "itt-nqt", "governance", "safeguarding"),
            "Early years": ("early-years",),
        },
    ),
}  # fmt: skip


def load(area_model, grouping_model, place_model) -> None:
    """Puts the common areas and groupings into the database; what stands there already stays as it is."""
    areas = {
        code: area_model.objects.get_or_create(alliance=None, code=code, defaults={"name": name})[0]
        for code, name in AREAS.items()
    }
    for title, (since, groups) in GROUPINGS.items():
        grouping = grouping_model.objects.get_or_create(name=title, defaults={"since": since})[0]
        order = [(group, code) for group, codes in groups.items() for code in codes]
        for position, (group, code) in enumerate(order):
            place_model.objects.get_or_create(
                grouping=grouping, area=areas[code], defaults={"group": group, "position": position}
            )
