"""An alliance: the tenant. Its words, colours and policies; every row of its scheme carries its id."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

DEFAULT_WORDS = {
    "system_leader": "System Leader",
    "system_leaders": "System Leaders",
    "area": "area of expertise",
    "areas": "areas of expertise",
    "development_group": "development group",
}
hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give a colour as # and six digits, for example #0b5563.")


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
    designation_years = models.PositiveSmallIntegerField(default=4, validators=[MinValueValidator(1)])
    hours_in_a_day = models.PositiveSmallIntegerField(default=6)
    dispute_working_days = models.PositiveSmallIntegerField(default=5)
    visit_record_working_days = models.PositiveSmallIntegerField(default=5)
    appeal_working_days = models.PositiveSmallIntegerField(default=10)
    acceptance_working_days = models.PositiveSmallIntegerField(default=10)
    assurance_months = models.PositiveSmallIntegerField(default=12)
    first_answer_working_days = models.PositiveSmallIntegerField(default=2)
    concurrent_deployments = models.PositiveSmallIntegerField(default=3)
    home_head_reads_records = models.BooleanField(default=False)
    home_head_reads_evaluations = models.BooleanField(default=False)
    same_trust_is_conflict = models.BooleanField(default=True)
    reach_miles = models.PositiveSmallIntegerField(default=40)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_alliance"
            ),
            models.CheckConstraint(condition=models.Q(designation_years__gte=1), name="designation_a_year_or_more"),
            models.CheckConstraint(condition=models.Q(hours_in_a_day__gte=1), name="day_has_an_hour_or_more"),
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
