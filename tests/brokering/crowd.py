"""A dozen leaders of whom each has something of her own, and whatever may change about them."""

import random
from datetime import date, timedelta

from drystone.alliances.models import Alliance
from drystone.brokering.models import Conflict, Enquiry, Exclusion, Offer, SupportRequest
from drystone.people.models import Post
from drystone.register.models import (
    Assurance,
    Condition,
    DesignatedArea,
    Designation,
    Pause,
    Promise,
    ReleaseBudget,
)
from tests import cast
from tests.clock import NOW

TRUSTS = ("", "Dales Trust", "Fells Trust")


class Crowd:
    """A dozen leaders of whom each has something of her own, and a school that asks; the same for the same seed."""

    def __init__(self, support, seed: int) -> None:
        self.chance, self.support = random.Random(seed), support
        self.request = support.accepted(half_days=self.chance.choice((1, 4, 6)))
        schools = [
            cast.school(
                f"School {n}", east=403_000 + 9_000 * n, trust_name=self.chance.choice(TRUSTS),
                pupils=self.chance.choice((None, 40, 180, 900)),
            )
            for n in range(7)
        ]  # fmt: skip
        self.homes = [support.leyburn, support.reeth, *schools]
        self.leaders = [
            support.add_leader(f"Leader {n}", self.chance.choice((0, 4, 6, 12)), self.chance.choice(self.homes))
            for n in range(11)
        ]
        self.leaders.append(support.tom)
        for _ in range(25):
            self.change()

    def change(self) -> None:
        """One thing is otherwise than before, whoever did it and however."""
        self.chance.choice(CHANGES)(self, self.chance.choice(self.leaders), self.chance)

    @property
    def asked(self) -> SupportRequest:
        return SupportRequest.objects.get(pk=self.request.pk)


def area(crowd, who, chance):
    held = DesignatedArea.objects.filter(designation=who)
    chance.choice((
        lambda: held.update(level=chance.randint(1, 3), phases=chance.choice((["primary"], ["secondary"]))),
        lambda: held.delete(),
        lambda: DesignatedArea.objects.get_or_create(alliance=who.alliance, designation=who, area=cast.area()),
    ))()  # fmt: skip


def condition(crowd, who, chance):
    Condition.objects.filter(designation=who).delete()
    if chance.random() < 0.4:
        Condition.objects.create(
            alliance=who.alliance, designation=who, area=cast.area(), kind="condition", terms="Induction",
            first_due_on=cast.TODAY, due_on=cast.TODAY, state_since=NOW,
        )  # fmt: skip


def designation(crowd, who, chance):
    fields = chance.choice((
        {"state": "paused"}, {"state": "active"}, {"state": "pending"}, {"ends": date(2026, 10, 31)},
        {"ends": date(2030, 8, 31)}, {"home_school": chance.choice(crowd.homes)},
    ))  # fmt: skip
    Designation.objects.filter(pk=who.pk).update(**fields)


def pause(crowd, who, chance):
    Pause.objects.filter(designation=who).delete()
    if chance.random() < 0.4:
        starts = chance.choice((date(2026, 12, 1), date(2027, 6, 1)))
        back = starts + timedelta(days=60)
        Pause.objects.create(alliance=who.alliance, designation=who, starts=starts, back_on=back, stops_clock=False)


def budget(crowd, who, chance):
    rows = ReleaseBudget.objects.filter(home_school=who.home_school_id)
    rows.filter(person=who.person).update(half_days=chance.choice((0, 3, 8, 20)))
    rows.filter(person=None).delete()
    if chance.random() < 0.5:
        ReleaseBudget.objects.create(
            alliance=who.alliance, home_school_id=who.home_school_id, term=crowd.support.terms[0],
            half_days=chance.choice((2, 6, 30)), granted_by=crowd.support.ann, granted_at=NOW,
        )  # fmt: skip


def promise(crowd, who, chance):
    starts = chance.choice((date(2026, 9, 7), date(2026, 11, 9), date(2025, 3, 3)))
    Promise.objects.create(
        alliance=who.alliance, person=who.person, home_school_id=who.home_school_id, term=crowd.support.terms[0],
        half_days=chance.randint(1, 3), starts=starts, ends=starts + timedelta(days=40), for_type="a.work",
        for_id=Promise.objects.count() + 1, made_at=NOW,
    )  # fmt: skip


def given_back(crowd, who, chance):
    Promise.objects.filter(person=who.person).update(given_back_at=NOW)


def assurance(crowd, who, chance):
    rows = Assurance.objects.filter(person=who.person)
    rows.update(until=chance.choice((date(2026, 10, 1), date(2027, 8, 31))), confirmed_on=date(2026, 9, 1))
    rows.update(organisation=chance.choice(crowd.homes))


def school(crowd, who, chance):
    here = chance.choice(crowd.homes)
    here.trust_name, here.pupils = chance.choice(TRUSTS), chance.choice((None, 40, 180, 900))
    here.fsm_per_cent = chance.choice((None, 5, 14, 40))
    here.easting = here.easting and chance.choice((390_000, 411_000, 470_000))
    here.save()


def conflict(crowd, who, chance):
    Conflict.objects.filter(person=who.person).delete()
    if chance.random() < 0.5:
        Conflict.objects.create(
            alliance=who.alliance, person=who.person, school=chance.choice(crowd.homes[:2]), kind="relative",
            starts=chance.choice((date(2026, 1, 1), date(2027, 1, 1))),
        )  # fmt: skip


def post(crowd, who, chance):
    Post.objects.create(
        alliance=who.alliance, person=who.person, organisation=chance.choice(crowd.homes[:2]), role="staff",
        starts=date(2010, 9, 1), ends=chance.choice((date(2020, 8, 31), date(2025, 8, 31))),
    )  # fmt: skip


def excluded(crowd, who, chance):
    by = {"made_by": crowd.support.margaret, "made_at": NOW, "reason": "So."}
    undone = chance.choice((None, NOW))
    if not Exclusion.objects.filter(designation=who, undone_at=None).exists():
        Exclusion.objects.create(alliance=who.alliance, request=crowd.request, designation=who, undone_at=undone, **by)


def refused(crowd, who, chance):
    Enquiry.objects.create(
        alliance=who.alliance, request=crowd.request, designation=who, step="home", asked=crowd.support.ann,
        state=chance.choice(("no", "not_now", "stood_down")), asked_at=NOW, answer_by=cast.TODAY, state_since=NOW,
    )  # fmt: skip


def helped(crowd, who, chance):
    other = crowd.support.accepted(half_days=1)
    Offer.objects.create(
        alliance=who.alliance, request=other, designation=who, state="chosen", state_since=NOW, because="Yes."
    )
    Offer.objects.filter(designation=who).update(state=chance.choice(("chosen", "stood_down")))


def policy(crowd, who, chance):
    Alliance.objects.update(
        former_post_years=chance.choice((0, 3, 10)), same_trust_is_conflict=chance.choice((True, False)),
        reach_miles=chance.choice((5, 40, 100)), concurrent_deployments=chance.choice((1, 3)),
        fit_counts=chance.choice((0, 1, 2, 4)), fairness_counts=chance.choice((0, 2, 4)),
        variety_counts=chance.choice((1, 2)), likeness_counts=chance.choice((1, 2)), distance_counts=1,
    )  # fmt: skip


CHANGES = (
    area, condition, designation, pause, budget, promise, given_back, assurance, school, conflict, post, excluded,
    refused, helped, policy,
)  # fmt: skip
