"""The worker: one process that runs jobs, sends the mail and listens to the clock, until it is told to stop."""

import fcntl
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from django.db import connection
from django.utils import timezone

from drystone.alliances.models import Alliance
from drystone.mail import postman
from drystone.mail.envelope import Sender
from drystone.people import links

from . import clock, leases, runner
from .models import Beat, Job

MESSAGES_A_ROUND = 50

QUICKEST, IDLE, IN_TROUBLE = 0.05, 1.0, 5.0  # seconds between two looks: work about, none, the database away
SECONDS_TO_FINISH = 25
log = logging.getLogger(__name__)


class AnotherWorker(Exception):
    """SQLite has one writer at a time, so it has one worker."""


class Worker:
    """Four loops side by side, so that a long job keeps no short one waiting, and no message."""

    def __init__(self, lease: timedelta = leases.LEASE):
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.lease, self.mail_lease = lease, lease * 5
        self.stopping = threading.Event()
        self.slow_job: Job | None = None
        self.mail_trouble = ""
        self.started_at = timezone.now()

    def run(self) -> None:
        """Works until `stop`; what is under way then is given time to finish."""
        steps = (self.run_short_job, self.run_slow_job, self.send_mail)
        threads = [threading.Thread(target=self.keep, args=[step], daemon=True) for step in steps]
        with only_worker():
            for thread in threads:
                thread.start()
            self.keep(self.beat, idle=min(IDLE * 5, self.lease.total_seconds() / 4))
            ends = monotonic() + SECONDS_TO_FINISH
            for thread in threads:
                thread.join(max(0.0, ends - monotonic()))

    def stop(self, *signal: Any) -> None:
        # From another thread: a signal may come while this one holds the event's own lock.
        threading.Thread(target=self.stopping.set).start()

    def keep(self, step: Callable[[], bool], idle: float = IDLE) -> None:
        """Takes one step after the other, waiting longer while there is nothing to do, and in trouble longest.

        Whatever goes wrong, most likely the database being restarted, it drops the connection and tries again.
        """
        pause = 0.0
        while not self.stopping.wait(pause):
            try:
                pause = 0.0 if step() else min(idle, max(QUICKEST, pause * 2))
            except Exception as error:
                log.warning("%s: %s", step.__name__, runner.described(error))
                connection.close()
                pause = min(IN_TROUBLE, max(0.5, pause * 2))
        connection.close()

    def run_short_job(self) -> bool:
        leases.take_back(timezone.now())
        job = leases.claim(["default"], worker=self.name, at=timezone.now(), lease=self.lease)
        if job:
            runner.run(job)
        return bool(job)

    def run_slow_job(self) -> bool:
        job = leases.claim(["slow"], worker=self.name, at=timezone.now(), lease=self.lease)
        if job:
            self.slow_job = job
            runner.run(job)
            self.slow_job = None
        return bool(job)

    def send_mail(self) -> bool:
        done = postman.send_due(
            at=timezone.now(),
            fill_link=lambda link_id: links.address(link_id, at=timezone.now()),
            sender=sender_for,
            limit=MESSAGES_A_ROUND,
            lease=self.mail_lease,
        )
        if done.trouble != self.mail_trouble:
            log.warning("mail server: %s", done.trouble or "answers again")
            self.mail_trouble = done.trouble
        return done.handled > 0

    def beat(self) -> bool:
        """A sign of life; the lease of the long job renewed; the clock listened to."""
        now = timezone.now()
        if job := self.slow_job:
            leases.renew(job, at=now, lease=self.lease)
        signs = {"at": now, "mail_trouble": self.mail_trouble}
        if not Beat.objects.filter(worker=self.name).update(**signs):
            Beat.objects.create(worker=self.name, started_at=self.started_at, **signs)
        clock.strike(now)
        return False


def sender_for(alliance_id: int | None) -> Sender:
    """A message goes in the name of its alliance, and answers come to its office."""
    alliance = Alliance.objects.filter(pk=alliance_id).first() if alliance_id else None
    return Sender(alliance.name, alliance.contact_email) if alliance else Sender()


@contextmanager
def only_worker() -> Iterator[None]:
    """On SQLite, a lock that keeps a second worker away; it goes with the process, however that ends."""
    if connection.vendor != "sqlite":
        yield
        return
    with Path(f"{connection.settings_dict['NAME']}.worker").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherWorker from None
        yield
