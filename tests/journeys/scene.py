"""A running product in which the story has come to a certain point, for journeys that begin in the middle."""

import json

from tests.browsing import PHONE, Opener
from tests.journeys.walking import Walker
from tests.product import Product

TOLD = "print(json.dumps({who.name: who.email for who in Person.objects.all()}))"
BEFORE = "import json; from drystone.people.models import Person; "
SUPPORT = "from tests.supporting import Support; support = Support(); "


class Scene:
    """A running product in which the story has come to a certain point, by the product's own verbs."""

    def __init__(self, product: Product, open_browser: Opener, story: str):
        self.product, self.open_browser = product, open_browser
        said = product.manage("shell", "-v0", "-c", f"{BEFORE}{story}; {TOLD}")
        self.addresses: dict[str, str] = json.loads(said.splitlines()[-1])

    def walker(self, name: str, kind: dict = PHONE) -> Walker:
        return Walker(self.product, self.open_browser(kind), name, self.addresses[name])

    def post_for(self, name: str) -> str:
        """Everything that ever came for somebody, subjects and texts."""
        letters = self.product.mail.to(self.addresses[name])
        return "\n".join(f"{letter.subject}\n{letter.text}" for letter in letters)
