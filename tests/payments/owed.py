"""Ann's school is owed for Tom's visits: each step brings a statement there by the product's own verbs."""

from datetime import date, datetime

from drystone.deployment import records
from drystone.deployment.models import Deployment, Visit
from drystone.payments import charges, due, statements
from drystone.payments.models import ChargeSchedule, DueLine, Statement
from drystone.people.models import Person
from drystone.people.roles import Role
from tests import cast
from tests.clock import LONDON
from tests.retelling import step
from tests.supporting import Support

AFTER = datetime(2026, 12, 1, 9, tzinfo=LONDON)
NOVEMBER = date(2026, 11, 1)


class Owed(Support):
    @step
    def __init__(self, *rest, **settings) -> None:
        super().__init__(*rest, **settings)
        self.finn = cast.officer(self.alliance, "Finn Metcalfe", Role.FINANCE)

    @step
    def delivered(self, deployment: Deployment | None = None, day: int = 10, half_days: int = 1) -> Visit:
        """A visit was made, and Kate confirmed its record."""
        visit = self.written_up(self.planned(deployment, day, half_days))
        records.confirm(visit.record, **self.by(self.kate))
        return visit

    @step
    def pulled(self) -> list[DueLine]:
        """The lines that are new."""
        before = list(DueLine.objects.values_list("pk", flat=True))
        made = due.pull(self.alliance, by=None, at=AFTER)
        lines = list(DueLine.objects.filter(alliance=self.alliance).exclude(pk__in=before))
        assert made == len(lines)
        return lines

    @step
    def prepared(self, by: Person | None = None, month: date = NOVEMBER) -> list[Statement]:
        return statements.prepare(self.alliance, month, by=by, at=AFTER)

    @step
    def draft(self, by: Person | None = None, **visit) -> Statement:
        self.delivered(**visit)
        self.pulled()
        return self.prepared(by)[0]

    @step
    def sent(self, by: Person | None = None, **visit) -> Statement:
        return statements.send(self.draft(**visit), by=by or self.finn, at=AFTER)

    @step
    def confirmed(self, **settings) -> Statement:
        return statements.confirm(
            self.sent(**settings), typed_name="Ann Peel", typed_role="Headteacher", by=self.ann, at=AFTER
        )

    @step
    def approved(self) -> Statement:
        return statements.approve(self.confirmed(), by=self.margaret, at=AFTER)

    @step
    def charged(self, by: Person | None = None, month: date = NOVEMBER, **visit) -> ChargeSchedule:
        """A draft of what Susan's school is charged."""
        self.delivered(**visit)
        self.pulled()
        return charges.prepare(self.alliance, month, by=by, at=AFTER)[0]

    @step
    def issued(self, **visit) -> ChargeSchedule:
        approved = charges.approve(self.charged(**visit), by=self.finn, at=AFTER)
        return charges.issue(approved, by=self.margaret, at=AFTER)

    def credited(self, line: DueLine) -> DueLine:
        return statements.credit(line, note="It was an hour.", by=self.finn, at=AFTER)
