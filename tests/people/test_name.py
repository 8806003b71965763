import pytest
from django.core.exceptions import ValidationError

from drystone.people.names import address, similar


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Peel", "ann peel"),
        ("Ann Peel", "Mrs Ann Peel"),
        ("Jo Bell", "Joanne Bell"),
        ("A Peel", "Ann Peel"),
        ("Mrs Peel", "Ann Peel"),
        ("Zoë O'Hara", "Zoe O’Hara"),
        ("Ann Mary Peel", "Ann Peel"),
    ],
)
def test_two_ways_of_writing_one_name_are_alike(one, other):
    assert similar(one, other)
    assert similar(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Peel", "Tom Raine"), ("Ann Peel", "Beth Peel"), ("Ann Peel", "Ann Raine"), ("", "Ann Peel"), ("Dr", "Dr")],
)
def test_two_people_at_one_mailbox_stay_apart(one, other):
    assert not similar(one, other)


def test_an_address_is_kept_in_small_letters():
    assert address("  Ann.Peel@Reeth.Example ") == "ann.peel@reeth.example"


@pytest.mark.parametrize(
    "typed",
    ["m\u0131ke@dale.example", "\uff4dike@dale.example", "mike@dale\u212a.example", "mike", "", "a b@c.example"],
)
def test_an_address_that_only_looks_like_one_is_refused(typed):
    with pytest.raises(ValidationError):
        address(typed)
