"""Many statements at one press: each as a press on its own page would, with progress, and stopped between two."""

import pytest
from django.urls import reverse

from drystone.documents import papers, sealing
from drystone.lifecycle import NotAllowed, Refused
from drystone.payments import batches, due, statements, tasks
from drystone.payments.models import Batch, ChargeSchedule, DueLine, Statement
from drystone.people.models import Post
from tests import cast
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said


def three_schools(at: Owed) -> None:
    for_three_schools(at)
    at.pulled()
    at.prepared()


def for_three_schools(at: Owed) -> None:
    for number, name in enumerate(("Muker School", "Keld School", "Thwaite School")):
        home = cast.school(name)
        at.ann = cast.head(at.alliance, home, f"Head {number}")
        at.tom = at.add_leader(f"Leader {number}", school=home)
        at.delivered()


def states() -> list[str]:
    return list(Statement.objects.order_by("number").values_list("state", flat=True))


def worked(batch: Batch) -> Batch:
    tasks.work(Batch.objects.select_related("alliance", "asked_by").get(pk=batch.pk), at=AFTER)
    batch.refresh_from_db()
    return batch


def test_every_draft_is_sent_but_where_nobody_would_get_it(at: Owed):
    three_schools(at)
    Post.objects.filter(organisation__name="Keld School").update(ends="2026-11-01")
    batch = worked(batches.start(at.alliance, "send", by=at.finn, at=AFTER))
    assert (states(), batch.state, batch.done, batch.of) == (["sent", "draft", "sent"], "done", 2, 3)
    assert batch.left_out[0].startswith("Statement 2: Nobody is on record at Keld School")
    assert set(Statement.objects.filter(state="sent").values_list("prepared_by", flat=True)) == {at.finn.pk}


def test_all_that_are_confirmed_become_sealed_papers_and_who_sent_one_leaves_it(at: Owed):
    three_schools(at)
    for statement in Statement.objects.order_by("number"):
        sender = at.margaret if statement.number == 3 else at.finn
        confirmed_by_its_head(statement, sender)
    batch = worked(batches.start(at.alliance, "approve", by=at.margaret, at=AFTER))
    assert (states(), batch.done) == (["approved", "approved", "confirmed"], 2)
    assert batch.left_out == [f"Statement 3: {tasks.NOT_SHE}"]
    for statement in Statement.objects.filter(state="approved"):
        assert sealing.check(papers.read(statement.paper)).valid
        assert statement.paper.title == f"Statement {statement.number}: November 2026"


def confirmed_by_its_head(statement: Statement, sender) -> Statement:
    statements.send(statement, by=sender, at=AFTER)
    head = statements.recipient(statement.home_school, statement.alliance, AFTER.date())
    signed = {"typed_name": head.name, "typed_role": "Headteacher"}
    return statements.confirm(statement, **signed, by=cast.acting(head), at=AFTER)


def test_stopped_in_the_middle_what_was_done_stays_and_no_more_is_begun(at: Owed, monkeypatch):
    three_schools(at)
    batch = batches.start(at.alliance, "send", by=at.finn, at=AFTER)
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    settle, seen = tasks.settle, []

    def stopping(*given, **named):
        seen.append(1)
        if len(seen) == 2:
            batches.cancel(Batch.objects.get(pk=batch.pk), by=at.margaret, at=AFTER)
        return settle(*given, **named)

    monkeypatch.setattr(tasks, "settle", stopping)
    assert tasks.work(Batch.objects.get(pk=batch.pk), at=AFTER) == "not wanted any more"
    assert states() == ["sent", "draft", "draft"]


def test_a_batch_taken_up_again_does_what_is_left(at: Owed):
    three_schools(at)
    batch = batches.start(at.alliance, "send", by=at.finn, at=AFTER)
    Batch.objects.filter(pk=batch.pk).update(state="running", done=1)
    statement = Statement.objects.order_by("number")[0]
    confirmed_by_its_head(statement, at.finn)
    assert (worked(batch).done, states()) == (3, ["confirmed", "sent", "sent"])


def test_while_one_is_under_way_asking_gives_back_that_one_and_nothing_to_do_is_said(at: Owed):
    with pytest.raises(Refused):
        batches.start(at.alliance, "send", by=at.finn, at=AFTER)
    three_schools(at)
    first = batches.start(at.alliance, "send", by=at.finn, at=AFTER)
    assert batches.start(at.alliance, "approve", by=at.margaret, at=AFTER) == first
    with pytest.raises(NotAllowed):
        batches.start(at.alliance, "send", by=at.coordinator(), at=AFTER)


