"""People on pages."""

from django import template

register = template.Library()


@register.filter
def masked(address: str) -> str:
    """a•••@school.example: enough to know one's own address again, too little to learn somebody else's."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"
