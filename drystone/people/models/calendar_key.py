"""The private address at which somebody's own calendar reads her visits and meetings."""

from django.db import models

from .person import Person


class CalendarKey(models.Model):
    """The hash of the secret in her address; the address itself is stored nowhere."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar address of {self.person}"
