"""An alliance: the tenant. Its words, colours and policies; every row of its scheme carries its id."""

from django.core.validators import RegexValidator
from django.db import models

from drystone.saying import COUNTS

from .flow import Flow

DEFAULT_WORDS = {
    "system_leader": "System Leader",
    "system_leaders": "System Leaders",
    "area": "area of expertise",
    "areas": "areas of expertise",
    "development_group": "development group",
}
# The least and the most that a policy may be.
BOUNDS = {
    "designation_years": (1, 10),
    "dispute_working_days": (1, 30),
    "visit_record_working_days": (1, 30),
    "appeal_working_days": (1, 60),
    "acceptance_working_days": (1, 60),
    "assurance_months": (1, 60),
    "first_answer_working_days": (1, 20),
    "enquiry_working_days": (1, 20),
    "match_working_days": (1, 20),
    "contact_days": (1, 60),
    "concurrent_deployments": (1, 20),
    "reach_miles": (1, 500),
    "former_post_years": (0, 20),
    "attendance_per_cent": (0, 100),
    "sample_per_cent": (0, 100),
    "sample_late_days": (0, 60),
    "concern_note_days": (0, 90),
    "midpoint_from_half_days": (0, 200),
    "rearranged_within_days": (0, 180),
    "money_days": (7, 180),
    "payee_waiting_days": (1, 20),
}
# How much each thing counts in a match, as `saying.COUNTS` says it.
WEIGHTS = (
    "fit_counts",
    "distance_counts",
    "fairness_counts",
    "continuity_counts",
    "variety_counts",
    "likeness_counts",
)
FOLLOW_UPS = (3, 6, 12)  # months after the last visit
hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give a colour as # and six digits, for example #0b5563.")


def six_months_on() -> list[int]:
    return [6]


class Alliance(models.Model):
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    legal_body = models.CharField(max_length=200, blank=True, help_text="Who is the data controller.")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=40, blank=True)
    colour = models.CharField(max_length=7, default="#0b5563", validators=[hex_colour])
    words = models.JSONField(default=dict, blank=True, help_text="Renamed words, by key.")
    is_default = models.BooleanField(default=False)
    suspended_on = models.DateField(null=True, blank=True)

    # Policies: numbers and choices that differ between alliances.
    designation_years = models.PositiveSmallIntegerField(default=4)
    dispute_working_days = models.PositiveSmallIntegerField(default=5)
    visit_record_working_days = models.PositiveSmallIntegerField(default=5)
    appeal_working_days = models.PositiveSmallIntegerField(default=10)
    acceptance_working_days = models.PositiveSmallIntegerField(default=10)
    pause_stops_clock = models.BooleanField(default=True)
    assurance_months = models.PositiveSmallIntegerField(default=12)
    first_answer_working_days = models.PositiveSmallIntegerField(default=2)
    enquiry_working_days = models.PositiveSmallIntegerField(default=5)
    offers_without_names = models.BooleanField(default=False)
    match_working_days = models.PositiveSmallIntegerField(default=2)
    contact_days = models.PositiveSmallIntegerField(default=7)
    members_first = models.BooleanField(default=True)
    concurrent_deployments = models.PositiveSmallIntegerField(default=3)
    money_days = models.PositiveSmallIntegerField(default=60, help_text="Meant from a day of work to its money.")
    half_termly = models.BooleanField(default=False, help_text="Statements and charge schedules; else by month.")
    default_flow = models.CharField(max_length=10, choices=Flow.choices, default=Flow.HUB)
    # What was written before that moment was written for others, and stays theirs.
    home_heads_read_records_since = models.DateTimeField(null=True, blank=True)
    home_heads_read_evaluations_since = models.DateTimeField(null=True, blank=True)
    home_heads_told_of_visits = models.BooleanField(default=False)
    home_heads_get_evaluations = models.BooleanField(default=True)
    midpoint_from_half_days = models.PositiveSmallIntegerField(default=6, help_text="0: nobody is asked half-way.")
    follow_up_months = models.JSONField(default=six_months_on, blank=True, help_text="None: nobody is asked.")
    same_trust_is_conflict = models.BooleanField(default=True)
    attendance_per_cent = models.PositiveSmallIntegerField(default=0, help_text="Asked of members of groups.")
    sample_per_cent = models.PositiveSmallIntegerField(default=10, help_text="Visit records of a term that are read.")
    sample_late_days = models.PositiveSmallIntegerField(default=5, help_text="Later than this, a record is read.")
    concern_note_days = models.PositiveSmallIntegerField(default=7, help_text="0: nobody is reminded of concerns.")
    rearranged_within_days = models.PositiveSmallIntegerField(
        default=0, help_text="0: however late and far a visit was moved, its notice is counted to where it stands."
    )
    payee_waiting_days = models.PositiveSmallIntegerField(default=1)
    lends = models.BooleanField(default=False)
    lends_to = models.JSONField(default=list, blank=True, help_text="By their short names; empty: to all.")
    reach_miles = models.PositiveSmallIntegerField(default=40)
    former_post_years = models.PositiveSmallIntegerField(default=3, help_text="After these it is no conflict.")
    fit_counts = models.PositiveSmallIntegerField(default=2)
    distance_counts = models.PositiveSmallIntegerField(default=2)
    fairness_counts = models.PositiveSmallIntegerField(default=2)
    continuity_counts = models.PositiveSmallIntegerField(default=2)
    variety_counts = models.PositiveSmallIntegerField(default=2)
    likeness_counts = models.PositiveSmallIntegerField(default=2)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_alliance"
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q((f"{name}__gte", least), (f"{name}__lte", most)), name=f"{name}_within_bounds"
                )
                for name, (least, most) in BOUNDS.items()
            ),
            models.CheckConstraint(condition=models.Q(default_flow__in=Flow.values), name="default_flow_known"),
            *(
                models.CheckConstraint(condition=models.Q((f"{name}__in", list(COUNTS))), name=f"{name}_in_words")
                for name in WEIGHTS
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def letterhead(self) -> dict[str, str]:
        """Whose a document is, as it stands at its head."""
        return {"name": self.name, "colour": self.colour, "contact": self.contact_email}

    @property
    def signatory(self) -> dict[str, str]:
        """Who signs the Alliance's letters and certificates."""
        return {"name": self.contact_name or self.name, "role": "Alliance manager"}

    def word(self, key: str) -> str:
        """The Alliance's own word for a thing, or ours (docs/words.md: those marked *)."""
        return self.words.get(key) or DEFAULT_WORDS[key]


class AllianceOwned(models.Model):
    """A row of one alliance; never seen, counted, sorted, mailed or exported in another."""

    alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
