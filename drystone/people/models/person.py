"""One human. An e-mail address is not a person: it may be shared, and it may change hands."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from ..roles import OFFICE, Role

if TYPE_CHECKING:
    from .link import Link
    from .post import Post


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: "Person", *, on: date) -> "PersonQuerySet":
        """Herself; and for the office, whoever has a post or a task in its alliance."""
        offices = person.alliances_as(OFFICE)
        return self.filter(Q(pk=person.pk) | known_in(offices))

    def known_to(self, alliance_id: int) -> "PersonQuerySet":
        """Whoever has, or had, a post or a task in this alliance."""
        return self.filter(known_in({alliance_id}))

    def at_address(self, address: str) -> "PersonQuerySet":
        """Everybody with this e-mail address, whatever its capitals; look-alike letters are other letters."""
        if not address.isascii():
            return self.none()
        return self.alias(lowered=Lower("email")).filter(lowered=address.lower())


def known_in(alliances: set[int]) -> Q:
    """Known by a post, of today or of the past, or by a task that was mailed to her."""
    people = Person._base_manager
    return Q(pk__in=people.filter(posts__alliance__in=alliances).values("pk")) | Q(
        pk__in=people.filter(links__alliance__in=alliances).values("pk")
    )


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """People, as `Person.objects`."""


class Person(AbstractBaseUser):
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    has_account = models.BooleanField(default=False, help_text="May sign in; others act by e-mailed link.")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False, help_text="Invented; one press signs in as her.")
    demonstration_note = models.CharField(max_length=200, blank=True, help_text="What one can try as her.")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    # Set by the door (access.as_of) on the instance that acts or looks, never stored: the day on which her
    # roles are asked, her posts of that day, and the link she came through, which history keeps.
    on: date
    posts_now: "list[Post]"
    through = ""

    if TYPE_CHECKING:
        posts: models.Manager[Post]
        links: models.Manager[Link]

    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(has_account=True), name="one_account_an_address"
            ),
        ]
        indexes = [models.Index(Lower("email"), name="person_by_address")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def has_usable_password(self) -> bool:
        """Nobody has a password; the field holds what the signature of her sessions is made with."""
        return False

    def alliances_as(self, roles: Iterable[Role]) -> set[int]:
        """The alliances in which she holds one of these roles on the day the door gave her."""
        wanted = set(roles)
        return {post.alliance_id for post in self.posts_now if post.role in wanted}
