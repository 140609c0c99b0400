"""The walkers of `benchmarks.site_load`, as locust reads them."""

import itertools
import json
import os
import random
import re
import threading
import time
from pathlib import Path

from locust import HttpUser, constant_pacing, task

from benchmarks.site_load import UPLOADERS, workbook

ENTRIES = json.loads(Path(os.environ["PADAN_WALKERS"]).read_text(encoding="utf-8"))
PAUSE = 5
_next = itertools.count()
_uploads = itertools.cycle([entry for entry in ENTRIES if entry["upload"]])
_seed = itertools.count(1)
_lock = threading.Lock()


class Reader(HttpUser):
    """Asks for a page every 5 s; when in those 5 s differs from user to user, as people do not press together."""

    fixed_count = len(ENTRIES)

    def on_start(self) -> None:
        """Takes the next signed-in session."""
        with _lock:
            self.entry = ENTRIES[next(_next) % len(ENTRIES)]
        self.client.cookies.set("sessionid", self.entry["cookie"])
        labels, addresses, weights = zip(*self.entry["pages"], strict=True)
        self.pages, self.weights = list(zip(labels, addresses, strict=True)), weights
        self.turn = time.monotonic() + random.uniform(0, PAUSE)
        time.sleep(self.turn - time.monotonic())

    def wait_time(self) -> float:
        """Seconds until the next turn, PAUSE after the last one however long its page took."""
        self.turn += PAUSE
        return max(0.0, self.turn - time.monotonic())

    @task
    def read(self) -> None:
        """One page."""
        label, address = random.choices(self.pages, self.weights)[0]
        self.client.get(address, name=label)


class Uploader(HttpUser):
    """Hands in another list of 500 rows every 15 s."""

    wait_time = constant_pacing(15)
    fixed_count = UPLOADERS

    def on_start(self) -> None:
        """Takes a clerk's session."""
        with _lock:
            self.entry = next(_uploads)
        self.client.cookies.set("sessionid", self.entry["cookie"])

    @task
    def hand_in(self) -> None:
        """The form, then the file; counted until the checked page is shown."""
        page = self.client.get(self.entry["upload"], name="list").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        with _lock:
            seed = next(_seed)
        self.client.post(
            self.entry["upload"],
            name="upload of 500 rows",
            files={"file": (f"daftar-{seed}.xlsx", workbook(seed))},
            data={"csrfmiddlewaretoken": token[1] if token else ""},
            headers={"Referer": self.client.base_url},
        )
