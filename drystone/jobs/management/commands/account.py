"""`manage.py account`: what only whoever runs the installation may do with somebody's account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from drystone.alliances.models import Alliance
from drystone.people import accounts, posts
from drystone.people.models import Person
from drystone.people.roles import Role


class Command(BaseCommand):
    help = (
        "Opens the account of an Alliance's first manager; closes one; lets somebody set up their second factor anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        opening = acts.add_parser("open", help="the first manager of an Alliance; signs in by a code to this address")
        opening.add_argument("name")
        opening.add_argument("address")
        opening.add_argument("--manager-of", required=True, metavar="ALLIANCE", help="the Alliance's short name")
        for act, what in (("close", "may sign in no more"), ("forget-second-factor", "lost what they had")):
            changing = acts.add_parser(act, help=what)
            changing.add_argument("address")
            changing.add_argument(
                "--because", required=True, help="how you know that it is this person; history keeps it"
            )

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if act == "open":
            self.open(options["name"], options["address"], options["manager_of"])
        else:
            verb = accounts.close if act == "close" else accounts.forget_second_factor
            verb(self.holder(options["address"]), by=None, at=timezone.now(), note=options["because"])
            self.stdout.write("Done, and written down.")

    def open(self, name: str, address: str, slug: str) -> None:
        alliance, at = Alliance.objects.filter(slug=slug).first(), timezone.now()
        if alliance is None:
            raise CommandError(f"No Alliance has the short name {slug}.")
        person = accounts.open_for(name, address, at=at)
        posts.take_up(person, Role.MANAGER, alliance, from_=timezone.localdate(at), by=None, at=at)
        self.stdout.write(f"{person.name} manages {alliance}, and signs in with a code to {person.email}.")

    def holder(self, address: str) -> Person:
        if person := accounts.holder(address):
            return person
        raise CommandError(f"Nobody signs in with {address}.")
