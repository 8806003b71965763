import contextlib
from datetime import timedelta

import pytest
from django.db import connection

from drystone.mail.models import Message
from drystone.people import codes, links
from drystone.people.models import Code, Purpose
from tests.cast import NOW, alliance, head, school
from tests.people.mailbox import code_for, letters, wrong

pytestmark = pytest.mark.django_db
ANN = "ann@reeth.example"


def send(at=NOW, *, asker="here", address=ANN, purpose=Purpose.SIGN_IN):
    return codes.send(purpose, address, asker=asker, at=at)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_the_code_in_the_message_is_right_once():
    code = send()
    typed = code_for(ANN)
    assert codes.check(code, typed, at=NOW)
    assert not codes.check(code, typed, at=NOW)


def test_spaces_that_a_mail_program_put_in_do_no_harm():
    code, typed = send(), code_for(ANN)
    assert codes.check(code, f" {typed[:3]} {typed[3:]} ", at=NOW)


@pytest.mark.parametrize("typed", ["", "0", "١٢٣٤٥٦", "abcdef", "1" * 1000])
def test_what_is_not_the_code_is_not_right(typed):
    assert not codes.check(send(), typed, at=NOW)


def test_a_code_allows_five_tries():
    code, typed = send(), code_for(ANN)
    assert not any(codes.check(code, wrong(typed), at=NOW) for _ in range(5))
    assert not codes.check(code, typed, at=NOW)
    assert Code.objects.get().tries == 5


@pytest.mark.parametrize(
    ("purpose", "good_for"), [(Purpose.SIGN_IN, 15), (Purpose.ADDRESS, 15), (Purpose.CONFIRM, 15)]
)
def test_a_code_is_good_for_a_quarter_of_an_hour(purpose, good_for):
    code = send(purpose=purpose)
    typed = code_for(ANN)
    assert not codes.check(code, typed, at=NOW + minutes(good_for))
    assert codes.check(code, typed, at=NOW + minutes(good_for) - timedelta(seconds=1))


def test_a_code_for_reading_is_good_for_ten_minutes():
    here = alliance()
    link = links.invite(head(here, school()), "review", here, alliance=here, by=None, at=NOW)
    code = codes.send_to_reader(link, at=NOW)
    typed = code_for(link.address)
    assert not codes.check(code, typed, at=NOW + minutes(10))
    assert codes.check(code, typed, at=NOW + minutes(9))


def test_the_digits_stand_nowhere_but_in_the_message():
    send()
    typed = code_for(ANN)
    for table in connection.introspection.table_names():
        if table != Message._meta.db_table:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                assert typed not in str(cursor.fetchall())
    assert letters(ANN)[0].forget


def test_without_the_secret_key_a_stolen_table_tells_no_code(settings):
    code = send()
    settings.SECRET_KEY = "another installation's key, longer than it needs to be"
    assert codes.digits(code) != code_for(ANN)


def test_asked_again_within_a_minute_no_second_message_goes():
    first, again = send(), send(NOW + timedelta(seconds=59))
    assert first == again
    assert len(letters(ANN)) == 1


def test_asked_again_later_the_same_code_goes_again():
    first = send()
    typed = code_for(ANN)
    again = send(NOW + minutes(2))
    assert (again, code_for(ANN), len(letters(ANN))) == (first, typed, 2)


def test_a_code_of_another_browser_is_another_code():
    assert send(asker="here").seed != send(asker="there").seed


def test_no_more_than_five_messages_an_hour_go_to_one_address():
    sent = 0
    for minute in range(0, 60, 2):
        try:
            send(NOW + minutes(minute), asker=f"place {minute}")
            sent += 1
        except codes.TooMany:
            pass
    assert (sent, len(letters(ANN))) == (5, 5)
    send(NOW + minutes(61), asker="the owner")


def test_no_more_than_fifteen_messages_a_day_go_to_one_address():
    for hour in range(23):
        for minute in range(0, 60, 5):
            with contextlib.suppress(codes.TooMany):
                send(NOW + timedelta(hours=hour, minutes=minute), asker=f"place {hour} {minute}")
    assert len(letters(ANN)) == 15


def test_one_place_cannot_use_up_what_the_owner_needs():
    for minute in range(0, 50, 1):
        try:
            code = send(NOW + minutes(minute), asker="the attacker")
            Code.objects.filter(pk=code.pk).update(tries=5)
        except codes.TooMany:
            pass
    mine = send(NOW + minutes(50), asker="the owner")
    assert codes.check(mine, code_for(ANN), at=NOW + minutes(51))


def test_five_hundred_wrong_codes_from_one_place_are_ten_tries_in_five_minutes():
    right = 0
    for second in range(300):
        at = NOW + timedelta(seconds=second)
        try:
            code = send(at, asker="the attacker")
        except codes.TooMany:
            continue
        right += codes.check(code, wrong(codes.digits(code)), at=at)
    assert right == 0
    assert sum(Code.objects.values_list("tries", flat=True)) <= 10


def test_an_unknown_address_is_written_to_just_the_same():
    here = alliance()
    known = head(here, school())
    codes.send(Purpose.SIGN_IN, known.email, asker="here", at=NOW, person=known)
    send(address="nobody@reeth.example")
    assert [len(letters(each)) for each in (known.email, "nobody@reeth.example")] == [1, 1]
    assert letters("nobody@reeth.example")[0].subject == letters(known.email)[0].subject
