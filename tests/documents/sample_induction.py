"""A certificate of induction, with an invented person."""

from datetime import date

from drystone.documents.content import Induction, Letterhead


def induction(of: Letterhead) -> Induction:
    return {
        "alliance": of,
        "holder": "Ann Peel",
        "school": "Grinton High School",
        "completed": "has completed the induction of a System Leader of the Swaledale Alliance",
        "items": [
            {"title": "Core training for System Leaders", "on": date(2027, 1, 12)},
            {"title": "Shadow a deployment or a visit", "on": date(2027, 3, 9)},
        ],
        "signatory": {"name": "Margaret Alderson", "role": "Alliance manager"},
    }
