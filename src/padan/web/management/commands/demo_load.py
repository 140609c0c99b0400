"""`python -m padan.web demo_load`: the synthetic city, its offices, users and lists, and the first run."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from padan.web.demonstration import PASSWORD, holds_other_people, load, load_after_run, sign_ins
from padan.web.jobs import JOBS, LONG, Job, tick
from padan.web.planner import tables_measure
from padan.web.runs.asking import waiting

FIRST = tuple(job for job in LONG if job.name in ("run", "persons"))
"""What must be done before the rest of the city's story can be told."""


class Command(BaseCommand):
    """Loads the city once; what is there already is passed by, so that an interrupted load goes on."""

    help = "Memuat kota contoh (hanya dengan PADAN_DEMO=1) / loads the synthetic city"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=12_000, help="orang dalam daftar / people on the lists")

    def handle(self, *args: Any, people: int = 12_000, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Hanya untuk kota contoh: jalankan dengan PADAN_DEMO=1.")
        if holds_other_people():
            raise CommandError("Basis data ini bukan kota contoh: sudah ada pengguna. Pakai PADAN_HOME lain.")
        load(people, self._say)
        ran = False
        while waiting():
            self._say("Pencocokan pertama")
            self._work(FIRST)
            ran = True
        if load_after_run(people, self._say) or ran:
            self._work(JOBS)
        tables_measure()
        self._table()

    def _work(self, jobs: Sequence[Job]) -> None:
        """One round of these jobs, said line by line."""
        for line in tick(jobs=jobs):
            self._say(line)

    def _say(self, text: str) -> None:
        self.stderr.write(f"{text} ...")
        self.stderr.flush()

    def _table(self) -> None:
        lines = sign_ins()
        heads = ("Jabatan", "Kantor", "Nama pengguna", "Kata sandi", "Kode")
        cells = [(s.role, s.office, s.username, PASSWORD, "ya" if s.second_factor else "-") for s in lines]
        widths = [max(len(row[at]) for row in (heads, *cells)) for at in range(len(heads))]
        for row in (heads, *cells):
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        home = "" if Path("out/situs").resolve() == settings.HOME else f"PADAN_HOME={settings.HOME} "
        self.stdout.write(f"Kode masuk saat ini: PADAN_DEMO=1 {home}{_program()} -m padan.web demo_code NAMA-PENGGUNA")


def _program() -> str:
    """This Python, as short as it can be written from here."""
    program = Path(sys.executable)
    return str(program.relative_to(Path.cwd())) if program.is_relative_to(Path.cwd()) else str(program)
