"""What an applicant answers."""

from typing import Any

ANSWERS: dict[str, Any] = {
    "first_name": "Rosie",
    "surname": "Metcalfe",
    "email": "rosie@reeth.example",
    "preferred_contact": "email",
    "has_access_needs": "no",
    "job": "Head of English",
    "is_headteacher": "no",
    "job_since": {"day": "1", "month": "9", "year": "2022"},
    "leading_since": {"day": "1", "month": "9", "year": "2019"},
    "main_area": "english",
    "main_area_phases": ["primary"],
    "main_area_years": "6",
    "offers_second_area": "no",
    "expertise": "I teach and lead reading.",
    "impact": "Reading went up.",
    "coaching": "I coached two colleagues.",
    "other_schools": "I worked with three schools.",
    "wider_improvement": "I ask and I look first.",
    "designations": ["none"],
    "days_offered": "6",
    "days_of_week": ["any"],
    "travel_miles": "20",
    "works_remotely": "yes",
    "has_conflicts": "no",
    "read_privacy": "on",
    "takes_part": "on",
    "publish_profile": "yes",
    "signature": {"name": "Rosie Metcalfe", "role": "Head of English", "agreed": "on"},
}

TWO_AREAS = {
    "offers_second_area": "yes",
    "second_area": "maths",
    "second_area_phases": ["primary"],
    "second_area_years": "3",
    "offers_third_area": "no",
}
