"""A charge schedule of two purchase orders, one of them with VAT."""

from drystone.documents.content import Charge, Letterhead


def charge(letterhead: Letterhead) -> Charge:
    half_day = {"time": "½ day", "amount": "£150", "vat": "£0", "whole": "£150"}
    day = {"time": "1 day", "amount": "£300", "vat": "£60", "whole": "£360"}
    return {
        "alliance": letterhead,
        "to": ["Muker Primary School", "DL11 6QG"],
        "facts": [("Charge schedule", "7"), ("Month", "January 2027"), ("To pay", "£510")],
        "intro": "The finance office of Swaledale Alliance asks for this sum: an invoice follows, or comes with it.",
        "orders": [
            {
                "title": "Without a purchase order",
                "lines": [{"day": "12 Jan 2027", "work": "Ann Peel at Muker Primary School, ½ day", **half_day}],
                **half_day,
            },
            {
                "title": "Purchase order MPS-0417",
                "lines": [{"day": "19 Jan 2027", "work": "Ann Peel at Muker Primary School, 1 day", **day}],
                **day,
            },
        ],
        "sums": [("Without VAT", "£450"), ("VAT", "£60"), ("To pay", "£510")],
        "vat_note": ["Standard-rated: VAT of 20 % is added, line by line.", "This is not tax advice."],
    }
