"""What a browser holds of the e-mailed links that it opened: a signed cookie, short-lived, beside any account."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse

from . import cookies

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
COOKIE, MOST = "links", 10


@dataclass
class Visit:
    """One link: when this browser opened it, last used it, and gave a code to read confidential text by it."""

    opened: datetime
    seen: datetime
    read: datetime | None = None

    def is_over(self, at: datetime) -> bool:
        return at - self.seen > IDLE or at - self.opened > LONGEST

    def is_to_note(self, at: datetime) -> bool:
        return at - self.seen > NOTED_EVERY


def visits(request: HttpRequest) -> dict[int, Visit]:
    """The links that this browser has opened, by number."""
    written = cookies.read(request, COOKIE, longest=LONGEST)
    return {
        int(number): Visit(moment(opened), moment(seen), moment(read) if read else None)
        for number, (opened, seen, read) in written.items()
    }


def keep_visits(response: HttpResponse, held: dict[int, Visit]) -> None:
    """The newest few, so that the cookie stays small."""
    newest = sorted(held.items(), key=lambda item: item[1].opened)[-MOST:]
    times = {
        str(number): [visit.opened.timestamp(), visit.seen.timestamp(), visit.read.timestamp() if visit.read else 0]
        for number, visit in newest
    }
    cookies.write(response, COOKIE, times, longest=LONGEST)


def is_noted(response: HttpResponse) -> bool:
    """Whether this answer already carries the cookie."""
    return cookies.named(COOKIE) in response.cookies


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
