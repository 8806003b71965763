"""What is wrong with an answer, in plain English and naming the question, where Django says it for a machine."""

import re
from typing import Any

from django.forms import BoundField

PLAIN = {
    "This field is required.": "Answer “{}”",
    "Enter a valid date.": "“{}” must be a real date, for example 27 3 2027",
    "Enter a whole number.": "“{}” must be a whole number, for example 3",
    "Enter a number.": "“{}” must be a number, for example 1.5",
    "Enter a valid email address.": "“{}” must be an e-mail address, for example ann@school.example",
    "Enter a valid URL.": "“{}” must be a web address, for example https://school.example",
    "Enter a list of values.": "Choose from the answers offered for “{}”",
}
CHOICE = "Select a valid choice."
TOO_LONG = re.compile(r"Ensure this value has at most (\d+) characters? \(it has (\d+)\)\.")


def plain(message: Any, bound: BoundField) -> str:
    said = str(message)
    if said.startswith(CHOICE):
        return f"Choose from the answers offered for “{bound.label}”"
    if long := TOO_LONG.fullmatch(said):
        return f"“{bound.label}” has {int(long[2]):,} characters; there is room for {int(long[1]):,}"
    return PLAIN.get(said, "{message}").format(bound.label, message=said)
