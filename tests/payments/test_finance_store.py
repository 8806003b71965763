"""Files are laid into finance's folder, or a bucket: whole, once, tried again, and with words where it fails."""

import pytest

from drystone.jobs import leases, runner
from drystone.jobs.models import Job
from drystone.lifecycle import Refused
from drystone.payments import handover, store, tasks
from drystone.payments.models import Handover
from tests.payments.bucket import KEY_ID, SECRET, Bucket, open_bucket
from tests.payments.owed import AFTER, Owed


@pytest.fixture
def folder(settings, tmp_path):
    settings.FINANCE_STORE = str(tmp_path)
    return tmp_path


@pytest.fixture
def bucket(settings):
    with open_bucket() as there:
        settings.FINANCE_STORE, settings.FINANCE_STORE_ENDPOINT = "s3://finance/in", there.address
        settings.FINANCE_STORE_REGION = "eu-west-2"
        settings.FINANCE_STORE_KEY_ID, settings.FINANCE_STORE_SECRET = KEY_ID, SECRET
        yield there


def laid(at: Owed) -> Handover:
    return handover.hand_over(at.alliance, to=None, by=at.finn, at=AFTER)


def worked(made: Handover) -> Handover:
    """The worker's turn, as often as it is due."""
    while job := leases.claim(("slow",), worker="here", at=AFTER.replace(year=2099)):
        if not runner.run(job):
            break
    made.refresh_from_db()
    return made


def test_it_lies_in_the_folder_of_the_alliance_to_the_byte_and_nothing_half_beside_it(at: Owed, folder):
    at.approved()
    made = worked(laid(at))
    assert made.state == "laid"
    (there,) = [path for path in folder.rglob("*") if path.is_file()]
    assert there.relative_to(folder).as_posix() == f"{at.alliance.slug}/statements-0001.csv"
    assert there.read_bytes() == made.content()
    assert there.stat().st_mode & 0o007 == 0


def test_it_lies_in_the_bucket_signed_for_and_is_put_there_once(at: Owed, bucket: Bucket):
    at.approved()
    made = worked(laid(at))
    path = f"/finance/in/{at.alliance.slug}/statements-0001.csv"
    assert (made.state, bucket.kept) == ("laid", {path: made.content()})
    Handover.objects.update(state="queued")
    tasks.lay(Handover.objects.get(), AFTER)
    assert bucket.asked == ["GET", "PUT", "GET"]


def test_a_store_that_fails_is_tried_again_by_itself_and_the_office_reads_why(at: Owed, bucket: Bucket):
    at.approved()
    bucket.fails = 2
    made = worked(laid(at))
    assert (made.state, made.trouble) == ("failed", "Finance's store did not answer as it should.")
    assert Job.objects.get().state == "waiting"
    made = worked(made)
    assert (made.state, made.trouble, len(bucket.kept)) == ("laid", "", 1)


def test_a_wrong_key_is_said_so_and_stands_in_no_log(at: Owed, bucket: Bucket, settings, caplog):
    settings.FINANCE_STORE_SECRET = "another-secret"
    at.approved()
    made = worked(laid(at))
    assert made.trouble == "Finance's store did not accept the key that it was set up with."
    assert "another-secret" not in caplog.text + Job.objects.get().error
    assert bucket.kept == {}


def test_a_file_that_was_changed_is_laid_nowhere_and_the_office_reads_that_it_failed(at: Owed, folder):
    at.approved()
    made = laid(at)
    Handover.objects.update(file=b"1,9999.00")
    assert (worked(made).state, made.trouble) == ("failed", tasks.UNFORESEEN)
    assert not list(folder.rglob("*.csv"))


def test_a_folder_that_is_gone_is_said_so_and_the_file_may_go_by_a_link_instead(at: Owed, folder, settings):
    settings.FINANCE_STORE = str(folder / "gone")
    at.approved()
    made = worked(laid(at))
    assert (made.state, made.trouble) == (
        "failed", "Finance's folder could not be written to (No such file or directory).",
    )  # fmt: skip
    handover.send_link(made, at.finn, seen=handover.standing(made), by=at.finn, at=AFTER)
    settings.FINANCE_STORE = str(folder)
    assert worked(made).state == "waiting"
    assert not list(folder.rglob("*.csv"))


def test_once_the_folder_works_again_one_press_puts_it_there(at: Owed, folder, settings):
    settings.FINANCE_STORE = str(folder / "gone")
    at.approved()
    made = worked(laid(at))
    Job.objects.all().delete()
    settings.FINANCE_STORE = str(folder)
    handover.try_again(made, by=at.finn, at=AFTER)
    assert worked(made).state == "laid"


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_what_lies_there_under_its_name_is_never_written_over(kind: str, request):
    request.getfixturevalue(kind)
    store.lay("swaledale/statements-0001.csv", b"one")
    store.lay("swaledale/statements-0001.csv", b"one")
    with pytest.raises(store.NotTaken, match="Another file"):
        store.lay("swaledale/statements-0001.csv", b"two")


def test_without_a_folder_nothing_is_handed_into_one(at: Owed):
    at.approved()
    with pytest.raises(Refused, match="No folder of finance"):
        laid(at)
    assert not Handover.objects.exists()
