"""Boxes for the words of a form: plain words, and a limit that is said."""

import re
from typing import Any

from django import forms

TAG = re.compile(r"</?[a-zA-Z!][^>]*>")


class Words(forms.CharField):
    """Words that are shown as they are typed; marks for browsers would stand there as such, so they are named."""

    def __init__(self, label: str, most: int, *, rows: int = 0, **settings: Any):
        if rows:
            settings["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=most, **settings)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if tag := TAG.search(text):
            raise forms.ValidationError(
                f"Write plain words in “{self.label}”: “{tag[0][:40]}” would be shown to everybody as it stands"
            )
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Line(Words):
    """Words on one line."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class SectionForm(forms.Form):
    title = Line("Name of the section", 120)
    intro = Words("What stands above its questions", 2000, rows=4, required=False)


class Heading(forms.Form):
    title = Line("Name of the form", 120)
    about = Words("What stands above the first page", 2000, rows=4, required=False)
