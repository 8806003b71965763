"""How finance's own package wants to read a file: its columns, and how days and sums are written."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import LOOKS_AFTER_MONEY


class Papers(models.TextChoices):
    """Which papers a file for finance is made of."""

    STATEMENTS = "statements", "Approved statements, to be paid"
    CHARGES = "charges", "Issued charge schedules, to be invoiced"


class MoneyQuerySet(models.QuerySet):
    def visible_to(self, person: Person, *, on) -> "MoneyQuerySet":
        """Whoever looks after the Alliance's money."""
        return self.filter(alliance_id__in=access.alliances_as(person, LOOKS_AFTER_MONEY))


class FileLayout(AllianceOwned):
    """How the office's finance package reads a file; the default layout is in no row."""

    class Rows(models.TextChoices):
        PAPER = "paper", "One row for each statement or charge schedule"
        CODE = "code", "One row for each of its VAT codes and purchase orders"
        LINE = "line", "One row for each visit"

    class Kind(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel"

    class Letters(models.TextChoices):
        MARKED = "utf-8-sig", "UTF-8, as Excel knows it"
        PLAIN = "utf-8", "UTF-8 without a mark"
        WINDOWS = "cp1252", "Windows (ANSI)"

    class Separator(models.TextChoices):
        COMMA = ",", "Comma"
        SEMICOLON = ";", "Semicolon"
        TAB = "\t", "Tab"

    class Days(models.TextChoices):
        ISO = "%Y-%m-%d", "2026-12-15"
        BRITISH = "%d/%m/%Y", "15/12/2026"
        SHORT = "%d/%m/%y", "15/12/26"
        DIGITS = "%d%m%Y", "15122026"

    class Sums(models.TextChoices):
        POINT = "point", "1234.50"
        COMMA = "comma", "1234,50"
        PENCE = "pence", "123450"

    of = models.CharField(max_length=10, choices=Papers.choices)
    name = models.CharField(max_length=60)
    columns = models.JSONField(
        help_text="In order: what each holds, its heading, and its text where it is always the same."
    )
    rows = models.CharField(max_length=5, choices=Rows.choices, default=Rows.PAPER)
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.CSV)
    letters = models.CharField(max_length=9, choices=Letters.choices, default=Letters.MARKED)
    separator = models.CharField(max_length=1, choices=Separator.choices, default=Separator.COMMA)
    days = models.CharField(max_length=8, choices=Days.choices, default=Days.ISO)
    sums = models.CharField(max_length=5, choices=Sums.choices, default=Sums.POINT)
    has_headings = models.BooleanField(default=True)
    has_total = models.BooleanField(default=True)
    pay_within_days = models.PositiveSmallIntegerField(default=30)
    vat_codes = models.JSONField(default=dict, help_text="What the package calls each of our VAT codes.")

    objects = MoneyQuerySet.as_manager()

    class Meta:
        verbose_name = "layout"
        ordering = ["of", "name"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "of", "name"], name="one_layout_a_name"),
            models.CheckConstraint(
                condition=Q(of__in=["statements", "charges"], rows__in=["paper", "code", "line"]),
                name="layout_of_known_papers",
            ),
            models.CheckConstraint(condition=Q(pay_within_days__lte=365), name="layout_paid_within_a_year"),
        ]

    def __str__(self) -> str:
        return self.name
