"""An organisation: a school of the national register, or a trust, diocese, local authority or other body."""

from typing import Any

from django.db import models
from django.db.models import Q

from .. import codes, names


class SearchText(models.TextField):
    """What the search index holds; written from the row's own fields whenever the row is saved or made in bulk."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        row: Any = model_instance
        row.search_text = names.searchable(row.name, row.town, row.postcode, row.urn)
        return row.search_text


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def open(self) -> "OrganisationQuerySet":
        """Schools that teach today, those proposed to close among them; and bodies that the register does not hold."""
        return self.filter(status__in=Organisation.OPEN_STATUSES)

    def of_register(self) -> "OrganisationQuerySet":
        return self.filter(urn__isnull=False)


class Organisation(models.Model):
    class Kind(models.TextChoices):
        SCHOOL = "school", "School"
        TRUST = "trust", "Trust"
        AUTHORITY = "authority", "Local authority"
        DIOCESE = "diocese", "Diocese"
        NURSERY = "nursery", "Nursery or childcare"
        OTHER = "other", "Other body"

    class Status(models.TextChoices):
        OPEN = "1", "Open"
        CLOSED = "2", "Closed"
        CLOSING = "3", "Open, but proposed to close"
        PROPOSED = "4", "Proposed to open"

    OPEN_STATUSES = (Status.OPEN, Status.CLOSING)
    KEY_OF_BODY = "body-"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SCHOOL)
    name = models.CharField(max_length=200)
    urn = models.CharField(max_length=6, null=True, blank=True, unique=True)
    status = models.CharField(max_length=1, choices=Status.choices, default=Status.OPEN)
    phase_code = models.CharField(max_length=2, blank=True)
    type_code = models.CharField(max_length=4, blank=True)
    authority_code = models.CharField(max_length=4, blank=True)
    authority = models.CharField(max_length=80, blank=True)
    trust_name = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True, help_text="British National Grid, metres.")
    northing = models.PositiveIntegerField(null=True, blank=True, help_text="British National Grid, metres.")
    pupils = models.PositiveIntegerField(null=True, blank=True)
    fsm_per_cent = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of a hundred, with free meals.")
    # Null where nothing is said: SQLite adds such a column without making the table, and its index of words, anew.
    head_name = models.CharField(
        max_length=200, null=True, blank=True, help_text="The register's word, for offices only; no post, no power."
    )
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="May lie ahead; only the status says closed.")
    search_text = SearchText(blank=True, editable=False)

    # Set by the search on what it returns, never stored: the open successors of a closed school; and on a
    # successor, the closed school by whose name it was found.
    goes_on_as: "list[Organisation] | None" = None
    found_as: "Organisation | None" = None
    closed_id: int

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                # "Greater than" alone is not enough: of an empty value it is neither true nor false, and passes.
                condition=Q(easting__isnull=True, northing__isnull=True)
                | Q(easting__isnull=False, northing__isnull=False, easting__gt=0, northing__gt=0),
                name="a_place_has_both_coordinates",
            ),
            models.CheckConstraint(condition=Q(status__in=["1", "2", "3", "4"]), name="organisation_status_known"),
            models.CheckConstraint(condition=~Q(name=""), name="an_organisation_has_a_name"),
            models.UniqueConstraint(
                fields=["kind", "name", "postcode"], condition=Q(urn__isnull=True), name="made_by_hand_once"
            ),
        ]
        indexes = [
            models.Index(fields=["easting", "northing"], name="organisation_by_place"),
            models.Index(fields=["postcode"], name="organisation_by_postcode"),
            models.Index(fields=["authority_code", "status"], name="organisation_by_authority"),
            models.Index(fields=["name", "id"], name="organisation_by_name"),
            models.Index(fields=["search_text"], name="organisation_by_first_words", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What stands for it in a form: the URN, which somebody may also type; else a word that is no URN."""
        return self.urn or f"{self.KEY_OF_BODY}{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN_STATUSES

    @property
    def phase(self) -> str:
        return codes.PHASES.get(self.phase_code, "")
