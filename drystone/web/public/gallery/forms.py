"""One form with every kind of field, calm and with everything wrong in it."""

from django import forms


class SampleForm(forms.Form):
    name = forms.CharField(label="Your full name", help_text="As it should stand on the letter.", max_length=80)
    email = forms.EmailField(label="Work e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    strengths = forms.CharField(
        label="What would you bring to another school?",
        help_text="Say what you did, and what changed because of it.",
        widget=forms.Textarea(attrs={"data-maxwords": 300}),
    )
    note = forms.CharField(label="Anything else", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    days = forms.DecimalField(
        label="Days asked for",
        widget=forms.NumberInput(attrs={"suffix": "days", "class": "govuk-input--width-3"}),
    )
    rate = forms.IntegerField(
        label="Rate for a day",
        widget=forms.NumberInput(attrs={"prefix": "£", "class": "govuk-input--width-4"}),
    )
    starts = forms.DateField(label="First day", help_text="For example, 27 3 2027", widget=forms.SelectDateWidget())
    supports = forms.ChoiceField(
        label="Do you support this application?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    phase = forms.ChoiceField(
        label="Which phase is the work for?",
        choices=[("early", "Early years"), ("primary", "Primary"), ("other", "Something else")],
        widget=forms.RadioSelect,
    )
    which = forms.CharField(label="Which?", max_length=80)
    areas = forms.MultipleChoiceField(
        label="Areas of expertise",
        choices=[("reading", "Early reading"), ("maths", "Mathematics"), ("send", "Special needs")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    school = forms.CharField(
        label="School",
        help_text="Its name, town, postcode or number.",
        widget=forms.TextInput(attrs={"data-source": "school"}),
    )
    head = forms.CharField(label="Full name")
    head_email = forms.EmailField(label="Work e-mail address")
    pace = forms.ChoiceField(
        label="The work was well planned",
        choices=[("no", "Not yet"), ("partly", "Partly"), ("mostly", "Mostly"), ("fully", "Fully")],
        widget=forms.RadioSelect,
    )
    term = forms.ChoiceField(label="Term", choices=[("", "Choose a term"), ("a", "Autumn 2026"), ("s", "Spring 2027")])
    letter = forms.FileField(label="Letter of support", required=False)
    agreed = forms.BooleanField(label="I have read the agreement, and I may sign it for my school")

    def __init__(self, *given: object, **settings: object):
        super().__init__(*given, **settings)  # type: ignore[arg-type]
        self.fields["phase"].widget.hints = {"early": "From birth to five", "primary": "Years 1 to 6"}
        self.fields["which"].shown_if = ("phase", "other")  # type: ignore[attr-defined]
        for name in ("head", "head_email"):
            self.fields[name].legend = ("head", "Your headteacher", "We ask them for a reference.")  # type: ignore[attr-defined]
        self.fields["pace"].legend = ("rating", "How was the work?", "")  # type: ignore[attr-defined]


def wrong() -> SampleForm:
    """What came back from somebody in a hurry."""
    typed = {
        "name": "",
        "email": "ann.peel",
        "starts_day": "31",
        "starts_month": "February",
        "starts_year": "2027",
        "days": "a few",
        "phase": "other",
    }
    return SampleForm(typed, auto_id="wrong_%s")
