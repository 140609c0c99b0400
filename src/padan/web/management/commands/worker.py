"""`python -m padan.web worker`: does what the pages leave to be done, until it is asked to end."""

import contextlib
import os
import signal
import threading
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection

from padan.web.jobs import JOBS, LONG, QUICK, Job, Pauses, tick
from padan.web.waking import Waking

POLL_SECONDS = 1.0
YIELDS = 10
"""How far the worker stands back from whoever waits for a page on the same machine (`nice`)."""


class Command(BaseCommand):
    """Looks once a second, in two lines, so that a long run keeps nothing short waiting. SIGTERM and Ctrl-C let the
    step at hand end; a run that was under way is begun again by the next worker."""

    help = "Menjalankan pencocokan, pengingat, segel jejak dan naskah / runs what the pages leave to be done"

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to look once only."""
        parser.add_argument("--once", action="store_true", help="satu putaran saja / one round only")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        """Look and do, until asked to end."""
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        with contextlib.suppress(OSError, AttributeError):
            os.nice(YIELDS)
        if once:
            self._round(JOBS, ended, Pauses())
            return
        quick = threading.Thread(target=self._line, args=(QUICK, ended), name="quick")
        quick.start()
        try:
            self._line(LONG, ended)
        finally:
            ended.set()
            quick.join()

    def _line(self, jobs: Sequence[Job], ended: threading.Event) -> None:
        pauses = Pauses()
        waking = Waking(jobs, pauses)
        try:
            while not ended.is_set():
                close_old_connections()
                waking.done(self._round(waking.due(), ended, pauses))
                ended.wait(POLL_SECONDS)
        finally:
            connection.close()

    def _round(self, jobs: Sequence[Job], ended: threading.Event, pauses: Pauses) -> list[str]:
        said = tick(stop=ended.is_set, pauses=pauses, jobs=jobs)
        for line in said:
            self.stdout.write(line)
            self.stdout.flush()
        return said
