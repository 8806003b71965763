"""What a visit costs that is called off late: a share of what it would have cost, by how many working days' notice."""

from django.db import models
from django.db.models import Q

from .alliance import AllianceOwned

MOST_NOTICE = 60


class CancellationTerm(AllianceOwned):
    """One line of the table: with less notice than this, so much is charged and so much is reimbursed."""

    notice_working_days = models.PositiveSmallIntegerField(help_text="Whoever gives fewer pays by this line.")
    charged_per_cent = models.PositiveSmallIntegerField(help_text="Of the charge, to whoever pays.")
    reimbursed_per_cent = models.PositiveSmallIntegerField(help_text="Of the reimbursement, to the home school.")

    class Meta:
        ordering = ["notice_working_days"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "notice_working_days"], name="one_cancellation_term_a_notice"),
            models.CheckConstraint(
                condition=Q(notice_working_days__gte=1, notice_working_days__lte=MOST_NOTICE),
                name="cancellation_notice_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(charged_per_cent__lte=100, reimbursed_per_cent__lte=100),
                name="cancellation_costs_the_whole_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"under {self.notice_working_days} working days' notice"