def test_the_page_says_how_far_it_is_and_stops_it(at: Owed):
    three_schools(at)
    finn = account(at.finn)
    answer = finn.post(reverse("office-batches"), {"act": "send"})
    page = answer["Location"]
    shown = finn.get(page)
    assert "0 of 3" in said(shown)
    assert shown["Refresh"] == str(3)
    finn.post(f"{page}stop/")
    shown = finn.get(page)
    assert "Cancelled" in said(shown)
    assert not shown.has_header("Refresh")
    assert "Choose what is to be done" in said(finn.post(reverse("office-batches"), {"act": "burn"}, follow=True))


def test_a_month_is_pulled_and_prepared_by_a_job_and_asked_again_it_makes_nothing_twice(at: Owed):
    at.delivered()
    first = worked(batches.start(at.alliance, "prepare", month=NOVEMBER, by=at.finn, at=AFTER))
    assert (first.state, first.done, first.of, first.made) == ("done", 1, 1, 1)
    assert Statement.objects.get().total_pence == 145_00
    again = worked(batches.start(at.alliance, "prepare", month=NOVEMBER, by=at.finn, at=AFTER))
    assert (again.state, again.of, again.made) == ("done", 0, 0)
    charged = worked(batches.start(at.alliance, "charge", month=NOVEMBER, by=at.finn, at=AFTER))
    assert (charged.made, ChargeSchedule.objects.get().total_pence) == (1, 150_00)
    assert (DueLine.objects.count(), Statement.objects.count()) == (1, 1)


def test_two_presses_for_a_month_are_one_job_and_taken_up_twice_it_makes_nothing_twice(at: Owed):
    at.delivered()
    first = batches.start(at.alliance, "prepare", month=NOVEMBER, by=at.finn, at=AFTER)
    assert batches.start(at.alliance, "prepare", month=NOVEMBER, by=at.margaret, at=AFTER) == first
    due.pull(at.alliance, by=None, at=AFTER)  # as far as a worker came that was killed
    Batch.objects.filter(pk=first.pk).update(state="running", done=1, of=1)
    assert worked(first).made == 1
    assert (DueLine.objects.count(), Statement.objects.count()) == (1, 1)


def test_a_pull_that_is_stopped_keeps_its_lines_and_prepares_nothing(at: Owed, monkeypatch):
    for_three_schools(at)
    monkeypatch.setattr(due, "AT_ONCE", 1)
    batch = batches.start(at.alliance, "prepare", month=NOVEMBER, by=at.finn, at=AFTER)
    lines_of = due.lines_of

    def stopping(*given, **named):
        made = lines_of(*given, **named)
        batches.cancel(Batch.objects.get(pk=batch.pk), by=at.margaret, at=AFTER)
        return made

    monkeypatch.setattr(due, "lines_of", stopping)
    assert tasks.work(Batch.objects.get(pk=batch.pk), at=AFTER) == "not wanted any more"
    assert (DueLine.objects.count(), Statement.objects.count()) == (1, 0)


def test_the_page_of_a_month_says_what_was_prepared_and_a_month_to_come_is_refused(at: Owed):
    at.delivered()
    finn = account(at.finn)
    prepare = reverse("office-statements-prepare")
    for month in ("2030-01", "soon"):
        assert "Choose a month that has begun" in said(finn.post(prepare, {"month": month}, follow=True))
    assert not Batch.objects.exists()
    page = finn.post(prepare, {"month": "2026-11"})["Location"]
    assert "Looking for what has become due" in said(finn.get(page))
    worked(Batch.objects.get())
    assert "<strong>1</strong> prepared for November 2026" in said(finn.get(page))
    finn.post(reverse("office-charges-prepare"), {"month": "2026-10"})
    nothing = worked(Batch.objects.first())
    assert "Nothing is due by October 2026" in said(finn.get(reverse("office-batch", args=[nothing.pk])))


def test_it_says_how_many_more_it_left_out_and_counts_them_once_when_taken_up_again(at: Owed, monkeypatch):
    three_schools(at)
    monkeypatch.setattr(tasks, "MOST_SAID", 1)
    monkeypatch.setattr(statements, "recipient", lambda *_: None)
    batch = batches.start(at.alliance, "send", by=at.finn, at=AFTER)
    Batch.objects.filter(pk=batch.pk).update(state="running", left_out=["Statement 1: nobody."], more_left_out=1)
    done = worked(batch)
    assert (len(done.left_out), done.more_left_out) == (1, 2)
    shown = said(account(at.finn).get(reverse("office-batch", args=[batch.pk])))
    assert "And 2 more statements: on the list of statements they stand as they did." in shown
