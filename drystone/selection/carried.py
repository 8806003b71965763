"""What an application for another term need not ask: what the register and her last application say already."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from drystone.people import posts
from drystone.questions import sheets
from drystone.register.models import Designation

from .models import Application
from .readings import AREAS

AS_THEN = ("mobile", "has_access_needs", "access_needs", "days_offered", "travel_miles", "works_remotely")
"""Answers of her last application that hold until she says otherwise; what she wrote of herself then does not."""


def known_of_leader(designation: Designation, *, on: date) -> dict[str, Any]:
    """Where she works and as what, her areas with phases and years, who speaks for her school, what she offered."""
    last = last_application(designation)
    said = sheets.values(last.sheet) if last and not last.sheet.erased_at else {}
    return {
        **{key: said[key] for key in AS_THEN if key in said},
        **where(designation, on),
        **areas(designation, last, on),
        **approver(designation, on),
        "publish_profile": designation.shown_in_directory,
    }


def last_application(designation: Designation) -> Application | None:
    """The one that led to this designation, or another one to this alliance that was sent in."""
    hers = Application.objects.filter(alliance=designation.alliance_id, person=designation.person_id)
    return hers.exclude(submitted_at=None).select_related("sheet__version").order_by("-submitted_at", "-pk").first()


def where(designation: Designation, on: date) -> dict[str, Any]:
    there = designation.placements.on(on).first()
    known: dict[str, Any] = {"school": designation.home_school.urn, "is_headteacher": designation.is_headteacher}
    return known | ({"job": there.job_title} if there and there.job_title else {})


def areas(designation: Designation, last: Application | None, on: date) -> dict[str, Any]:
    """Her areas in their order; the years of experience that she gave then, and those since."""
    years = {row.area_id: row.years for row in last.areas.all()} if last else {}
    since = on.year - localdate(last.submitted_at).year if last and last.submitted_at else 0
    known: dict[str, Any] = {"offers_second_area": False}
    held = designation.areas.select_related("area").order_by("pk")
    for place, (key, row) in enumerate(zip(AREAS, held, strict=False)):
        known |= {key: row.area.code, f"{key}_phases": row.phases}
        known |= {f"{key}_years": years[row.area_id] + since} if row.area_id in years else {}
        if place:
            known[f"offers_{key}"] = True
            known |= {f"offers_{after}": False for after in AREAS[place + 1 : place + 2]}
    return known


def approver(designation: Designation, on: date) -> dict[str, Any]:
    """Who releases her: her head, or who speaks for the governing body where she is the head."""
    who = posts.approver_for(designation.person, designation.alliance, designation.home_school, on)
    if who is None or not who.email:
        return {}
    if designation.is_headteacher:
        return {"governing_body": {"name": who.name, "email": who.email, "role": "Chair of governors"}}
    return {"headteacher": {"name": who.name, "email": who.email, "role": "Headteacher"}}
