"""Whoever changes the past with the database's own keys breaks a seal."""

import io
import random
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from drystone.history import seals
from drystone.history.models import Event, Seal
from tests.clock import NOW

pytestmark = pytest.mark.django_db
DALES, WOLDS = 1, 2
FORGERIES = 50


def happen(times: int, *, at: datetime = NOW, **fields) -> list[Event]:
    """Things happen by turns in two alliances and in none."""
    return Event.objects.bulk_create(
        Event(
            **{
                "alliance_id": (DALES, WOLDS, None)[n % 3],
                "at": at + timedelta(seconds=n),
                "by_id": n,
                "by_name": "Ann Peel",
                "verb": "sign",
                "record_type": "selection.reference",
                "record_id": n,
                "about_type": "selection.application",
                "about_id": n,
                "details": {"days": 1.5, "ward": "Llŷn"},
                **fields,
            }
        )
        for n in range(times)
    )


@pytest.fixture
def sealed() -> list[Event]:
    """Three seals for each alliance, over a hundred rows each time."""
    all_rows = []
    for hour in range(3):
        all_rows += happen(100, at=NOW + timedelta(hours=hour))
        seals.seal(NOW + timedelta(hours=hour, minutes=30))
    return all_rows


@pytest.fixture
def keys_of_the_database() -> None:
    """Somebody at the database's console drops the refusals."""
    drop = "DROP TRIGGER {table}_no_{act}" + (" ON {table}" if connection.vendor == "postgresql" else "")
    with connection.cursor() as cursor:
        for table in ("history_event", "history_seal"):
            for act in ("update", "delete"):
                cursor.execute(drop.format(table=table, act=act))


def problems() -> list[str]:
    return [sentence for alliance_id in seals.alliances() for sentence in seals.verify(alliance_id)]


def test_untouched_history_is_as_it_was_sealed(sealed):
    assert Seal.objects.count() == 9
    assert sum(Seal.objects.values_list("events", flat=True)) == 300
    assert problems() == []


def test_each_row_is_sealed_once(sealed):
    assert seals.seal(NOW + timedelta(days=1)) == 0
    assert Seal.objects.count() == 9


def test_what_happened_a_moment_ago_waits_for_the_next_seal():
    happen(3)
    assert seals.seal(NOW + timedelta(minutes=1)) == 0
    assert seals.seal(NOW + timedelta(minutes=11)) == 3


def test_the_database_refuses_to_change_or_remove_a_line_or_a_seal(sealed):
    for rows in (Event.objects.all(), Seal.objects.all()):
        with pytest.raises(DatabaseError, match="history is append-only"), transaction.atomic():
            rows.update(at=NOW)
        with pytest.raises(DatabaseError, match="history is append-only"), transaction.atomic():
            rows.delete()


def forge(choose: random.Random, rows: list[Event]) -> str:
    """One planted change: an edit of any column, a deletion, or a row slipped in. Says which, for a failing test."""
    row = choose.choice(rows)
    act = choose.choice(["edit", "edit", "delete", "insert"])
    if act == "edit":
        column, value = choose.choice(
            [
                ("verb", "refuse"),
                ("by_id", 9999),
                ("by_name", "Ann Peil"),
                ("at", row.at + timedelta(microseconds=1)),
                ("alliance_id", WOLDS if row.alliance_id != WOLDS else DALES),
                ("note", "agreed by phone"),
                ("details", {"days": 15, "ward": "Llŷn"}),
                ("record_id", row.record_id + 1),
                ("now", "agreed"),
                ("through", "link 7"),
            ]
        )
        Event.objects.filter(pk=row.pk).update(**{column: value})
        return f"{column} of {row.pk}"
    if act == "delete":
        Event.objects.filter(pk=row.pk).delete()
        return f"row {row.pk} gone"
    # A free number below the last seal: that of a row of another alliance, moved out of the way.
    Event.objects.filter(pk=row.pk).update(id=10**9)
    Event.objects.filter(pk=10**9).update(alliance_id=None)
    row.verb = "refuse"
    row.save(force_insert=True)
    return f"another row {row.pk}"


def test_every_one_of_fifty_forgeries_breaks_a_seal(sealed, keys_of_the_database):
    choose, missed = random.Random(20261111), []  # noqa: S311 - which rows are forged is no secret
    for _ in range(FORGERIES):
        try:
            with transaction.atomic():
                what = forge(choose, sealed)
                if not problems():
                    missed.append(what)
                raise Undone
        except Undone:
            pass
    assert missed == []
    assert problems() == []


class Undone(Exception):
    """Takes a forgery back."""


@pytest.mark.parametrize("which", [0, 1])
def test_a_seal_taken_out_of_the_chain_is_missed(sealed, keys_of_the_database, which):
    Seal.objects.filter(alliance_id=DALES)[which].delete()
    assert len(seals.verify(DALES)) == 1
    assert seals.verify(WOLDS) == []


def test_the_last_seal_of_an_alliance_taken_away_is_missed(sealed, keys_of_the_database):
    before, last = Seal.objects.filter(alliance_id=WOLDS)[1:]
    last.delete()
    expected = f"{last.events} rows after row {before.last_event_id} should be under a seal and are not."
    assert seals.verify(WOLDS) == [expected]


def test_a_chain_redone_from_the_start_no_longer_holds_the_digest_noted_in_the_minutes(sealed, keys_of_the_database):
    noted = seals.newest(DALES).digest
    assert seals.verify(DALES, anchor=noted) == []
    Event.objects.filter(pk=sealed[0].pk).update(verb="refuse")
    Seal.objects.all().delete()
    seals.seal(NOW + timedelta(days=1))
    assert seals.verify(DALES) == []
    assert seals.verify(DALES, anchor=noted) == [
        f"The digest {noted[:12]}… noted earlier is no longer part of the chain."
    ]


def test_the_command_tells_what_is_not_as_it_was_sealed_and_whose(sealed, keys_of_the_database):
    said = io.StringIO()
    call_command("verify_history", stdout=said)
    digests = {alliance_id: seals.newest(alliance_id).digest for alliance_id in (None, DALES, WOLDS)}
    assert said.getvalue().splitlines() == [
        f"no alliance: as sealed, newest digest {digests[None]}",
        f"alliance 1: as sealed, newest digest {digests[DALES]}",
        f"alliance 2: as sealed, newest digest {digests[WOLDS]}",
    ]
    call_command("verify_history", "--alliance", "1", "--anchor", digests[DALES], stdout=said)
    first = sealed[0].pk
    Event.objects.filter(pk=first).update(verb="refuse")
    with pytest.raises(CommandError, match="not as it was sealed"):
        call_command("verify_history", stdout=said)
    assert (
        f"alliance 1: Rows {first} to {first + 99} are not as they were sealed on 11 November 2026" in said.getvalue()
    )
    with pytest.raises(CommandError, match="belongs to one alliance"):
        call_command("verify_history", "--anchor", digests[DALES], stdout=said)
