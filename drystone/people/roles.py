"""The roles a person may hold, in plain English. A post gives one of them for a time."""

from django.db import models


class Role(models.TextChoices):
    # at the Alliance
    MANAGER = "manager", "Alliance manager"
    COORDINATOR = "coordinator", "Coordinator"
    FINANCE = "finance", "Finance officer of the Alliance"
    QUALITY = "quality", "Quality lead"
    DIRECTOR = "director", "Director"
    BOARD = "board", "Board member"
    PANEL = "panel", "Panel member"
    # at an organisation
    HEAD = "head", "Headteacher"
    CHAIR = "chair", "Chair of governors"
    TRUST_CEO = "trust_ceo", "Chief executive of the trust"
    STAFF = "staff", "Member of staff"
    FINANCE_CONTACT = "finance_contact", "Finance contact"
    COMMISSIONER = "commissioner", "Commissioner"


OFFICE = frozenset({Role.MANAGER, Role.COORDINATOR, Role.FINANCE, Role.QUALITY})
AT_ALLIANCE = OFFICE | {Role.DIRECTOR, Role.BOARD, Role.PANEL}
AT_ORGANISATION = frozenset(set(Role)) - AT_ALLIANCE
MANAGES = frozenset({Role.MANAGER, Role.COORDINATOR})
LOOKS_AFTER_MONEY = frozenset({Role.FINANCE, Role.MANAGER})
READS_CONCERNS = frozenset({Role.MANAGER, Role.QUALITY})
SPEAKS_FOR_MONEY = frozenset({Role.HEAD, Role.FINANCE_CONTACT})  # at the home school
# For a school that pays, and for an authority, trust or diocese.
ANSWERS_FOR_A_PAYER = SPEAKS_FOR_MONEY | {Role.COMMISSIONER}
# Directors read the concerns that are about those who read concerns.
NEEDS_SECOND_FACTOR = OFFICE | {Role.PANEL, Role.DIRECTOR}
