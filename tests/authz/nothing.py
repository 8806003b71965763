"""A record that is not hers must look to her like one that was never made."""

from tests.authz.asking import Answer, alike
from tests.authz.conftest import Actor


class NothingThere:
    """What one person is answered about records that were never made.

    Mostly a page that is the same for all of them, so it is asked for once for each entry of the navigation, which
    stands on it. Whatever is answered otherwise is compared with the answer about a record that was never made, at
    this very address; and so is the first answer at every address.
    """

    def __init__(self, actor: Actor, asked: set[str], sent: dict[str, str]):
        self.ask, self.usual, self.asked, self.sent = actor.asker.ask, actor.nothing_there, asked, sent
        self.absent: dict[tuple[str, str], tuple] = {}

    def is_like(self, answer: Answer, method: str, path: str, absent: str) -> bool:
        like, entry = alike(answer, path), path.split("/")[1:3]
        if f"{method} {absent}" in self.asked and like == self.usual.get(tuple(entry)):
            return True
        self.asked.add(f"{method} {absent}")
        told = self.usual[tuple(entry)] = self.told(method, absent)
        return like == told

    def told(self, method: str, absent: str) -> tuple:
        if (method, absent) not in self.absent:
            self.absent[method, absent] = alike(self.ask(method, absent, self.sent), absent)
        return self.absent[method, absent]
