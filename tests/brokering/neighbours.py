"""Two alliances on one installation: Susan asks Swaledale; Wharfedale lends its Wilf, whom Nell Spence releases."""

from drystone.brokering import borrowing, lending, offers
from drystone.brokering.models import Borrowing, Lending, Offer, SupportRequest
from drystone.people.models import Person
from drystone.register import release
from tests import cast
from tests.supporting import Support


def named(person: Person, name: str) -> None:
    person.name = name
    person.save()


class Neighbours:
    """How far the loan is; `here` asks and `there` lends."""

    def __init__(self) -> None:
        self.here = Support()
        self.there = Support(cast.alliance("Wharfedale Alliance", default=False, lends=True))
        named(self.there.tom.person, "Wilf Thwaite")
        named(self.there.ann, "Nell Spence")
        named(self.there.margaret, "Wendy Metcalfe")
        self.wilf = self.there.tom
        self.request = self.here.accepted()

    def asked(self, **more) -> Lending:
        borrowing.ask(self.request, [self.there.alliance], **self.here.office, **more)
        return self.lending

    def proposed(self) -> Borrowing:
        lending.propose(self.asked(), self.wilf, "Leads English in a school like yours.", **self.there.office)
        return self.borrowing

    def agreed(self) -> SupportRequest:
        borrowing.agree(self.proposed(), **self.here.office)
        return self.work

    def chosen(self) -> Offer:
        """The home school and he have said yes, and Susan chose him."""
        self.there.leader_yes(self.agreed(), self.wilf)
        offered = offers.offer(self.work, [(self.wilf, "Leads English.")], **self.there.office)[0]
        return offers.choose(offered, **self.here.by(cast.acting(self.here.susan)))

    @property
    def borrowing(self) -> Borrowing:
        return Borrowing.objects.latest("pk")

    @property
    def lending(self) -> Lending:
        return Lending.objects.latest("pk")

    @property
    def work(self) -> SupportRequest:
        """The request that the lending alliance has of its own."""
        return SupportRequest.objects.get(lending__isnull=False)

    def states(self) -> tuple[str, str]:
        return self.borrowing.state, self.lending.state

    def left(self) -> int:
        """Half-days that Wilf's school has left for him this term."""
        meters = release.meters(self.there.alliance.pk, self.wilf.person, self.wilf.home_school, self.there.terms[:1])
        return meters[0].left
