from datetime import timedelta

import pytest

from drystone.people import links, signatures
from drystone.people.models import Signature
from drystone.people.signatures import NotSigned, sign
from tests.cast import NOW, alliance, head, school

pytestmark = pytest.mark.django_db
TEXT = "I support this application.\nI know that I may refuse any deployment. 😀"


@pytest.fixture
def signed():
    here, reeth = alliance(), school()
    ann = head(here, reeth)
    link = links.invite(ann, "reference", reeth, alliance=here, by=None, at=NOW)
    given = {"typed_name": "Ann  Peel", "typed_role": "Headteacher", "link": link, "alliance": here}
    return [sign(ann, f"{TEXT} {n}", **given, at=NOW + timedelta(minutes=n)) for n in range(3)]


def test_a_signature_keeps_the_exact_words_who_as_what_when_and_from_where(signed):
    """Features 13: Signed declaration (who, when, IP kept)."""
    kept = Signature.objects.get(pk=signed[0].pk)
    assert (kept.text, kept.typed_name, kept.typed_role, kept.at) == (f"{TEXT} 0", "Ann Peel", "Headteacher", NOW)
    assert kept.address == kept.link.address
    assert all(signatures.check(Signature.objects.get(pk=each.pk)) for each in signed)


@pytest.mark.parametrize(
    "change",
    [
        {"text": TEXT},
        {"text": f"{TEXT}  0"},
        {"typed_name": "Tom Raine"},
        {"typed_role": "Chair of governors"},
        {"address": "tom@reeth.example"},
        {"at": NOW - timedelta(days=1)},
        {"digest": signatures.digest("Something else")},
        {"text": "Something else", "digest": signatures.digest("Something else")},
        {"link": None},
    ],
)
def test_any_change_is_found(signed, change):
    Signature.objects.filter(pk=signed[0].pk).update(**change)
    assert not signatures.check(Signature.objects.get(pk=signed[0].pk))


def test_each_single_changed_letter_is_found(signed):
    kept = Signature.objects.get(pk=signed[0].pk)
    for place in range(len(kept.text)):
        kept.text = f"{TEXT} 0"[:place] + "x" + f"{TEXT} 0"[place + 1 :]
        assert signatures.check(kept) == (kept.text == f"{TEXT} 0")


def test_two_texts_exchanged_are_found(signed):
    first, second = signed[0], signed[1]
    Signature.objects.filter(pk=first.pk).update(text=second.text, digest=second.digest, at=second.at)
    assert not signatures.check(Signature.objects.get(pk=first.pk))


@pytest.mark.parametrize("empty", ["typed_name", "typed_role"])
def test_nobody_signs_without_a_name_and_a_role(empty):
    here = alliance()
    given = {"typed_name": "Ann Peel", "typed_role": "Headteacher"} | {empty: "  "}
    with pytest.raises(NotSigned):
        sign(head(here, school()), TEXT, **given, link=None, alliance=here, at=NOW)
    assert Signature.objects.count() == 0
