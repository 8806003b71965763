"""Opening pages in tests: by account, or by the link of an e-mail and, where it is confidential, its code."""

from django.test import Client

from drystone.people.models import Link, Person
from tests.clock import NOW
from tests.people.mailbox import code_for, token_of
from tests.retelling import step
from tests.signing_in import sign_in


def account(person: Person) -> Client:
    given_account(person.pk)
    return sign_in(Client(), Person.objects.get(pk=person.pk))


@step
def given_account(pk: int) -> None:
    Person.objects.filter(pk=pk).update(has_account=True)


def opened(link: Link) -> tuple[Client, str]:
    """A browser that followed the link, and the clean address it stands at."""
    client = Client()
    return client, client.get(f"/l/{token_of(link, NOW)}/")["Location"]


def unlocked(link: Link) -> tuple[Client, str]:
    """A browser that followed the link and typed the six digits."""
    client, page = opened(link)
    asks = client.get(page)["Location"]
    client.post(asks, {"send": "1"})
    client.post(asks, {"code": code_for(link.address)})
    return client, page


def said(response) -> str:
    return " ".join(response.content.decode().split())
