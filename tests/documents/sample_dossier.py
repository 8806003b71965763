"""A full example of a dossier, with invented people."""

from collections.abc import Sequence

from drystone.documents.content import Dossier, Letterhead, Section


def dossier(alliance: Letterhead, sections: Sequence[Section]) -> Dossier:
    return {
        "alliance": alliance,
        "intro": "For the office alone.",
        "facts": [("Round", "Autumn 2026"), ("Areas of expertise", ["Mathematics", "Coaching"]), ("Job", "")],
        "parts": [
            {"title": "Application", "sections": sections},
            {
                "title": "Agreed scores",
                "facts": [("Agreed by", "Ruth Calvert")],
                "table": {
                    "columns": ["Criterion", "Joan Iveson", "Agreed"],
                    "rows": [["Impact", "Green: strong", "Green: strong"], ["Coaching", "–", ""]],
                },
            },
            {
                "title": "Note",
                "on_new_page": True,
                "text": ["It was a close decision.", "Both assessors spoke to each other."],
            },
        ],
    }
